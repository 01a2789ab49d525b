/* staff-documents.h: what the parts of the program staff-documents share. */
#ifndef KITH_STAFF_DOCUMENTS_H
#define KITH_STAFF_DOCUMENTS_H

#include "db/db.h"
#include "web/route.h"

/* staff-documents_list.c: what a patient has, and what is the member's own */
handler show_work, show_list;
/* staff-documents_draft.c: a document before it is posted */
handler show_new_file, show_new_letter, save_file, save_letter, edit_draft;
/* staff-documents_post.c: looked at, then posted */
handler show_draft, show_draft_file, post_draft, drop_draft;
/* staff-documents_item.c: one document or result, as it is now */
handler show_document, show_document_file, show_result;
/* ... without asking whether the chart is open, which is so */
handler view_document, view_result;
/* staff-documents_keep.c: taken back, held, let go */
handler recall_document, hold_document, release_document;
handler recall_result, hold_result, release_result;
/* staff-documents_result.c: a result is entered */
handler show_new_result, add_result;
/* staff-documents_value.c: what is said about a result, and set right in it */
handler comment_result, show_value, correct_value;
/* staff-documents_reminder.c: what a patient should see to */
handler show_new_reminder, add_reminder, end_reminder, withdraw_reminder;
/* staff-documents_private.c: what only the patient and staff see */
handler show_private, mark_private;
/* staff-documents_template.c: the texts that letters begin from */
handler show_templates, show_new_template, show_template, add_template;
handler change_template, retire_template, restore_template;
/* staff-documents_limits.c: what the practice is asked not to share */
handler show_limit, decide_limit, end_agreed_limit;

extern const struct field done_form[], new_file_form[], new_letter_form[],
    file_form[], letter_form[], recall_form[], hold_form[], result_form[],
    comment_form[], value_form[], reminder_form[], private_form[],
    mark_form[], template_form[], decision_form[], ending_form[],
    no_form[];
extern const char *const list_sql[], *const draft_sql[], *const post_sql[],
    *const item_sql[], *const keep_sql[], *const result_sql[],
    *const value_sql[], *const reminder_sql[], *const private_sql[],
    *const template_sql[], *const staff_limits_sql[], *const shared_sql[];

/*
 * The way into a patient's documents: HTTP_OK, with <person> in the page, if
 * the chart is open to the member; else the answer: there is no such patient,
 * or the reason is asked for first.
 */
enum http enter(struct req *);

/* Let the page say what was just done (?done=); false if that can't be. */
bool say_done(struct req *);

/* Now, as the database takes it. */
struct db_arg now_arg(struct req *);

/* Whom a document can be of: <provider @id @name>, <encounter @id ...>. */
void add_choices(struct req *);

/*
 * The name of a provider; NULL, with the form's field "provider" refused, if
 * there is none of this id. id 0 is nobody: "".
 */
const char *provider_name(struct req *, int64_t id);

/* Whether it is a visit of the patient, or 0; else the field is refused. */
bool encounter_fits(struct req *, int64_t id);

/* Whether a day is today or before; else the field is refused. */
bool is_past(struct req *, const char *field, struct day);

/* The accounts that may see it when it is posted: <reader @name> each. */
void add_readers(struct req *, bool is_private);

/* Tell them that there is something new, each as they chose. */
void tell_family(struct req *, bool is_private);

/* A document's text or picture as the patient sees it: see views/paper.xsl. */
void add_paper(struct req *, const char *media_type, const char *text,
    const char *href);

/*
 * Requests to limit sharing: those that wait, as <request>, for who decides
 * them; and of the patient what was agreed, as <restriction>, and all requests.
 */
void add_waiting_limits(struct req *);
void add_limits(struct req *);

/* Go to a page of the patient, made like printf after /staff/documents/ID. */
enum http go(struct req *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Show the page again with what was refused. */
enum http again(struct req *, handler *show);

/*
 * What a letter's text may hold for the portal to fill in, NULL-ended:
 * "{patient}"; filled in by staff-documents_post.c.
 */
extern const char *const letter_fields[];

/* staff-documents_draft.c: a document that is written. */
struct draft {
	int64_t id, provider, encounter, attachment, replaces, is_private;
	const char *kind, *title, *written, *body;
};

/* Find the member's own draft of the path; held by a POST. */
bool find_draft(struct req *, struct draft *);

/* Drop it, with its file. */
void forget_draft(struct req *, const struct draft *);

#endif
