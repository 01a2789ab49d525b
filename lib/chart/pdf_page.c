/* pdf_page.c: pages that fill with lines of text. */
#include "chart/pdf_page.h"

#include <cairo-pdf.h>
#include <stdio.h>

#include "base/log.h"

enum { RULE_ROOM = 3 };

static const char FONT[] = "Noto Sans, DejaVu Sans, sans-serif";
static const double SMALL = 8, GREY = 0.35;

/* As wide on paper as the font says, not rounded to the dots of a screen. */
static void
set_for_paper(PangoContext *context)
{
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(context, FALSE);
}

PangoLayout *
pdf_layout(struct pdf *p, const char *text, double points, bool is_bold)
{
	PangoLayout *layout = pango_cairo_create_layout(p->cr);
	PangoFontDescription *font = pango_font_description_from_string(FONT);

	set_for_paper(pango_layout_get_context(layout));
	pango_font_description_set_absolute_size(font, points * PANGO_SCALE);
	if (is_bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_text(layout, text, -1);
	return layout;
}

void
pdf_tag(struct pdf *p, const char *name, bool begin)
{
	if (p->pages == 0 || name == NULL)
		return;
	if (begin)
		cairo_tag_begin(p->cr, name, NULL);
	else
		cairo_tag_end(p->cr, name);
}

/* A line of its own at a place; right: it ends there. */
static void
put_line(struct pdf *p, const char *text, double y, double points, bool bold,
    bool right)
{
	PangoLayout *layout = pdf_layout(p, text, points, bold);
	int width, height;

	pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	pango_layout_set_width(layout, TEXT_WIDTH * PANGO_SCALE);
	pango_layout_set_alignment(layout,
	    right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
	pango_layout_get_size(layout, &width, &height);
	cairo_move_to(p->cr, PAGE_MARGIN, y);
	pango_cairo_show_layout(p->cr, layout);
	g_object_unref(layout);
}

static void
put_rule(struct pdf *p, double y)
{
	cairo_set_line_width(p->cr, 0.5);
	cairo_move_to(p->cr, PAGE_MARGIN, y);
	cairo_line_to(p->cr, PAGE_WIDTH - PAGE_MARGIN, y);
	cairo_stroke(p->cr);
}

/* What stands on each page is not part of the text for a reader. */
static void
begin_page(struct pdf *p)
{
	char number[64];

	p->page++;
	p->y = PAGE_TOP;
	if (p->pages == 0)
		return;
	snprintf(number, sizeof(number), "Page %d of %d", p->page, p->pages);
	cairo_set_source_rgb(p->cr, GREY, GREY, GREY);
	put_line(p, p->paper->whose, 40, 9, true, false);
	put_line(p, p->paper->practice, 52, SMALL, false, false);
	put_rule(p, 67);
	put_rule(p, PAGE_BOTTOM + 12);
	put_line(p, p->paper->period, PAGE_BOTTOM + 18, SMALL, false, false);
	put_line(p, number, PAGE_BOTTOM + 18, SMALL, false, true);
	cairo_set_source_rgb(p->cr, 0, 0, 0);
}

static void
end_page(struct pdf *p)
{
	if (p->pages != 0)
		cairo_show_page(p->cr);
}

static void
next_page(struct pdf *p)
{
	end_page(p);
	begin_page(p);
	if (p->head != NULL && !p->is_in_head)
		pdf_table_head(p);
}

void
pdf_room(struct pdf *p, double height)
{
	if (p->y + height > PAGE_BOTTOM)
		next_page(p);
}

void
pdf_begin(struct pdf *p)
{
	begin_page(p);
	if (p->pages != 0) {
		put_line(p, p->paper->practice, PAGE_TOP, 15, true, false);
		put_line(p, p->paper->address, PAGE_TOP + 21, 9, false, false);
	}
	p->y += 42;
}

void
pdf_end(struct pdf *p)
{
	end_page(p);
}

/* Where a cell is: the lines that are not on paper yet. */
struct place {
	GSList *line;
	double y;
};

static double
line_height(PangoLayoutLine *line)
{
	PangoRectangle r;

	pango_layout_line_get_extents(line, NULL, &r);
	return (double)r.height / PANGO_SCALE;
}

static double
cell_height(const struct cell *c)
{
	int height;

	pango_layout_get_size(c->layout, NULL, &height);
	return (double)height / PANGO_SCALE;
}

/* Where a line begins in its cell: right-to-left text ends at its end. */
static double
line_x(const struct cell *c, PangoLayoutLine *line)
{
	PangoRectangle r;

	if (pango_layout_line_get_resolved_direction(line) !=
	    PANGO_DIRECTION_RTL)
		return c->x;
	pango_layout_line_get_extents(line, NULL, &r);
	return c->x + c->width - (double)r.width / PANGO_SCALE;
}

static void
draw_line(struct pdf *p, const struct cell *c, PangoLayoutLine *line, double y)
{
	PangoRectangle r;

	if (p->pages == 0)
		return;
	pango_layout_line_get_extents(line, NULL, &r);
	cairo_move_to(p->cr, PAGE_MARGIN + line_x(c, line),
	    y - (double)r.y / PANGO_SCALE);
	pango_cairo_show_layout_line(p->cr, line);
}

/* Lines of a cell, as many as the page takes, at least one on an empty one. */
static void
draw_cell(struct pdf *p, const struct cell *c, struct place *at)
{
	double height;

	if (at->line == NULL)
		return;
	pdf_tag(p, c->tag, true);
	for (at->y = p->y; at->line != NULL; at->line = at->line->next) {
		height = line_height(at->line->data);
		if (at->y + height > PAGE_BOTTOM && at->y > PAGE_TOP)
			break;
		draw_line(p, c, at->line->data, at->y);
		at->y += height;
	}
	pdf_tag(p, c->tag, false);
}

/* One page of a row. Return whether something is left for the next. */
static bool
draw_piece(struct pdf *p, const struct row *row, struct place *at)
{
	double end = p->y;
	bool is_left = false;
	int i;

	pdf_tag(p, row->tag, true);
	for (i = 0; i < row->n; i++) {
		at[i].y = p->y;
		draw_cell(p, &row->cells[i], &at[i]);
		end = at[i].y > end ? at[i].y : end;
		is_left = is_left || at[i].line != NULL;
	}
	pdf_tag(p, row->tag, false);
	p->y = end;
	return is_left;
}

static double
row_height(const struct row *row)
{
	double height = 0, h;
	int i;

	for (i = 0; i < row->n; i++) {
		h = cell_height(&row->cells[i]);
		height = h > height ? h : height;
	}
	return height;
}

static void
end_row(struct pdf *p, const struct row *row)
{
	int i;

	if (row->has_rule) {
		p->y += RULE_ROOM;
		if (p->pages != 0) {
			cairo_set_source_rgb(p->cr, 0.75, 0.75, 0.75);
			put_rule(p, p->y);
			cairo_set_source_rgb(p->cr, 0, 0, 0);
		}
	}
	for (i = 0; i < row->n; i++)
		g_object_unref(row->cells[i].layout);
}

/*
 * What fits on a page is not torn apart; what is larger begins where there is
 * room, and goes on.
 */
void
pdf_row(struct pdf *p, struct row *row)
{
	struct place at[CELLS_MAX] = { 0 };
	double height = row_height(row) + row->keep;
	int i;

	for (i = 0; i < row->n; i++)
		at[i].line = pango_layout_get_lines_readonly(
		    row->cells[i].layout);
	if (p->y > PAGE_TOP)
		p->y += row->before;
	if (p->y + height > PAGE_BOTTOM &&
	    (height < PAGE_BOTTOM - PAGE_TOP - 80 || p->y > PAGE_BOTTOM - 40))
		next_page(p);
	while (draw_piece(p, row, at))
		next_page(p);
	end_row(p, row);
}
