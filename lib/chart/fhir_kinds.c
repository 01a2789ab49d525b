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

#define REMOVE(...) ((const char *const []){ __VA_ARGS__, NULL })

/* Ranks: what others refer to comes first. */
static const struct fhir_kind kinds[] = {
	{ "Organization", 1, NULL, fhir_store_organization, NULL, false },
	{ "Location", 2, NULL, fhir_store_location, NULL, false },
	{ "Practitioner", 3, NULL, fhir_store_practitioner, NULL, false },
	{ "PractitionerRole", 4, NULL, fhir_store_practitioner_role, NULL,
	    false },
	{ "Patient", 5, NULL, fhir_store_patient, NULL, true },
	{ "Medication", 6, NULL, fhir_store_drug, NULL, false },
	{ "Encounter", 7, "subject", fhir_store_encounter,
	    REMOVE(NO_ENCOUNTER), false },
	{ "Condition", 8, "subject", fhir_store_condition,
	    REMOVE(NO_PROBLEM), false },
	{ "Device", 9, "patient", fhir_store_device,
	    REMOVE(NO_DEVICE_OF, NO_DEVICE), false },
	{ "AllergyIntolerance", 10, "patient", fhir_store_allergy,
	    REMOVE(NO_REACTIONS, NO_ALLERGY), true },
	{ "Appointment", 10, "participant", fhir_store_appointment,
	    REMOVE(NO_APPOINTMENT), false },
	{ "CarePlan", 10, "subject", fhir_store_care_plan,
	    REMOVE(NO_ACTIVITIES, NO_CARE_PLAN), true },
	{ "CareTeam", 10, "subject", fhir_store_care_team, NULL, true },
	{ "Coverage", 10, "beneficiary", fhir_store_coverage,
	    REMOVE(NO_COVERAGE), false },
	{ "FamilyMemberHistory", 10, "patient", fhir_store_family_history,
	    NULL, true },
	{ "Goal", 10, "subject", fhir_store_goal, REMOVE(NO_GOAL), false },
	{ "Immunization", 10, "patient", fhir_store_immunization,
	    REMOVE(NO_IMMUNIZATION), false },
	{ "MedicationRequest", 10, "subject", fhir_store_medication_request,
	    REMOVE(NO_MEDICATION), false },
	{ "MedicationStatement", 10, "subject",
	    fhir_store_medication_statement, REMOVE(NO_MEDICATION), false },
	{ "Procedure", 10, "subject", fhir_store_procedure,
	    REMOVE(NO_PROCEDURE), false },
	{ "ServiceRequest", 10, "subject", fhir_store_service_request,
	    REMOVE(NO_SERVICE_REQUEST), false },
	{ "Observation", 11, "subject", fhir_store_observation,
	    REMOVE(NO_PAST_OF_COMPONENTS, NO_COMPONENTS, NO_PAST,
	    NO_OBSERVATION), false },
	{ "DiagnosticReport", 12, "subject", fhir_store_report,
	    REMOVE(NO_RESULTS, NO_REPORT), true },
	{ "DocumentReference", 13, "subject", fhir_store_document,
	    REMOVE(NO_CHUNKS, NO_DOCUMENT), true },
	{ "Binary", 14, NULL, fhir_store_binary, NULL, false },
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
