/* fhir_people.c: Practitioner, PractitionerRole, Organization, Location. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "chart/fhir.h"

#define NPI "http://hl7.org/fhir/sid/us-npi"

static const char ORGANIZATION[] =
    "INSERT INTO organization"
    " (id, name, npi, phone, line, city, state, postal_code, country)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE name = VALUES(name), npi = VALUES(npi),"
    "  phone = VALUES(phone), line = VALUES(line), city = VALUES(city),"
    "  state = VALUES(state), postal_code = VALUES(postal_code),"
    "  country = VALUES(country)";

static const char LOCATION[] =
    "INSERT INTO location (id, organization_id, name, phone,"
    "  line, city, state, postal_code, country)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE organization_id = VALUES(organization_id),"
    "  name = VALUES(name), phone = VALUES(phone), line = VALUES(line),"
    "  city = VALUES(city), state = VALUES(state),"
    "  postal_code = VALUES(postal_code), country = VALUES(country)";

static const char PROVIDER[] =
    "INSERT INTO provider"
    " (id, name, prefix, given, family, suffix, npi, phone)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE name = VALUES(name),"
    "  prefix = VALUES(prefix), given = VALUES(given),"
    "  family = VALUES(family), suffix = VALUES(suffix),"
    "  npi = VALUES(npi), phone = COALESCE(VALUES(phone), phone)";

/* What a role says of the provider; what it does not say stays. */
static const char ROLE[] =
    "INSERT INTO provider (id, specialty_code, specialty_system, specialty,"
    "  organization_id, phone, name) VALUES (?, ?, ?, ?, ?, ?, '')"
    " ON DUPLICATE KEY UPDATE"
    "  specialty_code = VALUES(specialty_code),"
    "  specialty_system = VALUES(specialty_system),"
    "  specialty = VALUES(specialty),"
    "  organization_id = COALESCE(VALUES(organization_id),"
    "   organization_id),"
    "  phone = COALESCE(VALUES(phone), phone)";

static const char PLACE_OF[] =
    "INSERT INTO provider_location (provider_id, location_id)"
    " VALUES (?, ?)";

/* An NPI has ten digits; anything else under its name is none. */
static const char *
npi_of(struct fhir *f)
{
	const char *npi = fhir_identifier(f, f->json, "identifier", NPI,
	    FHIR_CODE);

	return npi != NULL && strlen(npi) == 10 &&
	    strspn(npi, "0123456789") == 10 ? npi : NULL;
}

/*
 * A place without a name is shown in appointments and results all the same;
 * so it gets one that says what it is rather than being refused.
 */
static const char *
name_or(const char *name, const char *otherwise)
{
	return name == NULL ? otherwise : name;
}

void
fhir_store_organization(struct fhir *f)
{
	const cJSON *j = f->json;
	struct fhir_address a = fhir_address(f, fhir_first(f, j, "address"));
	const char *name = fhir_text(f, j, "name", FHIR_LINE);

	if (name == NULL)
		name = fhir_joined(f, j, "alias", ", ", FHIR_LINE);
	if (name == NULL)
		name = fhir_words(f, j, "type", FHIR_LINE);
	fhir_put_shared(f, ORGANIZATION,
	    db_text(name_or(name, "Organization")), db_text(npi_of(f)),
	    db_text(fhir_phone(f, j, "telecom")), FHIR_ADDRESS_ARGS(a));
}

void
fhir_store_location(struct fhir *f)
{
	const cJSON *j = f->json;
	struct fhir_address a = fhir_address(f, fhir_object(f, j, "address"));
	const char *name = fhir_text(f, j, "name", FHIR_LINE);
	int64_t organization = fhir_link_of(f, j, "managingOrganization",
	    "Organization");

	if (name == NULL)
		name = fhir_text(f, j, "description", FHIR_LINE);
	if (name == NULL)
		name = fhir_words(f, j, "type", FHIR_LINE);
	fhir_put_shared(f, LOCATION, db_id(organization),
	    db_text(name_or(name, "Location")),
	    db_text(fhir_phone(f, j, "telecom")), FHIR_ADDRESS_ARGS(a));
}

/* --- providers --- */

static bool
is_doctor(const char *word)
{
	static const char *const titles[] = { "MD", "DO", "M.D.", "D.O.",
		"Dr.", "Dr", "Doctor" };
	size_t i;

	for (i = 0; word != NULL && i < sizeof(titles) / sizeof(titles[0]); i++)
		if (strcasecmp(word, titles[i]) == 0)
			return true;
	return false;
}

/* NP, PA, MD: as suffix of the name, or among the qualifications. */
static const char *
credentials(struct fhir *f, const struct fhir_name *n)
{
	const cJSON *qualification, *code;
	struct fhir_code c;

	if (n->suffix != NULL)
		return n->suffix;
	FHIR_EACH(qualification, f, f->json, "qualification") {
		code = fhir_object(f, qualification, "code");
		c = fhir_coding_of(f, code,
		    "http://terminology.hl7.org/CodeSystem/v2-0360");
		if (c.code == NULL)
			c = fhir_coding_of(f, code,
			    "http://terminology.hl7.org/CodeSystem/v2-0360"
			    "/2.7");
		if (c.code != NULL)
			return c.code;
	}
	return NULL;
}

/* As a patient says it: "Dr. Priya Raman", "Leah Okafor, NP". */
static const char *
spoken_name(struct fhir *f, const struct fhir_name *n)
{
	const char *title = credentials(f, n), *name = n->name;

	if (n->given == NULL && n->family == NULL)
		return name;	/* text: it is whole already */
	if (is_doctor(n->prefix) || (n->prefix == NULL && is_doctor(title)))
		name = fhir_and(f, "Dr.", " ", name);
	else
		name = fhir_and(f, n->prefix, " ", name);
	return is_doctor(title) ? name : fhir_and(f, name, ", ", title);
}

void
fhir_store_practitioner(struct fhir *f)
{
	struct fhir_name n = fhir_name(f,
	    fhir_best_name(f, f->json, "name"));
	const char *name = n.name == NULL ? NULL :
	    fhir_cut(f, f->json, spoken_name(f, &n), FHIR_LINE);

	fhir_put_shared(f, PROVIDER,
	    db_text(name_or(name, "Name not given")), db_text(n.prefix),
	    db_text(n.given), db_text(n.family), db_text(n.suffix),
	    db_text(npi_of(f)), db_text(fhir_phone(f, f->json, "telecom")));
}

static void
put_places(struct fhir *f, const int64_t *places, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		db_exec(f, PLACE_OF, db_int(f->row), db_int(places[i]));
}

/* A role is not a row of its own: it tells more of its provider. */
void
fhir_store_practitioner_role(struct fhir *f)
{
	const cJSON *j = f->json, *reference;
	const cJSON *who = fhir_object(f, j, "practitioner");
	struct fhir_code specialty = fhir_concept(f,
	    fhir_first(f, j, "specialty"), "NUCC");
	int64_t organization = fhir_link_of(f, j, "organization",
	    "Organization");
	int64_t places[32], provider = fhir_link(f, who, "Practitioner");
	size_t count = 0;

	if (specialty.display == NULL)
		specialty = fhir_concept(f, fhir_first(f, j, "code"), "NUCC");
	FHIR_EACH(reference, f, j, "location")
		if (count < 32 && (places[count] = fhir_link(f, reference,
		    "Location")) != 0)
			count++;
	if (who == NULL)
		fhir_refuse(f, j, "names no practitioner");
	else if (provider == 0)
		fhir_wait_for(f, who);
	if (provider == 0 && f->waits_for == NULL)
		fhir_refuse(f, who, "refers to no practitioner");
	if (f->row != 0 && f->row != provider)
		memset(f->stored, 0, sizeof(f->stored));
	f->row = provider;
	if (fhir_put_shared(f, ROLE, FHIR_CODE_ARGS(specialty),
	    db_id(organization), db_text(fhir_phone(f, j, "telecom"))))
		put_places(f, places, count);
}
