/* staff-inbox_thread.c: one conversation, as the practice sees it. */
#include "staff-inbox.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <string.h>

#include "auth/access.h"
#include "auth/access_table.h"
#include "base/log.h"
#include "base/mem.h"
#include "limit.h"
#include "run/page.h"
#include "talk/notice.h"
#include "web/view.h"

enum { PRESENT_SECONDS = 60 };

#define FIND \
    "SELECT c.id, c.patient_id, c.staff_id, c.area, c.state, c.subject," \
    " c.confidential, (SELECT MAX(m.id) FROM message m" \
    "  WHERE m.patient_id = c.patient_id AND m.conversation_id = c.id)," \
    " IFNULL((SELECT t.answer_hours FROM subject t" \
    "  WHERE t.id = c.subject_id), 48)" \
    " FROM conversation c WHERE c.id = ? AND " VISIBLE

static const char CONVERSATION[] = FIND;
static const char CONVERSATION_LOCKED[] = FIND " FOR UPDATE";

static const char SHOWN[] =
    "SELECT c.id, c.subject, c.area, c.state, c.confidential, o.name AS pool,"
    " s.name AS member, IF(c.staff_id = ?, 1, NULL) AS mine,"
    " IF(s.covered_by = ? AND s.away_from <= ? AND s.away_until > ?, 1, NULL)"
    "  AS covered, c.begun_at, c.waiting_since AS since_at, c.given_at,"
    " c.due_at, IF(c.state = 'waiting' AND c.due_at <= ?, 1, NULL) AS late,"
    " c.answered_at, c.answer_seen_at AS seen_at, c.closed_at,"
    " d.name AS provider, l.name AS office"
    " FROM conversation c JOIN pool o ON o.id = c.pool_id"
    " LEFT JOIN staff s ON s.id = c.staff_id"
    " LEFT JOIN provider d ON d.id = c.provider_id"
    " LEFT JOIN location l ON l.id = c.location_id"
    " WHERE c.id = ? AND " VISIBLE;

static const char MESSAGES[] =
    "SELECT m.id, m.kind, m.author, m.relation, m.body, m.sent_at"
    " FROM conversation c JOIN message m ON m.patient_id = c.patient_id"
    "  AND m.conversation_id = c.id"
    " WHERE c.id = ? AND " VISIBLE " ORDER BY m.id";

static const char FILES[] =
    "SELECT a.id, a.message_id AS message, a.name, a.media_type, a.scan,"
    " IF(a.bytes < 1000000, CONCAT(CEIL(a.bytes / 1000), ' KB'),"
    "  CONCAT(ROUND(a.bytes / 1000000, 1), ' MB')) AS size,"
    " IF(a.preview IS NULL, NULL, 1) AS preview"
    " FROM conversation c JOIN message m ON m.patient_id = c.patient_id"
    "  AND m.conversation_id = c.id"
    " JOIN attachment a ON a.patient_id = m.patient_id"
    "  AND a.message_id = m.id"
    " WHERE c.id = ? AND " VISIBLE " ORDER BY a.id";

/* Who of the family wrote last, and what they may see now. */
static const char WRITER[] =
    "SELECT m.account_id, m.author, m.relation, g.areas, g.basis"
    " FROM conversation c JOIN message m ON m.patient_id = c.patient_id"
    "  AND m.conversation_id = c.id AND m.kind = 'family'"
    " LEFT JOIN access_grant g ON g.account_id = m.account_id"
    "  AND g.patient_id = m.patient_id AND " ACCESS_SQL_LIVE
    " WHERE c.id = ? AND " VISIBLE " ORDER BY m.id DESC, g.id LIMIT 1";

/* Of each account the newest mail about the patient, if it did not arrive. */
static const char UNDELIVERED[] =
    "SELECT a.name, o.last_error AS why, IFNULL(o.bounced_at, o.done_at)"
    "  AS failed_at"
    " FROM (SELECT MAX(id) AS id FROM outbox WHERE patient_id = ?"
    "  AND account_id IS NOT NULL AND state IN ('sent', 'failed')"
    "  GROUP BY account_id) n"
    " JOIN outbox o ON o.id = n.id JOIN account a ON a.id = o.account_id"
    " WHERE o.state = 'failed' OR o.bounced_at IS NOT NULL";

static const char MEMBERS[] =
    "SELECT s.id, s.name, IF(s.id = ?, 1, NULL) AS me,"
    " IF(s.away_from <= ? AND s.away_until > ?, 1, NULL) AS away"
    " FROM staff s WHERE " ANSWERS " ORDER BY s.id <> ?, s.name";

static const char ACTIVE_POOLS[] =
    "SELECT id, name FROM pool WHERE active ORDER BY position, name";

static const char ABOUT[] =
    "SELECT IF(family IS NULL, name, CONCAT_WS(', ', family, given)), name,"
    " mrn, birth_day FROM patient WHERE id = ?";

static const char READER[] = "SELECT name FROM account WHERE id = ?";

static const char OTHERS[] =
    "SELECT s.name FROM conversation c"
    " JOIN presence p ON p.conversation_id = c.id"
    " JOIN staff s ON s.id = p.staff_id"
    " WHERE c.id = ? AND " VISIBLE " AND p.seen_at > ? AND s.id <> ?"
    " ORDER BY s.name";

static const char OPENED[] =
    "UPDATE conversation c SET c.opened_at = ?"
    " WHERE c.id = ? AND " VISIBLE " AND c.opened_at IS NULL";

static const char HERE[] =
    "INSERT INTO presence (conversation_id, staff_id, seen_at)"
    " VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE seen_at = ?";

const char *const thread_sql[] = { CONVERSATION, CONVERSATION_LOCKED, SHOWN,
	MESSAGES, FILES, WRITER, UNDELIVERED, MEMBERS, ACTIVE_POOLS, ABOUT,
	READER, OTHERS, OPENED, HERE, NULL };

bool
find_conversation(struct req *r, struct conversation *c)
{
	const char *sql = r->in->method == METHOD_POST ? CONVERSATION_LOCKED
	    : CONVERSATION;

	*c = (struct conversation){ 0 };
	if (!db_one(r, sql, DB_OUT(out_int(&c->id), out_int(&c->patient_id),
	    out_int(&c->staff_id), out_text(&c->area), out_text(&c->state),
	    out_text(&c->subject), out_int(&c->is_confidential),
	    out_int(&c->newest), out_int(&c->answer_hours)), db_int(r->id),
	    VISIBLE_ARGS(r, now_arg(r))))
		return false;
	r->patient_id = c->patient_id;
	return true;
}

bool
add_about(struct req *r, int64_t patient_id)
{
	const char *sorted, *name, *mrn, *birth;
	struct when when = { .precision = WHEN_DAY };
	char text[WHEN_MAX];
	xmlNode *n;

	if (!db_one(r, ABOUT, DB_OUT(out_text(&sorted), out_text(&name),
	    out_text(&mrn), out_text(&birth)), db_int(patient_id)))
		return false;
	n = view_add(r->page, "about", NULL);
	view_set_int(n, "id", patient_id);
	view_set(n, "sorted", sorted);
	view_set(n, "name", name);
	view_set(n, "mrn", mrn);
	view_set(n, "initials", page_initials(r, name));
	if (birth == NULL || !when_read_day(birth, &when.day))
		return true;
	view_set(n, "birth_day", birth);
	view_set(n, "birth_day-says", when_says(&when, text));
	view_set(n, "age-says", when_age_text(when.day, when_today(), text));
	return true;
}

/* "full", "bills", "part", or "none" any more. */
static const char *
level_of(const char *areas, const char *basis, const char *birth)
{
	struct day day = { 0 };
	bool has_day = birth != NULL && when_read_day(birth, &day);
	int now;

	if (areas == NULL)
		return "none";
	now = access_areas_today(access_read_areas(areas), basis, has_day, day,
	    when_today());
	return now == 0 ? "none" : now == AREA_BILLING ? "bills"
	    : now == AREA_FULL ? "full" : "part";
}

static void
add_writer(struct req *r, const struct conversation *c)
{
	struct db_arg now = now_arg(r);
	const char *sorted, *patient, *mrn, *birth = NULL;
	const char *name, *relation, *areas, *basis;
	int64_t account;
	xmlNode *n;

	db_one(r, ABOUT, DB_OUT(out_text(&sorted), out_text(&patient),
	    out_text(&mrn), out_text(&birth)), db_int(c->patient_id));
	if (!db_one(r, WRITER, DB_OUT(out_int(&account), out_text(&name),
	    out_text(&relation), out_text(&areas), out_text(&basis)), now, now,
	    db_int(c->id), VISIBLE_ARGS(r, now)))
		return;
	n = view_add(r->page, "writer", NULL);
	view_set(n, "name", name);
	view_set(n, "relation", relation);
	view_set(n, "basis", basis);
	view_set(n, "level", level_of(areas, basis, birth));
}

void
add_readers(struct req *r, int64_t patient_id, const char *area,
    bool confidential)
{
	const struct reader *reader = notice_readers(r, patient_id, area,
	    confidential, r->in->at);

	for (; reader != NULL; reader = reader->next)
		db_rows(r, r->page, "reader", READER,
		    db_int(reader->account_id));
}

static void
add_conversation(struct req *r, const struct conversation *c)
{
	struct db_arg id = db_int(c->id), me = db_int(r->staff->id);
	struct db_arg now = now_arg(r);
	struct db_arg since = db_instant(r, r->in->at - PRESENT_SECONDS);

	db_rows(r, r->page, "conversation", SHOWN, me, me, now, now, now, id,
	    VISIBLE_ARGS(r, now));
	view_set_int(r->page, "newest", c->newest);
	add_about(r, c->patient_id);
	limit_add_agreed(r, c->patient_id);
	add_writer(r, c);
	add_readers(r, c->patient_id, c->area, c->is_confidential);
	db_rows(r, r->page, "message", MESSAGES, id, VISIBLE_ARGS(r, now));
	db_rows(r, r->page, "file", FILES, id, VISIBLE_ARGS(r, now));
	db_rows(r, r->page, "undelivered", UNDELIVERED,
	    db_int(c->patient_id));
	db_rows(r, r->page, "other", OTHERS, id, VISIBLE_ARGS(r, now), since,
	    me);
	db_rows(r, r->page, "member", MEMBERS, me, now, now, me);
	db_rows(r, r->page, "team", ACTIVE_POOLS);
}

enum http
view_thread(struct req *r, const struct conversation *c)
{
	struct draft_key key = draft_of(r, c->patient_id, c->id);

	add_conversation(r, c);
	add_composer(r, &key);
	if (!add_list(r))
		return HTTP_BAD_REQUEST;
	return view(r, "staff-thread");
}

/* Follows a GET: that it was opened, and by whom. */
static void
note_opened(struct req *r, void *arg)
{
	const struct conversation *c = arg;
	struct db_arg now = now_arg(r);

	db_exec(r, OPENED, now, db_int(c->id), VISIBLE_ARGS(r, now));
	db_exec(r, HERE, db_int(c->id), db_int(r->staff->id), now, now);
}

enum http
show_thread(struct req *r)
{
	struct conversation *c = mem_new(r, struct conversation);

	if (!find_conversation(r, c))
		return HTTP_NOT_FOUND;
	run_later(r, note_opened, c);
	return view_thread(r, c);
}

static bool
add_other(void *arg)
{
	struct { cJSON *list; const char *name; } *o = arg;

	if (!cJSON_AddItemToArray(o->list, cJSON_CreateString(o->name)))
		die("out of memory");
	return true;
}

/* For the script of an open page: {"newest": 12, "others": ["Kim Tran, RN"]} */
enum http
list_others(struct req *r)
{
	struct conversation *c = mem_new(r, struct conversation);
	struct { cJSON *list; const char *name; } o;
	cJSON *answer;
	char *text;

	if (!find_conversation(r, c))
		return HTTP_NOT_FOUND;
	run_later(r, note_opened, c);
	answer = cJSON_CreateObject();
	o.list = cJSON_AddArrayToObject(answer, "others");
	if (o.list == NULL || cJSON_AddNumberToObject(answer, "newest",
	    (double)c->newest) == NULL)
		die("out of memory");
	db_each(r, OTHERS, DB_OUT(out_text(&o.name)), add_other, &o,
	    db_int(c->id), VISIBLE_ARGS(r, now_arg(r)),
	    db_instant(r, r->in->at - PRESENT_SECONDS), db_int(r->staff->id));
	if ((text = cJSON_PrintUnformatted(answer)) == NULL)
		die("out of memory");
	cJSON_Delete(answer);
	r->out = mem_copy(r, text);
	r->out_len = strlen(r->out);
	r->content_type = "application/json";
	cJSON_free(text);
	return HTTP_OK;
}
