/*
 * account_new.c: email and password, the proof of another address, and the
 * account itself.
 */
#include <string.h>

#include "account_own.h"
#include "auth/code.h"
#include "auth/password.h"
#include "auth/session.h"
#include "auth/teen.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "web/view.h"

static const char OWNER[] =
    "SELECT name, birth_day FROM patient WHERE id = ?";

static const char IS_TAKEN[] =
    "SELECT COUNT(*) FROM account WHERE email_key = ?";

static const char WANT_EMAIL[] =
    "UPDATE signup SET email = ?, password_hash = ? WHERE id = ?";

static const char ADD_ACCOUNT[] =
    "INSERT INTO account (email, email_key, name, password_hash, password_at,"
    " created_at) VALUES (?, ?, ?, ?, ?, ?)";

static const char GRANT_OWN_CHART[] =
    "INSERT INTO access_grant (account_id, patient_id, areas, basis,"
    " begins_at) VALUES (?, ?,"
    " 'health,records,messages,forms,billing,profile', 'self', ?)";

const char *const new_account_sql[] = { OWNER, IS_TAKEN, WANT_EMAIL,
	ADD_ACCOUNT, GRANT_OWN_CHART, NULL };

struct wanted {
	const char *email, *password, *password2;
};

const struct field account_form[] = {
	FIELD_EMAIL(struct wanted, email),
	FIELD_SECRET(struct wanted, password, 65536),
	FIELD_SECRET(struct wanted, password2, 65536),
	FIELDS_END
};

static enum http
show_account_page(struct req *r, const struct sign_up *s)
{
	form_prefill(r, "email", s->contact);
	view_set_int(r->page, "password_min", config()->password_min);
	return view(r, "sign-up-account");
}

enum http
show_account_form(struct req *r)
{
	struct sign_up *s = sign_up_at(r, "details");

	if (s == NULL)
		return redirect_to(r, "/account/sign-up");
	return show_account_page(r, s);
}

static enum http
account_form_again(struct req *r, const struct sign_up *s, const char *field,
    const char *says)
{
	form_show(r, account_form);
	if (field != NULL)
		form_refuse(r, field, says);
	show_account_page(r, s);
	return HTTP_UNPROCESSABLE;
}

static const char *
refuse_password(struct req *r, const struct sign_up *s,
    const struct wanted *in)
{
	struct password_owner owner = { .email = in->email };

	db_one(r, OWNER, DB_OUT(out_text(&owner.name),
	    out_text(&owner.birth_day)), db_int(s->patient_id));
	return password_refuse(r, in->password, false, &owner);
}

static bool
is_taken(struct req *r, const char *email)
{
	int64_t n = 0;

	db_one(r, IS_TAKEN, DB_OUT(out_int(&n)),
	    db_text(text_email_key(r, email)));
	return n > 0;
}

/* An account with its own chart, and a session. False: there is one already. */
static bool
open_account(struct req *r, const struct sign_up *s, const char *email,
    const char *hash)
{
	struct db_arg now = db_instant(r, r->in->at);
	const char *name = "", *birth_day;
	int64_t id;

	db_one(r, OWNER, DB_OUT(out_text(&name), out_text(&birth_day)),
	    db_int(s->patient_id));
	if (db_exec(r, ADD_ACCOUNT, db_text(email),
	    db_text(text_email_key(r, email)), db_text(name), db_text(hash),
	    now, now) == DB_DUPLICATE)
		return false;
	id = db_last_id();
	if (db_exec(r, GRANT_OWN_CHART, db_int(id), db_int(s->patient_id),
	    now) == DB_DUPLICATE)
		return false;
	sign_up_move(r, s, "done", 0);
	send_notice(r, email, "welcome", true);
	r->audit_account = id;
	r->audit_actor = name;
	r->patient_id = s->patient_id;
	session_open(r, id);
	return true;
}

/* Another address than the proven one has to be proven too (S68, EN-02). */
static enum http
prove_email(struct req *r, const struct sign_up *s, const char *email,
    const char *hash)
{
	bool taken = is_taken(r, email);

	send_notice(r, email, "already", taken);
	db_exec(r, WANT_EMAIL, db_text(email), db_text(hash), db_int(s->id));
	session_renew_entry(r);
	sign_up_move(r, s, "email", send_code(r, email, !taken));
	return redirect_to(r, "/account/sign-up/confirm");
}

enum http
make_account(struct req *r)
{
	struct sign_up *s = sign_up_at(r, "details");
	struct wanted in = { 0 };
	const char *why, *hash;

	if (s == NULL)
		return redirect_to(r, "/account/sign-up");
	if (!form_read(r, account_form, &in))
		return account_form_again(r, s, NULL, NULL);
	if ((why = refuse_password(r, s, &in)) != NULL)
		return account_form_again(r, s, "password", why);
	if (strcmp(in.password, in.password2) != 0)
		return account_form_again(r, s, "password2",
		    "The two passwords are not the same. Type both again.");
	if (!teen_may_use_email(r, s->patient_id, in.email))
		return account_form_again(r, s, "email", teen_email);
	hash = password_hash(r, in.password);
	if (strcmp(text_email_key(r, in.email),
	    text_email_key(r, s->contact)) != 0)
		return prove_email(r, s, in.email, hash);
	/* The address that was proven, not one that is like it. */
	if (!open_account(r, s, s->contact, hash))
		return account_form_again(r, s, "email", "This email already"
		    " has an account. Sign in with it, or use another email"
		    " here.");
	return redirect_to(r, "/account/welcome");
}

enum http
show_confirm(struct req *r)
{
	struct sign_up *s = sign_up_at(r, "email");

	if (s == NULL)
		return redirect_to(r, "/account/sign-up");
	return show_code_page(r, s, "email", s->email);
}

static enum http
prove_again(struct req *r, const struct sign_up *s)
{
	show_code_page(r, s, "email", s->email);
	return HTTP_UNPROCESSABLE;
}

enum http
confirm_email(struct req *r)
{
	struct sign_up *s = sign_up_at(r, "email");
	struct code in = { 0 };
	const char *why;

	if (s == NULL)
		return redirect_to(r, "/account/sign-up");
	if (!form_read(r, code_form, &in))
		return prove_again(r, s);
	why = code_check(r, s->code_id, s->email, in.code);
	if (why == NULL && !open_account(r, s, s->email, s->password_hash))
		why = "This email already has an account. Sign in with it.";
	if (why == NULL)
		return redirect_to(r, "/account/welcome");
	form_show(r, code_form);
	form_refuse(r, "code", why);
	return prove_again(r, s);
}
