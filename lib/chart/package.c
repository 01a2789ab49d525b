/* package.c: a record as one .zip to take along. */
#include "chart/package.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "chart/ccda.h"
#include "chart/package_name.h"
#include "chart/pdf.h"
#include "chart/preview.h"
#include "chart/select.h"
#include "chart/zip.h"
#include "db/db.h"
#include "web/view.h"

/* One at a time, so that whoever takes the zip may use the database. */
static const char CHUNK[] =
    "SELECT data FROM document_chunk"
    " WHERE patient_id = ? AND document_id = ? AND position = ?";

const char *const package_sql[] = { CHUNK, NULL };

static const char CCDA[] = "health-record.xml";
static const char PAGE[] = "health-record.html";
static const char PDF[] = "health-record.pdf";

struct package {
	int64_t patient_id;
	xmlDoc *record;
	bool everything;
	const char *password;
	const char *ccda;
	size_t ccda_len;
	struct zip *zip;
	const char *sums;		/* the manifest's lines, so far */
	/* of package_source() */
	body_writer *put;
	void *put_arg;
	bool has_begun, is_whole;
};

struct package *
package_new(const void *ctx, const struct chart_query *query, bool everything,
    const char *password)
{
	struct package *p = mem_new(ctx, struct package);
	struct chart_query q = *query;

	q.sections = CHART_EXPORT;
	p->record = chart_document(p, &q);
	if (p->record == NULL)
		return NULL;
	p->patient_id = q.patient_id;
	p->everything = everything;
	p->password = password == NULL ? NULL : mem_copy(p, password);
	p->ccda = ccda_text(p, p->record, &p->ccda_len);
	p->sums = "";
	return p;
}

/* Lines end in CR LF: Windows' old editor knows no other. */
static void
add_sum(struct package *p, const char *name, const char *title,
    const uint8_t sha256[32])
{
	p->sums = mem_fmt(p, "%s%s  %s%s%s\r\n", p->sums,
	    text_hex(p, sha256, 32), name, *title == '\0' ? "" : "  ", title);
}

static bool
add_text(struct package *p, const char *name, const char *text, size_t len)
{
	uint8_t sha256[32];

	if (!zip_begin(p->zip, name, (int64_t)len, false) ||
	    !zip_put(p->zip, text, len) || !zip_end(p->zip, sha256))
		return false;
	add_sum(p, name, "", sha256);
	return true;
}

/* A page that shows the CCDA. */
static bool
add_page(struct package *p, xmlDoc *doc)
{
	void *ctx = mem_context(p);
	xmlDoc *page = view_apply("record-page", doc);
	const char *html;
	size_t len;
	bool good;

	html = view_html(ctx, page, &len);
	xmlFreeDoc(page);
	good = add_text(p, PAGE, html, len);
	talloc_free(ctx);
	return good;
}

static bool
add_pdf(struct package *p, void *ctx, const xmlNode *preview)
{
	const struct pdf_paper paper = pdf_paper(ctx,
	    xmlDocGetRootElement(p->record), chart_value(preview, "title"));
	const uint8_t *pdf;
	size_t len;

	pdf = pdf_make(ctx, preview, &paper, &len);
	return add_text(p, PDF, (const char *)pdf, len);
}

/* The CCDA for people: as a page and on paper, both of the same nodes. */
static bool
add_readable(struct package *p)
{
	void *ctx = mem_context(p);
	xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
	xmlNode *root = xmlNewDocNode(doc, NULL, BAD_CAST "record-page", NULL);
	const xmlNode *preview;
	bool good;

	if (root == NULL)
		die("out of memory");
	view_own(ctx, doc);
	xmlDocSetRootElement(doc, root);
	page_add_practice(root);
	preview = preview_record(ctx, root, p->record, p->ccda, p->ccda_len);
	good = add_page(p, doc) && add_pdf(p, ctx, preview);
	talloc_free(ctx);
	return good;
}

/* The bytes of a document, a chunk at a time; zip_end() sees if some lack. */
static bool
put_chunks(struct package *p, int64_t id)
{
	const uint8_t *data;
	int64_t position;
	bool good = true;
	size_t len;
	void *ctx;

	for (position = 0; good; position++) {
		ctx = mem_context(p);
		if (!db_one(ctx, CHUNK, DB_OUT(out_bytes(&data, &len)),
		    db_int(p->patient_id), db_int(id), db_int(position))) {
			talloc_free(ctx);
			break;
		}
		good = zip_put(p->zip, data, len);
		talloc_free(ctx);
	}
	return good;
}

/* What a computer has packed already gets no smaller. */
static bool
is_packed(const xmlNode *document)
{
	const char *type = chart_value(document, "media_type");

	return type != NULL && (strncmp(type, "image/", 6) == 0 ||
	    strcmp(type, "application/pdf") == 0);
}

static bool
add_document(struct package *p, const xmlNode *document,
    struct package_names **names)
{
	int64_t bytes = strtoll(chart_value(document, "bytes"), NULL, 10);
	int64_t id = strtoll(chart_value(document, "id"), NULL, 10);
	const char *name, *title = chart_value(document, "title");
	uint8_t sha256[32];

	if (bytes == 0)
		return true; /* it is kept elsewhere */
	name = package_name(p, document, p->password != NULL, names);
	if (!zip_begin(p->zip, name, bytes, is_packed(document)) ||
	    !put_chunks(p, id) || !zip_end(p->zip, sha256))
		return false;
	add_sum(p, name, p->password == NULL || title == NULL ? "" : title,
	    sha256);
	return true;
}

static bool
add_documents(struct package *p)
{
	struct package_names *names = NULL;
	const xmlNode *n = xmlDocGetRootElement(p->record)->children;

	for (; n != NULL; n = n->next)
		if (strcmp((const char *)n->name, "document") == 0 &&
		    !add_document(p, n, &names))
			return false;
	return true;
}

static const char *
practice_name(const xmlNode *record)
{
	const xmlNode *node;

	for (node = record->last; node != NULL; node = node->prev)
		if (strcmp((const char *)node->name, "practice") == 0)
			return chart_value(node, "name");
	die("package: a record without practice");
}

/* The last file: it knows the others. */
static bool
add_manifest(struct package *p)
{
	const xmlNode *record = xmlDocGetRootElement(p->record);
	const char *text = mem_fmt(p, "Health record\r\n"
	    "From: %s\r\nMade: %s (%s)\r\nPeriod: %s\r\n%s\r\n%s"
	    "%s is for other doctors' computers (C-CDA R2.1).\r\n\r\n"
	    "SHA-256 of the files:\r\n%s",
	    practice_name(record), chart_value(record, "made_at-full"),
	    chart_value(record, "made_at"), chart_value(record, "period-says"),
	    chart_is_empty(record)
	    ? "There is no information in the chosen period.\r\n" : "",
	    p->everything ? "health-record.html is for people: open it in a"
	    " browser, read it.\r\nhealth-record.pdf is the same to print."
	    "\r\n" : "", CCDA, p->sums);

	return add_text(p, "manifest.txt", text, strlen(text));
}

bool
package_write(struct package *p, body_writer *put, void *arg)
{
	const xmlNode *root = xmlDocGetRootElement(p->record);
	struct when made;

	if (!when_read(chart_value(root, "made_at"), &made))
		die("package: a record without made_at");
	p->zip = zip_new(p, p->password, (time_t)made.instant, put, arg);
	return add_text(p, CCDA, p->ccda, p->ccda_len) &&
	    (!p->everything || (add_readable(p) && add_documents(p))) &&
	    add_manifest(p) && zip_close(p->zip);
}

/* Once: what was sent can't be sent anew when the database was lost. */
static bool
write_once(void *arg)
{
	struct package *p = arg;

	if (p->has_begun)
		return false;
	p->has_begun = true;
	p->is_whole = package_write(p, p->put, p->put_arg);
	return p->is_whole;
}

static bool
send_package(void *arg, body_writer *put, void *put_arg)
{
	struct package *p = arg;

	p->put = put;
	p->put_arg = put_arg;
	return db_transaction(DB_READ, write_once, p) == DB_COMMITTED &&
	    p->is_whole;
}

const struct body_source *
package_source(struct package *p)
{
	struct body_source *source = mem_new(p, struct body_source);

	*source = (struct body_source){ .len = BODY_UNKNOWN,
	    .run = send_package, .arg = p };
	return source;
}
