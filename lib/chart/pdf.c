/* pdf.c: pages of HTML on paper: what each element becomes. */
#include "chart/pdf.h"

#include <cairo-pdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "chart/pdf_page.h"
#include "chart/select.h"

enum { INDENT = 14, GAP = 8, ROWS_LOOKED_AT = 200 };

static const double TEXT = 9.5, SMALL = 8.5, MODULE = 2.4;

struct buffer {
	uint8_t *bytes;
	size_t len, size;
};

static void
put_block(struct pdf *p, const xmlNode *n, const char *name, double points,
    bool bold, double before, double keep)
{
	struct row row = { .n = 1, .before = before, .keep = keep,
		.tag = name };

	row.cells[0] = (struct cell){ .width = TEXT_WIDTH,
		.layout = pdf_layout_of(p, n, points, bold, TEXT_WIDTH) };
	pdf_row(p, &row);
}

/* A heading, which the outline leads to. */
static void
put_heading(struct pdf *p, const xmlNode *n)
{
	static const double sizes[] = { 18, 15, 12.5, 11, 10, 9.5 };
	int level = n->name[1] - '1';
	char tag[] = { 'H', (char)n->name[1], '\0' }, to[32];
	xmlChar *text;

	put_block(p, n, tag, sizes[level], true, 12, 40);
	if (p->pages == 0 || level > 2)
		return;
	text = xmlNodeGetContent(n);
	snprintf(to, sizeof(to), "page=%d", p->page);
	cairo_pdf_surface_add_outline(p->surface, CAIRO_PDF_OUTLINE_ROOT,
	    (const char *)text, to, 0);
	xmlFree(text);
}

static void put_nodes(struct pdf *, const xmlNode *, double indent);

static void
put_item(struct pdf *p, const xmlNode *item, const char *mark, double indent)
{
	struct row row = { .n = 2, .before = 2, .tag = "LI" };

	row.cells[0] = (struct cell){ .x = indent, .width = INDENT,
		.tag = "Lbl", .layout = pdf_layout(p, mark, TEXT, false) };
	row.cells[1] = (struct cell){ .x = indent + INDENT, .tag = "LBody",
		.width = TEXT_WIDTH - indent - INDENT,
		.layout = pdf_layout_of(p, item, TEXT, false,
		    TEXT_WIDTH - indent - INDENT) };
	pdf_row(p, &row);
}

static void
put_list(struct pdf *p, const xmlNode *list, double indent)
{
	bool is_numbered = pdf_is(list, "ol");
	const xmlNode *n;
	char mark[16];
	int i = 1;

	pdf_tag(p, "L", true);
	for (n = list->children; n != NULL; n = n->next) {
		if (!pdf_is(n, "li"))
			continue;
		snprintf(mark, sizeof(mark), "%d.", i++);
		put_item(p, n, is_numbered ? mark : "\u2022", indent);
	}
	pdf_tag(p, "L", false);
}

/* <dl>, of <div><dt/><dd/></div>: a name and what it is, side by side. */
static void
put_facts(struct pdf *p, const xmlNode *facts)
{
	const double names = 150;
	const xmlNode *n, *part;
	struct row row;

	for (n = facts->children; n != NULL; n = n->next) {
		row = (struct row){ .before = 2, .tag = "P" };
		for (part = n->children; part != NULL; part = part->next) {
			if (row.n == 2 || part->type != XML_ELEMENT_NODE)
				continue;
			row.cells[row.n] = (struct cell){
				.x = row.n == 0 ? 0 : names,
				.width = row.n == 0 ? names - GAP
				    : TEXT_WIDTH - names };
			row.cells[row.n].layout = pdf_layout_of(p, part, TEXT,
			    row.n == 1, row.cells[row.n].width);
			row.n++;
		}
		pdf_row(p, &row);
	}
}

static bool
is_cell(const xmlNode *n)
{
	return pdf_is(n, "td") || pdf_is(n, "th");
}

static void
put_cells(struct pdf *p, const xmlNode *tr, bool is_head)
{
	struct row row = { .before = 3, .has_rule = true, .tag = "TR",
		.keep = is_head ? 30 : 0 };
	const xmlNode *n;
	struct cell *c;
	double x = 0;

	for (n = tr->children; n != NULL; n = n->next) {
		if (!is_cell(n) || row.n == CELLS_MAX)
			continue;
		c = &row.cells[row.n];
		*c = (struct cell){ .x = x, .tag = pdf_is(n, "th") ? "TH" : "TD",
			.width = p->widths[row.n] > 2 * GAP
			    ? p->widths[row.n] - GAP : GAP };
		c->layout = pdf_layout_of(p, n, SMALL, pdf_is(n, "th"), c->width);
		x += p->widths[row.n++];
	}
	pdf_row(p, &row);
}

void
pdf_table_head(struct pdf *p)
{
	p->is_in_head = true;
	put_cells(p, p->head, true);
	p->is_in_head = false;
}

/*
 * How wide columns want to be: squares of letters in all, so that a rare long
 * text counts; points of the longest word.
 */
struct columns {
	double wanted[CELLS_MAX], word[CELLS_MAX];
	int n;
};

static void
weigh_text(const char *text, bool is_bold, double *wanted, double *longest)
{
	enum { LONGEST = 200, WORD = 16 };
	const double letter = is_bold ? 5.4 : 4.8;
	double len = 0, word = 0;

	for (; *text != '\0' && len < LONGEST; text++) {
		if (((unsigned char)*text & 0xc0) == 0x80)
			continue; /* no character of its own */
		word = strchr(" \n\t", *text) == NULL ? word + 1 : 0;
		if (word <= WORD && word * letter > *longest)
			*longest = word * letter;
		len++;
	}
	*wanted += len * len;
}

static void
weigh_row(const xmlNode *tr, struct columns *c)
{
	const xmlNode *n;
	xmlChar *text;
	int i = 0;

	for (n = tr->children; n != NULL && i < CELLS_MAX; n = n->next) {
		if (!is_cell(n))
			continue;
		text = xmlNodeGetContent(n);
		weigh_text((const char *)text, pdf_is(n, "th"), &c->wanted[i],
		    &c->word[i]);
		xmlFree(text);
		i++;
	}
	c->n = i > c->n ? i : c->n;
}

/* The row after tr, or the first, in whichever part of the table it stands. */
static const xmlNode *
next_row(const xmlNode *table, const xmlNode *tr)
{
	const xmlNode *n = tr == NULL ? table->children : tr->next;

	for (;;) {
		if (n == NULL) {
			if (tr == NULL || tr->parent == table)
				return NULL;
			n = tr->parent->next;
			tr = NULL;
		} else if (pdf_is(n, "tr")) {
			return n;
		} else if ((pdf_is(n, "thead") || pdf_is(n, "tbody") ||
		    pdf_is(n, "tfoot")) && n->children != NULL &&
		    pdf_is(n->children, "tr")) {
			return n->children;
		} else {
			n = n->next;
		}
	}
}

/* Room for the longest word of each column, the rest by what they want. */
static void
share_width(const struct columns *c, double *widths)
{
	double left = TEXT_WIDTH, wanted = 0, words = 0;
	int i;

	for (i = 0; i < c->n; i++)
		words += c->word[i] + GAP;
	for (i = 0; i < CELLS_MAX; i++) {
		widths[i] = i >= c->n || words > TEXT_WIDTH ? 0
		    : c->word[i] + GAP;
		left -= widths[i];
		wanted += i < c->n ? sqrt(c->wanted[i]) + 1 : 0;
	}
	for (i = 0; i < c->n; i++)
		widths[i] += left * (sqrt(c->wanted[i]) + 1) / wanted;
}

/* What the table itself says, in hundredths: "16 28 8"; false: nothing. */
static bool
read_widths(const xmlNode *table, double *widths)
{
	const char *text = chart_value(table, "widths");
	char *end;
	int i;

	for (i = 0; i < CELLS_MAX; i++) {
		widths[i] = text == NULL ? 0
		    : strtod(text, &end) * TEXT_WIDTH / 100;
		text = text == NULL ? NULL : end;
	}
	return widths[0] > 0;
}

static void
put_table(struct pdf *p, const xmlNode *table)
{
	struct columns columns = { 0 };
	double widths[CELLS_MAX];
	const xmlNode *tr = NULL;
	int rows = 0;

	while ((tr = next_row(table, tr)) != NULL && rows++ < ROWS_LOOKED_AT)
		weigh_row(tr, &columns);
	if (!read_widths(table, widths))
		share_width(&columns, widths);
	p->widths = widths;
	p->y += 4;
	pdf_tag(p, "Table", true);
	tr = NULL;
	while ((tr = next_row(table, tr)) != NULL) {
		if (pdf_is(tr->parent, "thead")) {
			p->head = tr;
			pdf_table_head(p);
		} else {
			put_cells(p, tr, false);
		}
	}
	pdf_tag(p, "Table", false);
	p->head = NULL;
	p->widths = NULL;
}

/* With the quiet zone of four modules around. */
static double
qr_height(const xmlNode *qr)
{
	return (atoi(chart_value(qr, "size")) + 8) * MODULE;
}

/* Dark modules on paper. */
static void
put_qr(struct pdf *p, const xmlNode *qr)
{
	const xmlNode *n;

	pdf_room(p, qr_height(qr));
	for (n = p->pages == 0 ? NULL : qr->children; n != NULL; n = n->next)
		cairo_rectangle(p->cr, PAGE_MARGIN + (4 +
		    atoi(chart_value(n, "x"))) * MODULE, p->y + (4 +
		    atoi(chart_value(n, "y"))) * MODULE,
		    atoi(chart_value(n, "width")) * MODULE, MODULE);
	cairo_fill(p->cr);
	p->y += qr_height(qr);
}

/* The room that must be left below a paragraph, for what it heads. */
static double
room_below(const xmlNode *p)
{
	const xmlNode *next = xmlNextElementSibling((xmlNode *)(uintptr_t)p);

	if (next != NULL && pdf_is(next, "qr"))
		return qr_height(next);
	return p->children != NULL && pdf_is(p->children, "b") ? 40 : 0;
}

/* Words that stand in no block. */
static void
put_text(struct pdf *p, const char *text)
{
	struct row row = { .n = 1, .before = 5, .tag = "P" };

	row.cells[0] = (struct cell){ .width = TEXT_WIDTH,
		.layout = pdf_layout_text(p, text, TEXT, TEXT_WIDTH) };
	pdf_row(p, &row);
}

static void
put_node(struct pdf *p, const xmlNode *n, double indent)
{
	if (n->name[0] == 'h' && n->name[1] >= '1' && n->name[1] <= '6')
		put_heading(p, n);
	else if (pdf_is(n, "p"))
		put_block(p, n, "P", TEXT, false, 5, room_below(n));
	else if (pdf_is(n, "ul") || pdf_is(n, "ol"))
		put_list(p, n, indent);
	else if (pdf_is(n, "dl"))
		put_facts(p, n);
	else if (pdf_is(n, "table"))
		put_table(p, n);
	else if (pdf_is(n, "div") || pdf_is(n, "section"))
		put_nodes(p, n, indent);
	else if (pdf_is(n, "qr"))
		put_qr(p, n);
	else if (!pdf_is(n, "nav"))
		put_block(p, n, "P", TEXT, false, 5, 0);
}

static void
put_nodes(struct pdf *p, const xmlNode *parent, double indent)
{
	const xmlNode *n;

	for (n = parent->children; n != NULL; n = n->next)
		if (n->type == XML_ELEMENT_NODE)
			put_node(p, n, indent);
		else if (n->type == XML_TEXT_NODE && !xmlIsBlankNode(n))
			put_text(p, (const char *)n->content);
}

static cairo_status_t
keep(void *arg, const unsigned char *bytes, unsigned len)
{
	struct buffer *b = arg;

	if (b->len + len > b->size) {
		b->size = (b->len + len) * 2;
		b->bytes = talloc_realloc_size(NULL, b->bytes, b->size);
		if (b->bytes == NULL)
			die("out of memory");
	}
	memcpy(b->bytes + b->len, bytes, len);
	b->len += len;
	return CAIRO_STATUS_SUCCESS;
}

/* All pages: to count them, then to draw them. */
static int
run(struct pdf *p, const xmlNode *html, int pages)
{
	p->pages = pages;
	p->page = 0;
	pdf_tag(p, "Document", true);
	pdf_begin(p);
	put_nodes(p, html, 0);
	pdf_tag(p, "Document", false);
	pdf_end(p);
	return p->page;
}

const uint8_t *
pdf_make(const void *ctx, const xmlNode *html, const struct pdf_paper *paper,
    size_t *len)
{
	struct buffer b = { 0 };
	struct pdf p = { .paper = paper };

	p.surface = cairo_pdf_surface_create_for_stream(keep, &b, PAGE_WIDTH,
	    PAGE_HEIGHT);
	p.cr = cairo_create(p.surface);
	cairo_pdf_surface_set_metadata(p.surface, CAIRO_PDF_METADATA_TITLE,
	    paper->title);
	cairo_pdf_surface_set_metadata(p.surface, CAIRO_PDF_METADATA_AUTHOR,
	    paper->practice);
	run(&p, html, run(&p, html, 0));
	cairo_surface_finish(p.surface);
	if (cairo_status(p.cr) != CAIRO_STATUS_SUCCESS ||
	    cairo_surface_status(p.surface) != CAIRO_STATUS_SUCCESS)
		die("pdf: %s, %s", cairo_status_to_string(cairo_status(p.cr)),
		    cairo_status_to_string(cairo_surface_status(p.surface)));
	cairo_destroy(p.cr);
	cairo_surface_destroy(p.surface);
	*len = b.len;
	return talloc_steal(ctx, b.bytes);
}
