/* fhir_procedures.c: Procedure, Device, ServiceRequest. */
#include <stddef.h>

#include "base/mem.h"
#include "chart/fhir.h"

static const char PROCEDURE[] =
    "REPLACE INTO patient_procedure (patient_id, id, code, system, display,"
    "  status, done_when, done_day, end_when, end_day, site_code,"
    "  site_system, site, reason, outcome, provider_id, location_id,"
    "  organization_id, encounter_id, device_id, note, confidential)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
    "  ?)";

static const char IMPLANTED[] =
    "UPDATE device SET implanted_when = ?, implanted_day = ?"
    " WHERE patient_id = ? AND id = ?";

/* implanted_ comes from a procedure, and stays. */
static const char DEVICE[] =
    "INSERT INTO device (patient_id, id, code, system, display, status, udi,"
    "  device_identifier, maker, model, lot, serial, made_when, made_day,"
    "  expires_when, expires_day, note, confidential)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE patient_id = VALUES(patient_id),"
    "  code = VALUES(code), system = VALUES(system),"
    "  display = VALUES(display), status = VALUES(status),"
    "  udi = VALUES(udi), device_identifier = VALUES(device_identifier),"
    "  maker = VALUES(maker), model = VALUES(model), lot = VALUES(lot),"
    "  serial = VALUES(serial), made_when = VALUES(made_when),"
    "  made_day = VALUES(made_day), expires_when = VALUES(expires_when),"
    "  expires_day = VALUES(expires_day), note = VALUES(note),"
    "  confidential = VALUES(confidential)";

static const char SERVICE_REQUEST[] =
    "REPLACE INTO service_request (patient_id, id, code, system, display,"
    "  kind, status, intent, ordered_when, ordered_day, due_when, due_day,"
    "  reason, provider_id, encounter_id, note, confidential)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/* --- procedures --- */

struct procedure_links {
	int64_t provider, organization, location, encounter, device, implant;
};

/* Codes that say a device was put in: FHIR's, and SNOMED CT's. */
#define IMPLANTS "implanted 129336009 71861002 257867005"

static struct procedure_links
links_of_procedure(struct fhir *f)
{
	const cJSON *j = f->json, *p;
	struct procedure_links l = {
		.location = fhir_link_of(f, j, "location", "Location"),
		.encounter = fhir_link_of(f, j, "encounter", "Encounter"),
		.device = fhir_link_in(f, j, "usedReference", "Device"),
	};

	FHIR_EACH(p, f, j, "performer") {
		if (l.provider == 0)
			l.provider = fhir_link_of(f, p, "actor",
			    FHIR_PROVIDER);
		if (l.organization == 0)
			l.organization = fhir_link_of(f, p, "actor",
			    "Organization");
		if (l.organization == 0)
			l.organization = fhir_link_of(f, p, "onBehalfOf",
			    "Organization");
	}
	FHIR_EACH(p, f, j, "focalDevice") {
		l.device = fhir_link_of(f, p, "manipulated", "Device");
		if (fhir_has_code(f, fhir_object(f, p, "action"), IMPLANTS))
			l.implant = l.device;
	}
	return l;
}

void
fhir_store_procedure(struct fhir *f)
{
	const cJSON *j = f->json;
	struct fhir_code c = fhir_subject_matter(f, j, "code",
	    "SNOMED CPT HCPCS ICD10PCS CDT");
	struct fhir_code site = fhir_concept(f, fhir_first(f, j, "bodySite"),
	    "SNOMED");
	struct fhir_span done = fhir_time(f, j, "performed", FHIR_DECISIVE);
	struct fhir_code outcome = fhir_concept(f,
	    fhir_object(f, j, "outcome"), "SNOMED");
	struct procedure_links l = links_of_procedure(f);
	const char *reason = fhir_reason(f, j).display;
	const char *words = fhir_age_words(f, j, "performed");
	const char *note = fhir_and(f, words == NULL ? NULL :
	    mem_fmt(f, "Done: %s", words), "\n\n", fhir_notes(f, j, "note"));

	if (reason == NULL)
		reason = fhir_concept(f, fhir_object(f, j, "statusReason"),
		    "").display;
	if (!fhir_put(f, PROCEDURE, FHIR_CODE_ARGS(c),
	    db_text(fhir_status(f, "unknown")), FHIR_SPAN_ARGS(done),
	    FHIR_CODE_ARGS(site), db_text(reason), db_text(outcome.display),
	    db_id(l.provider), db_id(l.location), db_id(l.organization),
	    db_id(l.encounter), db_id(l.device), db_text(note),
	    db_int(f->confidential)))
		return;
	if (l.implant != 0 && done.start.when != NULL)
		db_exec(f, IMPLANTED, FHIR_DATED_ARGS(done.start),
		    db_int(f->patient), db_int(l.implant));
}

/* --- devices --- */

static const char *
name_of_device(struct fhir *f)
{
	const cJSON *name;
	const char *text;

	FHIR_EACH(name, f, f->json, "deviceName") {
		text = fhir_text(f, name, "name", FHIR_LINE);
		if (text != NULL)
			return text;
	}
	return fhir_text(f, f->json, "modelNumber", FHIR_LINE);
}

void
fhir_store_device(struct fhir *f)
{
	const cJSON *j = f->json, *udi = fhir_first(f, j, "udiCarrier");
	struct fhir_code c = fhir_concept(f, fhir_object(f, j, "type"),
	    "SNOMED");
	struct fhir_dated made = fhir_when(f, j, "manufactureDate",
	    FHIR_MINOR);
	struct fhir_dated expires = fhir_when(f, j, "expirationDate",
	    FHIR_MINOR);
	const char *identifier = fhir_token(f, udi, "deviceIdentifier",
	    FHIR_CODE);

	if (c.display == NULL)
		c.display = name_of_device(f);
	if (c.display == NULL)
		c.display = "Device";
	fhir_put(f, DEVICE, FHIR_CODE_ARGS(c),
	    db_text(fhir_status(f, "unknown")),
	    db_text(fhir_token(f, udi, "carrierHRF", FHIR_LINE)),
	    db_text(identifier),
	    db_text(fhir_text(f, j, "manufacturer", FHIR_LINE)),
	    db_text(fhir_text(f, j, "modelNumber", FHIR_LINE)),
	    db_text(fhir_token(f, j, "lotNumber", FHIR_CODE)),
	    db_text(fhir_token(f, j, "serialNumber", FHIR_CODE)),
	    FHIR_DATED_ARGS(made), FHIR_DATED_ARGS(expires),
	    db_text(fhir_notes(f, j, "note")), db_int(f->confidential));
}

/* --- orders --- */

static const char *
kind_of_order(struct fhir *f)
{
	static const struct { const char *codes, *kind; } known[] = {
		{ "108252007 363679005 laboratory imaging", "test" },
		{ "387713003 103693007 386053000", "procedure" },
		{ "3457005 306206005 310449005 409063005 410606002 sdoh",
		    "referral" },
	};
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (fhir_list_has_code(f, f->json, "category", known[i].codes))
			return known[i].kind;
	return "other";
}

void
fhir_store_service_request(struct fhir *f)
{
	const cJSON *j = f->json;
	struct fhir_code c = fhir_subject_matter(f, j, "code",
	    "LOINC SNOMED CPT HCPCS");
	struct fhir_dated ordered = fhir_when(f, j, "authoredOn", FHIR_MINOR);
	struct fhir_span due = fhir_time(f, j, "occurrence", FHIR_DECISIVE);
	int64_t provider = fhir_link_of(f, j, "requester", FHIR_PROVIDER);
	int64_t encounter = fhir_link_of(f, j, "encounter", "Encounter");
	const char *reason = fhir_reason(f, j).display;

	if (fhir_bool(f, j, "doNotPerform"))
		fhir_refuse(f, j, "asks that something is not done: the chart "
		    "has no place for that");
	fhir_put(f, SERVICE_REQUEST, FHIR_CODE_ARGS(c),
	    db_text(kind_of_order(f)), db_text(fhir_status(f, "unknown")),
	    db_text(fhir_text(f, j, "intent", 32)), FHIR_DATED_ARGS(ordered),
	    FHIR_DATED_ARGS(due.start), db_text(reason), db_id(provider),
	    db_id(encounter), db_text(fhir_notes(f, j, "note")),
	    db_int(f->confidential));
}
