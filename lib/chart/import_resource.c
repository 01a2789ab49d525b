/* import_resource.c: one resource: known already, wrong, or on its way in. */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/when.h"
#include "chart/fhir_json.h"
#include "chart/import_run.h"

static const char KNOWN[] =
    "SELECT row_id, patient_id, updated_when, digest FROM source"
    " WHERE feed = ? AND reference = ?";

static const char TAKE_BACK[] = "ROLLBACK TO SAVEPOINT resource";

/* Types a subject may have; only the first has a chart. */
#define SUBJECTS "Patient Group Device Location Practitioner Organization " \
    "Substance Medication Procedure"

/* Whether it looks like the name of a resource type. */
static bool
is_type(const char *type)
{
	size_t n = strlen(type), i;

	for (i = 0; i < n; i++)
		if (!isalpha((unsigned char)type[i]))
			return false;
	return n > 0 && n <= 64;
}

static const char *
type_of(const cJSON *resource)
{
	const cJSON *type = fhir_get(resource, "resourceType");

	return json_is_text(type) && is_type(type->valuestring) ?
	    type->valuestring : NULL;
}

/* It was entered in error: nobody shall see it. */
static bool
is_in_error(struct fhir *f)
{
	static const char *const keys[] = { "status", "lifecycleStatus" };
	const char *status;
	size_t i;

	for (i = 0; i < 2; i++) {
		if (!json_is_text(fhir_get(f->json, keys[i])))
			continue;
		status = fhir_token(f, f->json, keys[i], FHIR_CODE);
		if (status != NULL && strcmp(status, "entered-in-error") == 0)
			return true;
	}
	return cJSON_IsObject(fhir_get(f->json, "verificationStatus")) &&
	    fhir_has_code(f, fhir_get(f->json, "verificationStatus"),
	    "entered-in-error");
}

/* Marked R (restricted) or V (very restricted). */
static bool
is_confidential(struct fhir *f)
{
	const cJSON *label;

	FHIR_EACH(label, f, fhir_object(f, f->json, "meta"), "security")
		if (fhir_is_word(fhir_token(f, label, "code", FHIR_CODE),
		    "R V"))
			return true;
	return fhir_list_has_code(f, f->json, "securityLabel", "R V");
}

/*
 * What the practice has marked stays so: a newer version from where it came
 * from knows nothing of it.
 */
static bool
was_confidential(struct fhir *f)
{
	int64_t hidden = 0;

	if (f->row != 0 && f->kind->hidden != NULL)
		db_one(f, f->kind->hidden, DB_OUT(out_int(&hidden)),
		    db_text(f->file->options->feed), db_text(f->name),
		    db_text(f->name));
	return hidden != 0;
}

/* Appointments name their patient among the participants. */
static const cJSON *
patient_reference(struct fhir *f)
{
	const cJSON *participant, *actor;
	const char *type;

	if (strcmp(f->kind->patient, "participant") != 0)
		return fhir_object(f, f->json, f->kind->patient);
	FHIR_EACH(participant, f, f->json, "participant") {
		actor = fhir_object(f, participant, "actor");
		type = fhir_link_type(f, actor, "Patient");
		if (type != NULL)
			return actor;
	}
	return NULL;
}

/* Why the patient that the reference means can't be had. */
static void
refuse_or_wait(struct fhir *f, const cJSON *reference)
{
	const struct table_slot *slot = f->missing_count == 0 ? NULL :
	    table_get(f->file->links, f->missing[0]);

	if (slot != NULL && slot->other)
		fhir_refuse(f, reference, "means another person than the one "
		    "stored by this name");
	else if (f->missing_count > 0)
		f->waits_for = f->missing[0];
	else if (fhir_contained(f, reference) != NULL)
		fhir_refuse(f, reference, "is a patient inside the resource, "
		    "who has no chart");
	else
		fhir_refuse(f, reference, "names a patient without reference");
}

/*
 * Two systems may use the same id for different things. So a resource that is
 * stored as one patient's becomes another's only by a version that says it is
 * newer.
 */
static void
refuse_another_patient(struct fhir *f)
{
	if (f->patient != 0 && f->old_patient != 0 &&
	    f->patient != f->old_patient &&
	    (f->stored_updated == NULL || f->updated == NULL))
		fhir_refuse(f, f->json, "is stored as another patient's, and "
		    "nothing says that this is newer");
}

/* Whose it is. */
static void
find_patient(struct fhir *f)
{
	const cJSON *reference;
	const char *type;

	if (f->kind->patient == NULL)
		return;
	reference = patient_reference(f);
	if (reference == NULL && f->within != NULL) {
		f->patient = f->within->patient;
		return;
	}
	if (reference == NULL) {
		fhir_refuse(f, f->json, "names no patient");
		return;
	}
	type = fhir_link_type(f, reference, SUBJECTS);
	if (type != NULL && strcmp(type, "Patient") != 0) {
		fhir_refuse(f, f->json, "is about a %s, not a patient", type);
		return;
	}
	f->patient = fhir_link(f, reference, "Patient");
	if (f->patient == 0)
		refuse_or_wait(f, reference);
	refuse_another_patient(f);
}

static bool
is_older(const struct fhir *f)
{
	struct when then, now;

	return f->stored_updated != NULL && f->updated != NULL &&
	    when_read(f->stored_updated, &then) &&
	    when_read(f->updated, &now) &&
	    then.precision == WHEN_TIME && now.precision == WHEN_TIME &&
	    now.instant < then.instant;
}

/* What there is of it in the chart. Return false if it stays as it is. */
static bool
compare_with_stored(struct fhir *f, enum tally *tally)
{
	const uint8_t *digest = NULL;
	size_t length = 0;

	if (!db_one(f, KNOWN, DB_OUT(out_int(&f->row),
	    out_int(&f->old_patient), out_text(&f->stored_updated),
	    out_bytes(&digest, &length)), db_text(f->file->options->feed),
	    db_text(f->name)))
		return true;
	if (length == 32)
		memcpy(f->stored, digest, 32);
	*tally = UNCHANGED;
	if (memcmp(f->digest, f->stored, 32) == 0)
		return false;
	*tally = OLDER;
	return !is_older(f);
}

static void
read_meta(struct fhir *f)
{
	const cJSON *meta = fhir_object(f, f->json, "meta");
	int64_t shift = f->shift;

	f->shift = 0;	/* when it was changed there: no date of the chart */
	f->updated = fhir_when(f, meta, "lastUpdated", FHIR_MINOR).when;
	f->shift = shift;
	f->confidential = is_confidential(f);
	if (fhir_get(f->json, "modifierExtension") != NULL)
		fhir_refuse(f, fhir_get(f->json, "modifierExtension"),
		    "changes the meaning in a way we do not know");
}

static enum tally
store(struct fhir *f)
{
	bool is_new = f->row == 0;

	find_patient(f);
	f->kind->store(f);
	if (!f->written)
		return UNCHANGED;
	if (f->refused != NULL) {
		db_exec(f, TAKE_BACK);
		return UNCHANGED;
	}
	import_save_source(f);
	import_identifiers(f);
	return is_new ? STORED : UPDATED;
}

static enum tally
process(struct fhir *f)
{
	enum tally tally = STORED;

	import_digest(f);
	read_meta(f);
	if (!compare_with_stored(f, &tally)) {
		f->refused = NULL;
		return tally;
	}
	f->confidential = f->confidential || was_confidential(f);
	if (is_in_error(f)) {
		f->refused = NULL;
		if (f->row == 0)
			return IN_ERROR;
		import_remove(f);
		return REMOVED;
	}
	return store(f);
}

/* --- what came of it --- */

/* The reason without the numbers of lists, so that like counts with like. */
static const char *
without_numbers(struct fhir *f, const char *reason)
{
	char *copy = mem_copy(f, reason), *in = copy, *out = copy;

	while (*in != '\0') {
		*out++ = *in;
		if (*in++ == '[')
			in += strspn(in, "0123456789");
	}
	*out = '\0';
	return copy;
}

static void
count_refused(struct fhir *f, struct counts *c)
{
	if (f->file->again)
		return;
	counts_refuse(c, f->name, f->refused);
	table_count(c->reasons, without_numbers(f, f->refused), 1);
}

static void
count_waiting(struct fhir *f, struct counts *c)
{
	counts_wait(c, f->name, strstr(f->waits_for, "#wanted") != NULL ?
	    "no document names it" :
	    mem_fmt(f, "%s is not found", f->waits_for));
}

static void
remember_unknown(struct fhir *f, struct counts *c)
{
	size_t i;

	for (i = 0; i < f->missing_count && c->unknown->used < NAMES_PER_FILE;
	    i++)
		table_count(c->unknown, f->missing[i], 1);
}

static void
note_patient(struct fhir *f, int64_t patient)
{
	struct table_slot *slot;

	if (patient == 0)
		return;
	slot = table_put(f->file->changed, mem_fmt(f, "%" PRId64, patient));
	slot->patient = patient;
	slot->count++;
}

/* Whose record it changed; of one that moved, both. */
static void
note_changed(struct fhir *f, enum tally tally)
{
	if (f->within != NULL || (tally != STORED && tally != UPDATED &&
	    tally != REMOVED))
		return;
	note_patient(f, f->patient);
	if (f->old_patient != f->patient)
		note_patient(f, f->old_patient);
}

static void
count(struct fhir *f, enum tally tally)
{
	struct counts *c = f->file->counts;
	size_t i;

	if (f->refused != NULL) {
		count_refused(f, c);
		return;
	}
	remember_unknown(f, c);
	if (f->waits_for != NULL) {
		count_waiting(f, c);
		return;
	}
	note_changed(f, tally);
	c->links_missing += (int64_t)f->missing_count;
	if (tally != STORED && f->file->again)
		return;
	if (f->within == NULL)
		c->tally[tally]++;
	for (i = 0; i < f->note_count; i++)
		table_count(c->notes, without_numbers(f, f->notes[i]), 1);
}

/* Its name in table source: what is contained has one only there. */
static const char *
name_of(struct fhir *f, const char *full_url)
{
	const cJSON *id = fhir_get(f->json, "id");

	if (f->within == NULL || strcmp(f->type, "Observation") != 0)
		return import_name(f, f->json, full_url);
	return mem_fmt(f, "%s#observation/%.64s", f->within->name,
	    json_is_text(id) ? id->valuestring : "");
}

static void
ignore(struct import_file *file, const char *type)
{
	if (!file->again)
		table_count(file->counts->ignored, type, 1);
}

void
import_resource(struct import_file *file, const cJSON *resource,
    const char *full_url, const struct fhir *within)
{
	const char *type = type_of(resource), *flaw;
	struct fhir *f;

	if (type != NULL && fhir_kind_of(type) == NULL) {
		ignore(file, type);
		return;
	}
	f = mem_new(file->ctx, struct fhir);
	f->file = file;
	f->json = resource;
	f->within = within;
	f->shift = file->options->shift_days;
	f->type = type == NULL ? "resource" : type;
	f->name = "a resource";
	flaw = json_flaw(f, resource, f->type);
	if (type == NULL) {
		fhir_refuse(f, resource, "has no resourceType");
	} else if (flaw != NULL) {
		f->refused = flaw;
		f->name = import_name(f, resource, full_url);
	} else {
		f->kind = fhir_kind_of(type);
		f->name = name_of(f, full_url);
	}
	count(f, f->refused != NULL ? STORED : process(f));
	talloc_free(f);
}
