/*
 * staff-patients: find a patient, the summary of a chart, and who has access
 *
 * Reads staff, staff_session, idempotency, account, access_grant,
 * access_block, invitation, chart_access, conversation, pool_member, outbox
 * and the whole chart: patient, patient_name, patient_contact,
 * patient_trait, related_person, provider, location, organization,
 * encounter, appointment, problem, allergy, allergy_reaction, medication,
 * immunization, report, result_wait, observation, observation_past,
 * patient_procedure, device, care_plan, care_plan_activity, goal,
 * service_request, care_team_member, coverage, family_history,
 * password_reset, restriction_request; writes staff_session, idempotency,
 * chart_access, access_grant, access_block, password_reset, outbox, audit.
 */
#include "staff-patients.h"

#include "auth/audit.h"
#include "auth/grant.h"
#include "auth/opened.h"
#include "auth/reset.h"
#include "auth/staff.h"
#include "chart/chart.h"
#include "db/db.h"
#include "limit.h"
#include "person.h"
#include "post/outbox.h"
#include "run/once.h"
#include "run/program.h"
#include "web/view.h"

static const char CONTACTS[] =
    "SELECT kind, purpose, value FROM patient_contact WHERE patient_id = ?"
    " ORDER BY IFNULL(purpose, '') = 'old', kind DESC, id";

/* Those of the member's work, closed ones too. */
static const char CONVERSATIONS[] =
    "SELECT id, subject, state, NULLIF(confidential, 0) AS confidential,"
    " last_at FROM conversation WHERE patient_id = ?"
    " AND (staff_id = ? OR pool_id IN"
    "  (SELECT m.pool_id FROM pool_member m WHERE m.staff_id = ?))"
    " ORDER BY last_at DESC, id DESC LIMIT 50";

/* What did not reach the family. */
static const char FAILURES[] =
    "SELECT kind, recipient, IF(bounced_at IS NULL, NULL, 1) AS bounced,"
    " IFNULL(bounced_at, done_at) AS failed_at FROM outbox"
    " WHERE patient_id = ? AND (state = 'failed' OR bounced_at IS NOT NULL)"
    " ORDER BY id DESC LIMIT 10";

static const char *const sql[] = { CONTACTS, CONVERSATIONS, FAILURES, NULL };

struct said {
	const char *done;
};

static const char *const dones[] = { "verified", "paused", "resumed", "ended",
	"blocked", "unblocked", NULL };

static const struct field said_form[] = {
	FIELD_CHOICE_OPT(struct said, done, dones),
	FIELDS_END
};

static enum http
show_patient(struct req *r)
{
	struct db_arg patient = db_int(r->id), me = db_int(r->staff->id);
	struct said in = { NULL };

	if (!form_read(r, said_form, &in))
		return HTTP_BAD_REQUEST;
	if (!add_person(r, r->id))
		return HTTP_NOT_FOUND;
	view_set(r->page, "done", in.done);
	limit_add_agreed(r, r->id);
	db_rows(r, r->page, "contact", CONTACTS, patient);
	add_access(r);
	db_rows(r, r->page, "conversation", CONVERSATIONS, patient, me, me);
	db_rows(r, r->page, "failure", FAILURES, patient);
	return view(r, "staff-patient");
}

static const struct field no_form[] = { FIELDS_END };

/* Who answers bills finds a patient and writes, but opens no chart. */
static const struct route routes[] = {
	GET_FORM("/staff/patients", AREA_PATIENTS, find_patients, find_form),
	GET_FORM("/staff/patients/:id", AREA_PATIENTS, show_patient, said_form),
	GET_FORM("/staff/patients/:id/chart", AREA_CHARTS, show_chart,
	    chart_form),
	POST("/staff/patients/:id/open", AREA_CHARTS, open_chart, open_form),
	GET("/staff/patients/:id/reset", AREA_CHARTS, show_start_reset),
	POST("/staff/patients/:id/reset", AREA_CHARTS, start_reset,
	    start_reset_form),
	GET("/staff/patients/:id/verify", AREA_ACCESS, show_verify),
	POST("/staff/patients/:id/verify", AREA_ACCESS, verify_guardian,
	    verify_form),
	GET("/staff/patients/access/:id", AREA_ACCESS, show_grant),
	POST("/staff/patients/access/:id/pause", AREA_ACCESS, pause_grant,
	    pause_form),
	POST("/staff/patients/access/:id/resume", AREA_ACCESS, resume_grant,
	    no_form),
	POST("/staff/patients/access/:id/end", AREA_ACCESS, end_grant,
	    end_form),
	GET_FORM("/staff/patients/:id/block", AREA_ACCESS, show_block,
	    block_who_form),
	POST("/staff/patients/:id/block", AREA_ACCESS, block_person,
	    block_form),
	POST("/staff/patients/block/:id/end", AREA_ACCESS, end_block, no_form),
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { sql, person_sql, limit_sql,
		find_sql,
		access_sql, keep_sql, block_sql, grant_sql,
		chart_open_sql, opened_sql, chart_history_sql,
		chart_results_sql,
		start_reset_sql, reset_sql, outbox_sql, staff_sql, once_sql,
		audit_sql, NULL };
	static const char *const views[] = { "staff-patients", "staff-patient",
		"staff-reason", "staff-chart", "staff-verify", "staff-keep",
		"staff-block", "staff-reset", NULL };
	static const struct program staff_patients = { "staff-patients",
		routes, all_sql, views, true };

	return program_run(argc, argv, &staff_patients);
}
