/*
 * A clinical document that anybody may have made, as a page and on paper: what
 * comes out has none of what acts, and ids of its own.
 */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "base/config.h"
#include "base/mem.h"
#include "chart/pdf.h"
#include "chart/preview.h"

static const struct config settings = { .view_dir = "views" };

const struct config *
config(void)
{
	return &settings;
}

static void
check_attribute(const xmlAttr *a)
{
	static const char *const known[] = { "id", "class", "href", "rel",
		"src", "alt", "scope", "role", "colspan", "rowspan",
		"data-label", "tabindex", "aria-label", "name", "title", NULL };
	xmlChar *value = xmlNodeListGetString(a->doc, a->children, 1);
	const char *text = value == NULL ? "" : (const char *)value;
	int i;

	for (i = 0; known[i] != NULL; i++)
		if (strcmp(known[i], (const char *)a->name) == 0)
			break;
	assert(known[i] != NULL);
	if (strcmp(known[i], "href") == 0)
		assert(text[0] == '#' || strncasecmp(text, "http", 4) == 0 ||
		    strncasecmp(text, "mailto:", 7) == 0 ||
		    strncasecmp(text, "tel:", 4) == 0);
	if (strcmp(known[i], "id") == 0)
		assert(strncmp(text, "cda-", 4) == 0);
	if (strcmp(known[i], "src") == 0)
		assert(strncmp(text, "data:image/", 11) == 0);
	xmlFree(value);
}

static void
check(const xmlNode *n)
{
	static const char *const acts[] = { "script", "style", "iframe",
		"object", "embed", "form", "svg", "meta", "link", "base" };
	const xmlNode *child;
	const xmlAttr *a;
	size_t i;

	if (n->type != XML_ELEMENT_NODE)
		return;
	for (i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
		assert(strcmp((const char *)n->name, acts[i]) != 0);
	for (a = n->properties; a != NULL; a = a->next)
		check_attribute(a);
	for (child = n->children; child != NULL; child = child->next)
		check(child);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct pdf_paper paper = { "t", "p", "a", "w", "all" };
	void *ctx = mem_context(NULL);
	xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
	xmlNode *root = xmlNewDocNode(doc, NULL, (const xmlChar *)"x", NULL);
	const xmlNode *preview;
	size_t len;

	xmlDocSetRootElement(doc, root);
	preview = preview_add(ctx, root, (const char *)data, size);
	if (preview == NULL) {
		assert(root->children == NULL);
	} else {
		check(preview);
		pdf_make(ctx, preview, &paper, &len);
		assert(len > 100);
	}
	xmlFreeDoc(doc);
	talloc_free(ctx);
	return 0;
}
