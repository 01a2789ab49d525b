/* staff-documents_value.h: one value of a result, as people enter it. */
#ifndef KITH_STAFF_DOCUMENTS_VALUE_H
#define KITH_STAFF_DOCUMENTS_VALUE_H

#include "web/req.h"

/* NULL: left out. flag is one of measured_flags. */
struct measured {
	const char *value, *unit, *low, *high, *flag;
};

extern const char *const measured_flags[];

/*
 * Whether there is a value, and its range is of numbers; else the field is
 * refused. The fields are called "value", "low" and "high" and then suffix.
 */
bool measured_is_good(struct req *, const struct measured *,
    const char *suffix);

/*
 * "<0.5" as a number with its comparator: "quantity"; words as they are:
 * "text", without a comparator (NULL). What comes back is value_kind.
 */
const char *measured_kind(struct req *, const char *typed,
    const char **comparator, const char **value);

/*
 * Tell the family of a result, unless it is held, or waits for a comment as the
 * patient asked: then it is told with the comment.
 */
void tell_of_result(struct req *, int64_t report_id);

#endif
