/* due.c: until when an answer is promised. */
#include "talk/talk.h"

#include "db/db.h"

/* More closed days than any promise reaches over. */
enum { CLOSED_MAX = 64 };

static const char HOLIDAYS[] =
    "SELECT day FROM holiday WHERE day >= ? ORDER BY day LIMIT 64";

const char *const talk_due_sql[] = { HOLIDAYS, NULL };

struct closed {
	struct day day[CLOSED_MAX];
	size_t n;
	const char *text;
};

static bool
is_weekend(struct day d)
{
	static const struct day a_monday = { 1, 1, 1 };
	int64_t weekday = when_days_between(a_monday, d) % 7;

	return weekday >= 5;
}

static bool
is_closed(struct day d, const struct day *closed, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (when_days_between(closed[i], d) == 0)
			return true;
	return is_weekend(d);
}

int64_t
talk_due_after(int64_t from, int64_t hours, const struct day *closed,
    size_t n)
{
	int64_t left = hours * 3600, end;
	struct day d = when_day_of(from);

	for (;; from = end) {
		end = when_clock(when_add_days(d, 1), 0);
		if (!is_closed(d, closed, n)) {
			if (left <= end - from)
				return from + left;
			left -= end - from;
		}
		d = when_add_days(d, 1);
	}
}

static bool
add_day(void *arg)
{
	struct closed *c = arg;

	if (when_read_day(c->text, &c->day[c->n]))
		c->n++;
	return c->n < CLOSED_MAX;
}

int64_t
talk_due(const void *ctx, int64_t from, int64_t hours)
{
	struct closed c = { .n = 0 };
	char today[WHEN_MAX];

	when_iso_day(when_day_of(from), today);
	db_each(ctx, HOLIDAYS, DB_OUT(out_text(&c.text)), add_day, &c,
	    db_text(today));
	return talk_due_after(from, hours, c.day, c.n);
}
