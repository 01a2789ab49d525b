/* shrink.c: a small JPEG of a large picture, which comes row by row. */
#include "file/shrink.h"

#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

enum { QUALITY = 75 };

/* Each small pixel is the mean of those that fall on it. */
struct shrink {
	int width, height;		/* of what comes */
	int to_width, to_height;
	int row;			/* the next that comes */
	uint32_t *sum;			/* of red, green, blue of a small row */
	uint32_t *count;		/* of pixels on each */
	uint8_t *out;
};

static int
scaled(int side, int longer)
{
	int64_t n = longer <= PREVIEW_PIXELS ? side
	    : (int64_t)side * PREVIEW_PIXELS / longer;

	return n < 1 ? 1 : (int)n;
}

struct shrink *
shrink_begin(int width, int height)
{
	struct shrink *s = calloc(1, sizeof(*s));
	int longer = width > height ? width : height;

	if (s == NULL)
		return NULL;
	s->width = width;
	s->height = height;
	s->to_width = scaled(width, longer);
	s->to_height = scaled(height, longer);
	s->sum = calloc((size_t)s->to_width * 3, sizeof(*s->sum));
	s->count = calloc((size_t)s->to_width, sizeof(*s->count));
	s->out = calloc((size_t)s->to_width * 3, (size_t)s->to_height);
	if (s->sum != NULL && s->count != NULL && s->out != NULL)
		return s;
	shrink_free(s);
	return NULL;
}

void
shrink_free(struct shrink *s)
{
	if (s == NULL)
		return;
	free(s->sum);
	free(s->count);
	free(s->out);
	free(s);
}

static int
small_row(const struct shrink *s, int row)
{
	return (int)((int64_t)row * s->to_height / s->height);
}

/* Write what has come of small row y, and begin the next. */
static void
finish_row(struct shrink *s, int y)
{
	size_t n = (size_t)s->to_width, x;
	uint8_t *out = s->out + (size_t)y * n * 3;

	for (x = 0; x < n * 3; x++)
		out[x] = (uint8_t)(s->sum[x] / s->count[x / 3]);
	memset(s->sum, 0, n * 3 * sizeof(*s->sum));
	memset(s->count, 0, n * sizeof(*s->count));
}

void
shrink_row(struct shrink *s, const uint8_t *rgb)
{
	int y = small_row(s, s->row), x, to = 0, rest = 0;

	for (x = 0; x < s->width; x++, rgb += 3) {
		s->sum[to * 3] += rgb[0];
		s->sum[to * 3 + 1] += rgb[1];
		s->sum[to * 3 + 2] += rgb[2];
		s->count[to]++;
		/* to is x times to_width divided by width */
		for (rest += s->to_width; rest >= s->width; rest -= s->width)
			to++;
	}
	s->row++;
	if (s->row == s->height || small_row(s, s->row) != y)
		finish_row(s, y);
}

void
shrink_end(struct shrink *s, struct checked *c)
{
	tjhandle tj = tjInitCompress();
	unsigned char *jpeg = NULL;
	unsigned long len = 0;

	c->trouble = TROUBLE_BROKEN;
	if (tj != NULL && tjCompress2(tj, s->out, s->to_width, 0, s->to_height,
	    TJPF_RGB, &jpeg, &len, TJSAMP_420, QUALITY, 0) == 0 &&
	    len <= PREVIEW_BYTES_MAX && (c->preview = malloc(len)) != NULL) {
		memcpy(c->preview, jpeg, len);
		c->preview_len = len;
		c->trouble = TROUBLE_NONE;
	}
	tjFree(jpeg);
	if (tj != NULL)
		tjDestroy(tj);
	shrink_free(s);
}
