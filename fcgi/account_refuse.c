/*
 * account_refuse.c: the patient says no to somebody who asked for access. The
 * link comes with the passcode; to look changes nothing, and whoever asked is
 * not told (AZ-18).
 */
#include "account.h"
#include "auth/request.h"
#include "web/view.h"

struct refuse {
	const char *link;
};

const struct field refuse_form[] = {
	FIELD_LINE_OPT(struct refuse, link, 64),
	FIELDS_END
};

static enum http
show(struct req *r, const struct refusal *f, const char *link)
{
	char asked[WHEN_MAX];

	view_set(r->page, "link", link);
	view_set(r->page, "stage", f->stage);
	view_set(r->page, "asker", f->name);
	view_set(r->page, "relation", f->relation);
	view_set(r->page, "basis", f->basis);
	view_set(r->page, "asked-says", when_instant_full(f->created, asked));
	return view(r, "refuse");
}

/* A link that is over, or none of ours: the page says whom to call. */
static enum http
show_over(struct req *r)
{
	view_set(r->page, "stage", "over");
	return view(r, "refuse");
}

enum http
show_refusal(struct req *r)
{
	struct refuse in = { 0 };
	struct refusal *f = NULL;

	if (form_read(r, refuse_form, &in) && in.link != NULL)
		f = request_to_refuse(r, in.link);
	return f == NULL ? show_over(r) : show(r, f, in.link);
}

enum http
refuse_access(struct req *r)
{
	struct refuse in = { 0 };
	struct refusal *f = NULL;

	if (form_read(r, refuse_form, &in) && in.link != NULL)
		f = request_to_refuse(r, in.link);
	if (f == NULL)
		return show_over(r);
	request_refuse(r, f);
	return redirect_to(r, "/account/refuse?link=%s", in.link);
}
