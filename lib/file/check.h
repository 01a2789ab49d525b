/*
 * check.h: one file, from the bytes that came to what may be stored.
 *
 * These functions take hostile bytes. They run in a child (child.h), so they
 * use malloc(), no request, no database, no log, and may be killed at any time.
 */
#ifndef KITH_CHECK_H
#define KITH_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

/* Why a file will not do. */
enum trouble {
	TROUBLE_NONE,
	TROUBLE_BROKEN,		/* can't be read; also if its reader died */
	TROUBLE_MORE,		/* bytes behind it, or another file in it */
	TROUBLE_PIXELS,		/* over FILE_MEGAPIXELS_MAX */
	TROUBLE_MOTION,		/* a photo with a video behind it */
	TROUBLE_COLORS,		/* a JPEG in colors of print */
	TROUBLE_LOCKED,		/* a PDF with a password */
	TROUBLE_ACTIVE,		/* a PDF that acts by itself */
	TROUBLE_FILES,		/* a PDF with files, sound or video in it */
	TROUBLE_LAST = TROUBLE_FILES
};

enum {
	/* pixels of a preview's longer side */
	PREVIEW_PIXELS = 960,
	PREVIEW_BYTES_MAX = 1024 * 1024,
	/* a clean file may be larger than what came: it is packed in a hurry */
	CLEAN_BYTES_MAX = 4 * FILE_BYTES_MAX,
};

struct checked {
	enum trouble trouble;
	int width, height;	/* of a picture */
	uint8_t *preview;	/* of a picture: JPEG; the caller calls free() */
	size_t preview_len;
};

/*
 * Read in, len bytes; write the clean file to the descriptor out, which is
 * empty, open for reading too; fill in *c, which is zeroed. If there is
 * trouble, what was written means nothing.
 */
typedef void check(const uint8_t *in, size_t len, int out, struct checked *c);

/*
 * Without anything but the picture, turned as its EXIF orientation says;
 * nothing of it is compressed anew. Bytes after its end are refused, but for
 * what phones put there and the new file does not have: zeros, the further
 * pictures that an MPF segment announces, Samsung's notes.
 */
check jpeg_check;

/* Written anew, its first image only, not interlaced. */
check png_check;

/* Written anew, without information about its author, without any action. */
check pdf_check;

/* Write all bytes to the descriptor; false if they can't be. */
bool check_write(int fd, const void *bytes, size_t len);

/*
 * All bytes of the file as memory to read, until check_unmap(); NULL if it is
 * empty or can't be had.
 */
const uint8_t *check_map(int fd, size_t *len);
void check_unmap(const uint8_t *bytes, size_t len);

/* The picture has too many pixels, or none: then c->trouble says so. */
bool check_pixels(struct checked *c, int64_t width, int64_t height);

#endif
