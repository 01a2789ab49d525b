/*
 * trend.h: the values of one test over time, as pictures.
 *
 *   <trend observation="334">
 *     <series unit="mg/dL" count="5">
 *       <plot>...<point observation="334" kind="off" label="1"/></plot>
 *     </series>
 *     <value observation="334"/> ...
 *   </trend>
 *
 * One series for each unit, that of the newest value first: values whose units
 * can't be converted exactly never stand in one picture. A vital sign with
 * custom (chart.h) stands in that unit. kind: "in", "off" (the laboratory
 * flagged it, or it is out of its range), "below" or "above" (the value is only
 * known to be less or more: no line leads to it). label: there is room for
 * words. The usual range is drawn where the data have one, in steps where it
 * changed. <value/> are all of them, newest first, also those that are words or
 * have no date: a table shows them.
 */
#ifndef KITH_TREND_H
#define KITH_TREND_H

#include <stddef.h>
#include <stdint.h>

#include <libxml/tree.h>

/* So many values, the newest, on a page of its own; beside other tests. */
enum { TREND_MAX = 200, TREND_FEW = 24 };

/*
 * Add the <trend> of the test that an observation of the record is of: all
 * with the same code, or without one the same name, but no more than max. NULL
 * if the record, as it was selected for this viewer, has no such observation.
 */
xmlNode *trend_add(const void *ctx, xmlNode *parent, const xmlNode *record,
    int64_t observation, size_t max);

/*
 * Add the <trend> of all with certain codes. lines is NULL-ended; each holds
 * the codes of one line, between blanks: upper and lower blood pressure are two
 * lines in one picture. NULL if there is no value.
 */
xmlNode *trend_add_codes(const void *ctx, xmlNode *parent, const xmlNode *record,
    const char *const *lines);

#endif
