/* clerk_ages.c: tells people ahead that a birthday changes who sees what. */
#include "clerk.h"

#include <inttypes.h>
#include <string.h>

#include "auth/access.h"
#include "auth/access_table.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/when.h"
#include "db/db.h"
#include "post/outbox.h"
#include "web/view.h"

/*
 * For so many days after a birthday it is still news: the clerk may have been
 * off.
 */
enum { AHEAD_MAX = 60, NEWS_DAYS = 7, BATCH = 500 };

/*
 * Grants in force of people whose birthday is near. A guardian's, and the
 * patient's own.
 */
static const char NEAR[] =
    "SELECT g.id, g.account_id, g.patient_id, a.email, g.basis, g.areas,"
    " g.begins_at, g.ends_at, SUBSTRING_INDEX(p.given, ' ', 1), p.birth_day"
    " FROM patient p JOIN access_grant g ON g.patient_id = p.id"
    " JOIN account a ON a.id = g.account_id"
    " WHERE p.birth_day BETWEEN ? AND ? AND p.died_when IS NULL"
    "  AND g.basis IN ('guardian', 'self') AND a.disabled_at IS NULL"
    "  AND a.closed_at IS NULL AND " ACCESS_SQL_LIVE
    " ORDER BY g.id";

static const char IS_TOLD[] = "SELECT 1 FROM outbox WHERE dedupe_key = ?";

const char *const clerk_ages_sql[] = { NEAR, IS_TOLD, NULL };

/* One mail that is due. */
struct notice {
	int64_t grant_id, account_id, patient_id;
	const char *email, *given;
	bool is_guardian;
	int areas;			/* what it opens from that day on */
	int days;			/* ahead: 60, 30, 7 or 0 */
	struct day birthday;
	const struct notice *next;
};

/* One row of NEAR, for an age, and the list that the rows become. */
struct row {
	void *ctx;
	int age;
	struct day today;
	int64_t grant_id, account_id, patient_id, begins, ends;
	const char *email, *basis, *areas, *given, *birth_day;
	const struct notice *list;
};

/* Of the days ahead at which people are told, the newest that has come; -1. */
static int
newest_due(int64_t days_left)
{
	static const int days[] = { 0, 7, 30, AHEAD_MAX };
	size_t i;

	if (days_left < -NEWS_DAYS)
		return -1;
	for (i = 0; i < sizeof(days) / sizeof(days[0]); i++)
		if (days_left <= days[i])
			return days[i];
	return -1;
}

static int
areas_on(const struct row *row, struct day born, struct day day)
{
	return access_areas_today(access_read_areas(row->areas), row->basis,
	    true, born, day);
}

/*
 * Whether the birthday is news to who has the grant: it is there before and
 * after, and opens less then; and to who is an adult then.
 */
static bool
is_news(const struct row *row, struct day born, struct day birthday)
{
	int64_t at = when_clock(birthday, 0);

	if (row->begins >= at || (row->ends != 0 && row->ends <= at))
		return false;
	if (strcmp(row->basis, "self") == 0)
		return row->age == config()->age_of_majority &&
		    areas_on(row, born, row->today) != 0;
	return areas_on(row, born, when_add_days(birthday, -1)) !=
	    areas_on(row, born, birthday);
}

static bool
add_notice(void *arg)
{
	struct row *row = arg;
	struct day born, birthday;
	struct notice *n;
	int days;

	if (!when_read_day(row->birth_day, &born))
		return true;
	birthday = when_birthday(born, row->age);
	days = newest_due(when_days_between(row->today, birthday));
	if (days < 0 || !is_news(row, born, birthday))
		return true;
	n = mem_new(row->ctx, struct notice);
	*n = (struct notice){ .grant_id = row->grant_id,
	    .account_id = row->account_id, .patient_id = row->patient_id,
	    .email = mem_copy(row->ctx, row->email),
	    .given = mem_copy(row->ctx, row->given),
	    .is_guardian = strcmp(row->basis, "guardian") == 0,
	    .areas = areas_on(row, born, birthday), .days = days,
	    .birthday = birthday, .next = row->list };
	row->list = n;
	return true;
}

static void
find_notices(struct row *row)
{
	char from[WHEN_MAX], to[WHEN_MAX];
	struct db_arg now = db_instant(row->ctx, when_now());
	struct day first = row->today, last = row->today;

	/* A day more on both sides: of 29 February the rest decides. */
	first.year -= row->age;
	last.year -= row->age;
	when_iso_day(when_add_days(first, -NEWS_DAYS - 1), from);
	when_iso_day(when_add_days(last, AHEAD_MAX + 1), to);
	db_each(row->ctx, NEAR, DB_OUT(out_int(&row->grant_id),
	    out_int(&row->account_id), out_int(&row->patient_id),
	    out_text(&row->email), out_text(&row->basis),
	    out_text(&row->areas), out_instant(&row->begins),
	    out_instant(&row->ends), out_text(&row->given),
	    out_text(&row->birth_day)), add_notice, row, db_text(from),
	    db_text(to), now, now);
}

static void
post(const struct row *row, const struct notice *n, const char *key)
{
	xmlNode *mail = view_tree(row->ctx, "mail");
	struct when day = { .day = n->birthday, .precision = WHEN_DAY };
	char text[WHEN_MAX];

	view_set(mail, "given", n->given);
	view_set_int(mail, "age", row->age);
	view_set(mail, "level", n->areas == 0 ? "nothing" : "billing");
	view_set(mail, "on-says", when_says(&day, text));
	if (n->days > 0)
		view_set(mail, "ahead", "1");
	outbox_add(row->ctx, &(struct letter){ .dedupe_key = key,
	    .to = n->email,
	    .template = n->is_guardian ? "age-guardian" : "age-patient",
	    .account_id = n->account_id, .patient_id = n->patient_id,
	    .not_before = when_clock(row->today, (int)config()->digest_hour) },
	    mail);
}

/* A corrected date of birth is another birthday, which is told anew. */
static bool
tell(const struct row *row, const struct notice *n)
{
	char day[WHEN_MAX];
	const char *key = mem_fmt(row->ctx, "age-%" PRId64 "-%d-%d-%s",
	    n->grant_id, row->age, n->days, when_iso_day(n->birthday, day));
	int64_t yes;

	if (db_one(row->ctx, IS_TOLD, DB_OUT(out_int(&yes)), db_text(key)))
		return false;
	post(row, n, key);
	return true;
}

static bool
tell_age(void *arg)
{
	struct row row = { .ctx = db_scratch(), .age = *(int *)arg,
	    .today = when_today() };
	const struct notice *n;
	int told = 0;

	find_notices(&row);
	for (n = row.list; n != NULL && told < BATCH; n = n->next)
		told += tell(&row, n);
	return true;
}

bool
tell_ages(void)
{
	int own = (int)config()->age_of_own_account;
	int adult = (int)config()->age_of_majority;

	return db_transaction(DB_WRITE, tell_age, &own) == DB_COMMITTED &&
	    db_transaction(DB_WRITE, tell_age, &adult) == DB_COMMITTED;
}
