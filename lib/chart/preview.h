/* preview.h: a clinical document (CDA) as HTML that is safe in a page. */
#ifndef KITH_PREVIEW_H
#define KITH_PREVIEW_H

#include <stddef.h>

#include <libxml/tree.h>

/* Documents up to this size are shown. */
enum { PREVIEW_BYTES_MAX = 32 << 20 };

/*
 * Add <preview name="whose" title="what"> with the document as HTML nodes to
 * parent, and return it; views/preview.xsl puts it into a page. The program
 * lists "cda" among its views. NULL, and parent as it was, if it is refused:
 * it is not well-formed XML or no CDA document, has a DOCTYPE or XInclude, is
 * too large or too deep, or takes too long to show.
 *
 * The document may come from anybody. Nothing is loaded or executed on its
 * behalf: elements and attributes of the HTML are from a short list, links
 * lead only to http, https, mailto, tel and places of the document itself, and
 * pictures stand in the document. ids begin with "cda-". Memory besides the
 * tree is ctx's.
 */
xmlNode *preview_add(const void *ctx, xmlNode *parent, const char *cda,
    size_t len);

/*
 * The same for the CCDA of a record of ours, as ccda_text() made it from the
 * record; with @period-says, and @empty if chart_is_empty(). Never NULL.
 */
xmlNode *preview_record(const void *ctx, xmlNode *parent, xmlDoc *record,
    const char *ccda, size_t len);

#endif
