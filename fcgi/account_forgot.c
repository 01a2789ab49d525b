/*
 * account_forgot.c: "Forgot your password?": the mail, the new password, and
 * on to the security option (S120 to S127).
 *
 * The mailbox alone opens nothing (AU-16). An account that has a security
 * option goes on to it, and only then the new password takes effect. One that
 * has none calls the practice, whose people know who calls: they start the
 * reset and say a code, which is asked for beside the link; then an option is
 * set up first of all.
 */
#include <string.h>

#include "account_own.h"
#include "auth/password.h"
#include "auth/session.h"
#include "base/config.h"
#include "base/text.h"
#include "db/db.h"
#include "auth/reset.h"
#include "web/view.h"

static const char WHO[] =
    "SELECT id, email FROM account"
    " WHERE email_key = ? AND disabled_at IS NULL AND closed_at IS NULL";

static const char NEED_OPTION[] =
    "UPDATE account SET needs_option = TRUE WHERE id = ?";

const char *const forgot_sql[] = { WHO, NEED_OPTION, NULL };

struct forgot_page {
	const char *sent;
};

const struct field forgot_page_form[] = {
	FIELD_LINE_OPT(struct forgot_page, sent, 1),
	FIELDS_END
};

struct forgot {
	const char *email;
};

const struct field forgot_form[] = {
	FIELD_EMAIL(struct forgot, email),
	FIELDS_END
};

struct wanted {
	const char *code, *password, *password2;
};

const struct field reset_form[] = {
	FIELD_LINE_OPT(struct wanted, code, 20),
	FIELD_SECRET(struct wanted, password, 65536),
	FIELD_SECRET(struct wanted, password2, 65536),
	FIELDS_END
};

enum http
show_forgot(struct req *r)
{
	struct forgot_page in = { 0 };

	if (form_read(r, forgot_page_form, &in))
		view_set(r->page, "sent", in.sent);
	view_set_int(r->page, "minutes", RESET_MINUTES);
	view_set_int(r->page, "mails", config()->codes_per_hour);
	return view(r, "forgot");
}

/* Known or not: the same work and the same answer (EN-01, EN-05). */
enum http
ask_reset(struct req *r)
{
	struct forgot in = { 0 };
	const char *email;
	int64_t id = 0;

	if (!form_read(r, forgot_form, &in)) {
		view(r, "forgot");
		return HTTP_UNPROCESSABLE;
	}
	email = in.email;
	db_one(r, WHO, DB_OUT(out_int(&id), out_text(&email)),
	    db_text(text_email_key(r, in.email)));
	r->audit_object = id;
	reset_send(r, id, email, NULL);
	return redirect_to(r, "/account/forgot?sent=1");
}

/* A link that is of no use (any more) says so, and what to do. */
static enum http
link_is_over(struct req *r)
{
	view_set(r->page, "over", "1");
	view(r, "reset");
	return HTTP_NOT_FOUND;
}

/* Whose link came with the request. */
static bool
find(struct req *r, struct reset *reset, struct owner *owner)
{
	return reset_find(r, link_token(r), reset) &&
	    owner_load(r, reset->account_id, owner);
}

static enum http
show_form(struct req *r, const struct reset *reset, const struct owner *owner)
{
	const struct config *c = config();

	view_set(r->page, "email", owner->email);
	if (!owner->has_option)
		view_set(r->page, reset->has_code ? "code" : "call", "1");
	view_set_int(r->page, "password_min", owner->has_option
	    ? c->password_min_with_factor : c->password_min);
	return view(r, "reset");
}

/* Mail scanners open links: that changes nothing (AU-15). */
enum http
show_reset(struct req *r)
{
	struct reset reset = { 0 };
	struct owner owner = { 0 };

	if (!find(r, &reset, &owner))
		return link_is_over(r);
	return show_form(r, &reset, &owner);
}

/* The field that will not do, and why; NULL if the form will. */
static const char *
refuse(struct req *r, const struct reset *reset, const struct owner *owner,
    const struct wanted *in, const char **field)
{
	const char *why;

	*field = "code";
	if (!owner->has_option && !reset_takes_code(r, reset,
	    in->code == NULL ? "" : in->code))
		return "That is not the code that we told you. Check it, or"
		    " call us for a new one.";
	*field = "password";
	if ((why = owner_refuse_password(r, owner, in->password)) != NULL)
		return why;
	*field = "password2";
	return strcmp(in->password, in->password2) == 0 ? NULL
	    : "The two passwords are not the same. Type both again.";
}

/* The practice's word and the mailbox are the two proofs of who has none. */
static enum http
finish_without_option(struct req *r, const struct owner *owner,
    const char *hash)
{
	recover_finish(r, owner, hash);
	db_exec(r, NEED_OPTION, db_int(owner->id));
	return let_in(r, owner, NULL);
}

enum http
choose_password(struct req *r)
{
	struct wanted in = { 0 };
	struct reset reset = { 0 };
	struct owner owner = { 0 };
	struct second_step step = { .purpose = "reset",
	    .reset_hash = reset.hash };
	const char *field, *why = NULL;

	if (!find(r, &reset, &owner))
		return link_is_over(r);
	r->audit_object = owner.id;
	if (!form_read(r, reset_form, &in) ||
	    (!owner.has_option && !reset.has_code) ||
	    (why = refuse(r, &reset, &owner, &in, &field)) != NULL) {
		form_show(r, reset_form);
		if (why != NULL)
			form_refuse(r, field, why);
		show_form(r, &reset, &owner);
		return HTTP_UNPROCESSABLE;
	}
	step.owner = owner;
	step.password_hash = password_hash(r, in.password);
	reset_end_all(r, owner.id);
	link_forget(r);
	if (owner.has_option)
		return second_step_begin(r, &step);
	return finish_without_option(r, &owner, step.password_hash);
}
