/*
 * asking.c: asking for access to a record: what the sign-up of a family member
 * and Add Patient have in common.
 */
#include "asking.h"

#include <string.h>

#include "auth/code.h"
#include "base/config.h"
#include "post/outbox.h"
#include "web/view.h"

const struct field passcode_form[] = {
	FIELD_LINE(struct passcode, passcode, 20),
	FIELDS_END
};

const struct field passcode_asked_form[] = {
	FIELD_LINE_OPT(struct passcode_asked, resent, 1),
	FIELDS_END
};

static bool
refuse(struct req *r, const struct field *form, const char *field,
    const char *says)
{
	form_show(r, form);
	form_refuse(r, field, says);
	return false;
}

bool
asking_will_do(struct req *r, const struct field *form,
    const struct wish *wish)
{
	struct day born = wish->patient.birth_date, today = when_today();

	if (when_days_between(born, today) < 0 || when_age(born, today) > 130)
		return refuse(r, form, "birth_date", "Check the year: the date"
		    " of birth can’t be in the future or that long ago.");
	if (strcmp(wish->channel, "text") == 0 && !text_is_offered())
		return refuse(r, form, "channel",
		    "We can’t send texts now. Choose email.");
	return true;
}

void
asking_prepare(struct req *r)
{
	size_t i;

	for (i = 0; request_relations[i] != NULL; i++)
		view_set(view_add(r->page, "relation", NULL), "id",
		    request_relations[i]);
	if (text_is_offered())
		view_set(r->page, "texts", "1");
}

enum http
asking_too_often(struct req *r, const struct field *form,
    const char *view_name)
{
	form_show(r, form);
	view_set(r->page, "too-often", "1");
	asking_prepare(r);
	view(r, view_name);
	return HTTP_TOO_MANY;
}

enum http
show_passcode_page(struct req *r, const struct request *q,
    const char *view_name)
{
	struct passcode_asked in = { 0 };
	int64_t expires = code_expires(r, q->code_id);
	char until[WHEN_MAX];

	if (r->in->method == METHOD_GET &&
	    form_read(r, passcode_asked_form, &in))
		view_set(r->page, "resent", in.resent);
	view_set(r->page, "channel", q->channel);
	view_set_int(r->page, "own_account_age", config()->age_of_own_account);
	if (expires > r->in->at)
		view_set(r->page, "until-says",
		    strcmp(q->channel, "text") == 0
		    ? when_instant_time(expires, until)
		    : when_instant_full(expires, until));
	return view(r, view_name);
}

enum http
passcode_again(struct req *r, const struct request *q, const char *view_name,
    const char *why)
{
	if (why != NULL) {
		form_show(r, passcode_form);
		form_refuse(r, "passcode", why);
	}
	show_passcode_page(r, q, view_name);
	return HTTP_UNPROCESSABLE;
}
