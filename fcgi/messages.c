/*
 * messages: messages of a patient, as the family sees them
 *
 * Reads account, session, access_grant, access_block, patient, message_unread,
 * idempotency, conversation, message, draft, attachment, attachment_chunk,
 * subject, subject_route, pool, holiday, encounter, care_team_member,
 * provider, provider_location, location, staff, upload_use, notice_choice;
 * writes session, audit, idempotency, conversation, message, message_unread,
 * draft, attachment, attachment_chunk, upload_use, notice_choice.
 */
#include "messages.h"

#include <inttypes.h>
#include <string.h>

#include "auth/audit.h"
#include "auth/session.h"
#include "composer.h"
#include "conversations.h"
#include "db/db.h"
#include "file/file.h"
#include "run/once.h"
#include "run/program.h"
#include "talk/draft.h"
#include "talk/talk.h"
#include "web/view.h"

enum { PAGE = 20 };

/* received_at: of what is not answered, or else of the newest that was. */
static const char CONVERSATION[] =
    "SELECT c.id, c.subject, c.area, c.state,"
    " IFNULL(c.waiting_since, (SELECT MAX(f.sent_at) FROM message f"
    "  WHERE f.patient_id = c.patient_id AND f.conversation_id = c.id"
    "  AND f.kind = 'family')) AS received_at,"
    " c.due_at, c.given_at, c.answered_at, c.closed_at,"
    " p.name AS provider, l.name AS office, o.name AS pool, s.name AS staff,"
    " IF(c.confidential, 1, NULL) AS private,"
    " IF(u.account_id IS NULL, NULL, 1) AS unread"
    " FROM conversation c"
    " LEFT JOIN provider p ON p.id = c.provider_id AND c.area = 'messages'"
    " LEFT JOIN location l ON l.id = c.location_id"
    " LEFT JOIN pool o ON o.id = c.pool_id"
    " LEFT JOIN staff s ON s.id = c.staff_id"
    " LEFT JOIN message_unread u ON u.account_id = ?"
    "  AND u.patient_id = c.patient_id AND u.conversation_id = c.id"
    " WHERE c.patient_id = ? AND c.id = ? AND" IS_READABLE;

static const char MESSAGES[] =
    "SELECT m.id, m.kind, m.author, m.relation, m.sent_at, m.body,"
    " IF(m.account_id = ?, 1, NULL) AS own,"
    " IF(m.kind = 'practice' AND m.sent_at >= u.since, 1, NULL) AS new"
    " FROM message m"
    " LEFT JOIN message_unread u ON u.account_id = ?"
    "  AND u.patient_id = m.patient_id"
    "  AND u.conversation_id = m.conversation_id"
    " WHERE m.patient_id = ? AND m.conversation_id = ? AND m.kind <> 'note'"
    " ORDER BY m.id";

static const char FILES[] =
    "SELECT a.id, a.message_id AS message, a.name, a.media_type, a.bytes,"
    " GREATEST(ROUND(a.bytes / 1048576, 1), 0.1) AS megabytes, a.scan,"
    " IF(a.preview IS NULL, NULL, 1) AS picture, a.width, a.height"
    " FROM message m JOIN attachment a"
    "  ON a.patient_id = m.patient_id AND a.message_id = m.id"
    " WHERE m.patient_id = ? AND m.conversation_id = ? AND m.kind <> 'note'"
    " ORDER BY a.id";

static const char READABLE[] =
    "SELECT c.id FROM conversation c"
    " WHERE c.patient_id = ? AND c.id = ? AND" IS_READABLE " FOR UPDATE";

static const char NEWS[] =
    "SELECT (SELECT COUNT(*) FROM message_unread u WHERE u.account_id = ?"
    "  AND u.patient_id = c.patient_id AND u.conversation_id = c.id)"
    " + (c.answered_at IS NOT NULL AND c.answer_seen_at IS NULL)"
    " FROM conversation c WHERE c.patient_id = ? AND c.id = ?";

static const char IS_READ[] =
    "DELETE FROM message_unread"
    " WHERE account_id = ? AND patient_id = ? AND conversation_id = ?";

static const char ANSWER_SEEN[] =
    "UPDATE conversation SET answer_seen_at = ? WHERE patient_id = ?"
    " AND id = ? AND answered_at IS NOT NULL AND answer_seen_at IS NULL";

static const char NOTICES[] =
    "SELECT messages FROM notice_choice WHERE account_id = ?";

static const char CHOOSE_NOTICES[] =
    "INSERT INTO notice_choice (account_id, messages) VALUES (?, ?)"
    " ON DUPLICATE KEY UPDATE messages = VALUES(messages)";

static const char *const sql[] = { CONVERSATION, MESSAGES, FILES, READABLE,
	NEWS, IS_READ, ANSWER_SEEN, NOTICES, CHOOSE_NOTICES, NULL };

struct list {
	const char *show, *q, *write;
	int64_t before;
};

static const char *const shows[] = { "all", "new", "waiting", "answered",
	"closed", "sent", NULL };

static const struct field list_form[] = {
	FIELD_CHOICE_OPT(struct list, show, shows),
	FIELD_LINE_OPT(struct list, q, 100),
	FIELD_ID_OPT(struct list, before),
	FIELD_LINE_OPT(struct list, write, 1),
	FIELDS_END
};

struct arrival {
	const char *sent, *saved;
};

static const struct field thread_form[] = {
	FIELD_LINE_OPT(struct arrival, sent, 1),
	FIELDS_END
};

static const struct field notices_arrival_form[] = {
	FIELD_LINE_OPT(struct arrival, saved, 1),
	FIELDS_END
};

struct notices {
	const char *messages;
};

static const char *const notice_choices[] = { "each", "daily", "never", NULL };

static const struct field notices_form[] = {
	FIELD_CHOICE(struct notices, messages, notice_choices),
	FIELDS_END
};

/*
 * One more than a page holds, which only tells that there are more. New ones
 * stand first; many of them have pages of their own.
 */
static int
add_rows(struct req *r, const struct list *in)
{
	int64_t max = PAGE + 1;

	if (in->q != NULL)
		return conversations_with(r, in->q, in->before, max);
	if (strcmp(in->show, "new") == 0)
		return conversations_unread(r, in->before, max);
	if (strcmp(in->show, "sent") == 0)
		return conversations_sent(r, in->before, max);
	if (strcmp(in->show, "all") != 0)
		return conversations_read(r, in->show, in->before, max);
	if (in->before == 0)
		conversations_unread(r, 0, PAGE);
	return conversations_read(r, NULL, in->before, max);
}

static void
drop_last(struct req *r)
{
	xmlNode *last = xmlGetLastChild(r->page);

	xmlUnlinkNode(last);
	xmlFreeNode(last);
}

static enum http
list_with(struct req *r, const struct list *in)
{
	xmlNode *n = view_add(r->page, "list", NULL);

	view_set(n, "show", in->show);
	view_set(n, "q", in->q);
	view_set(n, "write", in->write);
	view_set(n, "later", in->before != 0 ? "1" : NULL);
	if (add_rows(r, in) > PAGE) {
		view_set(n, "more", "1");
		drop_last(r);
	}
	composer_show(r);
	return view(r, "messages");
}

enum http
show_list(struct req *r)
{
	struct list in = { .show = "all" };

	return list_with(r, &in);
}

/* An address that was changed by hand shows the list as it begins. */
static enum http
list_messages(struct req *r)
{
	struct list in = { .show = "all" };

	if (!form_read(r, list_form, &in))
		return HTTP_BAD_REQUEST;
	return list_with(r, &in);
}

bool
conversation_is_readable(struct req *r, int64_t id)
{
	int64_t found;

	return db_one(r, READABLE, DB_OUT(out_int(&found)),
	    db_int(r->patient->id), db_int(id), readable_areas(r),
	    readable_confidential(r));
}

bool
show_conversation(struct req *r, int64_t id)
{
	struct db_arg me = db_int(r->account->id), talk = db_int(id);
	struct db_arg patient = db_int(r->patient->id);
	struct draft_key key = composer_key(r, id);

	if (db_rows(r, r->page, "conversation", CONVERSATION, me, patient,
	    talk, readable_areas(r), readable_confidential(r)) == 0)
		return false;
	db_rows(r, r->page, "message", MESSAGES, me, me, patient, talk);
	db_rows(r, r->page, "file", FILES, patient, talk);
	draft_show(r, &key, r->page);
	return true;
}

static void
mark_read(struct req *r, void *arg)
{
	struct db_arg patient = db_int(r->patient->id), id = db_int(r->id);

	(void)arg;
	db_exec(r, IS_READ, db_int(r->account->id), patient, id);
	db_exec(r, ANSWER_SEEN, db_instant(r, r->in->at), patient, id);
}

/* Only what changes something is written. */
static void
note_reading(struct req *r)
{
	int64_t is_new = 0;

	db_one(r, NEWS, DB_OUT(out_int(&is_new)), db_int(r->account->id),
	    db_int(r->patient->id), db_int(r->id));
	if (is_new > 0)
		run_later(r, mark_read, NULL);
}

static enum http
show_thread(struct req *r)
{
	struct arrival in = { 0 };

	if (!form_read(r, thread_form, &in))
		return HTTP_BAD_REQUEST;
	if (!show_conversation(r, r->id))
		return HTTP_NOT_FOUND;
	note_reading(r);
	view_set(r->page, "sent", in.sent);
	return view(r, "conversation");
}

static enum http
show_notices(struct req *r)
{
	struct arrival in = { 0 };
	const char *choice = "each";

	if (!form_read(r, notices_arrival_form, &in))
		return HTTP_BAD_REQUEST;
	db_one(r, NOTICES, DB_OUT(out_text(&choice)), db_int(r->account->id));
	form_prefill(r, "messages", choice);
	view_set(r->page, "saved", in.saved);
	return view(r, "notices");
}

static enum http
choose_notices(struct req *r)
{
	struct notices in = { 0 };

	if (!form_read(r, notices_form, &in)) {
		view(r, "notices");
		return HTTP_UNPROCESSABLE;
	}
	db_exec(r, CHOOSE_NOTICES, db_int(r->account->id),
	    db_text(in.messages));
	return redirect_to(r, "/messages/%" PRId64 "/notices?saved=1",
	    r->patient->id);
}

static const struct route routes[] = {
	GET_FORM("/messages/:patient", AREA_CONVERSATION, list_messages,
	    list_form),
	GET_FORM("/messages/:patient/:id", AREA_CONVERSATION, show_thread,
	    thread_form),
	POST_FILES("/messages/send/:patient", AREA_CONVERSATION, send_new,
	    letter_form),
	POST_FILES("/messages/send/:patient/:id", AREA_CONVERSATION,
	    send_answer, answer_form),
	POST_QUIET("/messages/:patient/draft", AREA_CONVERSATION, save_draft,
	    draft_form),
	POST("/messages/:patient/draft/remove", AREA_CONVERSATION, remove_file,
	    remove_form),
	POST("/messages/:patient/draft/drop", AREA_CONVERSATION, drop_draft,
	    drop_form),
	GET("/messages/:patient/files/:id", AREA_CONVERSATION, download_file),
	GET("/messages/:patient/pictures/:id", AREA_CONVERSATION,
	    show_picture),
	GET_FORM("/messages/:patient/notices", AREA_CONVERSATION,
	    show_notices, notices_arrival_form),
	POST("/messages/:patient/notices", AREA_CONVERSATION, choose_notices,
	    notices_form),
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { sql, conversations_sql,
		composer_sql, send_sql, files_sql, draft_sql, file_sql,
		talk_family_sql, talk_due_sql, session_sql, once_sql,
		audit_sql, NULL };
	static const char *const views[] = { "messages", "conversation",
		"notices", NULL };
	static const struct program messages = { "messages", routes, all_sql,
		views, false };

	return program_run(argc, argv, &messages);
}
