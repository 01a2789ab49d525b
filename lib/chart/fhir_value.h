/* fhir_value.h: what an Observation says, inside lib/chart only. */
#ifndef KITH_FHIR_VALUE_H
#define KITH_FHIR_VALUE_H

#include "chart/fhir.h"

/* A value as table observation has it. */
struct fhir_value {
	const char *kind;	/* none quantity code text when */
	const char *text, *comparator, *unit, *unit_code, *code, *system;
};

/* The value[x] of an Observation or of a component. */
struct fhir_value fhir_value(struct fhir *, const cJSON *from);

/* The range that the laboratory gives for people like this one. */
struct fhir_range { const char *low, *high, *text; };
struct fhir_range fhir_reference_range(struct fhir *, const cJSON *from);

/* The laboratory's flag and its words. */
struct fhir_flag { const char *flag, *text; };
struct fhir_flag fhir_interpretation(struct fhir *, const cJSON *from);

/* The chart's word for the category. */
const char *fhir_observation_category(struct fhir *,
    const struct fhir_code *code);

#endif
