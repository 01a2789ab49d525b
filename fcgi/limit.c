/* limit.c: what can be limited, and what was agreed. */
#include "limit.h"

#include "auth/access.h"
#include "base/limits.h"
#include "db/db.h"
#include "web/view.h"

#define IN_FORCE							\
    " WHERE q.patient_id = ? AND q.decision IN ('agreed', 'partly')"	\
    "  AND q.ended_at IS NULL"

static const char AGREED[] =
    "SELECT" LIMIT_COLUMNS LIMIT_FROM IN_FORCE
    "  AND (q.paid OR ?) ORDER BY q.decided_at, q.id";

static const char UNSEEN[] =
    "SELECT COUNT(*) AS number FROM restriction_request q" IN_FORCE
    "  AND NOT (q.paid OR ?) HAVING COUNT(*) > 0";

const char *const limit_sql[] = { AGREED, UNSEEN, NULL };

static const char NEWS[] =
    "SELECT IF(IFNULL(q.ended_by_staff, q.later_by) IS NULL, 'limit-answer',"
    "  'limit-end') AS kind,"
    " CONCAT('/records/', q.patient_id, '/limits#requests') AS href,"
    " COALESCE(q.ended_at, q.later_at, q.decided_at) AS on_at, 1 AS new"
    " FROM restriction_request q"
    " WHERE q.patient_id = ? AND q.account_id = ?"
    "  AND q.decided_at IS NOT NULL AND q.seen_at IS NULL"
    " ORDER BY on_at DESC LIMIT 1";

const char *const limit_news_sql[] = { NEWS, NULL };

static const char *const yes[] = { "yes", NULL };

#define PART(i, name) \
	{ name, FORM_CHOICE, FORM_MEMBER(struct limit, parts[i], \
	    const char *), 3, false, yes }

const struct field limit_form[] = {
	PART(0, "everything"), PART(1, "visits"), PART(2, "notes"),
	PART(3, "conditions"), PART(4, "medicines"), PART(5, "allergies"),
	PART(6, "vaccines"), PART(7, "results"), PART(8, "vitals"),
	PART(9, "procedures"), PART(10, "plans"), PART(11, "mental"),
	PART(12, "reproductive"), PART(13, "substances"), PART(14, "person"),
	PART(15, "insurance"),
	FIELD_TEXT(struct limit, says, RESTRICTION_CHARACTERS_MAX),
	FIELD_CHOICE_OPT(struct limit, paid, yes),
	FIELDS_END
};

void
limit_add_parts(struct req *r)
{
	int i;

	for (i = 0; i < LIMIT_PARTS; i++)
		view_set(view_add(r->page, "part", NULL), "name",
		    limit_form[i].name);
}

void
limit_add_agreed(struct req *r, int64_t patient_id)
{
	struct db_arg all = db_int(access_staff_may(r->staff, AREA_CHARTS));

	limit_add_parts(r);
	db_rows(r, r->page, "restriction", AGREED, db_int(patient_id), all);
	db_rows(r, r->page, "unseen", UNSEEN, db_int(patient_id), all);
}

void
limit_add_news(struct req *r)
{
	db_rows(r, r->page, "new", NEWS, db_int(r->patient->id),
	    db_int(r->account->id));
}
