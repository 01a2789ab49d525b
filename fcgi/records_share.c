/*
 * records_share.c: Send by secure link: make one, see who opened it, stop it
 * (E1-T2). Its address and its code are shown once: nobody keeps them.
 */
#include "records.h"

#include <inttypes.h>
#include <stdlib.h>

#include "auth/qr.h"
#include "auth/share.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "post/outbox.h"
#include "web/view.h"

enum { NAME_MAX_LENGTH = 100 };

static const char *const opening_choices[] = { "1", "2", "3", "5", "10",
	"20", NULL };
static const char default_openings[] = "5";

struct sharing {
	struct choice what;	/* first: see CHOICE_FIELDS */
	const char *name, *email, *phone, *openings;
	struct day last_day;
};

const struct field share_form[] = {
	CHOICE_FIELDS,
	FIELD_LINE(struct sharing, name, NAME_MAX_LENGTH),
	FIELD_EMAIL_OPT(struct sharing, email),
	FIELD_LINE_OPT(struct sharing, phone, 40),
	FIELD_DAY(struct sharing, last_day),
	FIELD_CHOICE(struct sharing, openings, opening_choices),
	FIELDS_END
};

struct shares_page {
	struct choice what;
	const char *done;
};

static const char *const done_choices[] = { "stopped", NULL };

const struct field shares_form[] = {
	CHOICE_FIELDS,
	FIELD_CHOICE_OPT(struct shares_page, done, done_choices),
	FIELDS_END
};

static int64_t
only_of(const struct req *r)
{
	return sees_all_sent(r) ? 0 : r->account->id;
}

static enum http
show_form(struct req *r)
{
	char first[WHEN_MAX], last[WHEN_MAX];
	const char *const *n;
	xmlNode *limits = view_add(r->page, "sharing", NULL);

	view_set(limits, "from_day", when_iso_day(when_today(), first));
	view_set(limits, "to_day", when_iso_day(when_add_days(when_today(),
	    config()->share_days_max), last));
	view_set_int(limits, "days", config()->share_days_max);
	view_set_int(limits, "wrong", SHARE_WRONG_MAX);
	view_set_int(limits, "confidential", r->patient->sees_confidential);
	if (text_is_offered())
		view_set(limits, "texts", "1");
	for (n = opening_choices; *n != NULL; n++)
		view_add(limits, "openings", *n);
	form_prefill(r, "last_day", when_iso_day(when_add_days(when_today(),
	    config()->share_days), last));
	form_prefill(r, "openings", default_openings);
	share_show_all(r, r->page, r->patient->id, only_of(r));
	return view(r, "records-share");
}

static enum http
refuse_form(struct req *r)
{
	show_form(r);
	return HTTP_UNPROCESSABLE;
}

enum http
show_shares(struct req *r)
{
	struct shares_page in = { 0 };
	bool good = form_read(r, shares_form, &in);

	form_show(r, shares_form);
	view_set(r->page, "done", in.done);
	good = check_choice(r, &in.what) && good;
	return good ? show_form(r) : refuse_form(r);
}

/* The preview of the dates; the rest of the form stays as it was typed. */
enum http
preview_share(struct req *r)
{
	struct choice in = { 0 };

	form_show(r, share_form);
	if (!read_choice(r, &in))
		return refuse_form(r);
	add_preview(r, &in);
	return show_form(r);
}

/* From today on, and not for longer than the practice allows. */
static bool
last_day_is_good(struct req *r, struct day last)
{
	int64_t days = when_days_between(when_today(), last);

	if (days >= 0 && days <= config()->share_days_max)
		return true;
	return form_refuse(r, "last_day",
	    mem_fmt(r, "Choose a day from today on,"
	    " at most %" PRId64 " days ahead.", config()->share_days_max));
}

/* The phone for the code, as E.164; NULL: none is wanted. */
static bool
phone_is_good(struct req *r, struct sharing *in)
{
	const char *typed = in->phone;

	if (typed == NULL || *typed == '\0' || !text_is_offered()) {
		in->phone = NULL;
		return true;
	}
	in->phone = text_phone(r, typed);
	return in->phone != NULL || form_refuse(r, "phone",
	    "Enter a mobile phone"
	    " number, like (802) 555-0142, or leave it empty.");
}

static bool
read_sharing(struct req *r, struct sharing *in)
{
	bool good = form_read(r, share_form, in);

	form_show(r, share_form);
	good = check_choice(r, &in->what) && good;
	good = (in->last_day.year == 0 || last_day_is_good(r,
	    in->last_day)) && good;
	return phone_is_good(r, in) && good;
}

static bool
make(struct req *r, const struct sharing *in, struct share *s,
    struct share_made *made)
{
	struct chart_query query = query_of(r, &in->what, 0);

	*s = (struct share){ .name = in->name, .email = in->email,
	    .has_range = query.has_range, .from = query.from, .to = query.to,
	    .ends = when_clock(when_add_days(in->last_day, 1), 0),
	    .openings_max = strtoll(in->openings, NULL, 10) };
	switch (share_make(r, s, made)) {
	case SHARE_TOO_MANY:
		return form_refuse(r, "name",
		    "Many links to this record were made"
		    " today. Try again tomorrow, or stop one and hand it out"
		    " anew then.");
	case SHARE_BLOCKED:
		return form_refuse(r, "name",
		    "We can’t make this link from here."
		    " Please call the office.");
	default:
		return true;
	}
}

static void
text_code(struct req *r, const struct share *s, const char *phone,
    const char *code)
{
	xmlNode *mail = view_tree(r, "mail");
	struct letter letter = { .kind = LETTER_TEXT, .to = phone,
	    .template = "share-code", .account_id = r->account->id,
	    .dedupe_key = mem_fmt(r, "share-code %" PRId64, s->id),
	    .expires = s->ends };

	view_set(mail, "code", code);
	outbox_add(r, &letter, mail);
}

static enum http
show_made(struct req *r, const struct sharing *in, const struct share *s,
    const struct share_made *made)
{
	xmlNode *n = view_add(r->page, "made", NULL);
	char text[WHEN_MAX];
	struct when last = { .day = in->last_day, .precision = WHEN_DAY };

	view_set(n, "name", s->name);
	view_set(n, "email", s->email);
	view_set(n, "phone", in->phone == NULL ? NULL
	    : text_mask_phone(r, in->phone));
	view_set(n, "link", made->link);
	view_set(n, "code", made->code);
	view_set(n, "last_day-says", when_says(&last, text));
	view_set_int(n, "openings", s->openings_max);
	view_set_int(n, "wrong", SHARE_WRONG_MAX);
	if (s->email == NULL)
		qr_add(n, made->link);
	if (made->app_link != NULL)
		qr_add(view_add(n, "app", made->app_link), made->app_link);
	return view(r, "records-shared");
}

enum http
make_share(struct req *r)
{
	struct sharing in = { 0 };
	struct share s;
	struct share_made made;

	if (!read_sharing(r, &in) || !make(r, &in, &s, &made))
		return refuse_form(r);
	if (in.phone != NULL)
		text_code(r, &s, in.phone, made.code);
	r->audit_object = s.id;
	r->audit_detail = s.name;
	return show_made(r, &in, &s, &made);
}

enum http
stop_share(struct req *r)
{
	if (!share_stop(r, r->patient->id, r->id, only_of(r)))
		return HTTP_NOT_FOUND;
	return redirect_to(r, "/records/%" PRId64 "/share?done=stopped",
	    r->patient->id);
}
