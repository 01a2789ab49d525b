/* fhir_kinds.c: the resource types that the chart has a place for. */
#include <string.h>

#include "chart/fhir.h"

/* Each deletes by (patient_id, id of the resource's row). */
static const char NO_ENCOUNTER[] =
    "DELETE FROM encounter WHERE patient_id = ? AND id = ?";
static const char NO_APPOINTMENT[] =
    "DELETE FROM appointment WHERE patient_id = ? AND id = ?";
static const char NO_PROBLEM[] =
    "DELETE FROM problem WHERE patient_id = ? AND id = ?";
static const char NO_REACTIONS[] =
    "DELETE FROM allergy_reaction WHERE patient_id = ? AND allergy_id = ?";
static const char NO_ALLERGY[] =
    "DELETE FROM allergy WHERE patient_id = ? AND id = ?";
static const char NO_MEDICATION[] =
    "DELETE FROM medication WHERE patient_id = ? AND id = ?";
static const char NO_IMMUNIZATION[] =
    "DELETE FROM immunization WHERE patient_id = ? AND id = ?";
static const char NO_PAST_OF_COMPONENTS[] =
    "DELETE p FROM observation_past p JOIN observation o"
    "  ON o.patient_id = p.patient_id AND o.id = p.observation_id"
    " WHERE o.patient_id = ? AND o.parent_id = ?";
static const char NO_COMPONENTS[] =
    "DELETE FROM observation WHERE patient_id = ? AND parent_id = ?";
static const char NO_PAST[] =
    "DELETE FROM observation_past WHERE patient_id = ? AND observation_id = ?";
static const char NO_OBSERVATION[] =
    "DELETE FROM observation WHERE patient_id = ? AND id = ?";
static const char NO_RESULTS[] =
    "UPDATE observation SET report_id = NULL, position = 0"
    " WHERE patient_id = ? AND report_id = ?";
static const char NO_REPORT[] =
    "DELETE FROM report WHERE patient_id = ? AND id = ?";
static const char NO_PROCEDURE[] =
    "DELETE FROM patient_procedure WHERE patient_id = ? AND id = ?";
static const char NO_DEVICE_OF[] =
    "UPDATE patient_procedure SET device_id = NULL"
    " WHERE patient_id = ? AND device_id = ?";
static const char NO_DEVICE[] =
    "DELETE FROM device WHERE patient_id = ? AND id = ?";
static const char NO_CHUNKS[] =
    "DELETE FROM document_chunk WHERE patient_id = ? AND document_id = ?";
static const char NO_DOCUMENT[] =
    "DELETE FROM document WHERE patient_id = ? AND id = ?";
static const char NO_ACTIVITIES[] =
    "DELETE FROM care_plan_activity"
    " WHERE patient_id = ? AND care_plan_id = ?";
static const char NO_CARE_PLAN[] =
    "DELETE FROM care_plan WHERE patient_id = ? AND id = ?";
static const char NO_GOAL[] =
    "DELETE FROM goal WHERE patient_id = ? AND id = ?";
static const char NO_COVERAGE[] =
    "DELETE FROM coverage WHERE patient_id = ? AND id = ?";
static const char NO_SERVICE_REQUEST[] =
    "DELETE FROM service_request WHERE patient_id = ? AND id = ?";

/*
 * Whether the resource is confidential as it is stored: by feed and, twice, its
 * name. What is several rows has them below its name.
 */
#define HIDDEN(table, from, to) \
	"SELECT IFNULL(MAX(t.confidential), 0) FROM source s JOIN " table " t" \
	" ON t.patient_id = s.patient_id AND t.id = s.row_id" \
	" WHERE s.feed = ? AND s.reference >= " from " AND s.reference <= " to
#define HIDDEN_ROW(table)	HIDDEN(table, "?", "?")
#define HIDDEN_BELOW(table)	HIDDEN(table, "CONCAT(?, '#')", "CONCAT(?, '$')")
#define HIDDEN_BOTH(table)	HIDDEN(table, "?", "CONCAT(?, '$')")

static const char HIDDEN_ENCOUNTER[] =
    HIDDEN_ROW("encounter");
static const char HIDDEN_PROBLEM[] =
    HIDDEN_ROW("problem");
static const char HIDDEN_DEVICE[] =
    HIDDEN_ROW("device");
static const char HIDDEN_ALLERGY[] =
    HIDDEN_ROW("allergy");
static const char HIDDEN_APPOINTMENT[] =
    HIDDEN_ROW("appointment");
static const char HIDDEN_CARE_PLAN[] =
    HIDDEN_ROW("care_plan");
static const char HIDDEN_CARE_TEAM[] =
    HIDDEN_BELOW("care_team_member");
static const char HIDDEN_COVERAGE[] =
    HIDDEN_ROW("coverage");
static const char HIDDEN_FAMILY[] =
    HIDDEN_BELOW("family_history");
static const char HIDDEN_GOAL[] =
    HIDDEN_ROW("goal");
static const char HIDDEN_IMMUNIZATION[] =
    HIDDEN_ROW("immunization");
static const char HIDDEN_MEDICATION[] =
    HIDDEN_ROW("medication");
static const char HIDDEN_PROCEDURE[] =
    HIDDEN_ROW("patient_procedure");
static const char HIDDEN_SERVICE_REQUEST[] =
    HIDDEN_ROW("service_request");
static const char HIDDEN_OBSERVATION[] =
    HIDDEN_ROW("observation");
static const char HIDDEN_REPORT[] =
    HIDDEN_ROW("report");
static const char HIDDEN_DOCUMENT[] =
    HIDDEN_BOTH("document");

#define REMOVE(...) ((const char *const []){ __VA_ARGS__, NULL })

/* Ranks: what others refer to comes first. */
static const struct fhir_kind kinds[] = {
	{ "Organization", 1, NULL, fhir_store_organization, NULL, false,
	    NULL },
	{ "Location", 2, NULL, fhir_store_location, NULL, false,
	    NULL },
	{ "Practitioner", 3, NULL, fhir_store_practitioner, NULL, false,
	    NULL },
	{ "PractitionerRole", 4, NULL, fhir_store_practitioner_role, NULL,
	    false,
	    NULL },
	{ "Patient", 5, NULL, fhir_store_patient, NULL, true,
	    NULL },
	{ "Medication", 6, NULL, fhir_store_drug, NULL, false,
	    NULL },
	{ "Encounter", 7, "subject", fhir_store_encounter,
	    REMOVE(NO_ENCOUNTER), false,
	    HIDDEN_ENCOUNTER },
	{ "Condition", 8, "subject", fhir_store_condition,
	    REMOVE(NO_PROBLEM), false,
	    HIDDEN_PROBLEM },
	{ "Device", 9, "patient", fhir_store_device,
	    REMOVE(NO_DEVICE_OF, NO_DEVICE), false,
	    HIDDEN_DEVICE },
	{ "AllergyIntolerance", 10, "patient", fhir_store_allergy,
	    REMOVE(NO_REACTIONS, NO_ALLERGY), true,
	    HIDDEN_ALLERGY },
	{ "Appointment", 10, "participant", fhir_store_appointment,
	    REMOVE(NO_APPOINTMENT), false,
	    HIDDEN_APPOINTMENT },
	{ "CarePlan", 10, "subject", fhir_store_care_plan,
	    REMOVE(NO_ACTIVITIES, NO_CARE_PLAN), true,
	    HIDDEN_CARE_PLAN },
	{ "CareTeam", 10, "subject", fhir_store_care_team, NULL, true,
	    HIDDEN_CARE_TEAM },
	{ "Coverage", 10, "beneficiary", fhir_store_coverage,
	    REMOVE(NO_COVERAGE), false,
	    HIDDEN_COVERAGE },
	{ "FamilyMemberHistory", 10, "patient", fhir_store_family_history,
	    NULL, true,
	    HIDDEN_FAMILY },
	{ "Goal", 10, "subject", fhir_store_goal, REMOVE(NO_GOAL), false,
	    HIDDEN_GOAL },
	{ "Immunization", 10, "patient", fhir_store_immunization,
	    REMOVE(NO_IMMUNIZATION), false,
	    HIDDEN_IMMUNIZATION },
	{ "MedicationRequest", 10, "subject", fhir_store_medication_request,
	    REMOVE(NO_MEDICATION), false,
	    HIDDEN_MEDICATION },
	{ "MedicationStatement", 10, "subject",
	    fhir_store_medication_statement, REMOVE(NO_MEDICATION), false,
	    HIDDEN_MEDICATION },
	{ "Procedure", 10, "subject", fhir_store_procedure,
	    REMOVE(NO_PROCEDURE), false,
	    HIDDEN_PROCEDURE },
	{ "ServiceRequest", 10, "subject", fhir_store_service_request,
	    REMOVE(NO_SERVICE_REQUEST), false,
	    HIDDEN_SERVICE_REQUEST },
	{ "Observation", 11, "subject", fhir_store_observation,
	    REMOVE(NO_PAST_OF_COMPONENTS, NO_COMPONENTS, NO_PAST,
	    NO_OBSERVATION), false,
	    HIDDEN_OBSERVATION },
	{ "DiagnosticReport", 12, "subject", fhir_store_report,
	    REMOVE(NO_RESULTS, NO_REPORT), true,
	    HIDDEN_REPORT },
	{ "DocumentReference", 13, "subject", fhir_store_document,
	    REMOVE(NO_CHUNKS, NO_DOCUMENT), true,
	    HIDDEN_DOCUMENT },
	{ "Binary", 14, NULL, fhir_store_binary, NULL, false,
	    NULL },
};

const struct fhir_kind *
fhir_kind_of(const char *type)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].type, type) == 0)
			return &kinds[i];
	return NULL;
}
