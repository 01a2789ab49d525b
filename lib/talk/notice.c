/* notice.c: that there is something new, by mail. */
#include "talk/notice.h"

#include <inttypes.h>
#include <string.h>

#include "auth/access.h"
#include "auth/access_table.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/when.h"
#include "db/db.h"
#include "post/bounce.h"
#include "post/outbox.h"
#include "web/view.h"

enum { FAILURE_DAYS = 60 };

/* Which mail it is: views/mail. */
static const char *const templates[] = {
	[NOTICE_MESSAGE] = "message",
	[NOTICE_RECORD] = "news",
	[NOTICE_ANSWER] = "answer",
};

/* One row a grant; the age rule is applied here, not in SQL. */
static const char READERS[] =
    "SELECT a.id, a.email, IFNULL(n.messages, 'each'), g.areas, g.basis,"
    " p.birth_day FROM access_grant g JOIN account a ON a.id = g.account_id"
    " JOIN patient p ON p.id = g.patient_id"
    " LEFT JOIN notice_choice n ON n.account_id = a.id"
    " WHERE g.patient_id = ? AND " ACCESS_SQL_LIVE
    " AND a.disabled_at IS NULL AND (" ACCESS_SQL_OWN " OR NOT ?)"
    " ORDER BY a.id";

static const char NEWEST[] =
    "SELECT id, state, state = 'waiting' AND lease_until IS NULL, attempts,"
    " next_at, done_at FROM outbox WHERE account_id = ? AND template = ?"
    " ORDER BY id DESC LIMIT 1";

static const char FAILURES[] =
    "SELECT recipient AS `to`, last_error AS why,"
    " IFNULL(bounced_at, done_at) AS failed_at FROM outbox"
    " WHERE patient_id = ? AND (state = 'failed' OR bounced_at IS NOT NULL)"
    " AND created_at > ? ORDER BY IFNULL(bounced_at, done_at) DESC, id DESC"
    " LIMIT 20";

const char *const notice_failures_sql[] = { FAILURES, NULL };
const char *const notice_sql[] = { READERS, NEWEST, NULL };

/* One row of READERS, and the list that the rows become. */
struct row {
	const void *ctx;
	int64_t account_id;
	const char *email, *choice, *areas, *basis, *birth_day;
	int area;
	struct day today;
	struct reader *first, *last;
};

/* The newest mail of this kind to an account. */
struct newest {
	int64_t id;			/* 0: none */
	const char *state;
	int64_t waits, attempts;
	int64_t next_at, done_at;
};

static bool
may_read(const struct row *row)
{
	struct day born;
	bool has_birth_day = row->birth_day != NULL &&
	    when_read_day(row->birth_day, &born);

	if (!has_birth_day)
		born = row->today;
	return (access_areas_today(access_read_areas(row->areas), row->basis,
	    has_birth_day, born, row->today) & row->area) != 0;
}

static bool
add_reader(void *arg)
{
	struct row *row = arg;
	struct reader *r;

	if (!may_read(row) || (row->last != NULL &&
	    row->last->account_id == row->account_id))
		return true;
	r = mem_new(row->ctx, struct reader);
	r->account_id = row->account_id;
	r->email = mem_copy(row->ctx, row->email);
	r->choice = mem_copy(row->ctx, row->choice);
	if (row->last == NULL)
		row->first = r;
	else
		row->last->next = r;
	row->last = r;
	return true;
}

const struct reader *
notice_readers(const void *ctx, int64_t patient_id, const char *area,
    bool confidential, int64_t now)
{
	struct row row = { .ctx = ctx, .area = access_read_areas(area),
	    .today = when_day_of(now) };
	struct db_arg at = db_instant(ctx, now);

	db_each(ctx, READERS, DB_OUT(out_int(&row.account_id),
	    out_text(&row.email), out_text(&row.choice), out_text(&row.areas),
	    out_text(&row.basis), out_text(&row.birth_day)), add_reader, &row,
	    db_int(patient_id), at, at, db_int(confidential));
	return row.first;
}

/* When the next daily mail goes out. */
static int64_t
next_digest(int64_t now)
{
	struct day today = when_day_of(now);
	int hour = (int)config()->digest_hour;
	int64_t at = when_clock(today, hour);

	return at > now ? at : when_clock(when_add_days(today, 1), hour);
}

/*
 * At once, unless a mail has gone out just now: then when its minutes are
 * over, together with what comes until then.
 */
static int64_t
next_at(const struct newest *n, int64_t now)
{
	int64_t sent_at = n->done_at != 0 ? n->done_at : now;
	int64_t free_at = sent_at + config()->notice_minutes * 60;

	if (n->id == 0 || n->waits || strcmp(n->state, "dropped") == 0)
		return now;
	return free_at > now ? free_at : now;
}

/*
 * The key names the mail before this one: of two answers at the same time only
 * one makes a mail, whatever each of them sees.
 */
void
notice_send(const void *ctx, enum notice what, const struct reader *r,
    int64_t patient_id, int64_t now)
{
	const char *template = templates[what];
	int64_t at = next_digest(now), latest = at;
	struct newest n = { 0 };

	if (strcmp(r->choice, "never") == 0)
		return;
	db_one(ctx, NEWEST, DB_OUT(out_int(&n.id), out_text(&n.state),
	    out_int(&n.waits), out_int(&n.attempts), out_instant(&n.next_at),
	    out_instant(&n.done_at)), db_int(r->account_id),
	    db_text(template));
	if (strcmp(r->choice, "daily") != 0) {
		at = next_at(&n, now);
		latest = now + config()->notice_minutes * 60;
	}
	if (n.waits && (n.attempts > 0 || n.next_at <= latest))
		return;
	outbox_add(ctx, &(struct letter){ .to = r->email, .template = template,
	    .dedupe_key = mem_fmt(ctx, "%s-%" PRId64 "-after-%" PRId64,
	    template, r->account_id, n.id), .account_id = r->account_id,
	    .patient_id = patient_id, .not_before = at },
	    view_tree(ctx, "mail"));
}

void
notice_failures(const void *ctx, int64_t patient_id, xmlNode *parent)
{
	int n = db_rows(ctx, parent, "failure", FAILURES, db_int(patient_id),
	    db_instant(ctx, when_now() - FAILURE_DAYS * 86400));
	xmlNode *failure = parent->last;
	xmlChar *error;

	for (; n > 0; n--, failure = failure->prev) {
		error = xmlGetProp(failure, BAD_CAST "why");
		view_set(failure, "why", bounce_says((const char *)error));
		xmlFree(error);
	}
}
