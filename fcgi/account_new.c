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
    "UPDATE signup SET email = ?, password_hash = ?, name = ?, birth_day = ?"
    " WHERE id = ?";

static const char ADD_ACCOUNT[] =
    "INSERT INTO account (email, email_key, name, password_hash, password_at,"
    " needs_option, created_at) VALUES (?, ?, ?, ?, ?, TRUE, ?)";

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
	view_set_int(r->page, "password_min",
	    config()->password_min_with_factor);
	return view(r, "sign-up-account");
}

/* One may come back from the code that went to a mistyped address. */
struct sign_up *
sign_up_in_details(struct req *r)
{
	struct sign_up *s = sign_up_at(r, "details");

	return s != NULL ? s : sign_up_at(r, "email");
}

/* Of a patient by what is on file, of a relative by what they typed. */
static struct password_owner
owner_of(struct req *r, const struct sign_up *s)
{
	struct password_owner owner = { .name = s->name,
	    .birth_day = s->birth_day };

	if (s->patient_id != 0)
		db_one(r, OWNER, DB_OUT(out_text(&owner.name),
		    out_text(&owner.birth_day)), db_int(s->patient_id));
	return owner;
}

enum http
show_account_form(struct req *r)
{
	struct sign_up *s = sign_up_in_details(r);

	if (s == NULL || s->patient_id == 0)
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

const char *
refuse_passwords(struct req *r, const struct sign_up *s, const char *email,
    const char *password, const char *again, const char **field)
{
	struct password_owner owner = owner_of(r, s);
	const char *why;

	owner.email = email;
	*field = "password";
	/* An option follows: nothing opens before it is there. */
	why = password_refuse(r, password, true, &owner);
	if (why != NULL || strcmp(password, again) == 0)
		return why;
	*field = "password2";
	return "The two passwords are not the same. Type both again.";
}

static bool
is_taken(struct req *r, const char *email)
{
	int64_t n = 0;

	db_one(r, IS_TAKEN, DB_OUT(out_int(&n)),
	    db_text(text_email_key(r, email)));
	return n > 0;
}

static const char taken_says[] = "This email already has an account. Sign in"
    " with it, or use another email here.";

static const char *
give_own_chart(struct req *r, const struct sign_up *s, int64_t account_id)
{
	r->patient_id = s->patient_id;
	return db_exec(r, GRANT_OWN_CHART, db_int(account_id),
	    db_int(s->patient_id), db_instant(r, r->in->at)) == DB_DUPLICATE
	    ? taken_says : NULL;
}

/*
 * An account with the access it was opened for, and a session. NULL, or why
 * it can't be, as a sentence.
 */
static const char *
open_account(struct req *r, const struct sign_up *s, const char *email,
    const char *hash)
{
	struct db_arg now = db_instant(r, r->in->at);
	struct password_owner owner = owner_of(r, s);
	const char *why;
	int64_t id;

	if (db_exec(r, ADD_ACCOUNT, db_text(email),
	    db_text(text_email_key(r, email)), db_text(owner.name),
	    db_text(hash), now, now) == DB_DUPLICATE)
		return taken_says;
	id = db_last_id();
	why = s->patient_id != 0 ? give_own_chart(r, s, id)
	    : give_relative_access(r, s, id);
	if (why != NULL)
		return why;
	sign_up_move(r, s, "done", 0);
	send_notice(r, email, "welcome", true);
	r->audit_account = id;
	r->audit_actor = owner.name;
	session_open(r, id);
	return NULL;
}

/* Another address than the proven one has to be proven too (S68, EN-02). */
static enum http
prove_email(struct req *r, const struct sign_up *s, const char *email,
    const char *hash)
{
	bool taken = is_taken(r, email);

	send_notice(r, email, "already", taken);
	db_exec(r, WANT_EMAIL, db_text(email), db_text(hash),
	    db_text(s->name), db_text(s->birth_day), db_int(s->id));
	session_renew_entry(r);
	sign_up_move(r, s, "email", send_code(r, email, !taken));
	return redirect_to(r, "/account/sign-up/confirm");
}

enum http
finish_details(struct req *r, const struct sign_up *s, const char *email,
    const char *password, const char **why)
{
	const char *hash = password_hash(r, password);

	*why = NULL;
	if (strcmp(text_email_key(r, email),
	    text_email_key(r, s->contact)) != 0)
		return prove_email(r, s, email, hash);
	/* The address that was proven, not one that is like it. */
	*why = open_account(r, s, s->contact, hash);
	return *why != NULL ? HTTP_UNPROCESSABLE
	    : redirect_to(r, "/account/welcome");
}

enum http
make_account(struct req *r)
{
	struct sign_up *s = sign_up_in_details(r);
	struct wanted in = { 0 };
	const char *why, *field;
	enum http status;

	if (s == NULL || s->patient_id == 0)
		return redirect_to(r, "/account/sign-up");
	if (!form_read(r, account_form, &in))
		return account_form_again(r, s, NULL, NULL);
	why = refuse_passwords(r, s, in.email, in.password, in.password2,
	    &field);
	if (why != NULL)
		return account_form_again(r, s, field, why);
	if (!teen_may_use_email(r, s->patient_id, in.email))
		return account_form_again(r, s, "email", teen_email);
	status = finish_details(r, s, in.email, in.password, &why);
	return why == NULL ? status : account_form_again(r, s, "email", why);
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
	if (why == NULL)
		why = open_account(r, s, s->email, s->password_hash);
	if (why == NULL)
		return redirect_to(r, "/account/welcome");
	form_show(r, code_form);
	form_refuse(r, "code", why);
	return prove_again(r, s);
}
