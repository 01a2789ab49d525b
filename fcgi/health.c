/*
 * health: My health: Medical History, Results and Documents
 *
 * Reads account, session, access_grant, access_block, message_unread, patient,
 * patient_name, patient_contact, patient_trait, related_person, provider,
 * location, organization, encounter, appointment, problem, allergy,
 * allergy_reaction, medication, immunization, report, observation,
 * observation_past, patient_procedure, device, care_plan, care_plan_activity,
 * goal, service_request, care_team_member, coverage, family_history,
 * result_wait, result_seen, document, document_chunk, document_seen, reminder;
 * writes session, result_seen, document_seen, audit.
 */
#include "auth/audit.h"
#include "auth/session.h"
#include "base/config.h"
#include "chart/chart.h"
#include "chart/release.h"
#include "db/db.h"
#include "file/file.h"
#include "health_documents.h"
#include "run/program.h"
#include "web/view.h"

static const char REPORT_EXISTS[] =
    "SELECT id FROM report r WHERE patient_id = ? AND id = ?"
    " AND (NOT confidential OR ?) AND " RELEASE_SQL_REPORT;

static const char MARK_SEEN[] =
    "INSERT IGNORE INTO result_seen (account_id, patient_id, report_id,"
    " seen_at) VALUES (?, ?, ?, ?)";

static const char SEEN[] =
    "SELECT report_id FROM result_seen WHERE account_id = ?"
    " AND patient_id = ?";

static const char *const sql[] = { REPORT_EXISTS, MARK_SEEN, SEEN, NULL };

static void
add_record(struct req *r, unsigned sections)
{
	struct chart_query query = {
		.patient_id = r->patient->id,
		.sections = sections,
		.show_confidential = r->patient->sees_confidential,
	};

	chart_select(r, r->page, &query);
}

static enum http
show_history(struct req *r)
{
	add_record(r, CHART_HISTORY | CHART_RESULTS | CHART_DOCUMENTS);
	return view(r, "history");
}

static enum http
show_results(struct req *r)
{
	char since[WHEN_MAX];

	view_set(r->page, "new_since", when_iso_day(
	    when_add_days(when_today(), -config()->news_days), since));
	add_record(r, CHART_RESULTS);
	db_rows(r, r->page, "seen", SEEN, db_int(r->account->id),
	    db_int(r->patient->id));
	return view(r, "results");
}

static void
mark_seen(struct req *r, void *unused)
{
	(void)unused;
	db_exec(r, MARK_SEEN, db_int(r->account->id), db_int(r->patient->id),
	    db_int(r->id), db_instant(r, r->in->at));
}

/* The page shows one report of the record, and its values over time. */
static enum http
show_result(struct req *r)
{
	struct db_arg now = db_instant(r, r->in->at);
	int64_t id;

	if (!db_one(r, REPORT_EXISTS, DB_OUT(out_int(&id)),
	    db_int(r->patient->id), db_int(r->id),
	    db_int(r->patient->sees_confidential), now, now))
		return HTTP_NOT_FOUND;
	view_set_int(r->page, "report", id);
	add_record(r, CHART_RESULTS);
	run_later(r, mark_seen, NULL);
	return view(r, "result");
}

static const struct route routes[] = {
	GET("/health/:patient", AREA_HEALTH, show_history),
	GET("/health/:patient/results", AREA_HEALTH, show_results),
	GET("/health/:patient/results/:id", AREA_HEALTH, show_result),
	GET_FORM("/health/:patient/documents", AREA_HEALTH, list_documents,
	    documents_form),
	GET("/health/:patient/documents/:id", AREA_HEALTH, show_document),
	GET("/health/:patient/documents/:id/open", AREA_HEALTH, open_document),
	GET("/health/:patient/documents/:id/file", AREA_HEALTH,
	    download_document),
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { sql, session_sql,
		audit_sql, chart_history_sql, chart_results_sql,
		chart_documents_sql, documents_sql, file_document_sql, NULL };
	static const char *const views[] = { "history", "results", "result",
		"documents", "document", "cda", NULL };
	static const struct program health = { "health", routes, all_sql,
		views, false };

	return program_run(argc, argv, &health);
}
