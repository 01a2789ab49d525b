/* fhir_immunization.c: Immunization. */
#include <stddef.h>

#include "base/mem.h"
#include "chart/fhir.h"

static const char IMMUNIZATION[] =
    "REPLACE INTO immunization (patient_id, id, code, system, display,"
    "  status, reason, given_when, given_day, maker, lot, expires_when,"
    "  expires_day, site_code, site_system, site, route_code, route_system,"
    "  route, dose, dose_unit, dose_number, series_doses, series, reported,"
    "  provider_id, location_id, organization_id, encounter_id, note,"
    "  confidential)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
    "  ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char NAME_OF_ORGANIZATION[] =
    "SELECT name FROM organization WHERE id = ?";

/* Who made it: words if there are any, else the organization's name. */
static const char *
maker_of(struct fhir *f)
{
	const char *maker = fhir_reference_display(f, f->json, "manufacturer",
	    FHIR_LINE);
	int64_t organization;

	if (maker != NULL)
		return maker;
	organization = fhir_link_of(f, f->json, "manufacturer",
	    "Organization");
	if (organization != 0)
		db_one(f, NAME_OF_ORGANIZATION, DB_OUT(out_text(&maker)),
		    db_int(organization));
	return maker;
}

struct performer { int64_t provider, organization; };

/* The one who gave it, rather than the one who ordered it. */
static struct performer
performer_of(struct fhir *f)
{
	struct performer who = { 0, 0 };
	const cJSON *p;
	int64_t provider, ordered = 0;

	FHIR_EACH(p, f, f->json, "performer") {
		provider = fhir_link_of(f, p, "actor", FHIR_PROVIDER);
		if (who.organization == 0)
			who.organization = fhir_link_of(f, p, "actor",
			    "Organization");
		if (fhir_has_code(f, fhir_object(f, p, "function"), "OP"))
			ordered = ordered == 0 ? provider : ordered;
		else if (who.provider == 0)
			who.provider = provider;
	}
	if (who.provider == 0)
		who.provider = ordered;
	return who;
}

/* doseNumberPositiveInt or doseNumberString, and the like. */
static const char *
number_or_text(struct fhir *f, const cJSON *from, const char *number,
    const char *text)
{
	const char *n = fhir_number(f, from, number);

	return n == NULL ? fhir_text(f, from, text, 32) :
	    fhir_cut(f, from, n, 32);
}

void
fhir_store_immunization(struct fhir *f)
{
	const cJSON *j = f->json;
	const cJSON *protocol = fhir_first(f, j, "protocolApplied");
	struct fhir_code c = fhir_subject_matter(f, j, "vaccineCode",
	    "CVX NDC SNOMED");
	struct fhir_code site = fhir_concept(f, fhir_object(f, j, "site"),
	    "SNOMED");
	struct fhir_code route = fhir_concept(f, fhir_object(f, j, "route"),
	    "NCIT SNOMED");
	struct fhir_dated given = fhir_when(f, j, "occurrenceDateTime",
	    FHIR_DECISIVE);
	struct fhir_dated expires = fhir_when(f, j, "expirationDate",
	    FHIR_MINOR);
	struct fhir_amount dose = fhir_amount(f, fhir_object(f, j,
	    "doseQuantity"));
	struct performer who = performer_of(f);
	int64_t location = fhir_link_of(f, j, "location", "Location");
	int64_t encounter = fhir_link_of(f, j, "encounter", "Encounter");
	const char *words = fhir_text(f, j, "occurrenceString", FHIR_LINE);
	const char *note = fhir_and(f, words == NULL ? NULL :
	    mem_fmt(f, "Given: %s", words), "\n\n", fhir_notes(f, j, "note"));
	bool reported = fhir_get(j, "primarySource") != NULL &&
	    !fhir_bool(f, j, "primarySource");

	fhir_put(f, IMMUNIZATION, FHIR_CODE_ARGS(c),
	    db_text(fhir_status(f, "completed")),
	    db_text(fhir_concept(f, fhir_object(f, j, "statusReason"),
	    "").display), FHIR_DATED_ARGS(given), db_text(maker_of(f)),
	    db_text(fhir_token(f, j, "lotNumber", FHIR_CODE)),
	    FHIR_DATED_ARGS(expires), FHIR_CODE_ARGS(site),
	    FHIR_CODE_ARGS(route), db_text(dose.value), db_text(dose.unit),
	    db_text(number_or_text(f, protocol, "doseNumberPositiveInt",
	    "doseNumberString")),
	    db_text(number_or_text(f, protocol, "seriesDosesPositiveInt",
	    "seriesDosesString")),
	    db_text(fhir_text(f, protocol, "series", FHIR_LINE)),
	    db_int(reported), db_id(who.provider), db_id(location),
	    db_id(who.organization), db_id(encounter), db_text(note),
	    db_int(f->confidential));
}
