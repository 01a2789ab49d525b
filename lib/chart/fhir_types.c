/* fhir_types.c: quantities, names, addresses and notes. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "chart/fhir.h"
#include "chart/fhir_json.h"

static const struct { const char *sign, *words; } comparators[] = {
	{ "<", "below " }, { "<=", "at most " }, { ">=", "at least " },
	{ ">", "above " },
};

struct fhir_amount
fhir_amount(struct fhir *f, const cJSON *quantity)
{
	struct fhir_amount a = { NULL, NULL, NULL, NULL };

	if (quantity == NULL)
		return a;
	a.value = fhir_number(f, quantity, "value");
	a.comparator = fhir_text(f, quantity, "comparator", FHIR_CODE);
	a.unit = fhir_text(f, quantity, "unit", FHIR_CODE);
	a.code = fhir_token(f, quantity, "code", FHIR_CODE);
	if (a.unit == NULL)
		a.unit = a.code;
	/* Without its comparator the number would say another thing. */
	if (a.comparator != NULL && !fhir_is_word(a.comparator, "< <= >= >"))
		fhir_refuse(f, fhir_get(quantity, "comparator"),
		    "is none of < <= >= >");
	return a;
}

const char *
fhir_amount_words(struct fhir *f, const struct fhir_amount *a)
{
	const char *before = "";
	size_t i;

	if (a->value == NULL)
		return NULL;
	for (i = 0; i < 4 && a->comparator != NULL; i++)
		if (strcmp(comparators[i].sign, a->comparator) == 0)
			before = comparators[i].words;
	if (a->unit == NULL || strcmp(a->unit, "1") == 0)
		return mem_fmt(f, "%s%s", before, a->value);
	return mem_fmt(f, "%s%s %s", before, a->value, a->unit);
}

const char *
fhir_range_words(struct fhir *f, const cJSON *range)
{
	struct fhir_amount low = fhir_amount(f, fhir_object(f, range, "low"));
	struct fhir_amount high = fhir_amount(f, fhir_object(f, range, "high"));
	const char *low_words = fhir_amount_words(f, &low);
	const char *high_words = fhir_amount_words(f, &high);

	if (low_words == NULL || high_words == NULL)
		return low_words == NULL ? (high_words == NULL ? NULL :
		    mem_fmt(f, "at most %s", high_words)) :
		    mem_fmt(f, "at least %s", low_words);
	if (low.unit != NULL && high.unit != NULL &&
	    strcmp(low.unit, high.unit) == 0)
		low_words = low.value;
	return mem_fmt(f, "%s to %s", low_words, high_words);
}

const char *
fhir_ratio_words(struct fhir *f, const cJSON *ratio)
{
	struct fhir_amount over =
	    fhir_amount(f, fhir_object(f, ratio, "numerator"));
	struct fhir_amount under =
	    fhir_amount(f, fhir_object(f, ratio, "denominator"));
	const char *a = fhir_amount_words(f, &over);
	const char *b = fhir_amount_words(f, &under);

	if (a == NULL || b == NULL)
		return a;
	return mem_fmt(f, over.unit == NULL ? "%s:%s" : "%s / %s", a, b);
}

const char *
fhir_age_words(struct fhir *f, const cJSON *from, const char *stem)
{
	struct fhir_amount age;
	const char *words;
	char key[40];

	snprintf(key, sizeof(key), "%sAge", stem);
	age = fhir_amount(f, fhir_object(f, from, key));
	words = fhir_amount_words(f, &age);
	if (words == NULL) {
		snprintf(key, sizeof(key), "%sRange", stem);
		words = fhir_range_words(f, fhir_object(f, from, key));
	}
	if (words != NULL)
		return mem_fmt(f, "age %s", words);
	snprintf(key, sizeof(key), "%sString", stem);
	return fhir_text(f, from, key, FHIR_LINE);
}

const char *
fhir_notes(struct fhir *f, const cJSON *from, const char *key)
{
	const cJSON *note;
	const char *all = NULL;

	FHIR_EACH(note, f, from, key) {
		all = fhir_and(f, all, "\n\n", fhir_lines(f, note, "text"));
		if (all != NULL && strlen(all) > FHIR_LONG)
			return fhir_cut(f, fhir_get(from, key), all,
			    FHIR_LONG / 4);
	}
	return all;
}

struct fhir_name
fhir_name(struct fhir *f, const cJSON *human)
{
	struct fhir_name n = { NULL, NULL, NULL, NULL, NULL };

	if (human == NULL)
		return n;
	n.prefix = fhir_joined(f, human, "prefix", " ", 64);
	n.given = fhir_joined(f, human, "given", " ", 128);
	n.family = fhir_text(f, human, "family", 128);
	n.suffix = fhir_joined(f, human, "suffix", ", ", 64);
	n.name = fhir_and(f, n.given, " ", n.family);
	if (n.name == NULL)
		n.name = fhir_text(f, human, "text", FHIR_NAME);
	return n;
}

/* The lower, the rather it is the name that someone goes by today. */
static int
rank_of_name(struct fhir *f, const cJSON *human)
{
	static const char *const uses[] = { "official", "usual", "",
	    "nickname", "temp", "anonymous", "maiden", "old" };
	const char *use = fhir_text(f, human, "use", 16);
	bool over = fhir_get(fhir_object(f, human, "period"), "end") != NULL;
	int i;

	for (i = 0; i < 8; i++)
		if (strcmp(use == NULL ? "" : use, uses[i]) == 0)
			return i + (over ? 8 : 0);
	return 16;
}

const cJSON *
fhir_best_name(struct fhir *f, const cJSON *from, const char *key)
{
	const cJSON *human, *best = NULL;
	int rank, lowest = 99;

	FHIR_EACH(human, f, from, key) {
		rank = rank_of_name(f, human);
		if (rank < lowest && fhir_name(f, human).name != NULL) {
			lowest = rank;
			best = human;
		}
	}
	return best;
}

struct fhir_address
fhir_address(struct fhir *f, const cJSON *address)
{
	struct fhir_address a = { NULL, NULL, NULL, NULL, NULL };

	if (address == NULL)
		return a;
	a.line = fhir_joined(f, address, "line", ", ", FHIR_LINE);
	a.city = fhir_text(f, address, "city", 100);
	a.state = fhir_text(f, address, "state", 50);
	a.postal_code = fhir_text(f, address, "postalCode", 20);
	a.country = fhir_text(f, address, "country", 50);
	if (a.line == NULL && a.city == NULL)
		a.line = fhir_text(f, address, "text", FHIR_LINE);
	return a;
}

const char *
fhir_phone(struct fhir *f, const cJSON *from, const char *key)
{
	const cJSON *point;
	const char *value;

	FHIR_EACH(point, f, from, key) {
		value = fhir_token(f, point, "value", 64);
		if (value != NULL && fhir_is_word(
		    fhir_text(f, point, "system", 16), "phone sms"))
			return value;
	}
	return NULL;
}

const char *
fhir_identifier(struct fhir *f, const cJSON *from, const char *key,
    const char *system, size_t max)
{
	const cJSON *identifier;
	const char *uri, *value;

	FHIR_EACH(identifier, f, from, key) {
		uri = fhir_token(f, identifier, "system", FHIR_LINE);
		value = fhir_token(f, identifier, "value", max);
		if (value != NULL && (system == NULL ||
		    (uri != NULL && strcmp(uri, system) == 0)))
			return value;
	}
	return NULL;
}

const cJSON *
fhir_extension(struct fhir *f, const cJSON *from, const char *url)
{
	const cJSON *extension;
	const char *its;

	FHIR_EACH(extension, f, from, "extension") {
		its = fhir_token(f, extension, "url", FHIR_LINE);
		if (its != NULL && strcmp(its, url) == 0)
			return extension;
	}
	return NULL;
}

const char *
fhir_status(struct fhir *f, const char *otherwise)
{
	const char *status = fhir_text(f, f->json, "status", 32);

	return status == NULL ? otherwise : status;
}

const char *
fhir_status_code(struct fhir *f, const char *key, const char *otherwise)
{
	const char *code = fhir_concept(f, fhir_object(f, f->json, key),
	    "").code;

	return code == NULL ? otherwise : fhir_cut(f, f->json, code, 32);
}
