/* fhir_results.c: Observation, its components and its past. */
#include <stddef.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "chart/fhir_value.h"

/* report_id and position come from the report, and stay. */
static const char OBSERVATION[] =
    "REPLACE INTO observation (patient_id, id, report_id, parent_id,"
    "  position, category, code, system, display, status, taken_when,"
    "  taken_day, end_when, end_day, issued_when, issued_day, value_kind,"
    "  value, comparator, unit, unit_code, value_code, value_system,"
    "  low, high, range_text, flag, flag_text, absent_reason, method,"
    "  specimen, site, provider_id, organization_id, encounter_id, note,"
    "  confidential)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
    "  ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char STORED[] =
    "SELECT id, report_id, position, code, value, comparator, unit, flag,"
    "  flag_text FROM observation WHERE patient_id = ? AND id = ?";
static const char STORED_COMPONENTS[] =
    "SELECT id, report_id, position, code, value, comparator, unit, flag,"
    "  flag_text FROM observation WHERE patient_id = ? AND parent_id = ?";

static const char PAST[] =
    "INSERT INTO observation_past (patient_id, observation_id, value,"
    "  comparator, unit, flag, flag_text, replaced_when, replaced_day)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char FORGET[] =
    "DELETE FROM observation WHERE patient_id = ? AND id = ?";
static const char FORGET_PAST[] =
    "DELETE FROM observation_past WHERE patient_id = ? AND observation_id = ?";

struct observation {
	int64_t report, parent, position;
	const char *category, *status;
	struct fhir_code code;
	struct fhir_span taken;
	struct fhir_dated issued;
	struct fhir_value value;
	struct fhir_range range;
	struct fhir_flag flag;
	const char *absent, *method, *specimen, *site, *note;
	int64_t provider, organization, encounter;
};

#define OBSERVATION_ARGS(f, o) \
	db_id((o)->report), db_id((o)->parent), db_int((o)->position), \
	db_text((o)->category), FHIR_CODE_ARGS((o)->code), \
	db_text((o)->status), FHIR_SPAN_ARGS((o)->taken), \
	FHIR_DATED_ARGS((o)->issued), db_text((o)->value.kind), \
	db_text((o)->value.text), db_text((o)->value.comparator), \
	db_text((o)->value.unit), db_text((o)->value.unit_code), \
	db_text((o)->value.code), db_text((o)->value.system), \
	db_text((o)->range.low), db_text((o)->range.high), \
	db_text((o)->range.text), db_text((o)->flag.flag), \
	db_text((o)->flag.text), db_text((o)->absent), \
	db_text((o)->method), db_text((o)->specimen), db_text((o)->site), \
	db_id((o)->provider), db_id((o)->organization), \
	db_id((o)->encounter), db_text((o)->note), db_int((f)->confidential)

/* --- reading --- */

/* What an observation and a component have in common. */
static void
read_what_it_says(struct fhir *f, const cJSON *from, struct observation *o)
{
	o->code = fhir_subject_matter(f, from, "code", "LOINC SNOMED");
	o->value = fhir_value(f, from);
	o->range = fhir_reference_range(f, from);
	o->flag = fhir_interpretation(f, from);
	o->absent = fhir_cut(f, from, fhir_concept(f, fhir_object(f, from,
	    "dataAbsentReason"), "").display, FHIR_CODE);
}

/* Specimens have no table: their words are enough. */
static const char *
specimen_of(struct fhir *f)
{
	const cJSON *reference = fhir_object(f, f->json, "specimen");
	const cJSON *specimen = fhir_contained(f, reference);
	const char *words = fhir_concept(f, fhir_object(f, specimen, "type"),
	    "SNOMED").display;

	return words != NULL ? words :
	    fhir_text(f, reference, "display", FHIR_LINE);
}

/* The value of one person must not stand in the chart of another. */
static void
refuse_other_focus(struct fhir *f)
{
	const cJSON *focus;
	const char *type;

	FHIR_EACH(focus, f, f->json, "focus") {
		type = fhir_link_type(f, focus, "Patient RelatedPerson");
		if (type != NULL && fhir_link(f, focus, "Patient") !=
		    f->patient)
			fhir_refuse(f, focus, "says that it is about another "
			    "person than its subject");
	}
}

static struct observation
read_observation(struct fhir *f)
{
	const cJSON *j = f->json;
	struct observation o = { .status = fhir_status(f, "unknown") };

	read_what_it_says(f, j, &o);
	o.category = fhir_observation_category(f, &o.code);
	o.taken = fhir_time(f, j, "effective", FHIR_DECISIVE);
	o.issued = fhir_when(f, j, "issued", FHIR_MINOR);
	o.method = fhir_concept(f, fhir_object(f, j, "method"),
	    "SNOMED").display;
	o.specimen = specimen_of(f);
	o.site = fhir_concept(f, fhir_object(f, j, "bodySite"),
	    "SNOMED").display;
	o.note = fhir_notes(f, j, "note");
	o.provider = fhir_link_in(f, j, "performer", FHIR_PROVIDER);
	o.organization = fhir_link_in(f, j, "performer", "Organization");
	o.encounter = fhir_link_of(f, j, "encounter", "Encounter");
	refuse_other_focus(f);
	return o;
}

/* --- what was stored before --- */

struct stored {
	int64_t id, report, position;
	const char *code, *value, *comparator, *unit, *flag, *flag_text;
};

struct stored_list {
	const void *ctx;
	struct stored row, *list;
	size_t count;
};

#define STORED_OUT(s) DB_OUT(out_int(&(s)->id), out_int(&(s)->report), \
	out_int(&(s)->position), out_text(&(s)->code), \
	out_text(&(s)->value), out_text(&(s)->comparator), \
	out_text(&(s)->unit), out_text(&(s)->flag), out_text(&(s)->flag_text))

static bool
keep_stored(void *arg)
{
	struct stored_list *l = arg;
	struct stored *s;

	l->list = talloc_realloc_size(l->ctx, l->list,
	    (l->count + 1) * sizeof(l->list[0]));
	if (l->list == NULL)
		die("out of memory");
	s = &l->list[l->count++];
	*s = l->row;
	s->code = mem_copy(l->ctx, l->row.code);
	s->value = mem_copy(l->ctx, l->row.value);
	s->comparator = mem_copy(l->ctx, l->row.comparator);
	s->unit = mem_copy(l->ctx, l->row.unit);
	s->flag = mem_copy(l->ctx, l->row.flag);
	s->flag_text = mem_copy(l->ctx, l->row.flag_text);
	return true;
}

static bool
is_same(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

/* A result that was corrected keeps what it said before. */
static void
keep_past(struct fhir *f, const struct stored *was,
    const struct observation *is, int64_t row)
{
	struct fhir_dated when = is->issued;

	if (!fhir_is_word(is->status, "corrected amended") ||
	    was->value == NULL || (is_same(was->value, is->value.text) &&
	    is_same(was->comparator, is->value.comparator) &&
	    is_same(was->unit, is->value.unit)))
		return;
	if (when.when == NULL)
		when = fhir_when(f, fhir_object(f, f->json, "meta"),
		    "lastUpdated", FHIR_MINOR);
	db_exec(f, PAST, db_int(f->patient), db_int(row),
	    db_text(was->value), db_text(was->comparator),
	    db_text(was->unit), db_text(was->flag), db_text(was->flag_text),
	    FHIR_DATED_ARGS(when));
}

/* --- components --- */

/* The stored component with the same code, else the one at the same place. */
static struct stored *
take_stored(struct stored_list *l, const struct observation *o)
{
	size_t i;

	for (i = 0; i < l->count; i++)
		if (l->list[i].id != 0 && o->code.code != NULL &&
		    is_same(l->list[i].code, o->code.code))
			return &l->list[i];
	for (i = 0; i < l->count; i++)
		if (l->list[i].id != 0 && o->code.code == NULL &&
		    l->list[i].position == o->position)
			return &l->list[i];
	return NULL;
}

static void
put_component(struct fhir *f, const struct observation *o,
    struct stored_list *before)
{
	struct stored *was = take_stored(before, o);
	int64_t row = was == NULL ? 0 : was->id;

	db_exec(f, OBSERVATION, db_int(f->patient), db_id(row),
	    OBSERVATION_ARGS(f, o));
	if (was == NULL)
		return;
	keep_past(f, was, o, row);
	was->id = 0;
}

static void
put_components(struct fhir *f, struct observation *components, size_t count,
    bool was_there)
{
	struct stored_list before = { .ctx = f };
	size_t i;

	if (was_there)
		db_each(f, STORED_COMPONENTS, STORED_OUT(&before.row),
		    keep_stored, &before, db_int(f->patient), db_int(f->row));
	for (i = 0; i < count; i++) {
		components[i].parent = f->row;
		put_component(f, &components[i], &before);
	}
	for (i = 0; i < before.count; i++) {
		if (before.list[i].id == 0)
			continue;
		db_exec(f, FORGET_PAST, db_int(f->patient),
		    db_int(before.list[i].id));
		db_exec(f, FORGET, db_int(f->patient),
		    db_int(before.list[i].id));
	}
}

/* Components are read before anything is written. */
static struct observation *
read_components(struct fhir *f, const struct observation *parent, size_t *count)
{
	const cJSON *list = fhir_get(f->json, "component"), *component;
	struct observation *all = mem_array(f, struct observation,
	    (size_t)cJSON_GetArraySize(list) + 1), *o;

	*count = 0;
	FHIR_EACH(component, f, f->json, "component") {
		o = &all[*count];
		*o = *parent;
		o->report = 0;
		o->note = NULL;
		o->position = (int64_t)++*count;
		read_what_it_says(f, component, o);
	}
	return all;
}

void
fhir_store_observation(struct fhir *f)
{
	struct observation o = read_observation(f), *components;
	struct stored was = { .id = 0 };
	bool was_there = f->row != 0;
	size_t count;

	components = read_components(f, &o, &count);
	if (was_there && f->old_patient == f->patient && db_one(f, STORED,
	    STORED_OUT(&was), db_int(f->patient), db_int(f->row))) {
		o.report = was.report;
		o.position = was.position;
	}
	if (!fhir_put(f, OBSERVATION, OBSERVATION_ARGS(f, &o)))
		return;
	if (was.id != 0)
		keep_past(f, &was, &o, f->row);
	put_components(f, components, count, was_there);
}
