/* staff-documents_reminder.c: what a patient should see to, and by when. */
#include "staff-documents.h"

#include "base/limits.h"
#include "limit.h"
#include "web/view.h"

static const char ADD[] =
    "INSERT INTO reminder (patient_id, title, says, due_when, due_day,"
    " posted_by, posted_at, confidential) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

static const char END[] =
    "UPDATE reminder SET done_at = ? WHERE patient_id = ? AND id = ?"
    " AND done_at IS NULL AND withdrawn_at IS NULL";

static const char WITHDRAW[] =
    "UPDATE reminder SET withdrawn_at = ? WHERE patient_id = ? AND id = ?"
    " AND withdrawn_at IS NULL";

static const char FIND[] =
    "SELECT id FROM reminder WHERE patient_id = ? AND id = ? FOR UPDATE";

const char *const reminder_sql[] = { ADD, END, WITHDRAW, FIND, NULL };

struct reminder {
	const char *title, *says, *private;
	struct day due;
};

static const char *const yes[] = { "yes", NULL };

const struct field reminder_form[] = {
	FIELD_LINE(struct reminder, title, 255),
	FIELD_TEXT(struct reminder, says, MESSAGE_CHARACTERS_MAX),
	FIELD_DAY_OPT(struct reminder, due),
	FIELD_CHOICE_OPT(struct reminder, private, yes),
	FIELDS_END
};

static enum http
view_form(struct req *r)
{
	limit_add_agreed(r, r->patient_id);
	return view(r, "staff-reminder");
}

enum http
show_new_reminder(struct req *r)
{
	enum http status = enter(r);

	return status == HTTP_OK ? view_form(r) : status;
}

/* Any time, or a day to come. */
static bool
is_due_good(struct req *r, const struct reminder *in)
{
	if (in->due.year == 0 ||
	    when_days_between(when_today(), in->due) >= 0)
		return true;
	form_refuse(r, "due", "This day is over. Choose today or a later day,"
	    " or leave it out.");
	return false;
}

enum http
add_reminder(struct req *r)
{
	struct reminder in = { 0 };
	enum http status = enter(r);
	char text[WHEN_MAX];
	const char *due;

	if (status != HTTP_OK)
		return status;
	if (!form_read(r, reminder_form, &in) || !is_due_good(r, &in)) {
		form_show(r, reminder_form);
		return again(r, view_form);
	}
	due = in.due.year == 0 ? NULL : when_iso_day(in.due, text);
	db_exec(r, ADD, db_int(r->patient_id), db_text(in.title),
	    db_text(in.says), db_text(due), db_text(due),
	    db_int(r->staff->id), now_arg(r), db_int(in.private != NULL));
	r->audit_object = db_last_id();
	tell_family(r, in.private != NULL);
	return go(r, "?done=reminded");
}

/* What another member has done already is as good. */
static enum http
change(struct req *r, const char *sql, const char *done)
{
	enum http status = enter(r);
	int64_t id;

	if (status != HTTP_OK)
		return status;
	if (!db_one(r, FIND, DB_OUT(out_int(&id)), db_int(r->patient_id),
	    db_int(r->id)))
		return HTTP_NOT_FOUND;
	db_exec(r, sql, now_arg(r), db_int(r->patient_id), db_int(id));
	return go(r, "?done=%s", done);
}

enum http
end_reminder(struct req *r)
{
	return change(r, END, "ended");
}

enum http
withdraw_reminder(struct req *r)
{
	return change(r, WITHDRAW, "withdrawn");
}
