/* staff-inbox_new.c: a conversation that the practice begins. */
#include "staff-inbox.h"

#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "limit.h"
#include "talk/notice.h"
#include "talk/talk.h"
#include "web/view.h"

/*
 * Whose patients the member works for: there is a conversation that they may
 * see, or they have opened the chart with a reason.
 */
static const char MAY_WRITE[] =
    "SELECT p.id FROM patient p WHERE p.id = ? AND"
    " (EXISTS (SELECT 1 FROM conversation c WHERE c.patient_id = p.id"
    "   AND " VISIBLE ")"
    "  OR EXISTS (SELECT 1 FROM chart_access x WHERE x.patient_id = p.id"
    "   AND x.staff_id = ? AND x.ends_at > ?))";

static const char SUBJECTS[] =
    "SELECT id, name FROM subject WHERE active ORDER BY position, name";

static const char SUBJECT[] =
    "SELECT area FROM subject WHERE id = ? AND active";

static const char PROVIDERS[] =
    "SELECT id, name FROM provider ORDER BY name";

static const char OFFICES[] =
    "SELECT id, name FROM location ORDER BY name";

static const char PROVIDER[] = "SELECT id FROM provider WHERE id = ?";
static const char OFFICE[] = "SELECT id FROM location WHERE id = ?";

/* Whoever begins it has it, whatever pool it lies in. */
static const char TAKE_NEW[] =
    "UPDATE conversation SET staff_id = ?, given_at = ?, opened_at = ?"
    " WHERE patient_id = ? AND id = ?";

const char *const new_sql[] = { MAY_WRITE, SUBJECTS, SUBJECT, PROVIDERS,
	OFFICES, PROVIDER, OFFICE, TAKE_NEW, NULL };

struct beginning {
	int64_t subject, provider, office, template, remove;
	const char *private, *body, *act;
};

static const char *const yes[] = { "yes", NULL };
static const char *const acts[] = { "send", "save", "use", NULL };

const struct field new_form[] = {
	FIELD_ID_OPT(struct beginning, subject),
	FIELD_ID_OPT(struct beginning, provider),
	FIELD_ID_OPT(struct beginning, office),
	FIELD_CHOICE_OPT(struct beginning, private, yes),
	FIELD_TEXT_OPT(struct beginning, body, ANSWER_CHARACTERS_MAX),
	FIELD_CHOICE_OPT(struct beginning, act, acts),
	FIELD_ID_OPT(struct beginning, template),
	FIELD_ID_OPT(struct beginning, remove),
	FIELDS_END
};

static bool
may_write(struct req *r)
{
	struct db_arg now = now_arg(r);
	int64_t id;

	if (!db_one(r, MAY_WRITE, DB_OUT(out_int(&id)), db_int(r->id),
	    VISIBLE_ARGS(r, now), db_int(r->staff->id), now))
		return false;
	r->patient_id = id;
	return true;
}

/* There a reason is asked for; or there is no such patient. */
static enum http
ask_for_reason(struct req *r)
{
	return redirect_to(r, "/staff/patients/%" PRId64, r->id);
}

static enum http
view_new(struct req *r)
{
	struct draft_key key = draft_of(r, r->patient_id, 0);

	add_about(r, r->patient_id);
	limit_add_agreed(r, r->patient_id);
	add_readers(r, r->patient_id, "messages", false);
	db_rows(r, r->page, "subject", SUBJECTS);
	db_rows(r, r->page, "provider", PROVIDERS);
	db_rows(r, r->page, "office", OFFICES);
	add_composer(r, &key);
	return view(r, "staff-new");
}

enum http
show_new(struct req *r)
{
	if (!may_write(r))
		return ask_for_reason(r);
	return view_new(r);
}

static enum http
again(struct req *r, const char *field, const char *says)
{
	form_show(r, new_form);
	if (says != NULL)
		form_refuse(r, field, says);
	keep_all_the_same(r);
	view_new(r);
	return HTTP_UNPROCESSABLE;
}

static enum http
back(struct req *r)
{
	return redirect_to(r, "/staff/inbox/new/%" PRId64, r->patient_id);
}

static bool
exists(struct req *r, const char *sql, int64_t id)
{
	int64_t found;

	return id == 0 || db_one(r, sql, DB_OUT(out_int(&found)), db_int(id));
}

/* Which field will not do, and why; NULL: all is well. */
static const char *
what_is_wrong(struct req *r, const struct beginning *in, const char **says)
{
	const char *area;

	*says = "Choose one from the list.";
	if (!db_one(r, SUBJECT, DB_OUT(out_text(&area)), db_int(in->subject)))
		return "subject";
	if (!exists(r, PROVIDER, in->provider))
		return "provider";
	if (!exists(r, OFFICE, in->office))
		return "office";
	*says = "Write something first.";
	if (*in->body == '\0')
		return "body";
	*says = "Nobody in the family can read this in the portal. Call them, or"
	    " help them sign up first.";
	return notice_readers(r, r->patient_id, area, in->private != NULL,
	    r->in->at) == NULL ? "body" : NULL;
}

static enum http
begin(struct req *r, const struct beginning *in, const struct draft *d)
{
	const struct talk_start start = { .patient_id = r->patient_id,
		.subject_id = in->subject, .provider_id = in->provider,
		.location_id = in->office,
		.confidential = in->private != NULL };
	struct db_arg now = now_arg(r);
	int64_t id = talk_begin(r, &start, r->in->at);
	const struct talk_message m = { .patient_id = r->patient_id,
		.conversation_id = id, .staff_id = r->staff->id,
		.author = r->staff->name, .body = in->body,
		.draft_id = d->id };

	db_exec(r, TAKE_NEW, db_int(r->staff->id), now, now,
	    db_int(r->patient_id), db_int(id));
	talk_add_practice(r, &m, r->in->at);
	r->audit_object = id;
	return redirect_to_thread(r, id, "sent");
}

static enum http
keep_it(struct req *r, const struct beginning *in, struct draft *d)
{
	struct draft_key key = draft_of(r, r->patient_id, 0);

	if (in->remove != 0)
		draft_remove_file(r, &key, d->id, in->remove);
	if (in->act != NULL && strcmp(in->act, "use") == 0) {
		d->body = use_template(r, in->template, r->patient_id, NULL,
		    in->body);
		draft_save(r, &key, d, r->in->at);
	}
	return back(r);
}

enum http
send_new(struct req *r)
{
	struct beginning in = { .body = "" };
	struct draft_key key;
	struct draft d;
	const char *field, *says;

	if (!may_write(r))
		return ask_for_reason(r);
	key = draft_of(r, r->patient_id, 0);
	draft_find(r, &key, &d);
	if (!form_read(r, new_form, &in)) {
		keep_files(r, &key, &d);
		return again(r, NULL, NULL);
	}
	if (talk_has_card_number(in.body)) {
		keep_files(r, &key, &d);
		return again(r, "body", CARD_SAYS);
	}
	d.subject_id = in.subject;
	d.provider_id = in.provider;
	d.location_id = in.office;
	if (!keep_draft(r, &key, &d, "practice", in.body))
		return again(r, NULL, NULL);
	if (in.remove != 0 || in.act == NULL || strcmp(in.act, "send") != 0)
		return keep_it(r, &in, &d);
	if ((field = what_is_wrong(r, &in, &says)) != NULL)
		return again(r, field, says);
	return begin(r, &in, &d);
}
