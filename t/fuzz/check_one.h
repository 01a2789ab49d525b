/* check_one.h: run one of the checks of lib/file on some bytes. */
#ifndef KITH_CHECK_ONE_H
#define KITH_CHECK_ONE_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "file/check.h"

/* A file that is good must be there, and of a size that may be stored. */
static inline void
check_one(check *run, const uint8_t *data, size_t size)
{
	struct checked c = { 0 };
	FILE *out = tmpfile();
	off_t len;

	if (out == NULL)
		abort();
	run(data, size, fileno(out), &c);
	len = lseek(fileno(out), 0, SEEK_END);
	if (c.trouble == TROUBLE_NONE && (len <= 0 || c.width < 0 ||
	    c.preview_len > PREVIEW_BYTES_MAX))
		abort();
	free(c.preview);
	fclose(out);
}

#endif
