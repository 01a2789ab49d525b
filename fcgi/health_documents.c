/*
 * health_documents.c: My health, Documents: what there is, to read and to keep
 *
 * What a document is decides its first bytes, not what it says of itself: a
 * picture stands in the page and a PDF opens in a tab only if they are one.
 * Whatever else is not text or a clinical document is only saved.
 */
#include "health_documents.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "chart/chart.h"
#include "chart/fhir.h"
#include "chart/preview.h"
#include "chart/release.h"
#include "db/db.h"
#include "file/file.h"
#include "file/kind.h"
#include "web/view.h"

static const char NEW[] =
    "SELECT d.id AS document_id FROM document d"
    " LEFT JOIN document_seen s ON s.account_id = ?"
    "  AND s.patient_id = d.patient_id AND s.document_id = d.id"
    " WHERE d.patient_id = ? AND s.document_id IS NULL"
    "  AND " RELEASE_SQL_NEWS;

static const char REMINDERS[] =
    "SELECT id, title, says, due_when, posted_at, done_at,"
    " IF(due_day < ?, 1, NULL) AS late"
    " FROM reminder WHERE patient_id = ? AND (NOT confidential OR ?)"
    "  AND withdrawn_at IS NULL"
    " ORDER BY done_at IS NOT NULL, done_at DESC, due_day IS NULL, due_day,"
    "  id";

static const char MARK_SEEN[] =
    "INSERT IGNORE INTO document_seen (account_id, patient_id, document_id,"
    " seen_at) VALUES (?, ?, ?, ?)";

static const char FIRST_BYTES[] =
    "SELECT LEFT(data, 64) FROM document_chunk"
    " WHERE patient_id = ? AND document_id = ? AND position = 0";

static const char CHUNKS[] =
    "SELECT data FROM document_chunk WHERE patient_id = ? AND document_id = ?"
    " ORDER BY position";

const char *const documents_sql[] = { NEW, REMINDERS, MARK_SEEN, FIRST_BYTES,
	CHUNKS, NULL };

static const char *const kinds[] = { "summary", "letter", "laboratory",
	"imaging", "case", "note", "other", "reminder", NULL };

struct documents {
	const char *kind;
};

const struct field documents_form[] = {
	FIELD_CHOICE_OPT(struct documents, kind, kinds),
	FIELDS_END
};

/* What is read on the page; larger ones are saved. */
enum { SHOWN_BYTES_MAX = 4 << 20 };

/* A document of the record, as the selection gave it. */
struct document {
	xmlNode *node;
	int64_t bytes;
	const char *title, *media_type;
	enum kind kind;			/* by its first bytes */
};

static xmlNode *
add_record(struct req *r)
{
	struct chart_query query = {
		.patient_id = r->patient->id,
		.sections = CHART_DOCUMENTS | CHART_VISITS,
		.show_confidential = r->patient->sees_confidential,
	};

	return chart_select(r, r->page, &query);
}

enum http
list_documents(struct req *r)
{
	struct documents in = { 0 };
	char today[WHEN_MAX], since[WHEN_MAX];

	if (!form_read(r, documents_form, &in))
		return HTTP_BAD_REQUEST;
	form_show(r, documents_form);
	add_record(r);
	when_iso_day(when_today(), today);
	when_iso_day(when_add_days(when_today(), -config()->news_days), since);
	db_rows(r, r->page, "new", NEW, db_int(r->account->id),
	    db_int(r->patient->id), db_text(since), db_text(since));
	db_rows(r, r->page, "reminder", REMINDERS, db_text(today),
	    db_int(r->patient->id), db_int(r->patient->sees_confidential));
	return view(r, "documents");
}

static const char *
get(struct req *r, xmlNode *n, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(n, BAD_CAST name);
	const char *copy = mem_copy(r, (const char *)value);

	xmlFree(value);
	return copy;
}

static xmlNode *
find_node(struct req *r, xmlNode *record)
{
	const char *id;
	xmlNode *n;

	for (n = record->children; n != NULL; n = n->next)
		if (strcmp((const char *)n->name, "document") == 0 &&
		    (id = get(r, n, "id")) != NULL &&
		    strtoll(id, NULL, 10) == r->id)
			return n;
	return NULL;
}

/* Find the document :id of what this person may see. */
static bool
find_document(struct req *r, struct document *d)
{
	xmlNode *record = add_record(r);
	const uint8_t *first = NULL;
	const char *bytes;
	size_t len = 0;

	d->node = find_node(r, record);
	if (d->node == NULL)
		return false;
	bytes = get(r, d->node, "bytes");
	d->bytes = bytes == NULL ? 0 : strtoll(bytes, NULL, 10);
	d->title = get(r, d->node, "title");
	d->media_type = get(r, d->node, "media_type");
	if (d->media_type == NULL)
		d->media_type = "";
	db_one(r, FIRST_BYTES, DB_OUT(out_bytes(&first, &len)),
	    db_int(r->patient->id), db_int(r->id));
	d->kind = len == 0 ? KIND_UNKNOWN : kind_of_bytes(first, len);
	return true;
}

static void
mark_seen(struct req *r, void *unused)
{
	(void)unused;
	db_exec(r, MARK_SEEN, db_int(r->account->id), db_int(r->patient->id),
	    db_int(r->id), db_instant(r, r->in->at));
}

/* A document on its way into memory. */
struct contents {
	char *bytes;
	size_t len, room;
	const uint8_t *data;
	size_t data_len;
};

static bool
append(void *arg)
{
	struct contents *c = arg;

	if (c->data_len > c->room - c->len)
		return false;
	memcpy(c->bytes + c->len, c->data, c->data_len);
	c->len += c->data_len;
	return true;
}

static struct contents
read_contents(struct req *r, const struct document *d)
{
	struct contents c = { .room = (size_t)d->bytes };

	c.bytes = mem_array(r, char, c.room + 1);
	db_each(r, CHUNKS, DB_OUT(out_bytes(&c.data, &c.data_len)), append, &c,
	    db_int(r->patient->id), db_int(r->id));
	return c;
}

static bool
is_type(const struct document *d, const char *type)
{
	size_t n = strlen(type);

	return strncmp(d->media_type, type, n) == 0 &&
	    (d->media_type[n] == '\0' || d->media_type[n] == ';');
}

static bool
is_xml(const struct document *d)
{
	return is_type(d, "application/xml") || is_type(d, "text/xml") ||
	    is_type(d, "application/hl7-cda+xml") ||
	    is_type(d, "application/hl7-sdwg+xml");
}

/* Text as the page can hold it; NULL if it is none. */
static const char *
text_of(struct req *r, const struct document *d, const struct contents *c)
{
	if (!text_is_utf8(c->bytes, c->len) || strlen(c->bytes) != c->len)
		return NULL;
	return view_clean(r, is_type(d, "text/html")
	    ? fhir_html_text(r, c->bytes) : c->bytes);
}

/* What of it is read on the page. */
static void
add_contents(struct req *r, const struct document *d)
{
	struct contents c;
	const char *text;

	if (d->kind == KIND_JPEG || d->kind == KIND_PNG)
		view_add(r->page, "picture", NULL);
	if (d->kind == KIND_PDF)
		view_add(r->page, "pdf", NULL);
	if (d->kind != KIND_UNKNOWN || d->bytes == 0 ||
	    d->bytes > SHOWN_BYTES_MAX)
		return;
	c = read_contents(r, d);
	if (is_xml(d))
		preview_add(r, r->page, c.bytes, c.len);
	else if ((is_type(d, "text/plain") || is_type(d, "text/html")) &&
	    (text = text_of(r, d, &c)) != NULL)
		view_set(view_add(r->page, "text", text), "html",
		    is_type(d, "text/html") ? "1" : NULL);
}

enum http
show_document(struct req *r)
{
	struct document d;

	if (!find_document(r, &d))
		return HTTP_NOT_FOUND;
	view_set_int(r->page, "document", r->id);
	add_contents(r, &d);
	run_later(r, mark_seen, NULL);
	return view(r, "document");
}

/* What a document is, and what its name ends in. */
struct type {
	const char *media_type, *ending;
};

static struct type
type_of(const struct document *d)
{
	static const struct { const char *said; struct type is; } said[] = {
		{ "text/plain", { "text/plain; charset=UTF-8", "txt" } },
		{ "text/html", { "text/html; charset=UTF-8", "html" } },
		{ "text/xml", { "text/xml", "xml" } },
		{ "application/xml", { "application/xml", "xml" } },
		{ "application/hl7-cda+xml", { "application/xml", "xml" } },
		{ "application/hl7-sdwg+xml", { "application/xml", "xml" } },
		{ "application/rtf", { "application/rtf", "rtf" } },
	};
	size_t i;

	switch (d->kind) {
	case KIND_PDF: return (struct type){ "application/pdf", "pdf" };
	case KIND_JPEG: return (struct type){ "image/jpeg", "jpg" };
	case KIND_PNG: return (struct type){ "image/png", "png" };
	default: break;
	}
	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (is_type(d, said[i].said))
			return said[i].is;
	return (struct type){ "application/octet-stream", "bin" };
}

static enum http
send_document(struct req *r, const struct document *d, bool is_inline)
{
	struct type type = type_of(d);

	run_later(r, mark_seen, NULL);
	return send_source(r, type.media_type,
	    mem_fmt(r, "%s.%s", d->title, type.ending), is_inline,
	    file_document_source(r, r->patient->id, r->id, d->bytes));
}

/* In a tab of its own, or in the page: what can't do anything by itself. */
enum http
open_document(struct req *r)
{
	struct document d;

	if (!find_document(r, &d) || (d.kind != KIND_PDF &&
	    d.kind != KIND_JPEG && d.kind != KIND_PNG))
		return HTTP_NOT_FOUND;
	return send_document(r, &d, true);
}

enum http
download_document(struct req *r)
{
	struct document d;

	if (!find_document(r, &d) || d.bytes == 0)
		return HTTP_NOT_FOUND;
	return send_document(r, &d, false);
}
