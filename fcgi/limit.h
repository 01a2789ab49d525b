/*
 * limit.h: limits that patients ask the practice to keep to when it uses and
 * shares their information, for programs of both sides. See
 * sql/0012-restrictions.sql, views/limits-words.xsl, views/staff-limits.xsl.
 */
#ifndef KITH_LIMIT_H
#define KITH_LIMIT_H

#include <stdint.h>

#include "web/form.h"

/* The statements, for db_prepare(): of what was agreed, of limit_add_news(). */
extern const char *const limit_sql[];
extern const char *const limit_news_sql[];

/* Parts of a record that can be limited; limit_form begins with their fields. */
enum { LIMIT_PARTS = 16 };

struct limit {
	const char *parts[LIMIT_PARTS];	/* "yes", or NULL */
	const char *says, *paid;
};

extern const struct field limit_form[];

/*
 * What has become of restriction_request q: asked, agreed, partly, declined;
 * withdrawn before it was decided, ended after it was agreed. One that the
 * practice ended for what is new (later_at) is in force for the rest.
 */
#define LIMIT_STATE							\
    " CASE WHEN q.ended_at IS NULL THEN IFNULL(q.decision, 'asked')"	\
    "  WHEN q.decision IS NULL THEN 'withdrawn' ELSE 'ended' END"

/*
 * What stands of a request in every list of them: columns for db_rows() of q,
 * its asker a, and who of the staff decided and ended it, joined by LIMIT_FROM.
 */
#define LIMIT_COLUMNS							\
    " q.id, q.parts, q.says, NULLIF(q.paid, 0) AS paid, q.asked_at,"	\
    " q.answer, s.name AS decided_by, q.decided_at, q.later_at,"	\
    " l.name AS later_by, q.later_says, q.ended_at, e.name AS ended_by,"	\
    " q.ended_says," LIMIT_STATE " AS state"
#define LIMIT_FROM							\
    " FROM restriction_request q JOIN account a ON a.id = q.account_id"	\
    " LEFT JOIN staff s ON s.id = q.decided_by"				\
    " LEFT JOIN staff l ON l.id = q.later_by"				\
    " LEFT JOIN staff e ON e.id = q.ended_by_staff"

/* What waits, then what is in force, then what is over and may fall off. */
#define LIMIT_ORDER							\
    " ORDER BY CASE WHEN q.ended_at IS NOT NULL OR q.decision = 'declined'" \
    "  THEN 2 WHEN q.decision IS NULL THEN 0 ELSE 1 END, q.id DESC LIMIT 100"

/* Name the parts in the page, in their order: <part @name> each. */
void limit_add_parts(struct req *);

/*
 * Add the limits that the practice has agreed to keep, for its people to see
 * before they share: <restriction> each, with the columns above. A member who
 * opens no charts gets those alone that bills must keep to, as the care was
 * paid for in full; and <unseen @number>, how many others there are, if any.
 */
void limit_add_agreed(struct req *, int64_t patient_id);

/*
 * Tell the account of an answer to its request about the patient, or an end by
 * the practice, that it has not seen yet: the newest as <new @href @on_at @new>
 * with @kind limit-answer or limit-end. A mail alone would not reach everybody.
 */
void limit_add_news(struct req *);

#endif
