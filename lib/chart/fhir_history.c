/* fhir_history.c: Condition, AllergyIntolerance, FamilyMemberHistory. */
#include <string.h>

#include "base/mem.h"
#include "chart/fhir.h"

static const char PROBLEM[] =
    "REPLACE INTO problem (patient_id, id, category, code, system, display,"
    "  code2, system2, display2, status, verification, severity,"
    "  onset_when, onset_day, end_when, end_day, recorded_when,"
    "  recorded_day, provider_id, encounter_id, note, confidential)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
    "  ?)";

static const char ALLERGY[] =
    "REPLACE INTO allergy (patient_id, id, kind, category, code, system,"
    "  display, status, verification, criticality, none_known, onset_when,"
    "  onset_day, end_when, end_day, recorded_when, recorded_day,"
    "  provider_id, note, confidential)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char FORGET_REACTIONS[] =
    "DELETE FROM allergy_reaction WHERE patient_id = ? AND allergy_id = ?";
static const char REACTION[] =
    "INSERT INTO allergy_reaction"
    " (patient_id, allergy_id, code, system, display, severity)"
    " VALUES (?, ?, ?, ?, ?, ?)";

static const char RELATIVE[] =
    "INSERT INTO family_history (patient_id, relation_code,"
    "  relation_system, relation, relative_name, relative_sex, deceased,"
    "  code, system, display, onset, recorded_when, recorded_day, note,"
    "  confidential)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/* --- problems --- */

static const char *
category_of_problem(struct fhir *f)
{
	if (fhir_list_has_code(f, f->json, "category", "encounter-diagnosis"))
		return "diagnosis";
	if (fhir_list_has_code(f, f->json, "category",
	    "health-concern 75310-3"))
		return "concern";
	return "problem";
}

/* An onset or end that is an age or words goes into the note. */
static const char *
notes_of_problem(struct fhir *f)
{
	const char *onset = fhir_age_words(f, f->json, "onset");
	const char *end = fhir_age_words(f, f->json, "abatement");
	const char *note = NULL;

	if (onset != NULL)
		note = mem_fmt(f, "Began: %s", onset);
	if (end != NULL)
		note = fhir_and(f, note, "\n\n", mem_fmt(f, "Ended: %s", end));
	return fhir_and(f, note, "\n\n", fhir_notes(f, f->json, "note"));
}

void
fhir_store_condition(struct fhir *f)
{
	const cJSON *j = f->json, *concept = fhir_object(f, j, "code");
	struct fhir_code c = fhir_subject_matter(f, j, "code",
	    "SNOMED ICD10CM ICD9CM");
	struct fhir_code second = fhir_coding_of(f, concept, "ICD10CM");
	struct fhir_code severity = fhir_concept(f,
	    fhir_object(f, j, "severity"), "SNOMED");
	struct fhir_span onset = fhir_time(f, j, "onset", FHIR_DECISIVE);
	struct fhir_span end = fhir_time(f, j, "abatement", FHIR_DECISIVE);
	struct fhir_dated recorded = fhir_when(f, j, "recordedDate",
	    FHIR_MINOR);
	int64_t encounter = fhir_link_of(f, j, "encounter", "Encounter");
	int64_t provider = fhir_link_of(f, j, "recorder", FHIR_PROVIDER);

	if (second.code != NULL && c.code != NULL &&
	    strcmp(second.code, c.code) == 0)
		second = (struct fhir_code){ NULL, NULL, NULL };
	if (provider == 0)
		provider = fhir_link_of(f, j, "asserter", FHIR_PROVIDER);
	fhir_put(f, PROBLEM, db_text(category_of_problem(f)),
	    FHIR_CODE_ARGS(c), FHIR_CODE_ARGS(second),
	    db_text(fhir_status_code(f, "clinicalStatus",
	    end.start.when == NULL ? "unknown" : "resolved")),
	    db_text(fhir_status_code(f, "verificationStatus", NULL)),
	    db_text(fhir_cut(f, j, severity.display, FHIR_CODE)),
	    FHIR_DATED_ARGS(onset.start), FHIR_DATED_ARGS(end.start),
	    FHIR_DATED_ARGS(recorded), db_id(provider), db_id(encounter),
	    db_text(notes_of_problem(f)), db_int(f->confidential));
}

/* --- allergies --- */

/* No known allergy, drug, food, latex, environmental ... allergy. */
#define NONE_KNOWN "716186003 409137002 428607008 429625007 1003774007 " \
    "428197003 716184000 716185004 716220001 716222009 no-known-allergy"

static void
put_reaction(struct fhir *f, const cJSON *reaction)
{
	const cJSON *m;
	struct fhir_code c;
	const char *severity = fhir_text(f, reaction, "severity", 16);
	int count = 0;

	FHIR_EACH(m, f, reaction, "manifestation") {
		c = fhir_concept(f, m, "SNOMED");
		if (c.display == NULL)
			continue;
		db_exec(f, REACTION, db_int(f->patient), db_int(f->row),
		    FHIR_CODE_ARGS(c), db_text(severity));
		count++;
	}
	c = (struct fhir_code){ NULL, NULL,
	    fhir_text(f, reaction, "description", FHIR_LINE) };
	if (count == 0 && c.display != NULL)
		db_exec(f, REACTION, db_int(f->patient), db_int(f->row),
		    FHIR_CODE_ARGS(c), db_text(severity));
}

static const char *
category_of_allergy(struct fhir *f)
{
	const cJSON *list = fhir_get(f->json, "category");
	const char *all = fhir_joined(f, f->json, "category", " ", 64);

	if (cJSON_GetArraySize(list) > 1)
		fhir_note(f, list, "has more than one: the first is kept");
	return all == NULL ? NULL : fhir_cut(f, list,
	    mem_copy_n(f, all, strcspn(all, " ")), 16);
}

void
fhir_store_allergy(struct fhir *f)
{
	const cJSON *j = f->json, *reaction;
	struct fhir_code c = fhir_subject_matter(f, j, "code",
	    "RXNORM UNII SNOMED NDC");
	struct fhir_span onset = fhir_time(f, j, "onset", FHIR_DECISIVE);
	struct fhir_dated recorded = fhir_when(f, j, "recordedDate",
	    FHIR_MINOR);
	struct fhir_dated end = { NULL, NULL };
	int64_t provider = fhir_link_of(f, j, "recorder", FHIR_PROVIDER);
	const char *onset_words = fhir_age_words(f, j, "onset");
	const char *note = fhir_and(f, onset_words == NULL ? NULL :
	    mem_fmt(f, "Began: %s", onset_words), "\n\n",
	    fhir_notes(f, j, "note"));
	bool none = fhir_has_code(f, fhir_object(f, j, "code"), NONE_KNOWN);

	if (!fhir_put(f, ALLERGY, db_text(fhir_text(f, j, "type", 16)),
	    db_text(category_of_allergy(f)), FHIR_CODE_ARGS(c),
	    db_text(fhir_status_code(f, "clinicalStatus", "unknown")),
	    db_text(fhir_status_code(f, "verificationStatus", NULL)),
	    db_text(fhir_text(f, j, "criticality", 32)), db_int(none),
	    FHIR_DATED_ARGS(onset.start), FHIR_DATED_ARGS(end),
	    FHIR_DATED_ARGS(recorded), db_id(provider), db_text(note),
	    db_int(f->confidential)))
		return;
	db_exec(f, FORGET_REACTIONS, db_int(f->patient), db_int(f->row));
	FHIR_EACH(reaction, f, j, "reaction")
		put_reaction(f, reaction);
}

/* --- family history --- */

struct relative {
	struct fhir_code relation;
	const char *name, *sex, *note;
	struct fhir_dated recorded;
	struct db_arg deceased;
};

static struct db_arg
is_deceased(struct fhir *f)
{
	if (fhir_get(f->json, "deceasedBoolean") != NULL)
		return db_int(fhir_bool(f, f->json, "deceasedBoolean"));
	if (fhir_get(f->json, "deceasedAge") != NULL ||
	    fhir_get(f->json, "deceasedRange") != NULL ||
	    fhir_get(f->json, "deceasedDate") != NULL ||
	    fhir_get(f->json, "deceasedString") != NULL)
		return db_int(1);
	return db_id(0);
}

static void
put_condition(struct fhir *f, const struct relative *r, const cJSON *condition,
    int number)
{
	struct fhir_code c = fhir_subject_matter(f, condition, "code",
	    "SNOMED ICD10CM");
	const char *onset = fhir_age_words(f, condition, "onset");
	const char *note = fhir_and(f, r->note, "\n\n",
	    fhir_notes(f, condition, "note"));

	if (onset == NULL)
		onset = fhir_period(f, condition, "onsetPeriod",
		    FHIR_MINOR).start.when;
	if (c.display == NULL)
		return;
	db_exec(f, RELATIVE, db_int(f->patient), FHIR_CODE_ARGS(r->relation),
	    db_text(r->name), db_text(r->sex), r->deceased,
	    FHIR_CODE_ARGS(c), db_text(fhir_cut(f, condition, onset, 100)),
	    FHIR_DATED_ARGS(r->recorded), db_text(note),
	    db_int(f->confidential));
	fhir_below(f, "family_history", number, db_last_id());
}

void
fhir_store_family_history(struct fhir *f)
{
	const cJSON *j = f->json, *condition;
	struct relative r = {
		.relation = fhir_subject_matter(f, j, "relationship", ""),
		.name = fhir_text(f, j, "name", FHIR_LINE),
		.sex = fhir_cut(f, j, fhir_concept(f,
		    fhir_object(f, j, "sex"), "").code, 10),
		.note = fhir_notes(f, j, "note"),
		.recorded = fhir_when(f, j, "date", FHIR_MINOR),
		.deceased = is_deceased(f),
	};
	int number = 0;

	if (!fhir_put_nothing(f))
		return;
	FHIR_EACH(condition, f, j, "condition")
		put_condition(f, &r, condition, number++);
	if (number == 0)
		fhir_note(f, j, "names no condition of the relative: "
		    "nothing to show");
}
