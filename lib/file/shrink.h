/* shrink.h: a small JPEG of a large picture, which comes row by row. */
#ifndef KITH_SHRINK_H
#define KITH_SHRINK_H

#include <stddef.h>
#include <stdint.h>

#include "file/check.h"

struct shrink;

/* For a picture of this size; NULL if there is no memory. */
struct shrink *shrink_begin(int width, int height);

/* The next row: width times red, green, blue. */
void shrink_row(struct shrink *, const uint8_t *rgb);

/*
 * After the last row: the preview into *c, at most PREVIEW_PIXELS wide and
 * high; TROUBLE_BROKEN if it can't be made. Frees the rest.
 */
void shrink_end(struct shrink *, struct checked *c);

/* Free all of a picture that will have no end; NULL is fine. */
void shrink_free(struct shrink *);

#endif
