/* fhir_report.c: DiagnosticReport and the results that stand in it. */
#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "base/when.h"
#include "chart/fhir_attachment.h"
#include "chart/import_run.h"

/*
 * When it came, and what the practice decided and said about it, stays; the
 * source's own comment takes the place of the one before.
 */
static const char REPORT[] =
    "INSERT INTO report (patient_id, id, category, code, system, display,"
    "  status, taken_when, taken_day, issued_when, issued_day, comment,"
    "  narrative, specimen, provider_id, organization_id, encounter_id,"
    "  confidential, added_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE patient_id = VALUES(patient_id),"
    "  category = VALUES(category), code = VALUES(code),"
    "  system = VALUES(system), display = VALUES(display),"
    "  status = VALUES(status), taken_when = VALUES(taken_when),"
    "  taken_day = VALUES(taken_day), issued_when = VALUES(issued_when),"
    "  issued_day = VALUES(issued_day),"
    "  comment_by = IF(VALUES(comment) IS NULL, comment_by, NULL),"
    "  comment = COALESCE(VALUES(comment), comment),"
    "  narrative = VALUES(narrative), specimen = VALUES(specimen),"
    "  provider_id = VALUES(provider_id),"
    "  organization_id = VALUES(organization_id),"
    "  encounter_id = VALUES(encounter_id),"
    "  confidential = VALUES(confidential)";

static const char FORGET_RESULTS[] =
    "UPDATE observation SET report_id = NULL, position = 0"
    " WHERE patient_id = ? AND report_id = ?";
static const char RESULT[] =
    "UPDATE observation SET report_id = ?, position = ?"
    " WHERE patient_id = ? AND id = ?";

static const struct { const char *codes, *category; } categories[] = {
	{ "LAB CH HM MB SR IMM TX UR VR BLB CG CP CUS GE ICU LP7839-6 "
	    "laboratory", "laboratory" },
	{ "RAD RUS RX CT NMR NMS OUS VUS XRC RAS LP29684-5 imaging",
	    "imaging" },
};

static const char *
category_of_report(struct fhir *f)
{
	size_t i;

	for (i = 0; i < sizeof(categories) / sizeof(categories[0]); i++)
		if (fhir_list_has_code(f, f->json, "category",
		    categories[i].codes))
			return categories[i].category;
	return "other";
}

struct report {
	struct fhir_document about;	/* also what its files are called */
	const char *category, *narrative, *specimen;
	struct fhir_span taken;
	struct fhir_dated issued;
	struct fhir_attachment *files;
	int file_count;
	int64_t *results;	/* rows of observations, 0 where contained */
	int result_count;
};

/* Text is shown with the report; other files become documents. */
static void
read_forms(struct fhir *f, struct report *r)
{
	const cJSON *form;
	struct fhir_attachment a;
	const char *text;

	r->files = mem_array(f, struct fhir_attachment, (size_t)
	    cJSON_GetArraySize(fhir_get(f->json, "presentedForm")) + 1);
	FHIR_EACH(form, f, f->json, "presentedForm") {
		a = fhir_attachment(f, form);
		text = fhir_attachment_text(f, &a);
		if (text != NULL)
			r->narrative = fhir_and(f, r->narrative, "\n\n", text);
		else
			r->files[r->file_count++] = a;
	}
}

static void
read_results(struct fhir *f, struct report *r)
{
	const cJSON *reference;

	r->results = mem_array(f, int64_t, (size_t)cJSON_GetArraySize(
	    fhir_get(f->json, "result")) + 1);
	FHIR_EACH(reference, f, f->json, "result")
		r->results[r->result_count++] =
		    fhir_contained(f, reference) != NULL ? 0 :
		    fhir_link(f, reference, "Observation");
}

static const char *
specimen_of(struct fhir *f)
{
	const cJSON *reference = fhir_first(f, f->json, "specimen");
	const cJSON *specimen = fhir_contained(f, reference);
	const char *words = fhir_concept(f, fhir_object(f, specimen, "type"),
	    "SNOMED").display;

	return words != NULL ? words :
	    fhir_text(f, reference, "display", FHIR_LINE);
}

static struct report
read_report(struct fhir *f)
{
	const cJSON *j = f->json;
	struct report r = { .category = category_of_report(f) };
	struct fhir_document *d = &r.about;

	d->code = fhir_subject_matter(f, j, "code", "LOINC SNOMED CPT");
	d->status = fhir_status(f, "unknown");
	r.taken = fhir_time(f, j, "effective", FHIR_DECISIVE);
	r.issued = fhir_when(f, j, "issued", FHIR_MINOR);
	r.specimen = specimen_of(f);
	d->provider = fhir_link_in(f, j, "performer", FHIR_PROVIDER);
	if (d->provider == 0)
		d->provider = fhir_link_in(f, j, "resultsInterpreter",
		    FHIR_PROVIDER);
	d->organization = fhir_link_in(f, j, "performer", "Organization");
	d->encounter = fhir_link_of(f, j, "encounter", "Encounter");
	read_forms(f, &r);
	read_results(f, &r);
	return r;
}

/* A result that is inside the report is stored with it, under its name. */
static int64_t
store_contained(struct fhir *f, const cJSON *contained)
{
	const cJSON *id = fhir_get(contained, "id");
	const struct table_slot *slot;

	if (!fhir_is_word("Observation", fhir_text(f, contained,
	    "resourceType", 64) == NULL ? "" : fhir_text(f, contained,
	    "resourceType", 64)))
		return 0;
	import_resource(f->file, contained, CONTAINED, f);
	slot = import_find(f->file, mem_fmt(f, "%s#observation/%.64s",
	    f->name, cJSON_IsString(id) ? id->valuestring : ""));
	return slot == NULL ? 0 : slot->row;
}

static void
put_results(struct fhir *f, const struct report *r)
{
	const cJSON *reference, *contained;
	int64_t row;
	int i = 0;

	FHIR_EACH(reference, f, f->json, "result") {
		contained = fhir_contained(f, reference);
		row = contained == NULL ? r->results[i] :
		    store_contained(f, contained);
		i++;
		if (row != 0)
			db_exec(f, RESULT, db_int(f->row), db_int(i),
			    db_int(f->patient), db_int(row));
	}
}

static void
put_files(struct fhir *f, struct report *r)
{
	struct fhir_document *d = &r->about;
	int i;

	d->report = f->row;
	d->kind = strcmp(r->category, "other") == 0 ? "note" : r->category;
	d->title = d->code.display;
	d->status = "current";
	d->written = r->issued.when != NULL ? r->issued : r->taken.start;
	for (i = 0; i < r->file_count; i++)
		fhir_put_document_below(f, d, &r->files[i], i);
}

void
fhir_store_report(struct fhir *f)
{
	struct report r = read_report(f);
	const struct fhir_document *d = &r.about;
	bool was_there = f->row != 0;

	if (!fhir_put(f, REPORT, db_text(r.category), FHIR_CODE_ARGS(d->code),
	    db_text(d->status), FHIR_DATED_ARGS(r.taken.start),
	    FHIR_DATED_ARGS(r.issued),
	    db_text(fhir_lines(f, f->json, "conclusion")),
	    db_text(r.narrative), db_text(r.specimen), db_id(d->provider),
	    db_id(d->organization), db_id(d->encounter),
	    db_int(f->confidential), db_instant(f, when_now())))
		return;
	if (was_there) {
		db_exec(f, FORGET_RESULTS, db_int(f->patient), db_int(f->row));
		fhir_clear_below(f);
	}
	put_results(f, &r);
	put_files(f, &r);
}
