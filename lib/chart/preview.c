/* preview.c: a clinical document (CDA) as HTML that is safe in a page. */
#include "chart/preview.h"

#include <libxml/parserInternals.h>
#include <stdbool.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "chart/chart.h"
#include "chart/select.h"
#include "web/view.h"

/*
 * How much work a document may be: about a second. The largest records take a
 * tenth of it.
 */
enum { STEPS_MAX = 20000000 };

static const char VIEW[] = "cda";
static const char HL7[] = "urn:hl7-org:v3";
static const char XINCLUDE[] = "http://www.w3.org/2001/XInclude";

static void
be_silent(void *unused, const char *fmt, ...)
{
	(void)unused;
	(void)fmt;
}

/* A DOCTYPE brings entities, and none of our documents has one. */
static void
refuse_doctype(void *arg, const xmlChar *name, const xmlChar *external,
    const xmlChar *system)
{
	(void)name;
	(void)external;
	(void)system;
	xmlStopParser(arg);
}

static void
begin_element(void *arg, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int namespaces_n, const xmlChar **namespaces,
    int attributes_n, int defaulted_n, const xmlChar **attributes)
{
	if (uri != NULL && strcmp((const char *)uri, XINCLUDE) == 0)
		xmlStopParser(arg);
	else
		xmlSAX2StartElementNs(arg, name, prefix, uri, namespaces_n,
		    namespaces, attributes_n, defaulted_n, attributes);
}

/* libxml2's own limits of depth, names and text are on without HUGE. */
static xmlDoc *
parse(const char *text, size_t len)
{
	xmlParserCtxt *p = xmlCreateMemoryParserCtxt(text, (int)len);
	xmlDoc *doc;

	if (p == NULL)
		return NULL; /* no bytes at all */
	xmlCtxtUseOptions(p, XML_PARSE_NONET | XML_PARSE_NOERROR |
	    XML_PARSE_NOWARNING | XML_PARSE_COMPACT | XML_PARSE_NOCDATA);
	p->sax->internalSubset = refuse_doctype;
	p->sax->startElementNs = begin_element;
	p->sax->serror = NULL;
	p->sax->error = p->sax->fatalError = p->sax->warning = be_silent;
	xmlParseDocument(p);
	doc = p->myDoc;
	if (!p->wellFormed || p->errNo == XML_ERR_USER_STOP) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	xmlFreeParserCtxt(p);
	return doc;
}

static bool
is_cda(const xmlDoc *doc)
{
	const xmlNode *root = xmlDocGetRootElement(doc);

	return root != NULL && root->ns != NULL &&
	    strcmp((const char *)root->name, "ClinicalDocument") == 0 &&
	    strcmp((const char *)root->ns->href, HL7) == 0;
}

/* A copy, as names of the result live in a dictionary of its own. */
static xmlNode *
add_copy(xmlNode *parent, xmlDoc *html)
{
	xmlNode *copy = xmlDocCopyNode(xmlDocGetRootElement(html),
	    parent->doc, 1);

	if (copy == NULL || xmlAddChild(parent, copy) == NULL)
		die("out of memory");
	return copy;
}

static xmlNode *
add(const void *ctx, xmlNode *parent, const char *cda, size_t len,
    unsigned long steps)
{
	void *scratch = mem_context(ctx);
	xmlDoc *doc = parse(cda, len), *html = NULL;
	xmlNode *preview = NULL;

	if (doc != NULL)
		view_own(scratch, doc);
	if (doc != NULL && is_cda(doc))
		html = view_try(VIEW, doc, steps);
	talloc_free(scratch); /* large records fit but once */
	if (html != NULL)
		preview = add_copy(parent, html);
	xmlFreeDoc(html);
	return preview;
}

xmlNode *
preview_add(const void *ctx, xmlNode *parent, const char *cda, size_t len)
{
	if (len > PREVIEW_BYTES_MAX)
		return NULL;
	return add(ctx, parent, cda, len, STEPS_MAX);
}

xmlNode *
preview_record(const void *ctx, xmlNode *parent, xmlDoc *record,
    const char *ccda, size_t len)
{
	const xmlNode *root = xmlDocGetRootElement(record);
	xmlNode *preview = add(ctx, parent, ccda, len, 0);

	if (preview == NULL)
		die("preview: a CCDA of ours is refused");
	view_set(preview, "period-says", chart_value(root, "period-says"));
	if (chart_is_empty(root))
		view_set(preview, "empty", "1");
	return preview;
}
