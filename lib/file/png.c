/* png.c: a PNG, clean. */
#include "file/check.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "file/shrink.h"

enum {
	SIGNATURE = 8,
	CHUNK_AROUND = 12,		/* length, type, checksum */
	SIDE_MAX = 1000000,
	PACKING = 3,			/* zlib's level: quick */
	INTERLACED_MAX = 256 * 1024 * 1024,
};

/* A picture on its way; the libraries come back by longjmp to from. */
struct copy {
	jmp_buf from;
	const uint8_t *at, *end;
	int out;
	png_structp reader, writer;
	png_infop in_info, out_info;
	uint8_t *pixels;		/* a row, or all of an interlaced picture */
	struct shrink *shrink;
	struct checked *c;
};

static _Noreturn void
give_up(struct copy *p, enum trouble trouble)
{
	p->c->trouble = trouble;
	longjmp(p->from, 1);
}

static _Noreturn void
on_error(png_structp png, png_const_charp text)
{
	(void)text;
	give_up(png_get_error_ptr(png), TROUBLE_BROKEN);
}

static void
on_warning(png_structp png, png_const_charp text)
{
	(void)png;
	(void)text;
}

static void
on_read(png_structp png, png_bytep to, size_t len)
{
	struct copy *p = png_get_io_ptr(png);

	if (len > (size_t)(p->end - p->at))
		give_up(p, TROUBLE_BROKEN);
	memcpy(to, p->at, len);
	p->at += len;
}

static void
on_write(png_structp png, png_bytep bytes, size_t len)
{
	struct copy *p = png_get_io_ptr(png);

	if (!check_write(p->out, bytes, len))
		give_up(p, TROUBLE_BROKEN);
}

static void
on_flush(png_structp png)
{
	(void)png;
}

/* Go over the chunks: the last, IEND, must be the end of the file. */
static enum trouble
check_end(const uint8_t *in, size_t len)
{
	const uint8_t *at = in + SIGNATURE, *end = in + len;
	uint32_t n;

	for (; end - at >= CHUNK_AROUND; at += n + CHUNK_AROUND) {
		n = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
		    (uint32_t)at[2] << 8 | at[3];
		if (n > (size_t)(end - at) - CHUNK_AROUND)
			return TROUBLE_BROKEN;
		if (memcmp(at + 4, "IEND", 4) == 0)
			return n == 0 && end - at == CHUNK_AROUND ? TROUBLE_NONE
			    : TROUBLE_MORE;
	}
	return TROUBLE_BROKEN;
}

static void
open_reader(struct copy *p)
{
	p->reader = png_create_read_struct(PNG_LIBPNG_VER_STRING, p, on_error,
	    on_warning);
	if (p->reader == NULL ||
	    (p->in_info = png_create_info_struct(p->reader)) == NULL)
		give_up(p, TROUBLE_BROKEN);
	png_set_user_limits(p->reader, SIDE_MAX, SIDE_MAX);
	png_set_read_fn(p->reader, p, on_read);
	png_read_info(p->reader, p->in_info);
}

static void
open_writer(struct copy *p)
{
	p->writer = png_create_write_struct(PNG_LIBPNG_VER_STRING, p, on_error,
	    on_warning);
	if (p->writer == NULL ||
	    (p->out_info = png_create_info_struct(p->writer)) == NULL)
		give_up(p, TROUBLE_BROKEN);
	png_set_write_fn(p->writer, p, on_write, on_flush);
	png_set_compression_level(p->writer, PACKING);
}

static void
close_copy(struct copy *p)
{
	if (p->reader != NULL)
		png_destroy_read_struct(&p->reader, &p->in_info, NULL);
	if (p->writer != NULL)
		png_destroy_write_struct(&p->writer, &p->out_info);
	free(p->pixels);
	p->pixels = NULL;
	shrink_free(p->shrink);
	p->shrink = NULL;
}

/* Size and colors: all that the new file says beside the picture. */
static void
copy_header(struct copy *p)
{
	png_uint_32 width, height;
	int depth, type, lace, ignored, colors, clear;
	png_colorp palette;
	png_bytep alpha;
	png_color_16p key;

	png_get_IHDR(p->reader, p->in_info, &width, &height, &depth, &type,
	    &lace, &ignored, &ignored);
	if (check_pixels(p->c, width, height))
		longjmp(p->from, 1);
	p->c->width = (int)width;
	p->c->height = (int)height;
	png_set_IHDR(p->writer, p->out_info, width, height, depth, type,
	    PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
	    PNG_FILTER_TYPE_DEFAULT);
	if (png_get_PLTE(p->reader, p->in_info, &palette, &colors) != 0)
		png_set_PLTE(p->writer, p->out_info, palette, colors);
	if (png_get_tRNS(p->reader, p->in_info, &alpha, &clear, &key) != 0)
		png_set_tRNS(p->writer, p->out_info, alpha, clear, key);
	png_set_filter(p->writer, 0, depth < 8 || type == PNG_COLOR_TYPE_PALETTE
	    ? PNG_FILTER_NONE : PNG_FILTER_SUB);
	png_write_info(p->writer, p->out_info);
}

/* Row by row; an interlaced picture is there only as a whole. */
static void
copy_rows(struct copy *p)
{
	size_t row_len = png_get_rowbytes(p->reader, p->in_info);
	size_t rows = (size_t)p->c->height, i;
	int passes = png_set_interlace_handling(p->reader), pass;
	bool is_laced = passes > 1;

	if (is_laced && row_len > INTERLACED_MAX / rows)
		give_up(p, TROUBLE_PIXELS);
	p->pixels = calloc(is_laced ? rows : 1, row_len);
	if (p->pixels == NULL)
		give_up(p, TROUBLE_BROKEN);
	for (pass = 0; pass < passes - 1; pass++)
		for (i = 0; i < rows; i++)
			png_read_row(p->reader, p->pixels + i * row_len, NULL);
	for (i = 0; i < rows; i++) {
		uint8_t *row = p->pixels + (is_laced ? i * row_len : 0);

		png_read_row(p->reader, row, NULL);
		png_write_row(p->writer, row);
	}
	png_read_end(p->reader, NULL);
	png_write_end(p->writer, NULL);
}

/* Rows as red, green, blue on white, whatever they are in the file. */
static void
read_as_rgb(struct copy *p)
{
	png_color_16 white = { .red = 0xffff, .green = 0xffff, .blue = 0xffff,
	    .gray = 0xffff };
	bool is_deep = png_get_bit_depth(p->reader, p->in_info) == 16;
	bool is_clear = (png_get_color_type(p->reader, p->in_info) &
	    PNG_COLOR_MASK_ALPHA) != 0 ||
	    png_get_valid(p->reader, p->in_info, PNG_INFO_tRNS) != 0;

	png_set_expand(p->reader);
	png_set_gray_to_rgb(p->reader);
	if (is_clear) {
		if (!is_deep)
			white.red = white.green = white.blue = white.gray = 0xff;
		png_set_background(p->reader, &white,
		    PNG_BACKGROUND_GAMMA_SCREEN, 0, 1);
	}
	if (is_deep)
		png_set_scale_16(p->reader);
	png_read_update_info(p->reader, p->in_info);
}

static void
preview_rows(struct copy *p)
{
	size_t row_len = png_get_rowbytes(p->reader, p->in_info);
	struct shrink *s;
	int i;

	p->shrink = shrink_begin(p->c->width, p->c->height);
	p->pixels = calloc(1, row_len);
	if (p->shrink == NULL || p->pixels == NULL ||
	    row_len != (size_t)p->c->width * 3)
		give_up(p, TROUBLE_BROKEN);
	for (i = 0; i < p->c->height; i++) {
		png_read_row(p->reader, p->pixels, NULL);
		shrink_row(p->shrink, p->pixels);
	}
	s = p->shrink;
	p->shrink = NULL;
	shrink_end(s, p->c);
}

static void
write_clean(struct copy *p)
{
	if (setjmp(p->from) == 0) {
		open_reader(p);
		open_writer(p);
		copy_header(p);
		copy_rows(p);
	}
	close_copy(p);
}

static void
make_preview(struct copy *p)
{
	if (setjmp(p->from) == 0) {
		open_reader(p);
		read_as_rgb(p);
		preview_rows(p);
	}
	close_copy(p);
}

/* Of an interlaced picture the rows of the new file are read: it is not. */
void
png_check(const uint8_t *in, size_t len, int out, struct checked *c)
{
	struct copy p = { .at = in, .end = in + len, .out = out, .c = c };
	size_t clean_len;
	const uint8_t *clean;

	c->trouble = len < SIGNATURE ? TROUBLE_BROKEN : check_end(in, len);
	if (c->trouble != TROUBLE_NONE)
		return;
	write_clean(&p);
	if (c->trouble != TROUBLE_NONE)
		return;
	clean = check_map(out, &clean_len);
	if (clean == NULL) {
		c->trouble = TROUBLE_BROKEN;
		return;
	}
	p.at = clean;
	p.end = clean + clean_len;
	make_preview(&p);
	check_unmap(clean, clean_len);
}
