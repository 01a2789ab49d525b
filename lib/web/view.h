/*
 * view.h: a page is a tree of libxml2; an XSLT stylesheet makes it HTML.
 *
 * Text enters a tree through these functions, which escape; xmlNewChild()
 * would read entities and lose text.
 */
#ifndef KITH_VIEW_H
#define KITH_VIEW_H

#include <libxml/tree.h>

#include "web/req.h"

/* A new tree with a root called name. ctx frees it. */
xmlNode *view_tree(const void *ctx, const char *name);

/* Have a tree that was made otherwise freed with ctx. */
void view_own(const void *ctx, xmlDoc *);

/* Add a child called name with text (NULL: none). Never returns NULL. */
xmlNode *view_add(xmlNode *parent, const char *name, const char *text);

/* Set an attribute; a NULL value leaves it out. */
void view_set(xmlNode *, const char *name, const char *value);

/* Set an attribute to a whole number. */
void view_set_int(xmlNode *, const char *name, int64_t value);

/*
 * The text with "?" for each byte that XML can't hold: control characters but
 * LF and tab, and all beyond ASCII if it is not UTF-8. Owned by ctx; for
 * showing a person what they typed.
 */
const char *view_clean(const void *ctx, const char *text);

/*
 * Apply view_dir/NAME.xsl, compiled once a process, to the tree. Stylesheets
 * can neither read nor write files nor reach the network. The caller frees
 * the result; die() if the stylesheet is missing or fails.
 */
xmlDoc *view_apply(const char *name, xmlDoc *tree);

/*
 * The same for a tree that anybody may have made: NULL if applying it takes
 * more than so many steps (about a tenth of a microsecond each), or fails.
 */
xmlDoc *view_try(const char *name, xmlDoc *tree, unsigned long steps);

/* The result of view_apply() as HTML text with its doctype, owned by ctx. */
char *view_html(const void *ctx, xmlDoc *result, size_t *len);

/* Make the page with a view and answer with it: 200. */
enum http view(struct req *, const char *name);

/*
 * A tree with root <page>, <practice> from the settings, <limits> of what may
 * be sent and today's date: what every page begins with. ctx frees it.
 */
xmlNode *page_new(const void *ctx, xmlDoc **doc);

/* Add the <practice> of the settings to a tree's root. */
void page_add_practice(xmlNode *root);

#endif
