/* pdf_page.h: pages that fill with lines of text: inside lib/chart/pdf*.c. */
#ifndef KITH_PDF_PAGE_H
#define KITH_PDF_PAGE_H

#include <stdbool.h>

#include <libxml/tree.h>
#include <pango/pangocairo.h>

#include "chart/pdf.h"

/* In points: US Letter with three quarters of an inch around. */
enum { PAGE_WIDTH = 612, PAGE_HEIGHT = 792, PAGE_MARGIN = 54,
	PAGE_TOP = 76, PAGE_BOTTOM = PAGE_HEIGHT - 64,
	TEXT_WIDTH = PAGE_WIDTH - 2 * PAGE_MARGIN };

enum { CELLS_MAX = 24 };

/* A block of text beside others. */
struct cell {
	PangoLayout *layout;	/* the row's; pdf_row() frees it */
	double x, width;	/* from the page's margin */
	const char *tag;	/* TH, TD, Lbl, LBody, or NULL */
};

/* A row of blocks: a paragraph is one of one. */
struct row {
	struct cell cells[CELLS_MAX];
	int n;
	double before;		/* space above it, but on top of a page */
	double keep;		/* room below it that must be on its page */
	bool has_rule;		/* a line under it */
	const char *tag;	/* H3, P, TR, LI */
};

struct pdf {
	cairo_t *cr;
	cairo_surface_t *surface;
	const struct pdf_paper *paper;
	int page, pages;	/* pages: 0 while they are counted */
	double y;
	const xmlNode *head;	/* of the table, for each page */
	const double *widths;	/* of its columns */
	bool is_in_head;
};

/* Begin the first page, with the letterhead; end the last. */
void pdf_begin(struct pdf *);
void pdf_end(struct pdf *);

/* Put a row on the page, or on as many as it needs. */
void pdf_row(struct pdf *, struct row *);

/* Go to the next page unless so much room is left on this. */
void pdf_room(struct pdf *, double height);

/*
 * Begin or end a part of the text as readers see it: one of PDF's structure
 * types (ISO 32000-1, 14.8.4), NULL for none. Parts may reach over pages.
 */
void pdf_tag(struct pdf *, const char *name, bool begin);

/* Put the head of the table that is under way (pdf.c). */
void pdf_table_head(struct pdf *);

/* A layout of plain text; the caller frees it. */
PangoLayout *pdf_layout(struct pdf *, const char *text, double points,
    bool is_bold);

/* The same of all that an element holds, in a width; lines are kept or not. */
PangoLayout *pdf_layout_of(struct pdf *, const xmlNode *, double points,
    bool bold, double width);

/* The same of plain text. */
PangoLayout *pdf_layout_text(struct pdf *, const char *text, double points,
    double width);

/* Whether it is the element of that name. */
bool pdf_is(const xmlNode *, const char *name);

#endif
