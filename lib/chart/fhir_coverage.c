/* fhir_coverage.c: Coverage: who pays. */
#include <stddef.h>
#include <string.h>

#include "chart/fhir.h"

static const char COVERAGE[] =
    "REPLACE INTO coverage (patient_id, id, code, system, display, status,"
    "  payer, payer_identifier, plan, plan_identifier, group_number,"
    "  member_number, relation, subscriber, start_when, start_day, end_when,"
    "  end_day, confidential)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char NAME_OF_ORGANIZATION[] =
    "SELECT name FROM organization WHERE id = ?";

/* The payer's name; who pays for themselves is "Self". */
static const char *
payer_of(struct fhir *f, const cJSON *payor)
{
	const char *name = fhir_text(f, payor, "display", FHIR_LINE);
	const cJSON *contained = fhir_contained(f, payor);
	int64_t organization;

	if (name == NULL)
		name = fhir_text(f, contained, "name", FHIR_LINE);
	if (name != NULL)
		return name;
	organization = fhir_link(f, payor, "Organization");
	if (organization != 0 && db_one(f, NAME_OF_ORGANIZATION,
	    DB_OUT(out_text(&name)), db_int(organization)))
		return name;
	if (fhir_link_type(f, payor, "Patient RelatedPerson") != NULL)
		return "Self";
	name = fhir_text(f, fhir_object(f, payor, "identifier"), "value",
	    FHIR_LINE);
	return name == NULL ? "Payer not given" : name;
}

/* The class (group, plan ...) of a type; NULL if there is none. */
static const cJSON *
class_of(struct fhir *f, const char *type)
{
	const cJSON *class;

	FHIR_EACH(class, f, f->json, "class")
		if (fhir_has_code(f, fhir_object(f, class, "type"), type))
			return class;
	return NULL;
}

void
fhir_store_coverage(struct fhir *f)
{
	const cJSON *j = f->json, *payor = fhir_first(f, j, "payor");
	const cJSON *plan = class_of(f, "plan"), *group = class_of(f, "group");
	struct fhir_code c = fhir_concept(f, fhir_object(f, j, "type"), "");
	struct fhir_code relation = fhir_concept(f, fhir_object(f, j,
	    "relationship"), "");
	struct fhir_span period = fhir_period(f, j, "period", FHIR_MINOR);
	const char *member = fhir_token(f, j, "subscriberId", FHIR_CODE);

	if (member == NULL)
		member = fhir_identifier(f, j, "identifier", NULL, FHIR_CODE);
	if (c.display == NULL)
		c.display = "Insurance";
	fhir_put(f, COVERAGE, FHIR_CODE_ARGS(c),
	    db_text(fhir_status(f, "active")), db_text(payer_of(f, payor)),
	    db_text(fhir_token(f, fhir_object(f, payor, "identifier"),
	    "value", FHIR_CODE)), db_text(fhir_text(f, plan, "name",
	    FHIR_LINE)), db_text(fhir_token(f, plan, "value", FHIR_CODE)),
	    db_text(fhir_token(f, group, "value", FHIR_CODE)),
	    db_text(member), db_text(fhir_cut(f, j, relation.code != NULL ?
	    relation.code : relation.display, FHIR_CODE)),
	    db_text(fhir_reference_display(f, j, "subscriber", FHIR_NAME)),
	    FHIR_SPAN_ARGS(period), db_int(f->confidential));
}
