/* select.h: the statements behind chart_select(), inside lib/chart only. */
#ifndef KITH_SELECT_H
#define KITH_SELECT_H

#include <stdbool.h>

#include <libxml/tree.h>

/*
 * How many of the parameters a statement takes: the patient, whether to show
 * what is confidential (1 or 0), then whether all time is wanted (1 or 0), the
 * last and the first day of the range, then whether to show what is held or
 * waits (1 or 0), and now, as often as release.h asks for it.
 */
enum chart_params {
	OF_PATIENT = 1,
	OF_VIEWER = 2,
	OF_PERIOD = 5,
	OF_REPORT = 8,
	OF_DOCUMENT = 9,
	CHART_PARAMS_MAX = OF_DOCUMENT
};

/* A table that stands in the record row for row. */
struct chart_kind {
	const char *name;		/* of the elements */
	unsigned section;		/* of enum chart_section */
	enum chart_params params;
	const char *sql;
};

/* In the record's order; ended by a NULL name. */
extern const struct chart_kind chart_kinds[];

/* The person; takes the patient. */
extern const char chart_patient_sql[];

/*
 * What stands inside another row: _sql has a column that names it, allergy_id,
 * observation_id, care_plan_id; observations have report_id or parent_id.
 */
extern const char chart_observation_sql[];	/* OF_REPORT */
extern const char chart_past_sql[];		/* OF_PATIENT */
extern const char chart_reaction_sql[];		/* OF_PATIENT */
extern const char chart_activity_sql[];		/* OF_PATIENT */

/* How many ids a statement below takes; db_id(0) for none. */
enum { CHART_IDS = 16 };

/*
 * Contents of documents, in order: document_id, data; takes the patient, ids.
 */
extern const char chart_chunk_sql[];

/* Rows that others name; each takes ids. */
extern const char chart_provider_sql[];
extern const char chart_location_sql[];
extern const char chart_organization_sql[];

/* The attribute's value, owned by the node; NULL if there is none. */
const char *chart_value(const xmlNode *, const char *attribute);

/* Read an attribute's number; false if there is none that is only a number. */
bool chart_number(const xmlNode *, const char *attribute, double *);

/* Add an attribute that is not there yet. */
void chart_set(xmlNode *, const char *attribute, const char *value);

/* Give the documents of a record their contents: see CHART_FILES. */
void chart_select_files(const void *ctx, xmlNode *record);

/*
 * Make blanks of the characters that XML can't hold in an element's
 * attributes, and drop those that hold nothing but blanks.
 */
void chart_clean(xmlNode *);

/*
 * Add the providers, locations and organizations that rows of the record name;
 * on the way, clean all of them.
 */
void chart_select_named(const void *ctx, xmlNode *record);

#endif
