/* kind.h: what a file is, by its first bytes and by its name. */
#ifndef KITH_KIND_H
#define KITH_KIND_H

#include <stddef.h>
#include <stdint.h>

enum kind {
	KIND_UNKNOWN,
	KIND_PDF, KIND_JPEG, KIND_PNG,		/* these can be sent */
	KIND_VIDEO, KIND_HEIC, KIND_PICTURE,	/* PICTURE: GIF, WebP, TIFF ... */
	KIND_OFFICE, KIND_ZIP,
};

/* How many first bytes kind_of_bytes() looks at. */
enum { KIND_BYTES = 64 };

/* By its first bytes. An office document is a KIND_ZIP to it. */
enum kind kind_of_bytes(const uint8_t *, size_t len);

/* By the ending of its name, whatever its case. */
enum kind kind_of_name(const char *name);

/* Where the ending of a name begins: at its last dot, or at its end. */
const char *kind_ending(const char *name);

#endif
