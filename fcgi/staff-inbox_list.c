/* staff-inbox_list.c: pools, and which conversations wait in them. */
#include "staff-inbox.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "web/view.h"

enum { DAYS_BACK = 60, DAY = 86400 };

/* The end of the year 9999: the last instant that the database knows. */
static const int64_t LAST_INSTANT = INT64_C(253402300799);

/*
 * These read nothing but the index, whatever a pool holds: 50,000 open
 * conversations take some milliseconds.
 */
static const char POOLS[] =
    "SELECT p.id, p.name, COUNT(c.id) AS open,"
    " COUNT(IF(c.staff_id IS NULL, c.id, NULL)) AS unassigned,"
    " COUNT(IF(c.due_at <= ?, 1, NULL)) AS late"
    " FROM pool_member m JOIN pool p ON p.id = m.pool_id"
    " LEFT JOIN conversation c FORCE INDEX (pool)"
    "  ON c.pool_id = m.pool_id AND c.state = 'waiting'"
    " WHERE m.staff_id = ? GROUP BY p.id ORDER BY p.position, p.name";

/* elsewhere: in a pool that is not theirs, so POOLS has not counted it. */
static const char MINE[] =
    "SELECT COUNT(*) AS open, COUNT(IF(m.pool_id IS NULL, 1, NULL))"
    "  AS elsewhere,"
    " COUNT(IF(m.pool_id IS NULL AND c.due_at <= ?, 1, NULL)) AS late"
    " FROM conversation c FORCE INDEX (given)"
    " LEFT JOIN pool_member m ON m.staff_id = ? AND m.pool_id = c.pool_id"
    " WHERE c.state = 'waiting' AND c.staff_id IN " DOES;

/* What is done is counted up to a thousand: "999+" says enough. */
#define UP_TO_A_THOUSAND(rows) \
    "(SELECT COUNT(*) FROM (SELECT 1 FROM " rows " LIMIT 1000) x)"

static const char PAST[] =
    "SELECT " UP_TO_A_THOUSAND("pool_member m"
    "  JOIN conversation c FORCE INDEX (latest) ON c.pool_id = m.pool_id"
    "   AND c.state IN ('answered', 'closed') AND c.last_at >= ?"
    "  WHERE m.staff_id = ? AND c.answered_at >= ?") " AS today, "
    UP_TO_A_THOUSAND("pool_member m"
    "  JOIN conversation c FORCE INDEX (unseen) ON c.pool_id = m.pool_id"
    "   AND c.state = 'answered' AND c.answer_seen_at IS NULL"
    "   AND c.last_at BETWEEN ? AND ?"
    "  WHERE m.staff_id = ?") " AS unread";

/* What a row shows of the conversations k; parameters: ROW_ARGS. */
#define ROW(k) \
    "SELECT c.id, IF(p.family IS NULL, p.name," \
    "  CONCAT_WS(', ', p.family, p.given)) AS name, c.subject, c.state," \
    " c.confidential, IF(c.opened_at IS NULL AND c.state = 'waiting', 1, NULL)" \
    "  AS unread, s.name AS member, IF(c.staff_id = ?, 1, NULL) AS mine," \
    " IF(s.covered_by = ? AND s.away_from <= ? AND s.away_until > ?, 1, NULL)" \
    "  AS covered, IF(c.state = 'waiting' AND c.due_at <= ?, 1, NULL) AS late," \
    " IF(c.state = 'waiting', TIMESTAMPDIFF(SECOND, c.waiting_since, ?)," \
    "  NULL) AS waits, c.last_at," \
    " CONCAT(TIMESTAMPDIFF(SECOND, '1970-01-01', k.at), '-', c.id) AS after," \
    " (SELECT IFNULL(f.relation, 'the patient') FROM message f" \
    "  WHERE f.patient_id = c.patient_id AND f.conversation_id = c.id" \
    "  AND f.kind = 'family' ORDER BY f.id DESC LIMIT 1) AS writer" \
    " FROM (" k ") k JOIN conversation c" \
    "  ON c.patient_id = k.patient_id AND c.id = k.id" \
    " JOIN patient p ON p.id = c.patient_id" \
    " LEFT JOIN staff s ON s.id = c.staff_id"
#define ROW_ARGS(r, now) \
    db_int((r)->staff->id), db_int((r)->staff->id), (now), (now), (now), (now)

/* One more than a page shows: whether there is another page. */
#define PAGE "LIMIT 51"

/*
 * The pools' (all of them, or one; all of them, or what nobody has), and what
 * was given; each may be left out.
 */
static const char WAITING[] =
    ROW("(SELECT c.patient_id, c.id, c.due_at AS at FROM pool_member m"
    "  JOIN conversation c FORCE INDEX (pool) ON c.pool_id = m.pool_id"
    "   AND c.state = 'waiting' AND c.due_at BETWEEN ? AND ?"
    "  WHERE m.staff_id = ? AND ? AND (? OR m.pool_id = ?)"
    "   AND (? OR c.staff_id IS NULL) AND (c.due_at > ? OR c.id > ?)"
    "  ORDER BY c.due_at, c.id " PAGE ")"
    " UNION (SELECT c.patient_id, c.id, c.due_at FROM conversation c"
    "   FORCE INDEX (given)"
    "  WHERE ? AND c.state = 'waiting' AND c.due_at BETWEEN ? AND ?"
    "   AND (c.due_at > ? OR c.id > ?) AND c.staff_id IN " DOES
    "  ORDER BY c.due_at, c.id " PAGE ")"
    " ORDER BY at, id " PAGE)
    " ORDER BY k.at, k.id";

/* Newest first; those of the last days. */
#define LATEST(index, which) \
    ROW("SELECT c.patient_id, c.id, c.last_at AS at FROM pool_member m" \
    " JOIN conversation c FORCE INDEX (" index ") ON c.pool_id = m.pool_id" \
    "  AND " which " AND c.last_at BETWEEN ? AND ?" \
    " WHERE m.staff_id = ? AND (c.last_at < ? OR c.id < ?)" \
    " ORDER BY c.last_at DESC, c.id DESC " PAGE) \
    " ORDER BY k.at DESC, k.id DESC"

static const char ANSWERED[] =
    LATEST("latest", "c.state IN ('answered', 'closed')"
    " AND c.answered_at IS NOT NULL");
static const char UNSEEN[] =
    LATEST("unseen", "c.state = 'answered' AND c.answer_seen_at IS NULL");
static const char CLOSED[] = LATEST("latest", "c.state = 'closed'");

/* By the beginning of a name, or by the record number. */
static const char FOUND[] =
    ROW("SELECT c.patient_id, c.id, c.last_at AS at FROM patient f"
    " JOIN conversation c ON c.patient_id = f.id"
    " WHERE (f.mrn = ? OR f.name LIKE ? OR f.family LIKE ?"
    "  OR CONCAT_WS(', ', f.family, f.given) LIKE ?) AND " VISIBLE
    "  AND c.last_at <= ? AND (c.last_at < ? OR c.id < ?)"
    " ORDER BY c.last_at DESC, c.id DESC " PAGE)
    " ORDER BY k.at DESC, k.id DESC";

const char *const list_sql[] = { POOLS, MINE, PAST, WAITING, ANSWERED, UNSEEN,
	CLOSED, FOUND, NULL };

struct want {
	const char *show;
	int64_t pool;
	const char *q, *after, *done;
};

static const char *const shows[] = { "mine", "all", "unassigned", "late",
	"waitingread", "answered", "closed", NULL };
static const char *const dones[] = { "sent", "noted", "saved", "given",
	"closed", "reopened", "private", "public", "away", "back", "taken",
	NULL };

const struct field want_form[] = {
	FIELD_CHOICE_OPT(struct want, show, shows),
	FIELD_ID_OPT(struct want, pool),
	FIELD_LINE_OPT(struct want, q, 100),
	FIELD_LINE_OPT(struct want, after, 40),
	FIELD_CHOICE_OPT(struct want, done, dones),
	FIELDS_END
};

/* Where a page begins: after this row. */
struct place {
	int64_t at, id;
};

struct db_arg
now_arg(struct req *r)
{
	return db_instant(r, r->in->at);
}

/* Read "SECONDS-ID". */
static bool
read_place(struct req *r, const char *text, struct place *p)
{
	size_t n = strcspn(text, "-");

	return text[n] == '-' && text_id(mem_copy_n(r, text, n), &p->at) &&
	    text_id(text + n + 1, &p->id) && p->at <= LAST_INSTANT;
}

static void
list_waiting(struct req *r, xmlNode *list, const struct want *w,
    const struct place *from)
{
	struct db_arg now = now_arg(r), at = from->at == 0
	    ? db_text("1000-01-01") : db_instant(r, from->at);
	struct db_arg me = db_int(r->staff->id), id = db_int(from->id);
	bool mine = strcmp(w->show, "mine") == 0;
	bool unassigned = strcmp(w->show, "unassigned") == 0;
	struct db_arg until = strcmp(w->show, "late") == 0 ? now
	    : db_text("9999-12-31");

	db_rows(r, list, "item", WAITING, ROW_ARGS(r, now), at, until, me,
	    db_int(!mine), db_int(w->pool == 0), db_int(w->pool),
	    db_int(!unassigned), at, id, db_int(!unassigned && w->pool == 0),
	    at, until, at, id, DOES_ARGS(r, now));
}

static void
list_latest(struct req *r, xmlNode *list, const char *sql, int64_t since,
    int64_t until, const struct place *from)
{
	struct db_arg now = now_arg(r), at;

	if (from->at != 0 && from->at < until)
		until = from->at;
	at = db_instant(r, from->at != 0 ? from->at : until + DAY);
	db_rows(r, list, "item", sql, ROW_ARGS(r, now), db_instant(r, since),
	    db_instant(r, until), db_int(r->staff->id), at,
	    db_int(from->id));
}

static void
list_found(struct req *r, xmlNode *list, const char *q,
    const struct place *from)
{
	struct db_arg now = now_arg(r), like;
	struct db_arg at = from->at == 0 ? db_text("9999-12-31")
	    : db_instant(r, from->at);
	char *pattern = mem_fmt(r, "%s%%", q), *p;

	/* What stands for other characters in LIKE is not asked for. */
	for (p = pattern; p[1] != '\0'; p++)
		if (*p == '%' || *p == '_' || *p == '\\')
			*p = ' ';
	like = db_text(pattern);
	db_rows(r, list, "item", FOUND, ROW_ARGS(r, now), db_text(q), like,
	    like, like, VISIBLE_ARGS(r, now), at, at, db_int(from->id));
}

static void
list_items(struct req *r, xmlNode *list, const struct want *w,
    const struct place *from)
{
	int64_t now = r->in->at, back = now - DAYS_BACK * DAY;

	if (w->q != NULL)
		list_found(r, list, w->q, from);
	else if (strcmp(w->show, "answered") == 0)
		list_latest(r, list, ANSWERED, when_clock(when_today(), 0),
		    now, from);
	else if (strcmp(w->show, "waitingread") == 0)
		list_latest(r, list, UNSEEN, back,
		    now - config()->unread_answer_days * DAY, from);
	else if (strcmp(w->show, "closed") == 0)
		list_latest(r, list, CLOSED, back, now, from);
	else
		list_waiting(r, list, w, from);
}

/* "3 h 20 min" beside each that waits. */
static void
say_waits(xmlNode *list)
{
	xmlNode *n;
	xmlChar *seconds;
	char text[WHEN_MAX];

	for (n = list->children; n != NULL; n = n->next) {
		seconds = xmlGetNoNsProp(n, BAD_CAST "waits");
		if (seconds != NULL)
			view_set(n, "waits-says", when_wait_says(
			    strtoll((char *)seconds, NULL, 10), text));
		xmlFree(seconds);
	}
}

static void
add_counts(struct req *r)
{
	struct db_arg now = now_arg(r), me = db_int(r->staff->id);
	struct db_arg today = db_instant(r, when_clock(when_today(), 0));

	db_rows(r, r->page, "pool", POOLS, now, me);
	db_rows(r, r->page, "mine", MINE, now, me, DOES_ARGS(r, now));
	db_rows(r, r->page, "past", PAST, today, me, today,
	    db_instant(r, r->in->at - DAYS_BACK * DAY), db_instant(r,
	    r->in->at - config()->unread_answer_days * DAY), me);
}

bool
add_list(struct req *r)
{
	struct want w = { .show = "all" };
	struct place from = { 0 };
	xmlNode *list = view_add(r->page, "list", NULL);

	if (r->in->method == METHOD_GET && !form_read(r, want_form, &w))
		return false;
	if (w.after != NULL && !read_place(r, w.after, &from))
		return false;
	view_set(list, "show", w.show);
	view_set(list, "q", w.q);
	if (w.pool != 0)
		view_set_int(list, "pool", w.pool);
	if (w.after != NULL)
		view_set(list, "later", "1");
	view_set(r->page, "done", w.done);
	add_counts(r);
	list_items(r, list, &w, &from);
	say_waits(list);
	return true;
}

enum http
show_inbox(struct req *r)
{
	if (!add_list(r))
		return HTTP_BAD_REQUEST;
	return view(r, "staff-inbox");
}
