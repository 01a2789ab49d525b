/* fhir_medication.c: Medication, MedicationRequest, MedicationStatement. */
#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "chart/fhir.h"

static const char DRUG[] =
    "INSERT INTO drug (id, code, system, display) VALUES (?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE code = VALUES(code), system = VALUES(system),"
    "  display = VALUES(display)";
static const char FIND_DRUG[] =
    "SELECT code, system, display FROM drug WHERE id = ?";

static const char MEDICATION[] =
    "REPLACE INTO medication (patient_id, id, kind, code, system, display,"
    "  status, intent, instructions, dose, dose_unit, route_code,"
    "  route_system, route, times, period, period_unit, as_needed,"
    "  start_when, start_day, end_when, end_day, reason_code,"
    "  reason_system, reason, refills, quantity, quantity_unit,"
    "  provider_id, encounter_id, note, confidential)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
    "  ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

#define DRUG_SYSTEMS "RXNORM NDC SNOMED CVX"

/* The names of what a medication is made of; NULL if it doesn't say. */
static const char *
ingredients_of(struct fhir *f, const cJSON *medication)
{
	const cJSON *ingredient;
	const char *all = NULL;

	FHIR_EACH(ingredient, f, medication, "ingredient") {
		all = fhir_and(f, all, ", ", fhir_concept(f, fhir_object(f,
		    ingredient, "itemCodeableConcept"), DRUG_SYSTEMS).display);
		if (all != NULL && strlen(all) > FHIR_VALUE)
			break;
	}
	return fhir_cut(f, medication, all, FHIR_LINE);
}

/* What a Medication resource is: its code, else what it is made of. */
static struct fhir_code
code_of_medication(struct fhir *f, const cJSON *medication)
{
	struct fhir_code c = fhir_concept(f, fhir_object(f, medication,
	    "code"), DRUG_SYSTEMS);

	if (c.display == NULL)
		c.display = ingredients_of(f, medication);
	return c;
}

/*
 * A Medication belongs to no patient: it is what orders name by reference,
 * maybe from another file, so it is kept.
 */
void
fhir_store_drug(struct fhir *f)
{
	struct fhir_code c = code_of_medication(f, f->json);

	if (c.display == NULL)
		fhir_refuse(f, f->json, "has neither a code nor ingredients");
	fhir_put_shared(f, DRUG, FHIR_CODE_ARGS(c));
}

/* What is taken: a code, or a Medication inside the resource or elsewhere. */
static struct fhir_code
drug_of(struct fhir *f)
{
	const cJSON *concept = fhir_object(f, f->json,
	    "medicationCodeableConcept");
	const cJSON *reference = fhir_object(f, f->json, "medicationReference");
	const cJSON *contained = fhir_contained(f, reference);
	struct fhir_code c = contained != NULL ?
	    code_of_medication(f, contained) :
	    fhir_concept(f, concept, DRUG_SYSTEMS);
	int64_t drug;

	if (c.display == NULL && contained != NULL)
		c.display = fhir_text(f, reference, "display", FHIR_LINE);
	if (c.display == NULL && reference != NULL && contained == NULL) {
		drug = fhir_link(f, reference, "Medication");
		if (drug != 0 && db_one(f, FIND_DRUG, DB_OUT(out_text(&c.code),
		    out_text(&c.system), out_text(&c.display)), db_int(drug)))
			return c;
		c.display = fhir_text(f, reference, "display", FHIR_LINE);
		if (c.display == NULL)
			fhir_wait_for(f, reference);
	}
	if (c.display == NULL && f->waits_for == NULL)
		fhir_refuse(f, f->json, "names no medication");
	return c;
}

/* --- dosage --- */

struct dosage {
	const char *instructions;
	const char *dose, *dose_unit;
	struct fhir_code route;
	const char *times, *period, *period_unit;
	bool as_needed;
	struct fhir_span bounds;
};

/* Abbreviations of prescriptions, as times in a period. */
static const struct { const char *code, *times, *period, *unit; } timings[] = {
	{ "BID", "2", "1", "d" }, { "TID", "3", "1", "d" },
	{ "QID", "4", "1", "d" }, { "QD", "1", "1", "d" },
	{ "QOD", "1", "2", "d" }, { "AM", "1", "1", "d" },
	{ "PM", "1", "1", "d" }, { "BED", "1", "1", "d" },
	{ "Q1H", "1", "1", "h" }, { "Q2H", "1", "2", "h" },
	{ "Q3H", "1", "3", "h" }, { "Q4H", "1", "4", "h" },
	{ "Q6H", "1", "6", "h" }, { "Q8H", "1", "8", "h" },
	{ "Q12H", "1", "12", "h" }, { "WK", "1", "1", "wk" },
	{ "MO", "1", "1", "mo" },
};

static void
read_timing_code(struct fhir *f, const cJSON *timing, struct dosage *d)
{
	const char *code = fhir_concept(f, fhir_object(f, timing, "code"),
	    "").code;
	size_t i;

	for (i = 0; code != NULL && i < sizeof(timings) / sizeof(timings[0]);
	    i++)
		if (strcmp(timings[i].code, code) == 0) {
			d->times = timings[i].times;
			d->period = timings[i].period;
			d->period_unit = timings[i].unit;
		}
}

static const char *
short_number(struct fhir *f, const cJSON *from, const char *key)
{
	return fhir_cut(f, from, fhir_number(f, from, key), 16);
}

static void
read_timing(struct fhir *f, const cJSON *timing, struct dosage *d)
{
	const cJSON *repeat = fhir_object(f, timing, "repeat");

	d->times = short_number(f, repeat, "frequency");
	d->period = short_number(f, repeat, "period");
	d->period_unit = fhir_text(f, repeat, "periodUnit", 8);
	d->bounds = fhir_period(f, repeat, "boundsPeriod", FHIR_MINOR);
	if (d->times == NULL && d->period != NULL)
		d->times = "1";		/* as FHIR has it */
	if (d->times == NULL || d->period == NULL)
		read_timing_code(f, timing, d);
}

/* "1 to 2" tablets; the unit goes into the words if there are two. */
static struct fhir_amount
read_dose_range(struct fhir *f, const cJSON *range)
{
	struct fhir_amount low = fhir_amount(f, fhir_object(f, range, "low"));
	struct fhir_amount high = fhir_amount(f, fhir_object(f, range,
	    "high"));

	if (low.value != NULL && high.value != NULL && (low.unit == NULL ||
	    high.unit == NULL || strcmp(low.unit, high.unit) == 0)) {
		low.value = mem_fmt(f, "%s to %s", low.value, high.value);
		low.unit = low.unit == NULL ? high.unit : low.unit;
	} else {
		low.value = fhir_range_words(f, range);
		low.unit = NULL;
	}
	low.value = fhir_cut(f, range, low.value, FHIR_NUMBER);
	return low;
}

/* The first dose that has a number. */
static void
read_dose(struct fhir *f, const cJSON *dosage, struct dosage *d)
{
	const cJSON *rate, *range;
	struct fhir_amount a;

	FHIR_EACH(rate, f, dosage, "doseAndRate") {
		a = fhir_amount(f, fhir_object(f, rate, "doseQuantity"));
		range = fhir_object(f, rate, "doseRange");
		if (a.value == NULL && range != NULL)
			a = read_dose_range(f, range);
		if (a.value != NULL && d->dose == NULL) {
			d->dose = a.value;
			d->dose_unit = a.unit;
		}
	}
}

/* What the label says: text, words for the patient, and additions. */
static const char *
label_of(struct fhir *f, const cJSON *dosage)
{
	const char *text = fhir_lines(f, dosage, "text");
	const char *patient = fhir_lines(f, dosage, "patientInstruction");
	const char *more = fhir_words(f, dosage, "additionalInstruction",
	    FHIR_VALUE);

	if (text != NULL && patient != NULL && strcmp(text, patient) == 0)
		patient = NULL;
	return fhir_and(f, fhir_and(f, text, ". ", patient), ". ", more);
}

/*
 * The first dosage in parts, the instructions of all. If there are several
 * ("2 tablets today, then 1 a day"), the parts of one would mislead where
 * there are words for all.
 */
static struct dosage
read_dosages(struct fhir *f, const char *key)
{
	struct dosage d = { .instructions = NULL };
	const cJSON *first = fhir_first(f, f->json, key), *dosage;
	bool several = cJSON_GetArraySize(fhir_get(f->json, key)) > 1;

	FHIR_EACH(dosage, f, f->json, key) {
		d.instructions = fhir_and(f, d.instructions, "\n",
		    label_of(f, dosage));
		if (d.instructions != NULL &&
		    strlen(d.instructions) > FHIR_LONG)
			break;
	}
	d.instructions = fhir_cut(f, first, d.instructions, FHIR_LONG / 4);
	if (first == NULL)
		return d;
	read_timing(f, fhir_object(f, first, "timing"), &d);
	read_dose(f, first, &d);
	if (several && d.instructions != NULL)
		d.dose = d.dose_unit = d.times = d.period = d.period_unit =
		    NULL;
	d.route = fhir_concept(f, fhir_object(f, first, "route"),
	    "SNOMED NCIT");
	d.as_needed = fhir_bool(f, first, "asNeededBoolean") ||
	    fhir_object(f, first, "asNeededCodeableConcept") != NULL;
	return d;
}

/* --- orders and statements --- */

struct medication {
	const char *kind, *status, *intent;
	struct fhir_code drug, reason;
	struct dosage dosage;
	struct fhir_span taken;
	const char *refills, *note;
	struct fhir_amount quantity;
	int64_t provider, encounter;
};

static void
put_medication(struct fhir *f, const struct medication *m)
{
	const struct dosage *d = &m->dosage;

	fhir_put(f, MEDICATION, db_text(m->kind), FHIR_CODE_ARGS(m->drug),
	    db_text(m->status), db_text(m->intent), db_text(d->instructions),
	    db_text(d->dose), db_text(d->dose_unit), FHIR_CODE_ARGS(d->route),
	    db_text(d->times), db_text(d->period), db_text(d->period_unit),
	    db_int(d->as_needed), FHIR_SPAN_ARGS(m->taken),
	    FHIR_CODE_ARGS(m->reason), db_text(m->refills),
	    db_text(m->quantity.value), db_text(m->quantity.unit),
	    db_id(m->provider), db_id(m->encounter), db_text(m->note),
	    db_int(f->confidential));
}

/* An order begins when the label says so, else when it was written. */
void
fhir_store_medication_request(struct fhir *f)
{
	const cJSON *j = f->json;
	const cJSON *dispense = fhir_object(f, j, "dispenseRequest");
	struct fhir_dated written = fhir_when(f, j, "authoredOn",
	    FHIR_DECISIVE);
	struct medication m = {
		.kind = "order",
		.status = fhir_status(f, "unknown"),
		.intent = fhir_text(f, j, "intent", 32),
		.drug = drug_of(f),
		.reason = fhir_reason(f, j),
		.dosage = read_dosages(f, "dosageInstruction"),
		.refills = short_number(f, dispense, "numberOfRepeatsAllowed"),
		.note = fhir_notes(f, j, "note"),
		.quantity = fhir_amount(f, fhir_object(f, dispense,
		    "quantity")),
		.provider = fhir_link_of(f, j, "requester", FHIR_PROVIDER),
		.encounter = fhir_link_of(f, j, "encounter", "Encounter"),
	};

	m.taken = m.dosage.bounds;
	if (m.taken.start.when == NULL)
		m.taken.start = written;
	if (fhir_bool(f, j, "doNotPerform"))
		fhir_refuse(f, j, "says that something must not be taken: the "
		    "chart has no place for that");
	put_medication(f, &m);
}

void
fhir_store_medication_statement(struct fhir *f)
{
	const cJSON *j = f->json;
	struct medication m = {
		.kind = "statement",
		.status = fhir_status(f, "unknown"),
		.drug = drug_of(f),
		.reason = fhir_reason(f, j),
		.dosage = read_dosages(f, "dosage"),
		.taken = fhir_time(f, j, "effective", FHIR_DECISIVE),
		.note = fhir_notes(f, j, "note"),
		.provider = fhir_link_of(f, j, "informationSource",
		    FHIR_PROVIDER),
		.encounter = fhir_link_of(f, j, "context", "Encounter"),
	};

	if (m.taken.start.when == NULL && m.taken.end.when == NULL)
		m.taken = m.dosage.bounds;
	put_medication(f, &m);
}
