/* view.c: a page is a tree of libxml2; an XSLT stylesheet makes it HTML. */
#include "web/view.h"

#include <inttypes.h>
#include <libxml/HTMLtree.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/config.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"

enum { SHEETS_MAX = 64 };

xmlNode *
view_add(xmlNode *parent, const char *name, const char *text)
{
	xmlNode *n = xmlNewTextChild(parent, NULL, BAD_CAST name,
	    BAD_CAST text);

	if (n == NULL)
		die("out of memory");
	return n;
}

void
view_set(xmlNode *n, const char *name, const char *value)
{
	if (value != NULL &&
	    xmlSetProp(n, BAD_CAST name, BAD_CAST value) == NULL)
		die("out of memory");
}

void
view_set_int(xmlNode *n, const char *name, int64_t value)
{
	char text[32];

	snprintf(text, sizeof(text), "%" PRId64, value);
	view_set(n, name, text);
}

const char *
view_clean(const void *ctx, const char *text)
{
	char *clean = mem_copy(ctx, text), *s;
	bool utf8 = text_is_utf8(text, strlen(text));

	for (s = clean; *s != '\0'; s++)
		if (((unsigned char)*s < 0x20 && *s != '\n' && *s != '\t') ||
		    *s == 0x7f || ((unsigned char)*s >= 0x80 && !utf8))
			*s = '?';
	return clean;
}

/* libxslt writes to standard error in pieces: say each on a log line. */
static void
say_error(void *unused, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	(void)unused;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	text[strcspn(text, "\n")] = '\0';
	log_line(LOG_ERROR, "view: %s", text);
}

/* While a page is made nothing is read, written or fetched. */
static xsltSecurityPrefs *
forbid_everything(void)
{
	xsltSecurityPrefs *prefs = xsltNewSecurityPrefs();

	if (prefs == NULL)
		die("out of memory");
	xsltSetSecurityPrefs(prefs, XSLT_SECPREF_READ_FILE,
	    xsltSecurityForbid);
	xsltSetSecurityPrefs(prefs, XSLT_SECPREF_WRITE_FILE,
	    xsltSecurityForbid);
	xsltSetSecurityPrefs(prefs, XSLT_SECPREF_CREATE_DIRECTORY,
	    xsltSecurityForbid);
	xsltSetSecurityPrefs(prefs, XSLT_SECPREF_READ_NETWORK,
	    xsltSecurityForbid);
	xsltSetSecurityPrefs(prefs, XSLT_SECPREF_WRITE_NETWORK,
	    xsltSecurityForbid);
	return prefs;
}

static xsltStylesheet *
sheet_of(const char *name)
{
	static struct { char *name; xsltStylesheet *sheet; } known[SHEETS_MAX];
	size_t i;
	char *file;

	for (i = 0; i < SHEETS_MAX && known[i].name != NULL; i++)
		if (strcmp(known[i].name, name) == 0)
			return known[i].sheet;
	if (i == SHEETS_MAX)
		die("view: more than %d views", SHEETS_MAX);
	xsltSetGenericErrorFunc(NULL, say_error);
	file = mem_fmt(NULL, "%s/%s.xsl", config()->view_dir, name);
	known[i].sheet = xsltParseStylesheetFile(BAD_CAST file);
	if (known[i].sheet == NULL)
		die("view: %s can't be used", file);
	talloc_free(file);
	known[i].name = mem_copy(NULL, name);
	return known[i].sheet;
}

/* steps: as many at most, of the stylesheet and of its expressions; 0: any. */
static xmlDoc *
transform(const char *name, xmlDoc *tree, unsigned long steps)
{
	static xsltSecurityPrefs *prefs;
	xsltStylesheet *sheet = sheet_of(name);
	xsltTransformContext *t = xsltNewTransformContext(sheet, tree);
	xmlDoc *result;

	if (prefs == NULL)
		prefs = forbid_everything();
	if (t == NULL || xsltSetCtxtSecurityPrefs(prefs, t) != 0)
		die("out of memory");
	t->opLimit = t->xpathCtxt->opLimit = steps;
	result = xsltApplyStylesheetUser(sheet, tree, NULL, NULL, NULL, t);
	if (t->state == XSLT_STATE_STOPPED || t->state == XSLT_STATE_ERROR) {
		xmlFreeDoc(result);
		result = NULL;
	}
	xsltFreeTransformContext(t);
	return result;
}

xmlDoc *
view_apply(const char *name, xmlDoc *tree)
{
	xmlDoc *result = transform(name, tree, 0);

	if (result == NULL)
		die("view: %s failed", name);
	return result;
}

xmlDoc *
view_try(const char *name, xmlDoc *tree, unsigned long steps)
{
	return transform(name, tree, steps);
}

char *
view_html(const void *ctx, xmlDoc *result, size_t *len)
{
	static const char doctype[] = "<!DOCTYPE html>\n";
	xmlOutputBuffer *buffer = xmlAllocOutputBuffer(NULL);
	xmlNode *root = xmlDocGetRootElement(result);
	char *text;
	size_t n;

	if (buffer == NULL || root == NULL)
		die("view: nothing to show");
	htmlNodeDumpFormatOutput(buffer, result, root, "UTF-8", 0);
	n = xmlOutputBufferGetSize(buffer);
	text = mem_array(ctx, char, sizeof(doctype) + n);
	memcpy(text, doctype, sizeof(doctype) - 1);
	memcpy(text + sizeof(doctype) - 1, xmlOutputBufferGetContent(buffer),
	    n);
	xmlOutputBufferClose(buffer);
	*len = sizeof(doctype) - 1 + n;
	return text;
}

enum http
view(struct req *r, const char *name)
{
	xmlDoc *result = view_apply(name, r->doc);

	r->out = view_html(r, result, &r->out_len);
	r->content_type = "text/html; charset=UTF-8";
	xmlFreeDoc(result);
	return HTTP_OK;
}

/* "(802) 555-0142" as a tel: link wants it: "+18025550142". */
static const char *
tel_of(const void *ctx, const char *phone)
{
	char *digits = mem_copy(ctx, phone), *out = digits;

	for (; *phone != '\0'; phone++)
		if (*phone >= '0' && *phone <= '9')
			*out++ = *phone;
	*out = '\0';
	return mem_fmt(ctx, "%s%s", strlen(digits) == 10 ? "+1" : "+", digits);
}

void
page_add_practice(xmlNode *root)
{
	const struct config *c = config();
	xmlNode *n = view_add(root, "practice", NULL);
	void *ctx = mem_context(NULL);

	view_set(n, "name", c->practice_name);
	view_set(n, "short_name", c->practice_short_name);
	view_set(n, "phone", c->practice_phone);
	view_set(n, "phone-tel", tel_of(ctx, c->practice_phone));
	view_set(n, "hours", c->practice_hours);
	view_set(n, "line", c->practice_line);
	view_set(n, "city", c->practice_city);
	view_set(n, "state", c->practice_state);
	view_set(n, "postal_code", c->practice_postal_code);
	view_set(n, "npi", c->practice_npi);
	view_set(n, "support_phone", c->support_phone);
	view_set(n, "support_phone-tel", tel_of(ctx, c->support_phone));
	view_set(n, "support_email", c->support_email);
	view_set(n, "billing_email", c->billing_email);
	view_set(n, "feedback_email", c->feedback_email);
	view_set(n, "base_url", c->base_url);
	talloc_free(ctx);
}

struct doc_owner { xmlDoc *doc; };

static int
free_doc(struct doc_owner *owner)
{
	xmlFreeDoc(owner->doc);
	return 0;
}

void
view_own(const void *ctx, xmlDoc *doc)
{
	struct doc_owner *owner = mem_new(ctx, struct doc_owner);

	owner->doc = doc;
	talloc_set_destructor(owner, free_doc);
}

xmlNode *
view_tree(const void *ctx, const char *name)
{
	xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
	xmlNode *root = xmlNewDocNode(doc, NULL, BAD_CAST name, NULL);

	if (doc == NULL || root == NULL)
		die("out of memory");
	xmlDocSetRootElement(doc, root);
	view_own(ctx, doc);
	return root;
}

/* What may be sent, for pages to say. */
static void
add_limits(xmlNode *page)
{
	xmlNode *n = view_add(page, "limits", NULL);

	view_set_int(n, "files", FILES_MAX);
	view_set_int(n, "file_megabytes", FILE_MEGABYTES_MAX);
	view_set_int(n, "message", MESSAGE_CHARACTERS_MAX);
	view_set_int(n, "answer", ANSWER_CHARACTERS_MAX);
	view_set_int(n, "letter", LETTER_CHARACTERS_MAX);
	view_set_int(n, "comment", COMMENT_CHARACTERS_MAX);
	view_set_int(n, "restriction", RESTRICTION_CHARACTERS_MAX);
	view_set_int(n, "hold_days", HOLD_DAYS_MAX);
	view_set_int(n, "result_wait_days", RESULT_WAIT_DAYS_MAX);
}

xmlNode *
page_new(const void *ctx, xmlDoc **doc)
{
	xmlNode *page = view_tree(ctx, "page");
	char text[WHEN_MAX];

	view_set(page, "today-says", when_long_day(when_today(), text));
	view_set(page, "today", when_iso_day(when_today(), text));
	view_set(page, "now-full", when_instant_full(when_now(), text));
	view_set_int(page, "year", when_today().year);
	page_add_practice(page);
	add_limits(page);
	*doc = page->doc;
	return page;
}
