/*
 * home: the start page: whose record, what is new
 *
 * Reads account, session, access_grant, access_block, message_unread, patient,
 * report, result_wait, document, immunization, appointment, provider, location,
 * result_seen, document_seen, reminder, conversation, message, pool, staff,
 * subject, draft, attachment, encounter, care_team_member, provider_location,
 * restriction_request; writes session, audit.
 */
#include <inttypes.h>

#include "auth/audit.h"
#include "auth/session.h"
#include "base/config.h"
#include "chart/release.h"
#include "composer.h"
#include "conversations.h"
#include "db/db.h"
#include "limit.h"
#include "run/program.h"
#include "talk/draft.h"
#include "web/view.h"

/*
 * New until this account has opened it. What was there long before the
 * account was made is not news.
 */
static const char RESULTS[] =
    "SELECT IF(r.category = 'laboratory', 'result', 'report') AS kind,"
    " r.display AS title,"
    " CONCAT('/health/', r.patient_id, '/results/', r.id) AS href,"
    " IFNULL(r.issued_when, r.taken_when) AS on_when, p.name AS `by`,"
    " IF(r.comment IS NULL, NULL, 1) AS comment,"
    " IF(s.report_id IS NULL, 1, NULL) AS new"
    " FROM report r"
    " LEFT JOIN provider p ON p.id = r.provider_id"
    " LEFT JOIN result_seen s ON s.account_id = ?"
    "  AND s.patient_id = r.patient_id AND s.report_id = r.id"
    " WHERE r.patient_id = ? AND r.category IN ('laboratory', 'imaging')"
    "  AND (NOT r.confidential OR ?)"
    "  AND IFNULL(r.issued_day, r.taken_day) >= ?"
    "  AND r.status NOT IN ('registered', 'cancelled')"
    "  AND " RELEASE_SQL_REPORT
    " ORDER BY IFNULL(r.issued_day, r.taken_day) DESC, r.id DESC LIMIT 5";

static const char APPOINTMENTS[] =
    "SELECT 'appointment' AS kind, a.display AS title,"
    " a.start_when AS on_when, p.name AS `by`, l.name AS place"
    " FROM appointment a"
    " LEFT JOIN provider p ON p.id = a.provider_id"
    " LEFT JOIN location l ON l.id = a.location_id"
    " WHERE a.patient_id = ? AND (NOT a.confidential OR ?)"
    "  AND a.start_day >= ? AND a.status IN ('booked', 'pending', 'arrived')"
    " ORDER BY a.start_day, a.start_when LIMIT 3";

/* What came with a report is told of with that. */
static const char DOCUMENTS[] =
    "SELECT 'document' AS kind, d.title AS title,"
    " CONCAT('/health/', d.patient_id, '/documents/', d.id) AS href,"
    " d.written_when AS on_when, IFNULL(d.signed_name, p.name) AS `by`,"
    " IF(s.document_id IS NULL, 1, NULL) AS new"
    " FROM document d LEFT JOIN provider p ON p.id = d.provider_id"
    " LEFT JOIN report r ON r.patient_id = d.patient_id AND r.id = d.report_id"
    " LEFT JOIN document_seen s ON s.account_id = ?"
    "  AND s.patient_id = d.patient_id AND s.document_id = d.id"
    " WHERE d.patient_id = ? AND (NOT d.confidential OR ?)"
    "  AND d.report_id IS NULL AND d.status = 'current'"
    "  AND " RELEASE_SQL_NEWS
    "  AND d.recalled_at IS NULL AND " RELEASE_SQL_DOCUMENT
    " ORDER BY d.written_day DESC, d.id DESC LIMIT 5";

static const char REMINDERS[] =
    "SELECT 'reminder' AS kind, title,"
    " CONCAT('/health/', patient_id, '/documents?kind=reminder') AS href,"
    " due_when AS on_when FROM reminder"
    " WHERE patient_id = ? AND (NOT confidential OR ?) AND done_at IS NULL"
    "  AND withdrawn_at IS NULL AND due_day <= ?"
    " ORDER BY due_day, id LIMIT 3";

static const char IMMUNIZATIONS[] =
    "SELECT 'immunization' AS kind, i.display AS title,"
    " CONCAT('/health/', i.patient_id, '#vaccinations') AS href,"
    " i.given_when AS on_when, l.name AS place"
    " FROM immunization i LEFT JOIN location l ON l.id = i.location_id"
    " WHERE i.patient_id = ? AND (NOT i.confidential OR ?)"
    "  AND i.status = 'completed' AND i.given_day >= ?"
    " ORDER BY i.given_day DESC, i.id DESC LIMIT 3";

enum { MESSAGES_MAX = 5, REMIND_DAYS = 60 };

static const char *const sql[] = { RESULTS, APPOINTMENTS, DOCUMENTS,
	REMINDERS, IMMUNIZATIONS, NULL };

static void
add_news(struct req *r)
{
	struct db_arg patient = db_int(r->patient->id);
	struct db_arg viewer = db_int(r->patient->sees_confidential);
	struct db_arg account = db_int(r->account->id);
	struct db_arg today, since, soon, now = db_instant(r, r->in->at);
	char today_text[WHEN_MAX], since_text[WHEN_MAX], soon_text[WHEN_MAX];

	today = db_text(when_iso_day(when_today(), today_text));
	since = db_text(when_iso_day(when_add_days(when_today(),
	    -config()->news_days), since_text));
	soon = db_text(when_iso_day(when_add_days(when_today(), REMIND_DAYS),
	    soon_text));
	db_rows(r, r->page, "new", RESULTS, account, patient, viewer, since,
	    now, now);
	db_rows(r, r->page, "new", APPOINTMENTS, patient, viewer, today);
	db_rows(r, r->page, "new", REMINDERS, patient, viewer, soon);
	db_rows(r, r->page, "new", DOCUMENTS, account, patient, viewer, since,
	    since, now, now, now);
	db_rows(r, r->page, "new", IMMUNIZATIONS, patient, viewer, since);
}

/* The newest conversations, those with a new answer first. */
static void
add_messages(struct req *r)
{
	int unread = conversations_unread(r, 0, MESSAGES_MAX);

	conversations_read(r, NULL, 0, MESSAGES_MAX - unread);
	composer_show(r);
}

static enum http
show_home(struct req *r)
{
	if (r->patient->areas & AREA_RECORDS)
		limit_add_news(r);
	if (r->patient->areas & AREA_HEALTH)
		add_news(r);
	if (r->patient->areas & (AREA_MESSAGES | AREA_BILLING))
		add_messages(r);
	return view(r, "home");
}

static const struct route routes[] = {
	GET("/home/:patient", AREA_ANY, show_home),
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { sql, conversations_sql,
		composer_sql, draft_show_sql, limit_news_sql, session_sql,
		audit_sql, NULL };
	static const char *const views[] = { "home", NULL };
	static const struct program home = { "home", routes, all_sql, views, false };

	return program_run(argc, argv, &home);
}
