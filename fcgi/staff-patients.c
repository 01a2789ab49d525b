/*
 * staff-patients: find a patient, and the summary of a chart
 *
 * Reads staff, staff_session, idempotency, account, access_grant,
 * chart_access, conversation, pool_member, outbox and the whole chart:
 * patient, patient_name, patient_contact, patient_trait, related_person,
 * provider, location, organization, encounter, appointment, problem, allergy,
 * allergy_reaction, medication, immunization, report, observation,
 * observation_past, patient_procedure, device, care_plan, care_plan_activity,
 * goal, service_request, care_team_member, coverage, family_history,
 * password_reset; writes staff_session, idempotency, chart_access,
 * password_reset, outbox, audit.
 */
#include "staff-patients.h"

#include <string.h>

#include "auth/access.h"
#include "auth/audit.h"
#include "auth/reset.h"
#include "auth/staff.h"
#include "base/mem.h"
#include "chart/chart.h"
#include "db/db.h"
#include "post/outbox.h"
#include "run/once.h"
#include "run/page.h"
#include "run/program.h"
#include "web/view.h"

static const char PERSON[] =
    "SELECT p.id, p.name, p.mrn, p.sex, p.birth_day, p.died_when,"
    " IF(p.active, NULL, 1) AS inactive, p.line, p.city, p.state,"
    " p.postal_code, d.name AS doctor"
    " FROM patient p LEFT JOIN provider d ON d.id = p.provider_id"
    " WHERE p.id = ?";

static const char CONTACTS[] =
    "SELECT kind, purpose, value FROM patient_contact WHERE patient_id = ?"
    " ORDER BY IFNULL(purpose, '') = 'old', kind DESC, id";

/* Who may open the record; the age rule is not SQL's. */
static const char GRANTS[] =
    "SELECT a.name, a.email, g.relation, g.basis, g.areas,"
    " g.ends_at AS until_at"
    " FROM access_grant g JOIN account a ON a.id = g.account_id"
    " WHERE g.patient_id = ? AND g.begins_at <= ?"
    "  AND (g.ends_at IS NULL OR g.ends_at > ?) AND g.revoked_at IS NULL"
    "  AND a.disabled_at IS NULL"
    " ORDER BY g.basis <> 'self', a.name, g.id";

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

static const char *const sql[] = { PERSON, CONTACTS, GRANTS, CONVERSATIONS,
	FAILURES, NULL };

/* An attribute, owned by the request; NULL if there is none. */
static const char *
get(struct req *r, xmlNode *n, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(n, BAD_CAST name);
	const char *copy = mem_copy(r, (const char *)value);

	xmlFree(value);
	return copy;
}

/* The first at or after n that is called name; NULL if there is none. */
static xmlNode *
element(xmlNode *n, const char *name)
{
	while (n != NULL && strcmp((const char *)n->name, name) != 0)
		n = n->next;
	return n;
}

void
say_ages(struct req *r, const char *name)
{
	char text[WHEN_MAX];
	const char *birth;
	struct day day;
	xmlNode *n;

	for (n = element(r->page->children, name); n != NULL;
	    n = element(n->next, name)) {
		view_set(n, "initials", page_initials(r, get(r, n, "name")));
		birth = get(r, n, "birth_day");
		if (birth != NULL && when_read_day(birth, &day))
			view_set(n, "age-says", when_age_text(day,
			    when_today(), text));
	}
}

bool
add_person(struct req *r)
{
	if (db_rows(r, r->page, "person", PERSON, db_int(r->id)) == 0)
		return false;
	r->patient_id = r->id;
	say_ages(r, "person");
	return true;
}

/* What a grant opens today: full, billing, part; NULL: nothing any more. */
static const char *
level_of(struct req *r, xmlNode *grant)
{
	xmlNode *person = element(r->page->children, "person");
	const char *birth = get(r, person, "birth_day");
	struct day day = { 0 };
	bool has_day = birth != NULL && when_read_day(birth, &day);
	int areas = access_areas_today(
	    access_read_areas(get(r, grant, "areas")), get(r, grant, "basis"),
	    has_day, day, when_today());

	if (areas == 0)
		return NULL;
	return areas == AREA_FULL ? "full" : areas == AREA_BILLING ? "billing"
	    : "part";
}

static void
add_family(struct req *r)
{
	struct db_arg now = db_instant(r, r->in->at);
	xmlNode *n, *next;
	const char *level;

	db_rows(r, r->page, "access", GRANTS, db_int(r->id), now, now);
	for (n = element(r->page->children, "access"); n != NULL; n = next) {
		next = element(n->next, "access");
		level = level_of(r, n);
		view_set(n, "level", level);
		if (level != NULL)
			continue;
		xmlUnlinkNode(n);
		xmlFreeNode(n);
	}
}

static enum http
show_patient(struct req *r)
{
	struct db_arg patient = db_int(r->id), me = db_int(r->staff->id);

	if (!add_person(r))
		return HTTP_NOT_FOUND;
	db_rows(r, r->page, "contact", CONTACTS, patient);
	add_family(r);
	db_rows(r, r->page, "conversation", CONVERSATIONS, patient, me, me);
	db_rows(r, r->page, "failure", FAILURES, patient);
	return view(r, "staff-patient");
}

/* Who answers bills finds a patient and writes, but opens no chart. */
static const struct route routes[] = {
	GET_FORM("/staff/patients", AREA_INBOX, find_patients, find_form),
	GET("/staff/patients/:id", AREA_INBOX, show_patient),
	GET_FORM("/staff/patients/:id/chart", AREA_CHARTS, show_chart,
	    chart_form),
	POST("/staff/patients/:id/open", AREA_CHARTS, open_chart, open_form),
	GET("/staff/patients/:id/reset", AREA_CHARTS, show_start_reset),
	POST("/staff/patients/:id/reset", AREA_CHARTS, start_reset,
	    start_reset_form),
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { sql, find_sql,
		chart_open_sql, chart_history_sql, chart_results_sql,
		start_reset_sql, reset_sql, outbox_sql, staff_sql, once_sql,
		audit_sql, NULL };
	static const char *const views[] = { "staff-patients", "staff-patient",
		"staff-reason", "staff-chart", "staff-reset", NULL };
	static const struct program staff_patients = { "staff-patients",
		routes, all_sql, views, true };

	return program_run(argc, argv, &staff_patients);
}
