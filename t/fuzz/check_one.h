/* check_one.h: run one of the checks of lib/file on some bytes. */
#ifndef KITH_CHECK_ONE_H
#define KITH_CHECK_ONE_H

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "file/check.h"

/* A file that is good must be there, and of a size that may be stored. */
static inline void
check_one(check *run, const uint8_t *data, size_t size)
{
	struct checked c = { 0 };
	int out = memfd_create("clean", MFD_CLOEXEC);
	off_t len;

	if (out < 0)
		abort();
	run(data, size, out, &c);
	len = lseek(out, 0, SEEK_END);
	if (c.trouble == TROUBLE_NONE && (len <= 0 || c.width < 0 ||
	    c.preview_len > PREVIEW_BYTES_MAX))
		abort();
	free(c.preview);
	close(out);
}

#endif
