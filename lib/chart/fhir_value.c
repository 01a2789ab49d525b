/* fhir_value.c: values, ranges, flags and categories of observations. */
#include "chart/fhir_value.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "base/when.h"

/* --- values --- */

static struct fhir_value
text_value(const char *text)
{
	return (struct fhir_value){
		.kind = text == NULL ? "none" : "text", .text = text };
}

static struct fhir_value
read_quantity(struct fhir *f, const cJSON *from, const char *key)
{
	struct fhir_amount a = fhir_amount(f, fhir_object(f, from, key));

	return (struct fhir_value){
		.kind = a.value == NULL ? "none" : "quantity", .text = a.value,
		.comparator = a.value == NULL ? NULL : a.comparator,
		.unit = a.unit, .unit_code = a.code };
}

static struct fhir_value
read_concept(struct fhir *f, const cJSON *from, const char *key)
{
	struct fhir_code c = fhir_concept(f, fhir_object(f, from, key),
	    "SNOMED LOINC");

	return (struct fhir_value){ .kind = c.display == NULL ? "none" : "code",
		.text = c.display, .code = c.code, .system = c.system };
}

static struct fhir_value
read_string(struct fhir *f, const cJSON *from, const char *key)
{
	const char *text = fhir_lines(f, from, key);

	return text_value(fhir_cut(f, fhir_get(from, key), text, FHIR_VALUE));
}

static struct fhir_value
read_boolean(struct fhir *f, const cJSON *from, const char *key)
{
	return text_value(fhir_bool(f, from, key) ? "Yes" : "No");
}

static struct fhir_value
read_integer(struct fhir *f, const cJSON *from, const char *key)
{
	return (struct fhir_value){ .kind = "quantity",
		.text = fhir_number(f, from, key) };
}

static struct fhir_value
read_range(struct fhir *f, const cJSON *from, const char *key)
{
	return text_value(fhir_range_words(f, fhir_object(f, from, key)));
}

static struct fhir_value
read_ratio(struct fhir *f, const cJSON *from, const char *key)
{
	return text_value(fhir_ratio_words(f, fhir_object(f, from, key)));
}

static struct fhir_value
read_date_time(struct fhir *f, const cJSON *from, const char *key)
{
	struct fhir_dated d = fhir_when(f, from, key, FHIR_DECISIVE);

	return (struct fhir_value){ .kind = d.when == NULL ? "none" : "when",
		.text = d.when };
}

static const char *
say(struct fhir *f, const struct fhir_dated *d)
{
	struct when w;
	char text[WHEN_MAX];

	return d->when == NULL || !when_read(d->when, &w) ? NULL :
	    mem_copy(f, when_says(&w, text));
}

static struct fhir_value
read_period(struct fhir *f, const cJSON *from, const char *key)
{
	struct fhir_span s = fhir_period(f, from, key, FHIR_DECISIVE);
	const char *start = say(f, &s.start), *end = say(f, &s.end);

	if (end == NULL)
		return text_value(start == NULL ? NULL :
		    mem_fmt(f, "since %s", start));
	return text_value(start == NULL ? mem_fmt(f, "until %s", end) :
	    mem_fmt(f, "%s to %s", start, end));
}

/* A curve has no place in the chart; that it was recorded has. */
static struct fhir_value
read_samples(struct fhir *f, const cJSON *from, const char *key)
{
	fhir_note(f, fhir_object(f, from, key),
	    "is a curve: kept without its samples");
	return text_value(NULL);
}

static const struct {
	const char *key;
	struct fhir_value (*read)(struct fhir *, const cJSON *, const char *);
} values[] = {
	{ "valueQuantity", read_quantity },
	{ "valueCodeableConcept", read_concept },
	{ "valueString", read_string },
	{ "valueBoolean", read_boolean },
	{ "valueInteger", read_integer },
	{ "valueRange", read_range },
	{ "valueRatio", read_ratio },
	{ "valueSampledData", read_samples },
	{ "valueTime", read_string },
	{ "valueDateTime", read_date_time },
	{ "valuePeriod", read_period },
};

struct fhir_value
fhir_value(struct fhir *f, const cJSON *from)
{
	size_t i;

	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		if (fhir_get(from, values[i].key) != NULL)
			return values[i].read(f, from, values[i].key);
	return text_value(NULL);
}

/* --- ranges and flags --- */

/* A range in words, with whom or what it is for: "Severe: at most 8". */
static const char *
words_of_range(struct fhir *f, const cJSON *range)
{
	const char *type = fhir_concept(f, fhir_object(f, range, "type"),
	    "").display;
	const char *whom = fhir_words(f, range, "appliesTo", FHIR_LINE);
	const char *ages = fhir_range_words(f, fhir_object(f, range, "age"));
	const char *words = fhir_text(f, range, "text", FHIR_LINE);

	if (words == NULL)
		words = fhir_range_words(f, range);
	if (ages != NULL)
		whom = fhir_and(f, whom, ", ", mem_fmt(f, "age %s", ages));
	return words == NULL ? NULL : fhir_and(f, fhir_and(f, type, ", ",
	    whom), ": ", words);
}

/* Whether it is a range that the value should be in. */
static bool
is_normal(struct fhir *f, const cJSON *range)
{
	const cJSON *type = fhir_object(f, range, "type");

	return type == NULL || fhir_has_code(f, type, "normal");
}

static const char *
words_of_ranges(struct fhir *f, const cJSON *from)
{
	const cJSON *range;
	const char *all = NULL;

	FHIR_EACH(range, f, from, "referenceRange") {
		all = fhir_and(f, all, "; ", words_of_range(f, range));
		if (all != NULL && strlen(all) > FHIR_VALUE)
			break;
	}
	return fhir_cut(f, fhir_get(from, "referenceRange"), all, FHIR_LINE);
}

/*
 * The one normal range. Where there are several, for ages or groups, or only
 * others (severe, therapeutic), which is whose can't be told: all in words.
 */
struct fhir_range
fhir_reference_range(struct fhir *f, const cJSON *from)
{
	const cJSON *range, *best = NULL;
	struct fhir_range r = { NULL, NULL, NULL };
	int count = 0;

	FHIR_EACH(range, f, from, "referenceRange")
		if (is_normal(f, range)) {
			best = range;
			count++;
		}
	if (count != 1) {
		r.text = words_of_ranges(f, from);
		return r;
	}
	r.low = fhir_amount(f, fhir_object(f, best, "low")).value;
	r.high = fhir_amount(f, fhir_object(f, best, "high")).value;
	r.text = fhir_text(f, best, "text", FHIR_LINE);
	return r;
}

struct fhir_flag
fhir_interpretation(struct fhir *f, const cJSON *from)
{
	const cJSON *concept = fhir_first(f, from, "interpretation");
	struct fhir_code c = fhir_concept(f, concept,
	    "http://terminology.hl7.org/CodeSystem/"
	    "v3-ObservationInterpretation");
	struct fhir_flag flag = { NULL, NULL };

	flag.flag = c.code != NULL && strlen(c.code) <= 16 ? c.code : NULL;
	flag.text = fhir_cut(f, concept, c.display, FHIR_CODE);
	return flag;
}

/* --- categories --- */

/* What says most stands first: an item of a survey may be about function. */
static const struct { const char *codes, *category; } categories[] = {
	{ "functional-status disability-status", "function" },
	{ "cognitive-status", "mental" },
	{ "vital-signs", "vital" },
	{ "laboratory LAB CH HM MB", "laboratory" },
	{ "social-history sdoh", "social" },
	{ "survey", "survey" },
	{ "imaging RAD", "imaging" },
	{ "exam", "exam" },
};

/* Vital signs that come without a category. */
#define VITALS "85353-1 85354-9 8480-6 8462-4 8867-4 9279-1 8310-5 8302-2 " \
    "29463-7 39156-5 2708-6 59408-5 9843-4 8289-1 59576-9 77606-2 8306-3 " \
    "96607-7"

const char *
fhir_observation_category(struct fhir *f, const struct fhir_code *code)
{
	size_t i;

	for (i = 0; i < sizeof(categories) / sizeof(categories[0]); i++)
		if (fhir_list_has_code(f, f->json, "category",
		    categories[i].codes))
			return categories[i].category;
	if (code->system != NULL && strcmp(code->system, "LOINC") == 0 &&
	    fhir_is_word(code->code, VITALS))
		return "vital";
	return "other";
}
