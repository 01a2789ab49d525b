/*
 * staff_account_start.c: the one-time link, the password, the authenticator
 * app, the recovery codes.
 */
#include <sodium.h>
#include <string.h>

#include "auth/password.h"
#include "auth/qr.h"
#include "auth/session.h"
#include "auth/staff.h"
#include "base/config.h"
#include "base/mem.h"
#include "db/db.h"
#include "staff_account.h"
#include "web/view.h"

static const char LINK[] =
    "SELECT staff_id FROM staff_link"
    " WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?";

static const char LINK_LOCKED[] =
    "SELECT staff_id FROM staff_link"
    " WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?"
    " FOR UPDATE";

static const char USE_LINK[] =
    "UPDATE staff_link SET used_at = ? WHERE token_hash = ?";

static const char SET_PASSWORD[] =
    "UPDATE staff SET password_hash = ?, totp_sealed = NULL, totp_step = 0"
    " WHERE id = ?";

static const char END_SESSIONS[] =
    "UPDATE staff_session SET ended_at = ?"
    " WHERE staff_id = ? AND ended_at IS NULL";

static const char SET_APP[] =
    "UPDATE staff SET totp_sealed = ?, totp_step = ? WHERE id = ?";

static const char FORGET_CODES[] =
    "DELETE FROM staff_recovery_code WHERE staff_id = ?";

static const char ADD_CODE[] =
    "INSERT INTO staff_recovery_code (staff_id, code_hash) VALUES (?, ?)";

const char *const start_sql[] = { LINK, LINK_LOCKED, USE_LINK, SET_PASSWORD,
	END_SESSIONS, SET_APP, FORGET_CODES, ADD_CODE, NULL };

/* The token of a link, as it is written into one. */
struct link {
	const char *link;
};

const struct field link_form[] = {
	FIELD_LINE(struct link, link, 64),
	FIELDS_END
};

struct wanted {
	const char *link, *password, *password2;
};

const struct field password_form[] = {
	FIELD_LINE(struct wanted, link, 64),
	FIELD_SECRET(struct wanted, password, 4096),
	FIELD_SECRET(struct wanted, password2, 4096),
	FIELDS_END
};

/* Whose link it is; false: it was used, is too old, or never was one. */
static bool
owner_of(struct req *r, const char *link, struct member *m)
{
	bool writes = r->in->method == METHOD_POST;
	uint8_t hash[TOKEN_HASH];
	int64_t id;

	if (link == NULL)
		return false;
	session_hash_of(link, hash);
	return db_one(r, writes ? LINK_LOCKED : LINK, DB_OUT(out_int(&id)),
	    db_bytes(hash, sizeof(hash)), db_instant(r, r->in->at)) &&
	    member_load(r, id, m);
}

static enum http
show_password_form(struct req *r, const struct member *m, const char *link)
{
	view_set(r->page, "link", link);
	view_set(r->page, "email", m->email);
	view_set(r->page, "name", m->name);
	view_set_int(r->page, "password_min",
	    config()->password_min_with_factor);
	return view(r, "staff-start");
}

/* A link that is of no use (any more) says so, and what to do. */
static enum http
link_is_over(struct req *r)
{
	view_set(r->page, "over", "1");
	view(r, "staff-start");
	return HTTP_NOT_FOUND;
}

/* Mail scanners open links: that changes nothing (AU-15). */
enum http
show_start(struct req *r)
{
	struct link in = { 0 };
	struct member m = { 0 };

	form_read(r, link_form, &in);
	if (!owner_of(r, in.link, &m))
		return link_is_over(r);
	return show_password_form(r, &m, in.link);
}

static enum http
password_again(struct req *r, const struct member *m, const char *link,
    const char *field, const char *why)
{
	form_show(r, password_form);
	if (field != NULL)
		form_refuse(r, field, why);
	show_password_form(r, m, link);
	return HTTP_UNPROCESSABLE;
}

/* All that opened anything before the link ends; then the app is set up. */
static enum http
begin_anew(struct req *r, const struct member *m, const struct wanted *in)
{
	struct db_arg now = db_instant(r, r->in->at);
	uint8_t hash[TOKEN_HASH];
	struct totp secret;

	session_hash_of(in->link, hash);
	db_exec(r, USE_LINK, now, db_bytes(hash, sizeof(hash)));
	db_exec(r, SET_PASSWORD, db_text(password_hash(r, in->password)),
	    db_int(m->id));
	db_exec(r, FORGET_CODES, db_int(m->id));
	db_exec(r, END_SESSIONS, now, db_int(m->id));
	pending_end_all(r, m->id);
	tell_member(r, m, "link");
	totp_new(&secret);
	pending_begin(r, m->id, "enroll", &secret);
	return redirect_to(r, "/staff/account/app");
}

enum http
choose_password(struct req *r)
{
	struct wanted in = { 0 };
	struct member m = { 0 };
	struct password_owner owner;
	bool is_good = form_read(r, password_form, &in);
	const char *why;

	if (!owner_of(r, in.link, &m))
		return link_is_over(r);
	r->audit_object = m.id;
	if (!is_good)
		return password_again(r, &m, in.link, NULL, NULL);
	owner = (struct password_owner){ .name = m.name, .email = m.email };
	if ((why = password_refuse(r, in.password, true, &owner)) != NULL)
		return password_again(r, &m, in.link, "password", why);
	if (strcmp(in.password, in.password2) != 0)
		return password_again(r, &m, in.link, "password2",
		    "The two passwords are not the same. Type both again.");
	return begin_anew(r, &m, &in);
}

/* The QR code, and the secret for those who can't scan it. */
static enum http
show_secret(struct req *r, const struct pending *p, const struct totp *secret)
{
	view_set(r->page, "secret", totp_text(r, secret));
	qr_add(r->page, totp_uri(r, secret, config()->practice_short_name,
	    p->member.email));
	return view(r, "staff-app");
}

static bool
enrollment(struct req *r, struct pending *p, struct totp *secret)
{
	return pending_load(r, "enroll", p) &&
	    totp_open(p->totp_sealed, p->totp_len,
	    totp_staff(p->member.id), secret);
}

enum http
show_app(struct req *r)
{
	struct pending p = { 0 };
	struct totp secret;

	if (!enrollment(r, &p, &secret))
		return redirect_to(r, "/staff/account/sign-in?over=1");
	return show_secret(r, &p, &secret);
}

static enum http
app_again(struct req *r, const struct pending *p, const struct totp *secret,
    const char *why)
{
	form_show(r, code_form);
	if (why != NULL)
		form_refuse(r, "code", why);
	show_secret(r, p, secret);
	return HTTP_UNPROCESSABLE;
}

enum http
prove_app(struct req *r)
{
	struct typed_code in = { 0 };
	struct pending p = { 0 };
	struct totp secret;
	int64_t step;

	if (!enrollment(r, &p, &secret))
		return redirect_to(r, "/staff/account/sign-in?over=1");
	r->audit_object = p.member.id;
	if (!form_read(r, code_form, &in))
		return app_again(r, &p, &secret, NULL);
	step = totp_step(&secret, totp_bare(r, in.code), r->in->at);
	if (step == 0) {
		pending_count_wrong(r, &p.member);
		return app_again(r, &p, &secret, "That code is not right. Wait"
		    " for the next one in your app, and check that the time of"
		    " your phone is right.");
	}
	db_exec(r, SET_APP, db_bytes(p.totp_sealed, p.totp_len), db_int(step),
	    db_int(p.member.id));
	let_in(r, &p.member);
	return show_new_codes(r, &p.member);
}

enum http
show_new_codes(struct req *r, const struct member *m)
{
	uint8_t hash[RECOVERY_HASH];
	const char *code;
	int i;

	db_exec(r, FORGET_CODES, db_int(m->id));
	for (i = 0; i < RECOVERY_CODES; i++) {
		code = recovery_new(r);
		recovery_hash(totp_staff(m->id), code, hash);
		db_exec(r, ADD_CODE, db_int(m->id),
		    db_bytes(hash, sizeof(hash)));
		view_add(r->page, "code", code);
	}
	return view(r, "staff-codes");
}
