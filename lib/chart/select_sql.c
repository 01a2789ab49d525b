/*
 * select_sql.c: what chart_select() asks the database.
 *
 * Reads every table of the chart but source; each statement of a patient
 * begins with patient_id = ?, the first column of the table's primary key.
 */
#include <stddef.h>

#include "chart/chart.h"
#include "chart/release.h"
#include "chart/select.h"

#define MINE " WHERE patient_id = ? AND (confidential = 0 OR ?)"
#define RIGHT " AND status <> 'entered-in-error'"
#define VERIFIED RIGHT " AND COALESCE(verification, '') <> 'entered-in-error'"

/* What happens: one of its days is in the range. */
#define ON(first, last) \
	" AND (? OR (" first " <= ? AND COALESCE(" last ", " first ") >= ?))"

/*
 * What lasts: active, or an interval that meets the range, open where unknown.
 */
#define WHILE(active, first, last) \
	" AND (? OR (COALESCE(" first ", '0001-01-01') <= ?" \
	"  AND COALESCE(" last ", '9999-12-31') >= ?)" \
	"  OR status IN (" active "))"

#define NEWEST(first) " ORDER BY " first " DESC, id DESC"

const char chart_patient_sql[] =
    "SELECT id, mrn, prefix, given, family, suffix, name, birth_when,"
    "       birth_day, sex, died_when, line, city, state, postal_code,"
    "       country, provider_id, organization_id, NULLIF(active, 0) AS"
    "       active"
    "  FROM patient WHERE id = ?";

static const char NAMES[] =
    "SELECT id, kind, prefix, given, family, suffix"
    "  FROM patient_name WHERE patient_id = ? ORDER BY id DESC";

static const char CONTACTS[] =
    "SELECT id, kind, purpose, value"
    "  FROM patient_contact WHERE patient_id = ? ORDER BY id DESC";

static const char TRAITS[] =
    "SELECT id, kind, code, system, display, NULLIF(detailed, 0) AS"
    "       detailed"
    "  FROM patient_trait WHERE patient_id = ? ORDER BY id";

static const char RELATIVES[] =
    "SELECT id, relation_code, relation_system, relation, name, phone"
    "  FROM related_person WHERE patient_id = ? ORDER BY id";

static const char ENCOUNTERS[] =
    "SELECT id, class, code, system, display, status, start_when,"
    "       end_when, provider_id, location_id, organization_id, reason,"
    "       NULLIF(confidential, 0) AS confidential"
    "  FROM encounter" MINE RIGHT ON("start_day", "end_day")
    NEWEST("start_day");

static const char APPOINTMENTS[] =
    "SELECT id, display, status, start_when, end_when, provider_id,"
    "       location_id, note, NULLIF(confidential, 0) AS confidential"
    "  FROM appointment" MINE RIGHT ON("start_day", "end_day")
    NEWEST("start_day");

static const char PROBLEMS[] =
    "SELECT id, category, code, system, display, code2, system2,"
    "       display2, status, verification, severity, onset_when, end_when,"
    "       recorded_when, provider_id, encounter_id, note,"
    "       NULLIF(confidential, 0) AS confidential"
    "  FROM problem" MINE VERIFIED
    WHILE("'active', 'recurrence', 'relapse'", "onset_day", "end_day")
    NEWEST("COALESCE(onset_day, recorded_day)");

static const char ALLERGIES[] =
    "SELECT id, kind, category, code, system, display, status,"
    "       verification, criticality, NULLIF(none_known, 0) AS none_known,"
    "       onset_when, end_when, recorded_when, provider_id, note,"
    "       NULLIF(confidential, 0) AS confidential"
    "  FROM allergy" MINE VERIFIED WHILE("'active'", "onset_day", "end_day")
    NEWEST("COALESCE(onset_day, recorded_day)");

const char chart_reaction_sql[] =
    "SELECT allergy_id, id, code, system, display, severity"
    "  FROM allergy_reaction WHERE patient_id = ? ORDER BY id";

static const char MEDICATIONS[] =
    "SELECT id, kind, code, system, display, status, intent,"
    "       instructions, dose, dose_unit, route_code, route_system, route,"
    "       times, period, period_unit, NULLIF(as_needed, 0) AS as_needed,"
    "       start_when, end_when, reason_code, reason_system, reason,"
    "       refills, quantity, quantity_unit, provider_id, encounter_id,"
    "       note, NULLIF(confidential, 0) AS confidential"
    "  FROM medication" MINE RIGHT
    " AND (? OR (COALESCE(start_day, end_day, '0001-01-01') <= ?"
    "  AND COALESCE(end_day, start_day, '9999-12-31') >= ?)"
    "  OR status IN ('active', 'on-hold', 'intended', 'unknown'))"
    " ORDER BY status NOT IN ('active', 'on-hold', 'intended', 'unknown'),"
    "          display, start_day DESC, id DESC";

static const char IMMUNIZATIONS[] =
    "SELECT id, code, system, display, status, reason, given_when,"
    "       maker, lot, expires_when, site_code, site_system, site,"
    "       route_code, route_system, route, dose, dose_unit, dose_number,"
    "       series_doses, series, NULLIF(reported, 0) AS reported,"
    "       provider_id, location_id, organization_id, encounter_id, note,"
    "       NULLIF(confidential, 0) AS confidential"
    "  FROM immunization" MINE RIGHT ON("given_day", "given_day")
    NEWEST("given_day");

static const char REPORTS[] =
    "SELECT id, category, code, system, display, status, taken_when,"
    "       taken_day, issued_when, issued_day, comment, comment_by,"
    "       narrative, specimen,"
    "       provider_id, organization_id, encounter_id, NULLIF(confidential,"
    "       0) AS confidential"
    "  FROM report r" MINE RIGHT
    ON("COALESCE(taken_day, issued_day)", "COALESCE(taken_day, issued_day)")
    " AND r.recalled_at IS NULL AND (? OR " RELEASE_SQL_REPORT ")"
    NEWEST("COALESCE(taken_day, issued_day)");

/*
 * p: what a component is part of; r: the report of either. The days of the
 * whole decide for its parts, so that a panel is never torn. What stands on
 * its own is ordered by time, parts by position. Ordering by columns of o
 * alone spares the server a temporary table: four fifths of the time.
 */
#define DAYS "COALESCE(r.taken_day, r.issued_day, p.taken_day, p.issued_day," \
    " o.taken_day, o.issued_day)"
#define LAST "COALESCE(r.taken_day, r.issued_day, p.end_day, o.end_day," \
    " p.taken_day, p.issued_day, o.taken_day, o.issued_day)"

const char chart_observation_sql[] =
    "SELECT o.report_id, o.parent_id, o.id, o.category, o.code,"
    "       o.system, o.display, o.status, o.taken_when, o.taken_day,"
    "       o.end_when, o.issued_when, o.value_kind, o.value, o.comparator,"
    "       o.unit, o.unit_code, o.value_code, o.value_system, o.low, o.high,"
    "       o.range_text, o.flag, o.flag_text, o.absent_reason, o.method,"
    "       o.specimen, o.site, o.provider_id, o.organization_id,"
    "       o.encounter_id, o.note, NULLIF(o.confidential, 0) AS confidential"
    "  FROM observation o"
    "  LEFT JOIN observation p"
    "    ON p.patient_id = o.patient_id AND p.id = o.parent_id"
    "  LEFT JOIN report r ON r.patient_id = o.patient_id"
    "   AND r.id = COALESCE(o.report_id, p.report_id)"
    " WHERE o.patient_id = ?"
    "   AND (o.confidential + COALESCE(p.confidential, 0)"
    "        + COALESCE(r.confidential, 0) = 0 OR ?)"
    "   AND o.status <> 'entered-in-error'"
    "   AND COALESCE(p.status, '') <> 'entered-in-error'"
    "   AND COALESCE(r.status, '') <> 'entered-in-error'"
    "   AND (? OR (" DAYS " <= ? AND " LAST " >= ?))"
    "   AND r.recalled_at IS NULL AND (? OR " RELEASE_SQL_REPORT ")"
    " ORDER BY IF(COALESCE(o.report_id, o.parent_id) IS NULL,"
    "             COALESCE(o.taken_day, o.issued_day), NULL) DESC,"
    "          IF(COALESCE(o.report_id, o.parent_id) IS NULL,"
    "             o.taken_when, NULL) DESC, o.position, o.id";

const char chart_past_sql[] =
    "SELECT observation_id, id, value, comparator, unit, flag,"
    "       flag_text, replaced_when"
    "  FROM observation_past WHERE patient_id = ?"
    " ORDER BY replaced_day DESC, id DESC";

static const char PROCEDURES[] =
    "SELECT id, code, system, display, status, done_when, end_when,"
    "       site_code, site_system, site, reason, outcome, provider_id,"
    "       location_id, organization_id, encounter_id, device_id, note,"
    "       NULLIF(confidential, 0) AS confidential"
    "  FROM patient_procedure" MINE RIGHT ON("done_day", "end_day")
    NEWEST("done_day");

static const char DEVICES[] =
    "SELECT id, code, system, display, status, udi, device_identifier,"
    "       maker, model, lot, serial, made_when, expires_when,"
    "       implanted_when, note, NULLIF(confidential, 0) AS confidential"
    "  FROM device" MINE RIGHT WHILE("'active'", "implanted_day", "NULL")
    NEWEST("implanted_day");

/* r: the report that it came with, which speaks for it, too. */
static const char DOCUMENTS[] =
    "SELECT d.id, d.report_id, d.kind, d.code, d.system, d.display, d.title,"
    "       d.status, d.written_when, d.media_type, d.bytes, d.url,"
    "       d.signed_name, d.provider_id, d.organization_id, d.encounter_id,"
    "       NULLIF(d.confidential, 0) AS confidential"
    "  FROM document d"
    "  LEFT JOIN report r ON r.patient_id = d.patient_id"
    "   AND r.id = d.report_id"
    " WHERE d.patient_id = ?"
    "   AND (d.confidential + COALESCE(r.confidential, 0) = 0 OR ?)"
    "   AND d.status NOT IN ('superseded', 'entered-in-error')"
    "   AND d.recalled_at IS NULL"
    ON("d.written_day", "d.written_day")
    " AND (? OR " RELEASE_SQL_DOCUMENT ")"
    " ORDER BY d.written_day DESC, d.id DESC";

static const char CARE_PLANS[] =
    "SELECT id, code, system, display, status, description,"
    "       start_when, end_when, provider_id, NULLIF(confidential, 0) AS"
    "       confidential"
    "  FROM care_plan" MINE RIGHT
    WHILE("'active', 'on-hold', 'draft'", "start_day", "end_day")
    NEWEST("start_day");

const char chart_activity_sql[] =
    "SELECT care_plan_id, id, code, system, display, status"
    "  FROM care_plan_activity WHERE patient_id = ? ORDER BY id";

static const char GOALS[] =
    "SELECT id, code, system, display, status, progress, start_when,"
    "       due_when, target, provider_id, note, NULLIF(confidential, 0) AS"
    "       confidential"
    "  FROM goal" MINE RIGHT
    WHILE("'active', 'accepted', 'planned', 'proposed', 'on-hold'",
    "start_day", "due_day") NEWEST("start_day");

static const char ORDERS[] =
    "SELECT id, code, system, display, kind, status, intent,"
    "       ordered_when, due_when, reason, provider_id, encounter_id, note,"
    "       NULLIF(confidential, 0) AS confidential"
    "  FROM service_request" MINE RIGHT
    " AND (? OR (ordered_day <= ? AND COALESCE(due_day, ordered_day) >= ?)"
    "  OR status IN ('active', 'on-hold', 'draft'))"
    NEWEST("ordered_day");

static const char CARE_TEAM[] =
    "SELECT id, team, provider_id, organization_id, name, role_code,"
    "       role_system, role, status, start_when, end_when,"
    "       NULLIF(confidential, 0) AS confidential"
    "  FROM care_team_member" MINE RIGHT
    WHILE("'active', 'proposed'", "start_day", "end_day")
    NEWEST("start_day");

static const char COVERAGES[] =
    "SELECT id, code, system, display, status, payer,"
    "       payer_identifier, plan, plan_identifier, group_number,"
    "       member_number, relation, subscriber, start_when, end_when,"
    "       end_day, NULLIF(confidential, 0) AS confidential"
    "  FROM coverage" MINE RIGHT WHILE("'active'", "start_day", "end_day")
    NEWEST("start_day");

static const char FAMILY[] =
    "SELECT id, relation_code, relation_system, relation,"
    "       relative_name, relative_sex, deceased, code, system, display,"
    "       onset, recorded_when, note, NULLIF(confidential, 0) AS"
    "       confidential"
    "  FROM family_history" MINE " ORDER BY relation, id";

#define SIXTEEN "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"

const char chart_chunk_sql[] =
    "SELECT document_id, data FROM document_chunk"
    " WHERE patient_id = ? AND document_id IN (" SIXTEEN ")"
    " ORDER BY document_id, position";

const char chart_provider_sql[] =
    "SELECT id, name, prefix, given, family, suffix, npi,"
    "       specialty_code, specialty_system, specialty, organization_id,"
    "       phone"
    "  FROM provider WHERE id IN (" SIXTEEN ")";

const char chart_location_sql[] =
    "SELECT id, organization_id, name, phone, line, city, state,"
    "       postal_code, country"
    "  FROM location WHERE id IN (" SIXTEEN ")";

const char chart_organization_sql[] =
    "SELECT id, name, npi, phone, line, city, state, postal_code,"
    "       country"
    "  FROM organization WHERE id IN (" SIXTEEN ")";

const struct chart_kind chart_kinds[] = {
	{ "patient_name", CHART_PERSON, OF_PATIENT, NAMES },
	{ "patient_contact", CHART_PERSON, OF_PATIENT, CONTACTS },
	{ "patient_trait", CHART_PERSON, OF_PATIENT, TRAITS },
	{ "related_person", CHART_PERSON, OF_PATIENT, RELATIVES },
	{ "encounter", CHART_VISITS, OF_PERIOD, ENCOUNTERS },
	{ "appointment", CHART_VISITS, OF_PERIOD, APPOINTMENTS },
	{ "problem", CHART_PROBLEMS, OF_PERIOD, PROBLEMS },
	{ "allergy", CHART_ALLERGIES, OF_PERIOD, ALLERGIES },
	{ "medication", CHART_MEDICATIONS, OF_PERIOD, MEDICATIONS },
	{ "immunization", CHART_IMMUNIZATIONS, OF_PERIOD, IMMUNIZATIONS },
	{ "report", CHART_RESULTS, OF_REPORT, REPORTS },
	{ "patient_procedure", CHART_PROCEDURES, OF_PERIOD, PROCEDURES },
	{ "device", CHART_DEVICES, OF_PERIOD, DEVICES },
	{ "document", CHART_DOCUMENTS, OF_DOCUMENT, DOCUMENTS },
	{ "care_plan", CHART_PLANS, OF_PERIOD, CARE_PLANS },
	{ "goal", CHART_PLANS, OF_PERIOD, GOALS },
	{ "service_request", CHART_PLANS, OF_PERIOD, ORDERS },
	{ "care_team_member", CHART_TEAM, OF_PERIOD, CARE_TEAM },
	{ "coverage", CHART_COVERAGE, OF_PERIOD, COVERAGES },
	{ "family_history", CHART_FAMILY, OF_VIEWER, FAMILY },
	{ NULL, 0, 0, NULL }
};

#define EVERYONE \
	chart_patient_sql, chart_provider_sql, chart_location_sql, \
	chart_organization_sql

#define HISTORY \
	PROBLEMS, ALLERGIES, chart_reaction_sql, MEDICATIONS, IMMUNIZATIONS, \
	PROCEDURES, DEVICES, FAMILY, CARE_PLANS, chart_activity_sql, GOALS, \
	ORDERS

#define RESULTS REPORTS, chart_observation_sql, chart_past_sql

const char *const chart_sql[] = {
	EVERYONE, NAMES, CONTACTS, TRAITS, RELATIVES, ENCOUNTERS, APPOINTMENTS,
	HISTORY, RESULTS, DOCUMENTS, chart_chunk_sql, CARE_TEAM, COVERAGES, NULL
};

const char *const chart_history_sql[] = {
	EVERYONE, NAMES, CONTACTS, TRAITS, RELATIVES, ENCOUNTERS, APPOINTMENTS,
	HISTORY, CARE_TEAM, COVERAGES, NULL
};
const char *const chart_results_sql[] = { EVERYONE, RESULTS, NULL };
const char *const chart_documents_sql[] = { EVERYONE, DOCUMENTS, NULL };
