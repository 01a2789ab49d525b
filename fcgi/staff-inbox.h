/* staff-inbox.h: the parts of the program staff-inbox: see staff-inbox.c. */
#ifndef KITH_STAFF_INBOX_H
#define KITH_STAFF_INBOX_H

#include "db/db.h"
#include "talk/draft.h"
#include "web/route.h"

/* staff-inbox_list.c: who works on what, and since when */
handler show_inbox;
/* staff-inbox_thread.c: one conversation */
handler show_thread, list_others;
/* staff-inbox_send.c: answers, notes, what is being written */
handler send_message, save_draft;
/* staff-inbox_act.c: whose it is, and whether it is done */
handler give, close_conversation, reopen_conversation, set_private;
/* staff-inbox_new.c: the practice writes first */
handler show_new, send_new;
/* staff-inbox_away.c: who works for whom */
handler show_away, set_away;
/* staff-inbox_file.c: files of messages */
handler show_file, show_preview;

extern const struct field want_form[], send_form[], draft_form[], give_form[],
    private_form[], new_form[], away_form[], no_form[];
extern const char *const list_sql[], *const thread_sql[], *const write_sql[],
    *const act_sql[], *const new_sql[], *const away_sql[],
    *const attachment_sql[];

/*
 * Whose work the member does now: their own, and that of those away whom they
 * cover. Parameters: DOES(r, now).
 */
#define DOES \
    "(SELECT w.id FROM staff w WHERE w.id = ? OR (w.covered_by = ?" \
    "  AND w.away_from <= ? AND w.away_until > ?))"
#define DOES_ARGS(r, now) \
    db_int((r)->staff->id), db_int((r)->staff->id), (now), (now)

/*
 * Which conversations c the member may see, and change: those of their pools,
 * and those given to somebody whose work they do (AZ-13). Stands in every
 * statement about a conversation. Parameters: VISIBLE_ARGS(r, now).
 */
#define VISIBLE \
    "(c.pool_id IN (SELECT v.pool_id FROM pool_member v" \
    "  WHERE v.staff_id = ?) OR c.staff_id IN " DOES ")"
#define VISIBLE_ARGS(r, now) db_int((r)->staff->id), DOES_ARGS(r, now)

/* A member who answers messages: of a role that access.c lets into inboxes. */
#define ANSWERS \
    "s.disabled_at IS NULL AND (FIND_IN_SET('front_desk', s.roles)" \
    " OR FIND_IN_SET('clinician', s.roles)" \
    " OR FIND_IN_SET('billing', s.roles)" \
    " OR FIND_IN_SET('records', s.roles))"

/* A conversation that the member may work on. */
struct conversation {
	int64_t id, patient_id;
	int64_t staff_id;		/* who has it; 0: nobody */
	const char *area, *state, *subject;
	int64_t is_confidential, newest;	/* id of the newest message */
	int64_t answer_hours;		/* that its subject promises */
};

/*
 * The conversation of the path, if it is visible; from now on the request's
 * audit row names its patient. In a POST it is locked until the end.
 */
bool find_conversation(struct req *, struct conversation *);

/* Make the page of a conversation with the list beside it; see show_thread(). */
enum http view_thread(struct req *, const struct conversation *);

/*
 * Add the pools and the list that the query asks for. False if it asks for
 * something that can't be.
 */
bool add_list(struct req *);

/* Add <about>: the patient's name, record number, birth date and age. */
bool add_about(struct req *, int64_t patient_id);

/* Add a <reader name> for each account that could read an answer now. */
void add_readers(struct req *, int64_t patient_id, const char *area,
    bool confidential);

/* Add <draft> with <refused>s, and the <template>s; see draft_show(). */
void add_composer(struct req *, const struct draft_key *);

/* The member's draft of a conversation of the patient; 0: of a new one. */
struct draft_key draft_of(struct req *, int64_t patient_id,
    int64_t conversation_id);

/*
 * A template with its fields filled in, after what is written already; the
 * body as it is if there is no such template. writer: whom it answers.
 */
const char *use_template(struct req *, int64_t template_id,
    int64_t patient_id, const char *writer, const char *body);

/*
 * Save the text with the draft, and the files that came with the form. False
 * if a file will not do: the page then says which.
 */
bool keep_draft(struct req *, const struct draft_key *, struct draft *,
    const char *kind, const char *body);

/* Keep the files alone: the text will not do, the draft stays as it was. */
void keep_files(struct req *, const struct draft_key *, struct draft *);

/* Close a visible conversation. */
void close_it(struct req *, int64_t id);

/* What is said to somebody who wrote the number of a payment card. */
#define CARD_SAYS \
    "This looks like the number of a payment card. Take it out: card numbers" \
    " may not be sent through the portal."

/* Back to a conversation, which says what was done; name may be NULL. */
enum http redirect_to_thread(struct req *, int64_t id, const char *done);

/* Now, as the database takes it. */
struct db_arg now_arg(struct req *);

#endif
