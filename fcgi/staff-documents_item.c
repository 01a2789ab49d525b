/* staff-documents_item.c: one document or result as it is, and who saw it. */
#include "staff-documents.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "chart/release.h"
#include "file/file.h"
#include "web/view.h"

static const char DOCUMENT[] =
    "SELECT d.id, d.kind, d.title, d.written_when, d.added_at, d.status,"
    " d.media_type, d.url, d.bytes, NULLIF(d.confidential, 0) AS confidential,"
    " IFNULL(d.signed_name, p.name) AS signed, e.display AS visit,"
    " b.name AS posted_by, IF(d.held_until > ?, d.held_until, NULL)"
    "  AS until_at, d.held_why, h.name AS held_by,"
    " d.recalled_at, d.recalled_why, s.name AS recalled_by,"
    " d.replaces_id, (SELECT MAX(n.id) FROM document n"
    "   WHERE n.patient_id = d.patient_id AND n.replaces_id = d.id) AS next_id"
    " FROM document d LEFT JOIN provider p ON p.id = d.provider_id"
    " LEFT JOIN encounter e ON e.patient_id = d.patient_id"
    "  AND e.id = d.encounter_id"
    " LEFT JOIN staff b ON b.id = d.posted_by"
    " LEFT JOIN staff h ON h.id = d.held_by"
    " LEFT JOIN staff s ON s.id = d.recalled_by"
    " WHERE d.patient_id = ? AND d.id = ?";

static const char RESULT[] =
    "SELECT r.id, r.category, r.display, r.status, r.taken_when,"
    " r.issued_when, r.added_at, r.comment, r.comment_by, r.narrative,"
    " SHA2(IFNULL(r.comment, ''), 256) AS version,"
    " NULLIF(r.confidential, 0) AS confidential, p.name AS signed,"
    " e.display AS visit, b.name AS posted_by,"
    " IF(r.held_until > ?, r.held_until, NULL) AS until_at, r.held_why,"
    " h.name AS held_by, r.recalled_at, r.recalled_why, s.name AS recalled_by,"
    " IF(" RELEASE_SQL_WAITS ", (SELECT r.added_at + INTERVAL w.days DAY"
    "   FROM result_wait w WHERE w.patient_id = r.patient_id"
    "   AND w.category = r.category), NULL) AS waits_at"
    " FROM report r LEFT JOIN provider p ON p.id = r.provider_id"
    " LEFT JOIN encounter e ON e.patient_id = r.patient_id"
    "  AND e.id = r.encounter_id"
    " LEFT JOIN staff b ON b.id = r.posted_by"
    " LEFT JOIN staff h ON h.id = r.held_by"
    " LEFT JOIN staff s ON s.id = r.recalled_by"
    " WHERE r.patient_id = ? AND r.id = ?";

static const char VALUES[] =
    "SELECT o.id, o.display, o.status, o.comparator, o.value, o.unit, o.low,"
    " o.high, o.range_text, o.flag, o.flag_text, o.absent_reason,"
    " o.value_kind FROM observation o"
    " WHERE o.patient_id = ? AND o.report_id = ?"
    "  AND o.status <> 'entered-in-error' ORDER BY o.position, o.id";

static const char PAST[] =
    "SELECT p.observation_id, p.value, p.comparator, p.unit, p.replaced_when"
    " FROM observation o JOIN observation_past p"
    "  ON p.patient_id = o.patient_id AND p.observation_id = o.id"
    " WHERE o.patient_id = ? AND o.report_id = ?"
    " ORDER BY p.replaced_day DESC, p.id DESC";

static const char DOCUMENT_SEEN[] =
    "SELECT a.name, v.seen_at FROM document_seen v"
    " JOIN account a ON a.id = v.account_id"
    " WHERE v.patient_id = ? AND v.document_id = ? ORDER BY v.seen_at";

static const char RESULT_SEEN[] =
    "SELECT a.name, v.seen_at FROM result_seen v"
    " JOIN account a ON a.id = v.account_id"
    " WHERE v.patient_id = ? AND v.report_id = ? ORDER BY v.seen_at";

static const char CONTENT[] =
    "SELECT title, media_type, bytes FROM document"
    " WHERE patient_id = ? AND id = ? AND bytes > 0";

/* Of a text as much as a page shows. */
static const char TEXT[] =
    "SELECT data FROM document_chunk"
    " WHERE patient_id = ? AND document_id = ? AND position = 0";

const char *const item_sql[] = { DOCUMENT, RESULT, VALUES, PAST,
	DOCUMENT_SEEN, RESULT_SEEN, CONTENT, TEXT, NULL };

/* What documents with names that people know end in. */
static const struct { const char *media_type, *ending; } endings[] = {
	{ "application/pdf", "pdf" }, { "image/jpeg", "jpg" },
	{ "image/png", "png" }, { "text/plain", "txt" },
	{ "text/html", "html" }, { "text/xml", "xml" },
	{ "application/xml", "xml" },
};

static const char *
file_name(struct req *r, const char *title, const char *media_type)
{
	size_t i;

	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (strcmp(endings[i].media_type, media_type) == 0)
			return mem_fmt(r, "%s.%s", title, endings[i].ending);
	return title;
}

static bool
is_picture(const char *media_type)
{
	return strcmp(media_type, "image/png") == 0 ||
	    strcmp(media_type, "image/jpeg") == 0;
}

static bool
find_content(struct req *r, const char **title, const char **media_type,
    int64_t *bytes)
{
	if (!db_one(r, CONTENT, DB_OUT(out_text(title), out_text(media_type),
	    out_int(bytes)), db_int(r->patient_id), db_int(r->id)))
		return false;
	if (*media_type == NULL)
		*media_type = "application/octet-stream";
	return true;
}

/* The document's own text, for one that is text. */
static void
add_content(struct req *r)
{
	const char *title, *media_type, *text = NULL;
	const uint8_t *data;
	int64_t bytes;
	size_t len;

	if (!find_content(r, &title, &media_type, &bytes))
		return;
	if (strcmp(media_type, "text/plain") == 0 &&
	    db_one(r, TEXT, DB_OUT(out_bytes(&data, &len)),
	    db_int(r->patient_id), db_int(r->id)))
		text = mem_copy_n(r, (const char *)data, len);
	add_paper(r, media_type, text, mem_fmt(r, "/staff/documents/%" PRId64
	    "/document/%" PRId64 "/file", r->patient_id, r->id));
}

enum http
view_document(struct req *r)
{
	struct db_arg patient = db_int(r->patient_id), id = db_int(r->id);

	if (db_rows(r, r->page, "document", DOCUMENT, now_arg(r), patient,
	    id) == 0)
		return HTTP_NOT_FOUND;
	db_rows(r, r->page, "seen", DOCUMENT_SEEN, patient, id);
	add_content(r);
	return view(r, "staff-document");
}

enum http
view_result(struct req *r)
{
	struct db_arg patient = db_int(r->patient_id), id = db_int(r->id);
	struct db_arg now = now_arg(r);

	if (db_rows(r, r->page, "report", RESULT, now, now, patient, id) == 0)
		return HTTP_NOT_FOUND;
	db_rows(r, r->page, "observation", VALUES, patient, id);
	db_rows(r, r->page, "past", PAST, patient, id);
	db_rows(r, r->page, "seen", RESULT_SEEN, patient, id);
	return view(r, "staff-result");
}

static enum http
show_item(struct req *r, enum http (*view_it)(struct req *))
{
	enum http status = enter(r);

	if (status != HTTP_OK)
		return status;
	return say_done(r) ? view_it(r) : HTTP_BAD_REQUEST;
}

enum http
show_document(struct req *r)
{
	return show_item(r, view_document);
}

enum http
show_result(struct req *r)
{
	return show_item(r, view_result);
}

/* A picture stands in the page; anything else is saved. */
enum http
show_document_file(struct req *r)
{
	const char *title, *media_type;
	enum http status = enter(r);
	int64_t bytes;

	if (status != HTTP_OK)
		return status;
	if (!find_content(r, &title, &media_type, &bytes))
		return HTTP_NOT_FOUND;
	return send_source(r, media_type, file_name(r, title, media_type),
	    is_picture(media_type), file_document_source(r, r->patient_id,
	    r->id, bytes));
}
