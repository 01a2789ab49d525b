/* staff-inbox_act.c: whose a conversation is, and whether it is done. */
#include "staff-inbox.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "talk/talk.h"

static const char MEMBER[] =
    "SELECT s.id FROM staff s WHERE s.id = ? AND " ANSWERS;

static const char POOL[] = "SELECT id FROM pool WHERE id = ? AND active";

static const char GIVE_MEMBER[] =
    "UPDATE conversation c SET c.staff_id = ?, c.given_at = ?"
    " WHERE c.id = ? AND " VISIBLE;

/* Nobody has it in person then. */
static const char GIVE_POOL[] =
    "UPDATE conversation c SET c.pool_id = ?, c.staff_id = NULL,"
    " c.given_at = ?, c.opened_at = NULL WHERE c.id = ? AND " VISIBLE;

static const char CLOSE[] =
    "UPDATE conversation c SET c.state = 'closed', c.closed_at = ?,"
    " c.waiting_since = NULL, c.due_at = NULL, c.late_told_at = NULL"
    " WHERE c.id = ? AND c.state <> 'closed' AND " VISIBLE;

static const char REOPEN[] =
    "UPDATE conversation c SET c.state = 'waiting', c.closed_at = NULL,"
    " c.waiting_since = ?, c.due_at = ?, c.late_told_at = NULL"
    " WHERE c.id = ? AND c.state = 'closed' AND " VISIBLE;

static const char PRIVATE[] =
    "UPDATE conversation c SET c.confidential = ? WHERE c.id = ? AND " VISIBLE;

/* Counts of unread ones ask the row, not the conversation. */
static const char PRIVATE_UNREAD[] =
    "UPDATE message_unread SET confidential = ?"
    " WHERE patient_id = ? AND conversation_id = ?";

const char *const act_sql[] = { MEMBER, POOL, GIVE_MEMBER, GIVE_POOL, CLOSE,
	REOPEN, PRIVATE, PRIVATE_UNREAD, NULL };

struct gift {
	const char *to, *note;
};

const struct field give_form[] = {
	FIELD_LINE(struct gift, to, 30),
	FIELD_TEXT_OPT(struct gift, note, 1000),
	FIELDS_END
};

struct secrecy {
	const char *on;
};

static const char *const yes_no[] = { "yes", "no", NULL };

const struct field private_form[] = {
	FIELD_CHOICE(struct secrecy, on, yes_no),
	FIELDS_END
};

const struct field no_form[] = { FIELDS_END };

enum http
redirect_to_thread(struct req *r, int64_t id, const char *done)
{
	return redirect_to(r, "/staff/inbox/%" PRId64 "%s%s", id,
	    done == NULL ? "" : "?done=", done == NULL ? "" : done);
}

/* Read "staff:12" or "pool:3" and see that there is such a one. */
static bool
read_receiver(struct req *r, const char *to, bool *is_pool, int64_t *id)
{
	const char *colon = strchr(to, ':');
	int64_t found;

	if (colon == NULL || !text_id(colon + 1, id))
		return false;
	*is_pool = strncmp(to, "pool:", 5) == 0;
	if (!*is_pool && strncmp(to, "staff:", 6) != 0)
		return false;
	return db_one(r, *is_pool ? POOL : MEMBER, DB_OUT(out_int(&found)),
	    db_int(*id));
}

static void
add_note(struct req *r, const struct conversation *c, const char *text)
{
	const struct talk_message m = { .patient_id = c->patient_id,
		.conversation_id = c->id, .staff_id = r->staff->id,
		.author = r->staff->name, .body = text };

	talk_add_note(r, &m, r->in->at);
}

static bool
read_gift(struct req *r, struct gift *in, bool *is_pool, int64_t *to)
{
	if (!form_read(r, give_form, in))
		return false;
	form_show(r, give_form);
	if (in->note != NULL && talk_has_card_number(in->note)) {
		form_refuse(r, "note", CARD_SAYS);
		return false;
	}
	if (read_receiver(r, in->to, is_pool, to))
		return true;
	form_refuse(r, "to", "Choose a person or a pool from the list.");
	return false;
}

enum http
give(struct req *r)
{
	struct conversation c, after;
	struct gift in = { 0 };
	struct db_arg now = now_arg(r);
	bool is_pool;
	int64_t to;

	if (!find_conversation(r, &c))
		return HTTP_NOT_FOUND;
	if (!read_gift(r, &in, &is_pool, &to)) {
		view_thread(r, &c);
		return HTTP_UNPROCESSABLE;
	}
	if (in.note != NULL)
		add_note(r, &c, in.note);
	db_exec(r, is_pool ? GIVE_POOL : GIVE_MEMBER, db_int(to), now,
	    db_int(c.id), VISIBLE_ARGS(r, now));
	r->audit_detail = mem_fmt(r, "%s %" PRId64, is_pool ? "pool" : "staff",
	    to);
	/* What now lies with others may be out of sight. */
	if (!find_conversation(r, &after))
		return redirect_to(r, "/staff/inbox?done=given");
	return redirect_to_thread(r, c.id, "given");
}

void
close_it(struct req *r, int64_t id)
{
	struct db_arg now = now_arg(r);

	db_exec(r, CLOSE, now, db_int(id), VISIBLE_ARGS(r, now));
}

enum http
close_conversation(struct req *r)
{
	struct conversation c;

	if (!find_conversation(r, &c))
		return HTTP_NOT_FOUND;
	close_it(r, c.id);
	return redirect_to_thread(r, c.id, "closed");
}

enum http
reopen_conversation(struct req *r)
{
	struct conversation c;
	struct db_arg now = now_arg(r);

	if (!find_conversation(r, &c))
		return HTTP_NOT_FOUND;
	db_exec(r, REOPEN, now, db_instant(r, talk_due(r, r->in->at,
	    c.answer_hours)), db_int(c.id), VISIBLE_ARGS(r, now));
	return redirect_to_thread(r, c.id, "reopened");
}

enum http
set_private(struct req *r)
{
	struct conversation c;
	struct secrecy in = { 0 };
	bool on;

	if (!find_conversation(r, &c))
		return HTTP_NOT_FOUND;
	if (!form_read(r, private_form, &in))
		return HTTP_UNPROCESSABLE;
	on = strcmp(in.on, "yes") == 0;
	db_exec(r, PRIVATE, db_int(on), db_int(c.id),
	    VISIBLE_ARGS(r, now_arg(r)));
	db_exec(r, PRIVATE_UNREAD, db_int(on), db_int(c.patient_id),
	    db_int(c.id));
	r->audit_detail = on ? "on" : "off";
	return redirect_to_thread(r, c.id, on ? "private" : "public");
}
