/* jpeg.c: a JPEG, clean. */
#include "file/check.h"

#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

#include "file/shrink.h"

enum marker {
	MARK_TEM = 0x01, MARK_RST0 = 0xd0, MARK_RST7 = 0xd7, MARK_SOI = 0xd8,
	MARK_EOI = 0xd9, MARK_SOS = 0xda, MARK_APP1 = 0xe1, MARK_APP2 = 0xe2,
};

enum { SAMSUNG_MAX = 1024 * 1024 };

/* What the segments of a JPEG say. */
struct segments {
	const uint8_t *at, *end;
	int orientation;	/* EXIF: 1 to 8; 0: not said */
	bool has_more;		/* MPF: further pictures follow */
};

/* A number of two or four bytes, in the order of the TIFF header. */
static uint32_t
tiff_number(const uint8_t *b, int bytes, bool is_big)
{
	uint32_t n = 0;
	int i;

	for (i = 0; i < bytes; i++)
		n = n << 8 | b[is_big ? i : bytes - 1 - i];
	return n;
}

/* The orientation in a TIFF header and its first directory, or 0. */
static int
tiff_orientation(const uint8_t *tiff, size_t len)
{
	enum { HEADER = 8, ENTRY = 12, ORIENTATION = 0x112, SHORT = 3 };
	bool is_big = len > 0 && tiff[0] == 'M';
	size_t at, count, i;
	const uint8_t *entry;
	uint32_t value;

	if (len < HEADER || (memcmp(tiff, "MM\0*", 4) != 0 &&
	    memcmp(tiff, "II*\0", 4) != 0))
		return 0;
	at = tiff_number(tiff + 4, 4, is_big);
	if (at > len - 2)
		return 0;
	count = tiff_number(tiff + at, 2, is_big);
	for (i = 0; i < count && at + 2 + (i + 1) * ENTRY <= len; i++) {
		entry = tiff + at + 2 + i * ENTRY;
		if (tiff_number(entry, 2, is_big) != ORIENTATION ||
		    tiff_number(entry + 2, 2, is_big) != SHORT)
			continue;
		value = tiff_number(entry + 8, 2, is_big);
		return value <= 8 ? (int)value : 0;
	}
	return 0;
}

static void
note_segment(struct segments *s, int mark, const uint8_t *data, size_t len)
{
	if (mark == MARK_APP1 && s->orientation == 0 && len > 6 &&
	    memcmp(data, "Exif\0\0", 6) == 0)
		s->orientation = tiff_orientation(data + 6, len - 6);
	if (mark == MARK_APP2 && len > 4 && memcmp(data, "MPF\0", 4) == 0)
		s->has_more = true;
}

/* Go over the packed picture to the next marker. */
static bool
skip_scan(struct segments *s)
{
	const uint8_t *p = s->at;

	while ((p = memchr(p, 0xff, (size_t)(s->end - p))) != NULL) {
		if (s->end - p < 2)
			return false;
		if (p[1] != 0 && p[1] != 0xff &&
		    (p[1] < MARK_RST0 || p[1] > MARK_RST7)) {
			s->at = p;
			return true;
		}
		p += p[1] == 0xff ? 1 : 2;
	}
	return false;
}

/* The next marker, or -1; it may have more than one 0xff before it. */
static int
take_marker(struct segments *s)
{
	if (s->at >= s->end || *s->at != 0xff)
		return -1;
	while (s->at < s->end && *s->at == 0xff)
		s->at++;
	return s->at < s->end ? *s->at++ : -1;
}

/* Go from the beginning of a JPEG behind its end. False if it has none. */
static bool
walk(struct segments *s)
{
	size_t len;
	int mark;

	if (take_marker(s) != MARK_SOI)
		return false;
	while ((mark = take_marker(s)) != MARK_EOI) {
		if (mark <= MARK_TEM || (mark >= MARK_RST0 && mark <= MARK_SOI))
			return false;
		if (s->end - s->at < 2)
			return false;
		len = tiff_number(s->at, 2, true);
		if (len < 2 || len > (size_t)(s->end - s->at))
			return false;
		note_segment(s, mark, s->at + 2, len - 2);
		s->at += len;
		if (mark == MARK_SOS && !skip_scan(s))
			return false;
	}
	return true;
}

static void
skip_zeros(struct segments *s)
{
	while (s->at < s->end && *s->at == 0)
		s->at++;
}

/* Samsung's notes: they end with the place of their directory, and "SEFT". */
static bool
is_samsung(const uint8_t *b, size_t len)
{
	size_t directory;

	if (len < 20 || len > SAMSUNG_MAX ||
	    memcmp(b + len - 4, "SEFT", 4) != 0)
		return false;
	directory = tiff_number(b + len - 8, 4, false);
	return directory <= len - 8 &&
	    memcmp(b + len - 8 - directory, "SEFH", 4) == 0;
}

/* A video begins with its length, whose first bytes may be zeros. */
static bool
is_video(const uint8_t *b, size_t len)
{
	return memmem(b, len < 8 ? len : 8, "ftyp", 4) != NULL ||
	    memmem(b, len, "MotionPhoto_Data", 16) != NULL;
}

/* What is wrong with what stands behind the picture. */
static enum trouble
check_rest(struct segments *s)
{
	struct segments other;
	size_t len;

	skip_zeros(s);
	for (other = *s; s->has_more && s->at < s->end && walk(&other);) {
		s->at = other.at;
		skip_zeros(s);
		other.at = s->at;
	}
	len = (size_t)(s->end - s->at);
	if (len == 0)
		return TROUBLE_NONE;
	if (is_video(s->at, len))
		return TROUBLE_MOTION;
	return is_samsung(s->at, len) ? TROUBLE_NONE : TROUBLE_MORE;
}

/* As the file is now, each way it can lie. */
static int
turn_of(int orientation)
{
	static const int turns[] = { TJXOP_NONE, TJXOP_NONE, TJXOP_HFLIP,
	    TJXOP_ROT180, TJXOP_VFLIP, TJXOP_TRANSPOSE, TJXOP_ROT90,
	    TJXOP_TRANSVERSE, TJXOP_ROT270 };

	return turns[orientation];
}

/*
 * Whether the library is content, or only warned: many cameras leave bytes
 * that mean nothing.
 */
static bool
is_good(tjhandle tj, int result)
{
	return result == 0 || tjGetErrorCode(tj) == TJERR_WARNING;
}

static bool
read_header(tjhandle tj, const uint8_t *in, size_t len, struct checked *c)
{
	int sampling, colors;

	if (!is_good(tj, tjDecompressHeader3(tj, in, len, &c->width, &c->height,
	    &sampling, &colors)))
		c->trouble = TROUBLE_BROKEN;
	else if (colors == TJCS_CMYK || colors == TJCS_YCCK)
		c->trouble = TROUBLE_COLORS;
	else
		check_pixels(c, c->width, c->height);
	return c->trouble == TROUBLE_NONE;
}

static bool
write_clean(const uint8_t *in, size_t len, int orientation,
    unsigned char **clean, unsigned long *clean_len)
{
	tjhandle tj = tjInitTransform();
	tjtransform t = { .op = turn_of(orientation),
	    .options = TJXOPT_COPYNONE | TJXOPT_TRIM };
	bool good = tj != NULL && is_good(tj, tjTransform(tj, in, len, 1, clean,
	    clean_len, &t, TJFLAG_LIMITSCANS));

	if (tj != NULL)
		tjDestroy(tj);
	return good && *clean_len > 0;
}

/* The smallest picture that the reader can make that is not too small. */
static tjscalingfactor
scale_of(const struct checked *c)
{
	int longer = c->width > c->height ? c->width : c->height, n, i;
	tjscalingfactor *all = tjGetScalingFactors(&n), best = { 1, 1 };

	for (i = 0; all != NULL && i < n; i++)
		if (TJSCALED(longer, all[i]) >= PREVIEW_PIXELS &&
		    TJSCALED(longer, all[i]) < TJSCALED(longer, best))
			best = all[i];
	return best;
}

static void
make_preview(tjhandle tj, const uint8_t *in, size_t len, struct checked *c)
{
	tjscalingfactor scale = scale_of(c);
	int width = TJSCALED(c->width, scale), row;
	int height = TJSCALED(c->height, scale);
	struct shrink *s = shrink_begin(width, height);
	uint8_t *rgb = calloc((size_t)width * 3, (size_t)height);

	c->trouble = TROUBLE_BROKEN;
	if (s != NULL && rgb != NULL && is_good(tj, tjDecompress2(tj, in, len,
	    rgb, width, 0, height, TJPF_RGB, TJFLAG_LIMITSCANS))) {
		for (row = 0; row < height; row++)
			shrink_row(s, rgb + (size_t)row * (size_t)width * 3);
		shrink_end(s, c);
	} else {
		shrink_free(s);
	}
	free(rgb);
}

void
jpeg_check(const uint8_t *in, size_t len, int out, struct checked *c)
{
	struct segments s = { .at = in, .end = in + len };
	tjhandle tj = tjInitDecompress();
	unsigned char *clean = NULL;
	unsigned long clean_len = 0;

	if (tj == NULL || !walk(&s))
		c->trouble = TROUBLE_BROKEN;
	else if ((c->trouble = check_rest(&s)) == TROUBLE_NONE &&
	    read_header(tj, in, len, c)) {
		if (!write_clean(in, len, s.orientation, &clean, &clean_len) ||
		    !check_write(out, clean, clean_len))
			c->trouble = TROUBLE_BROKEN;
		else if (read_header(tj, clean, clean_len, c))
			make_preview(tj, clean, clean_len, c);
	}
	tjFree(clean);
	if (tj != NULL)
		tjDestroy(tj);
}
