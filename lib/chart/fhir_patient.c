/* fhir_patient.c: Patient: names, contacts, traits, the people around. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "chart/fhir.h"
#include "chart/import_run.h"

#define US_CORE "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"
#define FHIR_SD "http://hl7.org/fhir/StructureDefinition/"

static const char PATIENT[] =
    "INSERT INTO patient (id, mrn, prefix, given, family, suffix, name,"
    "  birth_when, birth_day, sex, died_when, died_day,"
    "  line, city, state, postal_code, country,"
    "  provider_id, organization_id, active)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE mrn = VALUES(mrn), prefix = VALUES(prefix),"
    "  given = VALUES(given), family = VALUES(family),"
    "  suffix = VALUES(suffix), name = VALUES(name),"
    "  birth_when = VALUES(birth_when), birth_day = VALUES(birth_day),"
    "  sex = VALUES(sex), died_when = VALUES(died_when),"
    "  died_day = VALUES(died_day), line = VALUES(line),"
    "  city = VALUES(city), state = VALUES(state),"
    "  postal_code = VALUES(postal_code), country = VALUES(country),"
    "  provider_id = VALUES(provider_id),"
    "  organization_id = VALUES(organization_id), active = VALUES(active)";

static const char WHO[] =
    "SELECT birth_when, given, family FROM patient WHERE id = ?";

static const char FORGET_NAMES[] =
    "DELETE FROM patient_name WHERE patient_id = ?";
static const char NAME[] =
    "INSERT INTO patient_name (patient_id, kind, prefix, given, family,"
    "  suffix) VALUES (?, ?, ?, ?, ?, ?)";

static const char FORGET_TRAITS[] =
    "DELETE FROM patient_trait WHERE patient_id = ?";
static const char TRAIT[] =
    "INSERT INTO patient_trait"
    " (patient_id, kind, code, system, display, detailed)"
    " VALUES (?, ?, ?, ?, ?, ?)";

static const char FORGET_RELATED[] =
    "DELETE FROM related_person WHERE patient_id = ?";
static const char RELATED[] =
    "INSERT INTO related_person (patient_id, relation_code,"
    "  relation_system, relation, name, phone) VALUES (?, ?, ?, ?, ?, ?)";

/* Contacts that stay keep their row, as it says since when we know them. */
static const char CONTACTS[] =
    "SELECT id, kind, COALESCE(purpose, ''), value FROM patient_contact"
    " WHERE patient_id = ?";
static const char NEW_CONTACT[] =
    "INSERT INTO patient_contact (patient_id, kind, purpose, value, since_at,"
    " changed_at) VALUES (?, ?, ?, ?, ?, ?)";
static const char FORGET_CONTACT[] =
    "DELETE FROM patient_contact WHERE patient_id = ? AND id = ?";
static const char REPURPOSE_CONTACT[] =
    "UPDATE patient_contact SET purpose = ? WHERE patient_id = ? AND id = ?";

/* --- names --- */

/* The kind of a name that is not the one shown. */
static const char *
kind_of_name(struct fhir *f, const cJSON *human)
{
	const char *use = fhir_text(f, human, "use", 16);
	bool over = fhir_get(fhir_object(f, human, "period"), "end") != NULL;

	if (fhir_is_word(use, "usual nickname maiden old anonymous temp"))
		return use;
	return over ? "old" : "usual";
}

static void
put_names(struct fhir *f, const cJSON *best)
{
	const cJSON *human;
	struct fhir_name n;

	FHIR_EACH(human, f, f->json, "name") {
		n = fhir_name(f, human);
		if (human != best && n.name != NULL)
			db_exec(f, NAME, db_int(f->patient),
			    db_text(kind_of_name(f, human)), db_text(n.prefix),
			    db_text(n.given), db_text(n.family == NULL &&
			    n.given == NULL ? n.name : n.family),
			    db_text(n.suffix));
	}
}

/* --- contacts --- */

struct contact { int64_t id; const char *kind, *purpose, *value; };

struct contacts {
	const void *ctx;
	struct contact row, *list;
	size_t count;
};

static bool
keep_contact(void *arg)
{
	struct contacts *c = arg;
	struct contact *one;

	c->list = talloc_realloc_size(c->ctx, c->list,
	    (c->count + 1) * sizeof(c->list[0]));
	if (c->list == NULL)
		abort();
	one = &c->list[c->count++];
	one->id = c->row.id;
	one->kind = mem_copy(c->ctx, c->row.kind);
	one->purpose = mem_copy(c->ctx, c->row.purpose);
	one->value = mem_copy(c->ctx, c->row.value);
	return true;
}

/* The contact that a ContactPoint is; value is NULL if it is none for us. */
static struct contact
read_contact(struct fhir *f, const cJSON *point)
{
	struct contact c = { 0, "phone", NULL, NULL };
	const char *system = fhir_text(f, point, "system", 16);
	const char *value = fhir_token(f, point, "value", 254);

	if (value == NULL || !fhir_is_word(system, "phone sms email"))
		return c;
	c.purpose = fhir_text(f, point, "use", 16);
	if (fhir_get(fhir_object(f, point, "period"), "end") != NULL)
		c.purpose = "old";
	if (strcmp(system, "email") == 0) {
		c.kind = "email";
		value += strncasecmp(value, "mailto:", 7) == 0 ? 7 : 0;
		if (!text_is_email(value)) {
			fhir_note(f, fhir_get(point, "value"),
			    "is not an email address: left out");
			return c;
		}
	} else {
		value += strncasecmp(value, "tel:", 4) == 0 ? 4 : 0;
	}
	c.value = *value == '\0' ? NULL : value;
	return c;
}

/* The stored contact that is the same; taken out of the list. */
static struct contact *
take_same(struct contacts *stored, const struct contact *c)
{
	size_t i;

	for (i = 0; i < stored->count; i++)
		if (stored->list[i].id != 0 &&
		    strcmp(stored->list[i].kind, c->kind) == 0 &&
		    strcmp(stored->list[i].value, c->value) == 0)
			return &stored->list[i];
	return NULL;
}

/* What a new chart brings is no change. */
static void
put_contacts(struct fhir *f, bool was_there)
{
	struct db_arg now = db_instant(f, when_now());
	struct contacts stored = { .ctx = f };
	struct contact c, *same;
	const cJSON *point;
	size_t i;

	db_each(f, CONTACTS, DB_OUT(out_int(&stored.row.id),
	    out_text(&stored.row.kind), out_text(&stored.row.purpose),
	    out_text(&stored.row.value)), keep_contact, &stored,
	    db_int(f->patient));
	FHIR_EACH(point, f, f->json, "telecom") {
		c = read_contact(f, point);
		if (c.value == NULL)
			continue;
		same = take_same(&stored, &c);
		if (same == NULL)
			db_exec(f, NEW_CONTACT, db_int(f->patient),
			    db_text(c.kind), db_text(c.purpose),
			    db_text(c.value), now,
			    was_there ? now : db_text(NULL));
		else if (strcmp(same->purpose,
		    c.purpose == NULL ? "" : c.purpose) != 0)
			db_exec(f, REPURPOSE_CONTACT, db_text(c.purpose),
			    db_int(f->patient), db_int(same->id));
		if (same != NULL)
			same->id = 0;
	}
	for (i = 0; i < stored.count; i++)
		if (stored.list[i].id != 0)
			db_exec(f, FORGET_CONTACT, db_int(f->patient),
			    db_int(stored.list[i].id));
}

/* --- traits --- */

static void
put_trait(struct fhir *f, const char *kind, struct fhir_code c, bool detailed)
{
	if (c.display == NULL && c.code != NULL)
		c.display = c.code;
	if (c.display != NULL)
		db_exec(f, TRAIT, db_int(f->patient), db_text(kind),
		    FHIR_CODE_ARGS(c), db_int(detailed));
}

/* Race and ethnicity: categories, details, or words alone. */
static void
put_categories(struct fhir *f, const char *kind, const char *url)
{
	const cJSON *whole = fhir_extension(f, f->json, url), *part;
	struct fhir_code words = { NULL, NULL, NULL };
	bool coded = false;
	const char *name;

	FHIR_EACH(part, f, whole, "extension") {
		name = fhir_token(f, part, "url", FHIR_LINE);
		if (fhir_is_word(name, "ombCategory detailed")) {
			put_trait(f, kind, fhir_coding(f, fhir_object(f, part,
			    "valueCoding")), *name == 'd');
			coded = true;
		} else if (fhir_is_word(name, "text")) {
			words.display = fhir_text(f, part, "valueString",
			    FHIR_LINE);
		}
	}
	if (!coded)
		put_trait(f, kind, words, false);
}

/* The code of an extension's value, whichever kind of value it is. */
static struct fhir_code
extension_code(struct fhir *f, const cJSON *extension)
{
	const cJSON *concept = fhir_object(f, extension,
	    "valueCodeableConcept");
	struct fhir_code c = fhir_concept(f, concept, "SNOMED");

	if (c.display == NULL)
		c = fhir_coding(f, fhir_object(f, extension, "valueCoding"));
	if (c.code == NULL && c.display == NULL)
		c.code = fhir_token(f, extension, "valueCode", FHIR_CODE);
	return c;
}

/* M and F of birth sex come as bare codes. */
static void
put_birth_sex(struct fhir *f)
{
	static const struct { const char *code, *display; } words[] = {
		{ "M", "Male" }, { "F", "Female" }, { "UNK", "Unknown" },
		{ "OTH", "Other" }, { "ASKU", "Asked, but unknown" },
	};
	struct fhir_code c = extension_code(f, fhir_extension(f, f->json,
	    US_CORE "birthsex"));
	size_t i;

	for (i = 0; c.code != NULL && i < 5; i++)
		if (strcmp(c.code, words[i].code) == 0) {
			c.display = words[i].display;
			c.system = i < 2 ? "http://terminology.hl7.org/"
			    "CodeSystem/v3-AdministrativeGender" :
			    "http://terminology.hl7.org/CodeSystem/"
			    "v3-NullFlavor";
		}
	put_trait(f, "birth_sex", c, false);
}

static void
put_gender_identity(struct fhir *f)
{
	const cJSON *whole = fhir_extension(f, f->json,
	    FHIR_SD "individual-genderIdentity");

	put_trait(f, "gender_identity", extension_code(f,
	    fhir_extension(f, f->json, US_CORE "genderIdentity")), false);
	put_trait(f, "gender_identity", extension_code(f,
	    fhir_extension(f, whole, "value")), false);
}

/* A language is detailed if it is known not to be the preferred one. */
static void
put_languages(struct fhir *f)
{
	const cJSON *c;
	bool preferred, any = false;
	int count = 0;

	FHIR_EACH(c, f, f->json, "communication") {
		any = any || fhir_bool(f, c, "preferred");
		count++;
	}
	FHIR_EACH(c, f, f->json, "communication") {
		preferred = fhir_bool(f, c, "preferred") ||
		    (!any && count == 1);
		put_trait(f, "language", fhir_concept(f,
		    fhir_object(f, c, "language"), ""), !preferred);
	}
}

static void
put_traits(struct fhir *f)
{
	const cJSON *e;

	put_categories(f, "race", US_CORE "race");
	put_categories(f, "ethnicity", US_CORE "ethnicity");
	put_languages(f);
	put_trait(f, "marital", fhir_concept(f, fhir_object(f, f->json,
	    "maritalStatus"), ""), false);
	put_trait(f, "religion", extension_code(f, fhir_extension(f, f->json,
	    FHIR_SD "patient-religion")), false);
	put_birth_sex(f);
	put_gender_identity(f);
	FHIR_EACH(e, f, f->json, "extension")
		if (fhir_is_word(fhir_token(f, e, "url", FHIR_LINE),
		    US_CORE "tribal-affiliation"))
			put_trait(f, "tribe", extension_code(f,
			    fhir_extension(f, e, "tribalAffiliation")), false);
}

/* --- the people around --- */

static void
put_related(struct fhir *f)
{
	const cJSON *contact;
	struct fhir_code relation;
	const char *name;

	FHIR_EACH(contact, f, f->json, "contact") {
		relation = fhir_concept(f, fhir_first(f, contact,
		    "relationship"), "");
		name = fhir_name(f, fhir_object(f, contact, "name")).name;
		if (name == NULL)
			name = fhir_reference_display(f, contact,
			    "organization", FHIR_NAME);
		if (name == NULL) {
			fhir_note(f, contact, "has no name: left out");
			continue;
		}
		db_exec(f, RELATED, db_int(f->patient),
		    FHIR_CODE_ARGS(relation), db_text(name),
		    db_text(fhir_phone(f, contact, "telecom")));
	}
}

/* --- the patient --- */

static bool
is_same_name(struct fhir *f, const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(text_name_key(f, a),
	    text_name_key(f, b)) == 0;
}

static const char *
mrn_of(struct fhir *f)
{
	const cJSON *identifier;
	const char *value;

	FHIR_EACH(identifier, f, f->json, "identifier") {
		value = fhir_token(f, identifier, "value", FHIR_CODE);
		if (value != NULL && fhir_has_code(f, fhir_object(f,
		    identifier, "type"), "MR"))
			return value;
	}
	return NULL;
}

static const cJSON *
best_address(struct fhir *f)
{
	const cJSON *a, *best = NULL;
	bool over;

	FHIR_EACH(a, f, f->json, "address") {
		over = fhir_get(fhir_object(f, a, "period"), "end") != NULL ||
		    fhir_is_word(fhir_text(f, a, "use", 16), "old");
		if (!over && fhir_is_word(fhir_text(f, a, "use", 16), "home"))
			return a;
		if (best == NULL && !over)
			best = a;
	}
	return best == NULL ? fhir_first(f, f->json, "address") : best;
}

static const char *
sex_of(struct fhir *f)
{
	const char *sex = fhir_text(f, f->json, "gender", 16);

	if (sex == NULL || fhir_is_word(sex, "male female other unknown"))
		return sex == NULL ? "unknown" : sex;
	fhir_note(f, fhir_get(f->json, "gender"),
	    "is none of male, female, other, unknown: taken as unknown");
	return "unknown";
}

/* A birth date has no time; who someone is may depend on it. */
static struct fhir_dated
birth_of(struct fhir *f)
{
	struct fhir_dated d = fhir_when(f, f->json, "birthDate",
	    FHIR_DECISIVE);

	if (d.when != NULL && strlen(d.when) > 10)
		fhir_refuse(f, fhir_get(f->json, "birthDate"),
		    "is a time where a date is expected");
	return d;
}

/*
 * The same id, but another birth date and another name: this is somebody else,
 * from a system of its own. Names change and birth dates are corrected, but
 * hardly both at once; a wrong guess would mix two people's charts.
 */
static void
refuse_other_person(struct fhir *f, const struct fhir_name *n,
    const struct fhir_dated *birth)
{
	const char *born = NULL, *family = NULL, *given = NULL;

	if (f->row == 0 || !db_one(f, WHO, DB_OUT(out_text(&born),
	    out_text(&given), out_text(&family)), db_int(f->row)))
		return;
	if (born == NULL || birth->when == NULL ||
	    strcmp(born, birth->when) == 0)
		return;
	if (is_same_name(f, given, n->given) ||
	    is_same_name(f, family, n->family))
		return;
	fhir_refuse(f, f->json, "is another person (name and birth date) than "
	    "the one stored by this name: give their system a --feed of its "
	    "own");
	import_is_other(f);
}

/*
 * A chart without a name can be held, and its results are worth having: it is
 * shown as "Name not given", and no name matches it at sign-up.
 */
void
fhir_store_patient(struct fhir *f)
{
	const cJSON *j = f->json, *best = fhir_best_name(f, j, "name");
	struct fhir_name n = fhir_name(f, best);
	struct fhir_dated birth = birth_of(f);
	struct fhir_dated died = fhir_when(f, j, "deceasedDateTime",
	    FHIR_MINOR);
	struct fhir_address a = fhir_address(f, best_address(f));
	int64_t provider = fhir_link_in(f, j, "generalPractitioner",
	    FHIR_PROVIDER);
	int64_t organization = fhir_link_of(f, j, "managingOrganization",
	    "Organization");
	bool was_there = f->row != 0;
	bool active = fhir_get(j, "active") == NULL ||
	    fhir_bool(f, j, "active");

	refuse_other_person(f, &n, &birth);
	if (fhir_bool(f, j, "deceasedBoolean"))
		fhir_note(f, j, "died, without a date: left out");
	if (!fhir_put_shared(f, PATIENT, db_text(mrn_of(f)),
	    db_text(n.prefix), db_text(n.given), db_text(n.family),
	    db_text(n.suffix),
	    db_text(n.name == NULL ? "Name not given" : n.name),
	    FHIR_DATED_ARGS(birth), db_text(sex_of(f)), FHIR_DATED_ARGS(died),
	    FHIR_ADDRESS_ARGS(a), db_id(provider), db_id(organization),
	    db_int(active)))
		return;
	f->patient = f->row;
	if (was_there) {
		db_exec(f, FORGET_NAMES, db_int(f->patient));
		db_exec(f, FORGET_TRAITS, db_int(f->patient));
		db_exec(f, FORGET_RELATED, db_int(f->patient));
	}
	put_names(f, best);
	put_contacts(f, was_there);
	put_traits(f);
	put_related(f);
}
