/*
 * health: My health: Medical History, Results, Documents, values over time
 *
 * Reads account, session, access_grant, access_block, message_unread, patient,
 * patient_name, patient_contact, patient_trait, related_person, provider,
 * location, organization, encounter, appointment, problem, allergy,
 * allergy_reaction, medication, immunization, report, observation,
 * observation_past, patient_procedure, device, care_plan, care_plan_activity,
 * goal, service_request, care_team_member, coverage, family_history,
 * result_wait, result_seen, document, document_chunk, document_seen, reminder,
 * idempotency; writes session, result_wait, result_seen, document_seen,
 * idempotency, audit.
 */
#include "health.h"

#include "auth/audit.h"
#include "auth/session.h"
#include "chart/chart.h"
#include "chart/release.h"
#include "db/db.h"
#include "file/file.h"
#include "health_documents.h"
#include "health_vaccinations.h"
#include "run/once.h"
#include "run/program.h"
#include "web/view.h"

xmlNode *
add_record(struct req *r, unsigned sections)
{
	struct chart_query query = {
		.patient_id = r->patient->id,
		.sections = sections,
		.show_confidential = r->patient->sees_confidential,
	};

	return chart_select(r, r->page, &query);
}

static enum http
show_history(struct req *r)
{
	add_record(r, CHART_HISTORY | CHART_RESULTS | CHART_DOCUMENTS);
	if (is_growing(r))
		view_set(r->page, "is_growing", "1");
	return view(r, "history");
}

static const struct route routes[] = {
	GET("/health/:patient", AREA_HEALTH, show_history),
	GET_FORM("/health/:patient/vaccinations.pdf", AREA_HEALTH,
	    print_vaccinations, vaccinations_form),
	GET_FORM("/health/:patient/results", AREA_HEALTH, show_results,
	    find_form),
	GET("/health/:patient/results/:id", AREA_HEALTH, show_result),
	GET("/health/:patient/results/:id/compare", AREA_HEALTH,
	    compare_results),
	GET_FORM("/health/:patient/results/first", AREA_HEALTH, show_first,
	    first_done_form),
	POST("/health/:patient/results/first", AREA_HEALTH, set_first,
	    first_form),
	POST("/health/:patient/results/waiting", AREA_HEALTH, show_waiting,
	    NULL),
	GET("/health/:patient/trends/:id", AREA_HEALTH, show_trend),
	GET("/health/:patient/growth", AREA_HEALTH, show_growth),
	GET("/health/:patient/measures", AREA_HEALTH, show_measures),
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
	static const char *const *const all_sql[] = { results_sql, first_sql,
		session_sql, once_sql, audit_sql, chart_history_sql,
		chart_results_sql, chart_documents_sql, documents_sql,
		file_document_sql, NULL };
	static const char *const views[] = { "history", "vaccinations",
		"results", "result", "compare", "first", "trend", "growth", "measures",
		"documents", "document", "cda", NULL };
	static const struct program health = { "health", routes, all_sql,
		views, false };

	return program_run(argc, argv, &health);
}
