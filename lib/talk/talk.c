/* talk.c: conversations between family and practice, as both sides need them. */
#include "talk/talk.h"

#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "talk/notice.h"

/* What is promised where the subject is no longer in the practice's list. */
enum { USUAL_ANSWER_HOURS = 48 };

static const char SUBJECT[] =
    "SELECT s.name, s.area, IFNULL(p.id, s.pool_id) FROM subject s"
    " LEFT JOIN subject_route r ON r.subject_id = s.id AND r.location_id = ?"
    " LEFT JOIN pool p ON p.id = r.pool_id AND p.active"
    " WHERE s.id = ? AND s.active";

static const char BEGIN[] =
    "INSERT INTO conversation (patient_id, area, subject, subject_id,"
    " provider_id, location_id, account_id, confidential, state, pool_id,"
    " begun_at, last_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'answered', ?, ?, ?)";

/* Locked: what a message changes depends on what was there before it. */
static const char CONVERSATION[] =
    "SELECT area, confidential, due_at, IFNULL((SELECT s.answer_hours"
    "  FROM subject s WHERE s.id = c.subject_id), ?)"
    " FROM conversation c WHERE patient_id = ? AND id = ? FOR UPDATE";

static const char ADD[] =
    "INSERT INTO message (patient_id, conversation_id, kind, account_id,"
    " staff_id, author, relation, body, sent_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char TAKE_FILES[] =
    "UPDATE attachment SET message_id = ?, draft_id = NULL"
    " WHERE patient_id = ? AND draft_id = ?";

static const char END_DRAFT[] =
    "DELETE FROM draft WHERE patient_id = ? AND id = ?";

/* MariaDB assigns from left to right: late_told_at sees the old due_at. */
static const char WAIT[] =
    "UPDATE conversation SET state = 'waiting',"
    " waiting_since = IFNULL(waiting_since, ?),"
    " late_told_at = IF(due_at IS NULL, NULL, late_told_at), due_at = ?,"
    " opened_at = NULL, closed_at = NULL, last_message_id = ?, last_at = ?"
    " WHERE patient_id = ? AND id = ?";

/* Here given_at must see the old staff_id. */
static const char ANSWER[] =
    "UPDATE conversation SET state = 'answered', waiting_since = NULL,"
    " due_at = NULL, late_told_at = NULL, opened_at = IFNULL(opened_at, ?),"
    " answered_at = ?, answer_seen_at = NULL, closed_at = NULL,"
    " given_at = IF(staff_id IS NULL, ?, given_at),"
    " staff_id = IFNULL(staff_id, ?), last_message_id = ?, last_at = ?"
    " WHERE patient_id = ? AND id = ?";

static const char NOT_READ[] =
    "INSERT INTO message_unread (account_id, patient_id, conversation_id,"
    " area, confidential, since) VALUES (?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE since = VALUES(since)";

const char *const talk_family_sql[] = { SUBJECT, BEGIN, CONVERSATION, ADD,
	TAKE_FILES, END_DRAFT, WAIT, NULL };

const char *const talk_practice_sql[] = { SUBJECT, BEGIN, CONVERSATION, ADD,
	TAKE_FILES, END_DRAFT, ANSWER, NOT_READ, NULL };

/* What of a conversation decides what a message does to it. */
struct conversation {
	const char *area;
	int64_t confidential;
	int64_t due_at;			/* 0: nothing waits */
	int64_t answer_hours;
};

int64_t
talk_begin(const void *ctx, const struct talk_start *s, int64_t now)
{
	struct db_arg at = db_instant(ctx, now);
	const char *name, *area;
	int64_t pool_id;

	if (!db_one(ctx, SUBJECT, DB_OUT(out_text(&name), out_text(&area),
	    out_int(&pool_id)), db_int(s->location_id), db_int(s->subject_id)))
		return 0;
	db_exec(ctx, BEGIN, db_int(s->patient_id), db_text(area),
	    db_text(name), db_int(s->subject_id), db_id(s->provider_id),
	    db_id(s->location_id), db_id(s->account_id),
	    db_int(s->confidential), db_int(pool_id), at, at);
	return db_last_id();
}

static bool
find_conversation(const void *ctx, const struct talk_message *m,
    struct conversation *c)
{
	return db_one(ctx, CONVERSATION, DB_OUT(out_text(&c->area),
	    out_int(&c->confidential), out_instant(&c->due_at),
	    out_int(&c->answer_hours)), db_int(USUAL_ANSWER_HOURS),
	    db_int(m->patient_id), db_int(m->conversation_id));
}

/* Add the message, with the files of its draft. */
static int64_t
add(const void *ctx, const struct talk_message *m, const char *kind,
    int64_t now)
{
	struct db_arg patient = db_int(m->patient_id);
	int64_t id;

	db_exec(ctx, ADD, patient, db_int(m->conversation_id), db_text(kind),
	    db_id(m->account_id), db_id(m->staff_id), db_text(m->author),
	    db_text(m->relation), db_text(m->body), db_instant(ctx, now));
	id = db_last_id();
	if (m->draft_id != 0) {
		db_exec(ctx, TAKE_FILES, db_int(id), patient,
		    db_int(m->draft_id));
		db_exec(ctx, END_DRAFT, patient, db_int(m->draft_id));
	}
	return id;
}

int64_t
talk_add_family(const void *ctx, const struct talk_message *m, int64_t now)
{
	struct db_arg at = db_instant(ctx, now);
	struct conversation c;
	int64_t id, due_at;

	if (!find_conversation(ctx, m, &c))
		return 0;
	due_at = c.due_at != 0 ? c.due_at
	    : talk_due(ctx, now, c.answer_hours);
	id = add(ctx, m, "family", now);
	db_exec(ctx, WAIT, at, db_instant(ctx, due_at), db_int(id), at,
	    db_int(m->patient_id), db_int(m->conversation_id));
	return id;
}

static void
tell_readers(const void *ctx, const struct talk_message *m,
    const struct conversation *c, int64_t now)
{
	const struct reader *r;

	for (r = notice_readers(ctx, m->patient_id, c->area,
	    c->confidential != 0, now); r != NULL; r = r->next) {
		db_exec(ctx, NOT_READ, db_int(r->account_id),
		    db_int(m->patient_id), db_int(m->conversation_id),
		    db_text(c->area), db_int(c->confidential),
		    db_instant(ctx, now));
		notice_send(ctx, NOTICE_MESSAGE, r, m->patient_id, now);
	}
}

int64_t
talk_add_practice(const void *ctx, const struct talk_message *m, int64_t now)
{
	struct db_arg at = db_instant(ctx, now);
	struct conversation c;
	int64_t id;

	if (!find_conversation(ctx, m, &c))
		return 0;
	id = add(ctx, m, "practice", now);
	db_exec(ctx, ANSWER, at, at, at, db_id(m->staff_id), db_int(id), at,
	    db_int(m->patient_id), db_int(m->conversation_id));
	tell_readers(ctx, m, &c, now);
	return id;
}

int64_t
talk_add_note(const void *ctx, const struct talk_message *m, int64_t now)
{
	struct conversation c;

	return find_conversation(ctx, m, &c) ? add(ctx, m, "note", now) : 0;
}
