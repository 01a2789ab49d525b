/* health.h: the parts of the program health: see health.c. */
#ifndef KITH_HEALTH_H
#define KITH_HEALTH_H

#include <stdbool.h>

#include <libxml/tree.h>

#include "web/route.h"

/* health_results.c: results, one report, one beside earlier ones */
handler show_results, show_result, compare_results;
/* health_first.c: "tell me first" */
handler show_first, set_first, show_waiting;
/* health_charts.c: values over time */
handler show_trend, show_growth, show_measures;

extern const struct field find_form[], first_form[], first_done_form[];
extern const char *const results_sql[], *const first_sql[];

/* Add the <record> to the page, with these sections, as the viewer sees it. */
xmlNode *add_record(struct req *, unsigned sections);

/*
 * Whether the account decides when results are seen: the patient, or who
 * speaks for one that can't.
 */
bool may_decide(const struct req *);

/* Whether the patient is young enough for a growth chart. */
bool is_growing(const struct req *);

/* Tell the page what waits by that wish, if the account may know. */
void add_waiting(struct req *);

#endif
