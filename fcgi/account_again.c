/*
 * account_again.c: the password once more, before what changes who may see
 * what, or how one signs in (AU-17). A form that was sent too late comes along
 * in fields whose names begin with "kept-", and is shown to be sent on.
 */
#include <string.h>

#include "account.h"
#include "auth/failure.h"
#include "auth/password.h"
#include "auth/session.h"
#include "base/text.h"
#include "db/db.h"
#include "web/view.h"

static const char OWN_PASSWORD[] =
    "SELECT password_hash FROM account WHERE id = ?";

const char *const again_sql[] = { OWN_PASSWORD, NULL };

static const char KEPT[] = "kept-";

struct asked_again {
	const char *next;
};

const struct field asked_again_form[] = {
	FIELD_LINE_OPT(struct asked_again, next, 200),
	FIELDS_END
};

/* form_to: where the kept form goes on to, if there is one. */
struct again {
	const char *password, *next, *form_to;
};

const struct field again_form[] = {
	FIELD_SECRET(struct again, password, 4096),
	FIELD_LINE_OPT(struct again, next, 200),
	FIELD_LINE_OPT(struct again, form_to, 200),
	FIELDS_END
};

static void
add_kept(struct req *r)
{
	const struct value *v;
	xmlNode *n;

	for (v = r->values; v != NULL; v = v->next) {
		if (strncmp(v->name, KEPT, strlen(KEPT)) != 0)
			continue;
		n = view_add(r->page, "kept", NULL);
		view_set(n, "name", view_clean(r, v->name + strlen(KEPT)));
		view_set(n, "value", view_clean(r, v->text));
	}
}

enum http
show_again(struct req *r)
{
	struct asked_again in = { 0 };

	form_read(r, asked_again_form, &in);
	if (is_own_path(in.next))
		view_set(r->page, "next", in.next);
	return view(r, "again");
}

static enum http
ask_once_more(struct req *r, const struct again *in)
{
	form_show(r, again_form);
	if (is_own_path(in->next))
		view_set(r->page, "next", in->next);
	if (is_own_path(in->form_to))
		view_set(r->page, "form-to", in->form_to);
	add_kept(r);
	view(r, "again");
	return HTTP_UNPROCESSABLE;
}

/* A form waits: it has our tokens anew, and one press sends it. */
static enum http
send_on(struct req *r, const char *form_to)
{
	view_set(r->page, "form-to", form_to);
	view_set(r->page, "is-confirmed", "1");
	add_kept(r);
	return view(r, "again");
}

enum http
confirm_again(struct req *r)
{
	struct again in = { 0 };
	const char *hash = NULL;
	char *key = text_email_key(r, r->account->email);
	int64_t failures, wait;

	if (!form_read(r, again_form, &in))
		return ask_once_more(r, &in);
	if ((wait = failure_pause(r, key, &failures)) > 0) {
		view_set(r->page, "wait-says", failure_pause_says(r, wait));
		return ask_once_more(r, &in);
	}
	db_one(r, OWN_PASSWORD, DB_OUT(out_text(&hash)),
	    db_int(r->account->id));
	if (!password_matches(r, in.password, hash)) {
		run_later(r, failure_count, key);
		form_show(r, again_form);
		form_refuse(r, "password", "That is not your password. Check"
		    " the keyboard’s language and Caps Lock, and try again.");
		return ask_once_more(r, &in);
	}
	if (failures > 0)
		failure_forget(r, key);
	session_freshen(r);
	if (is_own_path(in.form_to))
		return send_on(r, in.form_to);
	if (is_own_path(in.next))
		return redirect_to(r, "%s", in.next);
	return redirect_home(r);
}
