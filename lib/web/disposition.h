/*
 * disposition.h: the headers of one part of a form with files (RFC 7578), as
 * browsers write them.
 */
#ifndef KITH_DISPOSITION_H
#define KITH_DISPOSITION_H

#include <stdbool.h>
#include <stddef.h>

struct disposition {
	const char *name;	/* of the field, decoded */
	const char *file_name;	/* NULL: no file; "" where none was chosen */
};

/*
 * Read the lines between a boundary and the content, len bytes without the
 * empty line. What comes back is owned by ctx; the file's name is decoded, not
 * yet clean. False for lines that are broken, no Content-Disposition or two, a
 * parameter twice, a name with a NUL, a content that is itself in parts or
 * encoded.
 */
bool disposition_read(const void *ctx, const char *lines, size_t len,
    struct disposition *);

/*
 * The name of a file as it may be stored and shown: the part after the last
 * slash of either kind, what is not UTF-8 replaced by U+FFFD, control and
 * direction characters left out, at most FILE_NAME_MAX bytes, of which the
 * last are kept, with the ending; "file" if nothing is left. Owned by ctx.
 */
const char *disposition_clean_name(const void *ctx, const char *name);

#endif
