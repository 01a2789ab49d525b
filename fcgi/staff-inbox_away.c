/* staff-inbox_away.c: who is away, and who does their work meanwhile. */
#include "staff-inbox.h"

#include "web/view.h"

static const char AWAY[] =
    "SELECT s.away_from AS from_at, s.away_until AS until_at, w.name AS cover"
    " FROM staff s LEFT JOIN staff w ON w.id = s.covered_by"
    " WHERE s.id = ? AND s.away_until > ?";

static const char COVERS[] =
    "SELECT s.id, s.name FROM staff s WHERE s.id <> ? AND " ANSWERS
    " ORDER BY s.name";

static const char COVER[] =
    "SELECT s.id FROM staff s WHERE s.id = ? AND s.id <> ? AND " ANSWERS;

static const char SET_AWAY[] =
    "UPDATE staff SET away_from = ?, away_until = ?, covered_by = ?"
    " WHERE id = ?";

const char *const away_sql[] = { AWAY, COVERS, COVER, SET_AWAY, NULL };

struct absence {
	struct day from, until;
	int64_t cover;
	const char *act;
};

static const char *const acts[] = { "back", NULL };

const struct field away_form[] = {
	FIELD_DAY_OPT(struct absence, from),
	FIELD_DAY_OPT(struct absence, until),
	FIELD_ID_OPT(struct absence, cover),
	FIELD_CHOICE_OPT(struct absence, act, acts),
	FIELDS_END
};

static enum http
view_away(struct req *r)
{
	struct db_arg me = db_int(r->staff->id);

	db_rows(r, r->page, "away", AWAY, me, now_arg(r));
	db_rows(r, r->page, "member", COVERS, me);
	return view(r, "staff-away");
}

enum http
show_away(struct req *r)
{
	return view_away(r);
}

static enum http
refuse(struct req *r, const char *field, const char *says)
{
	form_show(r, away_form);
	if (says != NULL)
		form_refuse(r, field, says);
	view_away(r);
	return HTTP_UNPROCESSABLE;
}

static enum http
come_back(struct req *r)
{
	db_exec(r, SET_AWAY, db_text(NULL), db_text(NULL), db_id(0),
	    db_int(r->staff->id));
	return redirect_to(r, "/staff/inbox?done=back");
}

/* The last day counts to its end. */
static enum http
go_away(struct req *r, const struct absence *in)
{
	db_exec(r, SET_AWAY, db_instant(r, when_clock(in->from, 0)),
	    db_instant(r, when_clock(when_add_days(in->until, 1), 0)),
	    db_int(in->cover), db_int(r->staff->id));
	r->audit_object = in->cover;
	return redirect_to(r, "/staff/inbox?done=away");
}

enum http
set_away(struct req *r)
{
	struct absence in = { 0 };
	int64_t cover;

	if (!form_read(r, away_form, &in))
		return refuse(r, NULL, NULL);
	if (in.act != NULL)
		return come_back(r);
	if (in.from.year == 0)
		return refuse(r, "from", "Enter the first day you are away.");
	if (in.until.year == 0)
		return refuse(r, "until", "Enter the last day you are away.");
	if (when_days_between(in.from, in.until) < 0)
		return refuse(r, "until", "The last day can’t be before the first.");
	if (when_days_between(when_today(), in.until) < 0)
		return refuse(r, "until", "This day is over already.");
	if (!db_one(r, COVER, DB_OUT(out_int(&cover)), db_int(in.cover),
	    db_int(r->staff->id)))
		return refuse(r, "cover", "Choose who works for you meanwhile.");
	return go_away(r, &in);
}
