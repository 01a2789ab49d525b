/*
 * growth.h: how children grow: percentiles of weight, height, body mass index
 * and head, and a child's own values among them.
 *
 * Below 24 months the growth standards of the WHO, from there on the reference
 * of the CDC (2000), as the CDC recommends; the head up to 36 months. Tables are
 * of L, M and S (Cole): value = M * (1 + L * S * z) ^ (1 / L).
 */
#ifndef KITH_GROWTH_H
#define KITH_GROWTH_H

#include <stdbool.h>

#include <libxml/tree.h>

#include "base/when.h"

enum growth_kind {
	GROWTH_WEIGHT,		/* kg */
	GROWTH_HEIGHT,		/* cm; below 24 months lying */
	GROWTH_BMI,		/* kg/m2, from 24 months on */
	GROWTH_HEAD,		/* cm, up to 36 months */
	GROWTH_KINDS
};

/* Months at which pictures end: of infants, of children, of the head. */
enum { GROWTH_INFANT = 24, GROWTH_GROWN = 240, GROWTH_HEAD_LAST = 36 };

struct growth_lms {
	double l, m, s;
};

/* The parameters at an age; false where there are none. */
bool growth_at(enum growth_kind, bool is_girl, double months,
    struct growth_lms *);

/* The value that many standard deviations from the middle. */
double growth_value(const struct growth_lms *, double z);

/* How many of 100 children have less than the value. */
double growth_percentile(const struct growth_lms *, double value);

/* The age on a day in months, as the tables mean it. */
double growth_months(struct day birth, struct day);

/*
 * Add to parent a <growth> for each kind of which the record has values:
 *
 *   <growth kind="weight" count="9">
 *     <phase name="child" unit="kg">     child, infant, head: as there are
 *       <plot>
 *         <shape class="curve middle"/> <edge y="40" says="97"/>
 *         <point observation="7" label="1" says="60.6"/>
 *       </plot>
 *     </phase>
 *     <value observation="7" months="99" age-says metric="27.5"
 *         imperial="60.6" percentile="52"/>       newest first
 *   </growth>
 *
 * percentile is left out where the tables have none, and for a sex that they
 * don't know; "0" and "100" are below 1 and above 99.
 */
void growth_add(const void *ctx, xmlNode *parent, xmlNode *record,
    const char *sex, struct day birth);

#endif
