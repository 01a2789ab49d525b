/*
 * staff-account: sign-in of the practice's people
 *
 * Reads staff, staff_session, staff_link, staff_recovery_code, staff_sign_in,
 * sign_in_failure, idempotency; writes staff, staff_session, staff_link,
 * staff_recovery_code, staff_sign_in, sign_in_failure, idempotency, outbox,
 * audit.
 */
#include "staff_account.h"

#include <string.h>

#include "auth/access.h"
#include "auth/audit.h"
#include "auth/failure.h"
#include "auth/password.h"
#include "auth/session.h"
#include "auth/staff.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "post/outbox.h"
#include "run/once.h"
#include "run/program.h"
#include "web/view.h"

static const char CREDENTIALS[] =
    "SELECT id, password_hash, totp_sealed IS NOT NULL,"
    " disabled_at IS NOT NULL FROM staff WHERE email_key = ?";

static const char REHASH[] =
    "UPDATE staff SET password_hash = ? WHERE id = ?";

static const char TAKE_STEP[] =
    "UPDATE staff SET totp_step = ? WHERE id = ? AND totp_step < ?";

static const char TAKE_RECOVERY_CODE[] =
    "UPDATE staff_recovery_code SET used_at = ?"
    " WHERE staff_id = ? AND code_hash = ? AND used_at IS NULL";

static const char *const sql[] = { CREDENTIALS, REHASH, TAKE_STEP,
	TAKE_RECOVERY_CODE, NULL };

struct credentials {
	const char *email, *password, *next;
};

static const struct field sign_in_form[] = {
	FIELD_EMAIL(struct credentials, email),
	FIELD_SECRET(struct credentials, password, 4096),
	FIELD_LINE_OPT(struct credentials, next, 200),
	FIELDS_END
};

/* What the pages of the sign-in are asked to say or keep. */
struct arrival {
	const char *next, *expired, *signed_out, *over;
};

static const struct field arrival_form[] = {
	FIELD_LINE_OPT(struct arrival, next, 200),
	FIELD_LINE_OPT(struct arrival, expired, 1),
	FIELD_LINE_OPT(struct arrival, signed_out, 1),
	FIELD_LINE_OPT(struct arrival, over, 1),
	FIELDS_END
};

const struct field code_form[] = {
	FIELD_SECRET(struct typed_code, code, 40),
	FIELD_LINE_OPT(struct typed_code, next, 200),
	FIELDS_END
};

static const struct field no_form[] = { FIELDS_END };

/* Whether it is a page of the practice's side, after the sign-in (IO-16). */
static bool
is_staff_path(const char *path)
{
	static const char ours[] = "/staff/", sign_in[] = "/staff/account/";

	return is_own_path(path) && strncmp(path, ours, strlen(ours)) == 0 &&
	    strncmp(path, sign_in, strlen(sign_in)) != 0;
}

static void
keep_next(struct req *r, const char *next)
{
	if (is_staff_path(next))
		view_set(r->page, "next", next);
}

/* The first page that the member's roles open. */
static enum http
redirect_to_work(struct req *r)
{
	if (access_staff_may(r->staff, AREA_INBOX))
		return redirect_to(r, "/staff/inbox");
	if (access_staff_may(r->staff, AREA_CHARTS))
		return redirect_to(r, "/staff/patients");
	return redirect_to(r, "/staff/account/security");
}

static enum http
show_sign_in(struct req *r)
{
	struct arrival a = { 0 };

	if (r->staff != NULL)
		return redirect_to_work(r);
	form_read(r, arrival_form, &a);
	keep_next(r, a.next);
	view_set(r->page, "expired", a.expired);
	view_set(r->page, "signed-out", a.signed_out);
	view_set(r->page, "over", a.over);
	view_set_int(r->page, "idle-minutes", config()->staff_idle_minutes);
	return view(r, "staff-sign-in");
}

static enum http
sign_in_again(struct req *r, const struct credentials *in)
{
	form_show(r, sign_in_form);
	keep_next(r, in->next);
	view(r, "staff-sign-in");
	return HTTP_UNPROCESSABLE;
}

/* To the next step, with the page that was asked for first. */
static enum http
go_on(struct req *r, const char *path, const char *next)
{
	if (is_staff_path(next))
		return redirect_to(r, "%s?next=%s", path, next);
	return redirect_to(r, "%s", path);
}

/* The password was right: on to the app, or to setting one up (AU-06). */
static enum http
ask_for_code(struct req *r, int64_t id, bool has_app, const char *next)
{
	struct totp secret;

	if (has_app) {
		pending_begin(r, id, "code", NULL);
		return go_on(r, "/staff/account/code", next);
	}
	totp_new(&secret);
	pending_begin(r, id, "enroll", &secret);
	return redirect_to(r, "/staff/account/app");
}

static enum http
sign_in(struct req *r)
{
	struct credentials in = { 0 };
	int64_t id = 0, has_app = 0, disabled = 0, failures, wait;
	const char *hash = NULL;
	char *key;

	if (!form_read(r, sign_in_form, &in))
		return sign_in_again(r, &in);
	key = failure_staff_key(r, in.email);
	if ((wait = failure_pause(r, key, &failures)) > 0) {
		view_set(r->page, "wait-says", failure_pause_says(r, wait));
		return sign_in_again(r, &in);
	}
	db_one(r, CREDENTIALS, DB_OUT(out_int(&id), out_text(&hash),
	    out_int(&has_app), out_int(&disabled)),
	    db_text(text_email_key(r, in.email)));
	r->audit_object = id; /* whose password was tried; 0: nobody's */
	if (!password_matches(r, in.password, hash) || disabled) {
		run_later(r, failure_count, key);
		view_set(r->page, "again", "1");
		return sign_in_again(r, &in);
	}
	if (password_is_outdated(hash))
		db_exec(r, REHASH, db_text(password_hash(r, in.password)),
		    db_int(id));
	return ask_for_code(r, id, has_app, in.next);
}

static enum http
show_code(struct req *r)
{
	struct arrival a = { 0 };
	struct pending p = { 0 };

	form_read(r, arrival_form, &a);
	if (!pending_load(r, "code", &p))
		return redirect_to(r, "/staff/account/sign-in?over=1");
	keep_next(r, a.next);
	return view(r, "staff-code");
}

static enum http
code_again(struct req *r, const struct typed_code *in, const char *why)
{
	form_show(r, code_form);
	if (why != NULL)
		form_refuse(r, "code", why);
	keep_next(r, in->next);
	view(r, "staff-code");
	return HTTP_UNPROCESSABLE;
}

static bool
is_six_digits(const char *code)
{
	return strlen(code) == 6 && strspn(code, "0123456789") == 6;
}

/* A code of the app; its step is taken, so that it works once (AU-07). */
static bool
takes_app_code(struct req *r, const struct member *m, const char *code)
{
	struct totp secret;
	int64_t step;

	if (!totp_open(m->totp_sealed, m->totp_len, totp_staff(m->id),
	    &secret))
		return false;
	step = totp_step(&secret, code, r->in->at);
	return step != 0 && db_exec(r, TAKE_STEP, db_int(step),
	    db_int(m->id), db_int(step)) == 1;
}

static bool
takes_recovery_code(struct req *r, const struct member *m, const char *code)
{
	uint8_t hash[RECOVERY_HASH];

	recovery_hash(totp_staff(m->id), code, hash);
	return db_exec(r, TAKE_RECOVERY_CODE, db_instant(r, r->in->at),
	    db_int(m->id), db_bytes(hash, sizeof(hash))) == 1;
}

static bool
takes(struct req *r, const struct member *m, const char *code)
{
	if (is_six_digits(code))
		return takes_app_code(r, m, code);
	if (!takes_recovery_code(r, m, code))
		return false;
	r->audit_detail = "recovery code";
	tell_member(r, m, "recovery");
	return true;
}

static enum http
check_code(struct req *r)
{
	struct typed_code in = { 0 };
	struct pending p = { 0 };
	int64_t failures, wait;

	if (!pending_load(r, "code", &p))
		return redirect_to(r, "/staff/account/sign-in?over=1");
	if (!form_read(r, code_form, &in))
		return code_again(r, &in, NULL);
	r->audit_object = p.member.id;
	wait = failure_pause(r, failure_staff_key(r, p.member.email),
	    &failures);
	if (wait > 0)
		return code_again(r, &in, mem_fmt(r, "There were too many"
		    " tries. Please wait %s.", failure_pause_says(r, wait)));
	if (!takes(r, &p.member, totp_bare(r, in.code))) {
		pending_count_wrong(r, &p.member);
		return code_again(r, &in, "That code is not right, or it was"
		    " used already. Wait for the next one in your app.");
	}
	let_in(r, &p.member);
	if (is_staff_path(in.next))
		return redirect_to(r, "%s", in.next);
	/* There the new session counts: it knows what the roles open. */
	return redirect_to(r, "/staff/account/sign-in");
}

static enum http
sign_out(struct req *r)
{
	staff_close(r);
	r->clear_site_data = true;
	return redirect_to(r, "/staff/account/sign-in?signed_out=1");
}

/* By a click: the skeleton notes that the person is active. */
static enum http
stay(struct req *r)
{
	(void)r;
	return HTTP_NO_CONTENT;
}

static const struct route routes[] = {
	GET_FORM("/staff/account/sign-in", AREA_PUBLIC, show_sign_in,
	    arrival_form),
	POST("/staff/account/sign-in", AREA_PUBLIC, sign_in, sign_in_form),
	GET_FORM("/staff/account/code", AREA_PUBLIC, show_code, arrival_form),
	POST("/staff/account/code", AREA_PUBLIC, check_code, code_form),
	GET_FORM("/staff/account/start", AREA_PUBLIC, show_start, link_form),
	POST("/staff/account/start", AREA_PUBLIC, choose_password,
	    password_form),
	GET("/staff/account/app", AREA_PUBLIC, show_app),
	POST("/staff/account/app", AREA_PUBLIC, prove_app, code_form),
	POST("/staff/account/sign-out", AREA_STAFF, sign_out, no_form),
	POST("/staff/account/stay", AREA_STAFF, stay, no_form),
	GET("/staff/account/security", AREA_STAFF, show_security),
	POST("/staff/account/security", AREA_STAFF, change_password,
	    change_form),
	POST("/staff/account/codes", AREA_STAFF, make_new_codes,
	    new_codes_form),
	POST("/staff/account/sign-out-others", AREA_STAFF, end_other_sessions,
	    no_form),
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { sql, pending_sql,
		start_sql, security_sql, staff_sql, staff_open_sql,
		failure_sql, once_sql, audit_sql, outbox_sql, NULL };
	static const char *const views[] = { "staff-sign-in", "staff-code",
		"staff-start", "staff-app", "staff-codes", "staff-security",
		NULL };
	static const struct program staff_account = { "staff-account", routes,
		all_sql, views, true };

	return program_run(argc, argv, &staff_account);
}
