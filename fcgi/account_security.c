/*
 * account_security.c: the page "Security": what the owner proves beside the
 * password, recovery codes, remembered devices.
 */
#include "account_security.h"
#include "auth/device.h"
#include "base/mem.h"
#include "db/db.h"
#include "post/outbox.h"
#include "web/view.h"

static const char OPTIONS[] =
    "SELECT id, kind, name, made_at, used_at FROM security_option"
    " WHERE account_id = ? ORDER BY id";

static const char DEVICES[] =
    "SELECT id, agent, address, made_at, seen_at, expires_at FROM known_device"
    " WHERE account_id = ? AND expires_at > ? ORDER BY seen_at DESC, id";

const char *const security_sql[] = { OPTIONS, DEVICES, NULL };

static const char *const done_choices[] = { "added", "removed", "devices",
	NULL };

/* What the page is asked to say. */
struct said {
	const char *done;
};

const struct field security_form[] = {
	FIELD_CHOICE_OPT(struct said, done, done_choices),
	FIELDS_END
};

/* One of the options, or of the devices. */
struct one {
	int64_t id;
};

const struct field one_form[] = {
	FIELD_ID(struct one, id),
	FIELDS_END
};

static enum http
show_page(struct req *r)
{
	struct db_arg id = db_int(r->account->id);

	db_rows(r, r->page, "option", OPTIONS, id);
	db_rows(r, r->page, "device", DEVICES, id, db_instant(r, r->in->at));
	view_set_int(r->page, "codes-left",
	    option_codes_left(r, r->account->id));
	if (text_is_offered())
		view_set(r->page, "texts", "1");
	return view(r, "security");
}

enum http
show_security(struct req *r)
{
	struct said in = { 0 };

	form_read(r, security_form, &in);
	view_set(r->page, "done", in.done);
	return show_page(r);
}

enum http
security_again(struct req *r, const char *why)
{
	view_set(r->page, "why", why);
	show_page(r);
	return HTTP_UNPROCESSABLE;
}

enum http
remove_option(struct req *r)
{
	const struct option *all = option_all(r, r->account->id), *o;
	struct one in = { 0 };

	if (!form_read(r, one_form, &in) ||
	    (o = option_with_id(all, in.id)) == NULL)
		return HTTP_NOT_FOUND;
	if (!option_remove(r, r->account->id, in.id))
		return security_again(r, "last");
	r->audit_object = in.id;
	r->audit_detail = o->kind;
	tell_change(r, mem_fmt(r, "%s-removed", o->kind), 0, in.id);
	return redirect_to(r, "/account/security?done=removed");
}

enum http
show_new_codes(struct req *r)
{
	option_new_codes(r, r->account->id, r->page);
	return view(r, "recovery-codes");
}

enum http
new_codes(struct req *r)
{
	tell_change(r, "codes", 0, 0);
	return show_new_codes(r);
}

enum http
forget_device(struct req *r)
{
	struct one in = { 0 };

	if (!form_read(r, one_form, &in) ||
	    !device_forget(r, r->account->id, in.id))
		return HTTP_NOT_FOUND;
	r->audit_object = in.id;
	return redirect_to(r, "/account/security?done=devices");
}

enum http
forget_all_devices(struct req *r)
{
	device_forget_all(r, r->account->id);
	return redirect_to(r, "/account/security?done=devices");
}
