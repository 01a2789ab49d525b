/* records.h: what the files of the program records share. */
#ifndef KITH_RECORDS_H
#define KITH_RECORDS_H

#include <stdbool.h>

#include "base/when.h"
#include "chart/chart.h"
#include "web/form.h"
#include "web/req.h"

/* What of a record, chosen alike for every way of taking it (S96). */
struct choice {
	const char *dates;	/* all, one, range; NULL: all */
	const char *type;	/* ccda */
	const char *preview;	/* show, hide, or NULL */
	struct day from, to;	/* practice's days, both included */
};

extern const struct field choice_form[];

/* Whether a choice was made and is this value. */
bool is_choice(const char *choice, const char *value);

/*
 * Read the dates and see whether they make sense. Shows in the page's <form>
 * what was chosen, and if false, beside it, why not.
 */
bool read_choice(struct req *, struct choice *);

/*
 * The selection of r->patient's record that the choice asks for, with what
 * this person may see of it; sections is a sum of enum chart_section.
 */
struct chart_query query_of(const struct req *, const struct choice *,
    unsigned sections);

#endif
