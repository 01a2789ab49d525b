/*
 * measure.h: the values of a test, from all over a record: in reports, on their
 * own, and inside of others.
 */
#ifndef KITH_MEASURE_H
#define KITH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libxml/tree.h>

struct measure {
	xmlNode *node;			/* the observation */
	int line;			/* see measure_of() */
	size_t order;			/* in the record */
	bool is_dated, is_number;
	double x, y;			/* days since 1970; the number */
	const char *unit;		/* UCUM, else as written, else "" */
	bool has_low, has_high;
	double low, high;		/* the usual range */
	bool is_drawn;			/* for who draws it ... */
	const char *kind;		/* ... and how: see trend.h */
};

/*
 * Find all observations of the test that one observation of the record is of:
 * with the same code, or without one the same name. Newest first; what has no
 * date is last; what was cancelled is left out. Return how many; *all is
 * owned by ctx. 0 if the record has no such observation.
 */
size_t measure_like(const void *ctx, const xmlNode *record,
    int64_t observation, struct measure **all);

/*
 * The same for codes. lines is NULL-ended; each holds codes between blanks, and
 * its number is the line of what has one of them.
 */
size_t measure_of(const void *ctx, const xmlNode *record,
    const char *const *lines, struct measure **all);

#endif
