/*
 * release.h: what of a record people may see already, as conditions for SQL.
 *
 * Staff may hold a report or a document for a legal reason, always with an
 * end, or recall it. A patient may ask to hear from the provider first
 * (table result_wait): a report that came after that wish waits for a comment,
 * so many days at most. Whoever selects, counts or tells of reports and
 * documents for patients and families asks with these; staff see all at once.
 */
#ifndef KITH_RELEASE_H
#define KITH_RELEASE_H

/* Whether a report r waits for a comment; one parameter: now. */
#define RELEASE_SQL_WAITS						\
	"EXISTS (SELECT 1 FROM result_wait w"				\
	"  WHERE w.patient_id = r.patient_id AND w.category = r.category" \
	"  AND r.added_at > w.chosen_at"				\
	"  AND r.added_at + INTERVAL w.days DAY > ?"			\
	"  AND COALESCE(r.comment, '') = '')"

/*
 * Whether people see the report r; two parameters: now and now. One that was
 * recalled nobody sees. A row without a report (a LEFT JOIN that found none) is
 * seen.
 */
#define RELEASE_SQL_REPORT						\
	"((r.held_until IS NULL OR r.held_until <= ?)"			\
	" AND r.recalled_at IS NULL AND NOT " RELEASE_SQL_WAITS ")"

/*
 * Whether people see the document d that came with the report r, if any (LEFT
 * JOIN); three parameters: now, now and now. One that was recalled nobody
 * sees: say that beside it.
 */
#define RELEASE_SQL_DOCUMENT						\
	"((d.held_until IS NULL OR d.held_until <= ?)"			\
	" AND " RELEASE_SQL_REPORT ")"

/*
 * Whether a document d is news, until somebody has opened it: of late, or
 * posted of late; two parameters: the day since when, twice. What was imported
 * with an old date is no news.
 */
#define RELEASE_SQL_NEWS						\
	"(d.written_day >= ? OR"					\
	"  (d.posted_by IS NOT NULL AND d.added_at >= ?))"

#endif
