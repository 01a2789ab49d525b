/* fhir_visits.c: Encounter, Appointment. */
#include <stddef.h>
#include <string.h>

#include "chart/fhir.h"

static const char ENCOUNTER[] =
    "REPLACE INTO encounter (patient_id, id, class, code, system, display,"
    "  status, start_when, start_day, end_when, end_day, provider_id,"
    "  location_id, organization_id, reason, confidential)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char APPOINTMENT[] =
    "REPLACE INTO appointment (patient_id, id, display, status, start_when,"
    "  start_day, end_when, end_day, provider_id, location_id, note,"
    "  confidential) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/* --- encounters --- */

/* What a visit of this class is called if it says nothing else. */
static const char *
words_of_class(const char *class)
{
	static const struct { const char *class, *words; } known[] = {
		{ "AMB", "Office visit" }, { "EMER", "Emergency visit" },
		{ "IMP", "Hospital stay" }, { "ACUTE", "Hospital stay" },
		{ "NONAC", "Hospital stay" }, { "OBSENC", "Observation stay" },
		{ "SS", "Short stay" }, { "HH", "Home visit" },
		{ "VR", "Virtual visit" }, { "FLD", "Visit in the field" },
		{ "PRENC", "Visit before admission" },
	};
	size_t i;

	for (i = 0; class != NULL && i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(known[i].class, class) == 0)
			return known[i].words;
	return "Visit";
}

/* The one who mainly took care, else anybody who took part. */
static int64_t
provider_of_encounter(struct fhir *f)
{
	const cJSON *p;
	int64_t provider, best = 0;

	FHIR_EACH(p, f, f->json, "participant") {
		provider = fhir_link_of(f, p, "individual", FHIR_PROVIDER);
		if (provider != 0 && fhir_list_has_code(f, p, "type",
		    "PPRF ATND"))
			return provider;
		if (best == 0)
			best = provider;
	}
	return best;
}

static int64_t
location_of_encounter(struct fhir *f)
{
	const cJSON *l;
	int64_t location;

	FHIR_EACH(l, f, f->json, "location") {
		location = fhir_link_of(f, l, "location", "Location");
		if (location != 0)
			return location;
	}
	return 0;
}

void
fhir_store_encounter(struct fhir *f)
{
	const cJSON *j = f->json, *coded = fhir_object(f, j, "class");
	struct fhir_code class = fhir_coding(f, coded);
	struct fhir_code type = fhir_concept(f, fhir_first(f, j, "type"),
	    "SNOMED CPT");
	struct fhir_span period = fhir_period(f, j, "period", FHIR_DECISIVE);
	int64_t organization = fhir_link_of(f, j, "serviceProvider",
	    "Organization");
	int64_t provider = provider_of_encounter(f);
	int64_t location = location_of_encounter(f);
	const char *reason = fhir_reason(f, j).display;

	if (type.display == NULL)
		type.display = class.display == NULL ?
		    words_of_class(class.code) : class.display;
	fhir_put(f, ENCOUNTER, db_text(fhir_token(f, coded, "code", 16)),
	    FHIR_CODE_ARGS(type), db_text(fhir_status(f, "unknown")),
	    FHIR_SPAN_ARGS(period), db_id(provider), db_id(location),
	    db_id(organization), db_text(reason), db_int(f->confidential));
}

/* --- appointments --- */

static int64_t
participant(struct fhir *f, const char *types)
{
	const cJSON *p;
	int64_t row;

	FHIR_EACH(p, f, f->json, "participant") {
		row = fhir_link_of(f, p, "actor", types);
		if (row != 0)
			return row;
	}
	return 0;
}

void
fhir_store_appointment(struct fhir *f)
{
	const cJSON *j = f->json;
	struct fhir_span when = {
		.start = fhir_when(f, j, "start", FHIR_DECISIVE),
		.end = fhir_when(f, j, "end", FHIR_MINOR),
	};
	const char *display = fhir_text(f, j, "description", FHIR_LINE);
	const char *note = fhir_lines(f, j, "patientInstruction");
	int64_t provider = participant(f, FHIR_PROVIDER);
	int64_t location = participant(f, "Location");

	if (display == NULL)
		display = fhir_words(f, j, "serviceType", FHIR_LINE);
	if (display == NULL)
		display = fhir_concept(f, fhir_object(f, j,
		    "appointmentType"), "").display;
	fhir_put(f, APPOINTMENT,
	    db_text(display == NULL ? "Appointment" : display),
	    db_text(fhir_status(f, "booked")), FHIR_SPAN_ARGS(when),
	    db_id(provider), db_id(location), db_text(note),
	    db_int(f->confidential));
}
