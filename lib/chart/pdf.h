/* pdf.h: pages of HTML, as preview_add() makes it, on paper. */
#ifndef KITH_PDF_H
#define KITH_PDF_H

#include <stddef.h>
#include <stdint.h>

#include <libxml/tree.h>

/* What stands on each page beside the text. */
struct pdf_paper {
	const char *title;	/* of the document, for the window and readers */
	const char *practice;	/* the letterhead: name, and how to reach it */
	const char *address;
	const char *whose;	/* on top of each page: name and birth date */
	const char *period;	/* at the foot of each page */
};

/*
 * Make a PDF (US Letter) of the children of an element, owned by ctx: headings
 * h1 to h6, p, lists, tables, dl of facts, a <qr> of qr_add(); nav is left out,
 * of anything else the text is taken. A table may say how wide its columns are,
 * in hundredths of the page (widths="60 40"); else they share it by their words. Text
 * can be selected and searched;
 * headings make the outline; parts are tagged for readers. A table's head is
 * repeated on each page, and each page says "Page 2 of 7". Any text fits: long
 * words are broken, rows are split between pages, letters come from whatever
 * fonts have them.
 */
const uint8_t *pdf_make(const void *ctx, const xmlNode *html,
    const struct pdf_paper *, size_t *len);

/* The paper of a record of chart_document(), with its words owned by ctx. */
struct pdf_paper pdf_paper(const void *ctx, const xmlNode *record,
    const char *title);

#endif
