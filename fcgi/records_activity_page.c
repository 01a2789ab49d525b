/* records_activity_page.c: who looked at the record, as a page. */
#include <string.h>

#include "base/key.h"
#include "base/mem.h"
#include "base/text.h"
#include "records_activity.h"
#include "web/view.h"

enum { PAGE = 50, FOLD_SECONDS = 10 * 60 };

static const char HEAD[] =
    "SELECT sequence, at AS sealed_at, LOWER(HEX(LEFT(digest, 8))) AS digest"
    " FROM audit_head ORDER BY sequence DESC LIMIT 1";

const char *const activity_page_sql[] = { HEAD, NULL };

/* The page that is filled, and the line that may be folded into. */
struct lines {
	struct req *r;
	const struct activity *activity;
	bool is_by_time;
	int n;
	int64_t last_id;
	xmlNode *node;
	const struct act *act;
	struct act_row row;		/* of the line: its numbers only */
	int64_t newest, oldest;
	int64_t count;
};

/* The same person looks at the same again: one line, "3 times". */
static bool
is_again(const struct lines *l, const struct act_row *row,
    const struct act *act)
{
	return l->is_by_time && l->n > 0 && act == l->act &&
	    act->kind == ACT_LOOK && row->account_id == l->row.account_id &&
	    row->staff_id == l->row.staff_id &&
	    row->object_id == l->row.object_id &&
	    row->status == l->row.status && (row->account_id != 0 ||
	    row->staff_id != 0) && l->newest - row->at <= FOLD_SECONDS &&
	    row->at - l->oldest <= FOLD_SECONDS;
}

static void
fold(struct lines *l, const struct act_row *row)
{
	char text[WHEN_MAX];

	if (row->at < l->oldest)
		l->oldest = row->at;
	if (row->at > l->newest)
		l->newest = row->at;
	l->count++;
	xmlUnsetProp(l->node, BAD_CAST "count");
	xmlUnsetProp(l->node, BAD_CAST "since");
	view_set_int(l->node, "count", l->count);
	view_set(l->node, "since", when_instant_time(l->oldest, text));
}

/* "Today", "Yesterday", "Tuesday, November 10, 2026" */
static const char *
say_day(struct day day, char text[WHEN_MAX])
{
	switch (when_days_between(day, when_today())) {
	case 0: return "Today";
	case 1: return "Yesterday";
	default: return when_long_day(day, text);
	}
}

static void
say_when(xmlNode *n, int64_t at)
{
	struct day day = when_day_of(at);
	char text[WHEN_MAX];

	view_set(n, "at", when_instant_iso(at, text));
	view_set(n, "at-time", when_instant_time(at, text));
	view_set(n, "at-full", when_instant_full(at, text));
	view_set(n, "day", when_iso_day(day, text));
	view_set(n, "day-says", say_day(day, text));
}

static void
add_line(struct lines *l, const struct act_row *row, const struct act *act)
{
	struct req *r = l->r;
	xmlNode *n = view_add(r->page, "act", NULL);

	say_when(n, row->at);
	view_set(n, "who", strcmp(row->actor, "nobody") == 0
	    ? "Somebody" : row->actor);
	view_set(n, "part", act_part(r, row));
	if (row->account_id == r->account->id)
		view_set(n, "me", "1");
	view_set(n, "says", act_says(r, act, row));
	if (row->status >= HTTP_BAD_REQUEST)
		view_set(n, "refused", "1");
	if (activity_shows_address(l->activity, row) && *row->address != '\0')
		view_set(n, "address", row->address);
	l->node = n;
	l->act = act;
	l->row = *row;
	l->newest = l->oldest = row->at;
	l->count = 1;
	l->n++;
}

static bool
take(void *arg, const struct act_row *row, const struct act *act)
{
	struct lines *l = arg;

	if (is_again(l, row, act)) {
		fold(l, row);
	} else if (l->n == PAGE) {
		view_set_int(l->r->page, "after", l->last_id);
		return false;
	} else {
		add_line(l, row, act);
	}
	l->last_id = row->id;
	return true;
}

/* The newest seal of all, and how the key begins that seals. */
static void
add_seal(struct req *r)
{
	uint8_t key[32];

	key_read(KEY_SEALER_PUB, key, sizeof(key));
	db_rows(r, r->page, "head", HEAD);
	view_set(r->page, "seal-key", text_hex(r, key, 8));
}

enum http
show_activity(struct req *r)
{
	struct activity_query in = { 0 };
	struct lines l = { .r = r };
	struct activity *a;

	add_seal(r);
	if (!form_read(r, activity_form, &in)) {
		view(r, "activity");
		return HTTP_UNPROCESSABLE;
	}
	form_show(r, activity_form);
	a = activity_new(r, r, &in);
	l.activity = a;
	l.is_by_time = in.sort == NULL || *in.sort == 'n' || *in.sort == 'o';
	view_set(r->page, "grouped", l.is_by_time ? "1" : NULL);
	activity_walk(a, take, &l);
	return view(r, "activity");
}
