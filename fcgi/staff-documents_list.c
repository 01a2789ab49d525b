/* staff-documents_list.c: what a patient has, and what is the member's own. */
#include "staff-documents.h"

#include "chart/release.h"
#include "web/view.h"

/* Begun by the member and not posted yet, of anybody. */
static const char MY_DRAFTS[] =
    "SELECT d.id, d.patient_id AS patient, p.name, d.title, d.kind, d.saved_at"
    " FROM document_draft d JOIN patient p ON p.id = d.patient_id"
    " WHERE d.staff_id = ? ORDER BY d.saved_at DESC, d.id DESC LIMIT 50";

static const char MY_HOLDS[] =
    "SELECT 'document' AS what, d.id, d.patient_id AS patient, p.name, d.title,"
    " d.held_until AS until_at FROM document d"
    " JOIN patient p ON p.id = d.patient_id"
    " WHERE d.held_by = ? AND d.held_until > ? AND d.recalled_at IS NULL"
    " UNION ALL SELECT 'result', r.id, r.patient_id, p.name, r.display,"
    " r.held_until FROM report r JOIN patient p ON p.id = r.patient_id"
    " WHERE r.held_by = ? AND r.held_until > ? AND r.recalled_at IS NULL"
    " ORDER BY until_at, id LIMIT 100";

static const char MY_POSTS[] =
    "SELECT d.id, d.patient_id AS patient, p.name, d.title, d.kind, d.added_at"
    " FROM document d JOIN patient p ON p.id = d.patient_id"
    " WHERE d.posted_by = ? AND d.recalled_at IS NULL"
    " ORDER BY d.added_at DESC, d.id DESC LIMIT 20";

/* Of one patient; of drafts only the member's own. */
static const char DRAFTS[] =
    "SELECT id, title, kind, saved_at FROM document_draft"
    " WHERE patient_id = ? AND staff_id = ? ORDER BY saved_at DESC, id DESC";

static const char DOCUMENTS[] =
    "SELECT d.id, d.kind, d.title, d.written_when,"
    " NULLIF(d.confidential, 0) AS confidential, d.added_at,"
    " IF(d.held_until > ?, d.held_until, NULL) AS until_at,"
    " IF(d.status = 'superseded', 1, NULL) AS replaced,"
    " d.recalled_at, d.recalled_why, s.name AS recalled_by,"
    " (SELECT MIN(v.seen_at) FROM document_seen v"
    "   WHERE v.patient_id = d.patient_id AND v.document_id = d.id) AS seen_at"
    " FROM document d LEFT JOIN staff s ON s.id = d.recalled_by"
    " WHERE d.patient_id = ? ORDER BY IFNULL(d.written_day, d.added_at) DESC,"
    " d.id DESC LIMIT 200";

static const char RESULTS[] =
    "SELECT r.id, r.category, r.display, r.status,"
    " IFNULL(r.taken_when, r.issued_when) AS on_when,"
    " NULLIF(r.confidential, 0) AS confidential,"
    " IF(r.comment IS NULL, NULL, 1) AS commented,"
    " IF(r.held_until > ?, r.held_until, NULL) AS until_at,"
    " IF(" RELEASE_SQL_WAITS ", 1, NULL) AS waits,"
    " r.recalled_at, r.recalled_why, s.name AS recalled_by,"
    " (SELECT MIN(v.seen_at) FROM result_seen v"
    "   WHERE v.patient_id = r.patient_id AND v.report_id = r.id) AS seen_at"
    " FROM report r LEFT JOIN staff s ON s.id = r.recalled_by"
    " WHERE r.patient_id = ? AND r.status <> 'entered-in-error'"
    " ORDER BY COALESCE(r.taken_day, r.issued_day, r.added_at) DESC,"
    " r.id DESC LIMIT 200";

static const char REMINDERS[] =
    "SELECT id, title, says, due_when, posted_at, done_at, withdrawn_at,"
    " NULLIF(confidential, 0) AS confidential FROM reminder"
    " WHERE patient_id = ? ORDER BY withdrawn_at IS NOT NULL,"
    " done_at IS NOT NULL, due_day IS NULL, due_day, id DESC LIMIT 200";

const char *const list_sql[] = { MY_DRAFTS, MY_HOLDS, MY_POSTS, DRAFTS,
	DOCUMENTS, RESULTS, REMINDERS, NULL };

/* What the member has in hand, of whomever. */
enum http
show_work(struct req *r)
{
	struct db_arg me = db_int(r->staff->id), now = now_arg(r);

	db_rows(r, r->page, "draft", MY_DRAFTS, me);
	db_rows(r, r->page, "held", MY_HOLDS, me, now, me, now);
	db_rows(r, r->page, "document", MY_POSTS, me);
	add_waiting_limits(r);
	return view(r, "staff-work");
}

enum http
show_list(struct req *r)
{
	struct db_arg patient = db_int(r->patient_id), now = now_arg(r);
	enum http status = enter(r);

	if (status != HTTP_OK)
		return status;
	if (!say_done(r))
		return HTTP_BAD_REQUEST;
	add_limits(r);
	db_rows(r, r->page, "draft", DRAFTS, patient, db_int(r->staff->id));
	db_rows(r, r->page, "document", DOCUMENTS, now, patient);
	db_rows(r, r->page, "report", RESULTS, now, now, patient);
	db_rows(r, r->page, "reminder", REMINDERS, patient);
	return view(r, "staff-documents");
}
