/*
 * account: signing in and out, signing up, the welcome page, and what people
 * do about their own account
 *
 * Reads account, session, access_grant, access_block, access_request,
 * invitation, message_unread, patient, patient_name, patient_contact,
 * related_person, sign_in_failure, signup, verification_code, security_option,
 * security_option_removed, recovery_code, known_device, sign_in,
 * option_pending, password_reset, account_change, audit, idempotency; writes
 * account, session, access_grant, access_request, invitation, sign_in_failure,
 * signup, verification_code, security_option, security_option_removed,
 * recovery_code, known_device, sign_in, option_pending, password_reset,
 * account_change, idempotency, outbox, audit.
 */
#include "account_own.h"
#include "account_security.h"
#include "asking.h"

#include <inttypes.h>
#include <string.h>

#include "auth/audit.h"
#include "auth/code.h"
#include "auth/contact.h"
#include "auth/device.h"
#include "auth/failure.h"
#include "auth/grant.h"
#include "auth/invitation.h"
#include "auth/password.h"
#include "auth/request.h"
#include "auth/reset.h"
#include "auth/session.h"
#include "auth/teen.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "post/outbox.h"
#include "run/once.h"
#include "run/program.h"
#include "web/link.h"
#include "web/view.h"

static const char CREDENTIALS[] =
    "SELECT id, name, email, password_hash, has_second_factor,"
    " disabled_at IS NOT NULL OR closed_at IS NOT NULL"
    " FROM account WHERE email_key = ?";

static const char REHASH[] =
    "UPDATE account SET password_hash = ? WHERE id = ?";

static const char *const sql[] = { CREDENTIALS, REHASH, NULL };

struct credentials {
	const char *email, *password, *next;
};

static const struct field sign_in_form[] = {
	FIELD_EMAIL(struct credentials, email),
	FIELD_SECRET(struct credentials, password, 4096),
	FIELD_LINE_OPT(struct credentials, next, 200),
	FIELDS_END
};

/* What the sign-in page is asked to say or keep. */
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

static const struct field no_form[] = { FIELDS_END };

enum http
redirect_home(struct req *r)
{
	if (r->patients == NULL)
		return redirect_to(r, "/account/welcome");
	return redirect_to(r, "/home/%" PRId64, r->patients->id);
}

static enum http
show_sign_in(struct req *r)
{
	struct arrival a = { 0 };

	if (r->account != NULL)
		return redirect_home(r);
	form_read(r, arrival_form, &a);
	if (is_own_path(a.next))
		view_set(r->page, "next", a.next);
	view_set(r->page, "expired", a.expired);
	view_set(r->page, "signed-out", a.signed_out);
	view_set(r->page, "over", a.over);
	view_set_int(r->page, "idle-minutes", config()->session_idle_minutes);
	return view(r, "sign-in");
}

static enum http
sign_in_again(struct req *r, const struct credentials *in)
{
	form_show(r, sign_in_form);
	if (is_own_path(in->next))
		view_set(r->page, "next", in->next);
	view(r, "sign-in");
	return HTTP_UNPROCESSABLE;
}

static enum http
refuse_sign_in(struct req *r, const struct credentials *in, char *email_key)
{
	run_later(r, failure_count, email_key);
	view_set(r->page, "again", "1");
	return sign_in_again(r, in);
}

enum http
let_in(struct req *r, const struct owner *owner, const char *next)
{
	char *key = text_email_key(r, owner->email);
	int64_t failures;

	failure_pause(r, key, &failures);
	if (failures > 0)
		failure_forget(r, key);
	if (failure_is_worth_telling(failures))
		tell_owner(r, owner, "sign-in", "failures", NULL);
	else if (device_is_new(r, owner->id))
		tell_owner(r, owner, "sign-in", "device", NULL);
	session_open(r, owner->id);
	r->audit_account = owner->id;
	r->audit_actor = owner->name;
	if (is_own_path(next))
		return redirect_to(r, "%s", next);
	/* There the new session counts: it knows which records are open. */
	return redirect_to(r, "/account/sign-in");
}

/* The password was right: in, or on to the security option (S125). */
static enum http
go_on(struct req *r, const struct owner *owner, bool has_option,
    const char *next)
{
	struct second_step s = { .owner = *owner, .purpose = "sign-in",
	    .next = next };

	if (has_option && !device_is_known(r, owner->id))
		return second_step_begin(r, &s);
	return let_in(r, owner, next);
}

static enum http
sign_in(struct req *r)
{
	struct credentials in = { 0 };
	struct owner owner = { 0 };
	int64_t has_option = 0, is_shut = 0, failures, wait;
	const char *hash = NULL;
	char *email_key;

	if (!form_read(r, sign_in_form, &in))
		return sign_in_again(r, &in);
	email_key = text_email_key(r, in.email);
	if ((wait = failure_pause(r, email_key, &failures)) > 0) {
		view_set(r->page, "wait-says", failure_pause_says(r, wait));
		return sign_in_again(r, &in);
	}
	db_one(r, CREDENTIALS, DB_OUT(out_int(&owner.id),
	    out_text(&owner.name), out_text(&owner.email), out_text(&hash),
	    out_int(&has_option), out_int(&is_shut)), db_text(email_key));
	r->audit_object = owner.id; /* whose password was tried; 0: nobody's */
	if (!password_matches(r, in.password, hash) || is_shut)
		return refuse_sign_in(r, &in, email_key);
	if (password_is_outdated(hash))
		db_exec(r, REHASH, db_text(password_hash(r, in.password)),
		    db_int(owner.id));
	return go_on(r, &owner, has_option, in.next);
}

static enum http
sign_out(struct req *r)
{
	session_close(r);
	r->clear_site_data = true;
	return redirect_to(r, "/account/sign-in?signed_out=1");
}

/*
 * "Stay signed in", by a click: the skeleton notes that the person is active.
 */
static enum http
stay(struct req *r)
{
	(void)r;
	return HTTP_NO_CONTENT;
}

static enum http
show_welcome(struct req *r)
{
	return view(r, "welcome");
}

static const struct route routes[] = {
	GET_FORM("/account/sign-in", AREA_PUBLIC, show_sign_in, arrival_form),
	POST("/account/sign-in", AREA_PUBLIC, sign_in, sign_in_form),
	POST("/account/sign-out", AREA_SET_UP, sign_out, no_form),
	POST("/account/stay", AREA_SET_UP, stay, no_form),
	GET_FORM("/account/second", AREA_PUBLIC, show_second,
	    second_ask_form),
	POST("/account/second", AREA_PUBLIC, check_second, second_form),
	POST("/account/second/passkey", AREA_PUBLIC, check_passkey,
	    passkey_form),
	POST("/account/second/text", AREA_PUBLIC, send_second_text,
	    second_text_form),
	GET_FORM("/account/again", AREA_SET_UP, show_again,
	    asked_again_form),
	POST("/account/again", AREA_SET_UP, confirm_again, again_form),
	GET("/account/sign-up", AREA_PUBLIC, show_sign_up),
	POST("/account/sign-up", AREA_PUBLIC, choose_who, who_form),
	GET("/account/sign-up/family", AREA_PUBLIC, show_family),
	POST("/account/sign-up/family", AREA_PUBLIC, ask_for_access,
	    family_form),
	GET_FORM("/account/sign-up/passcode", AREA_PUBLIC, show_passcode,
	    passcode_asked_form),
	POST("/account/sign-up/passcode", AREA_PUBLIC, check_passcode,
	    passcode_form),
	POST("/account/sign-up/passcode/again", AREA_PUBLIC,
	    send_passcode_again, no_form),
	POST("/account/sign-up/invited", AREA_PUBLIC, begin_invited,
	    invited_form),
	GET("/account/sign-up/relative", AREA_PUBLIC, show_relative_form),
	POST("/account/sign-up/relative", AREA_PUBLIC, make_relative,
	    relative_form),
	GET("/account/sign-up/too-young", AREA_PUBLIC, show_minor),
	GET_FORM("/account/refuse", AREA_PUBLIC, show_refusal, refuse_form),
	POST("/account/refuse", AREA_PUBLIC, refuse_access, refuse_form),
	GET("/account/sign-up/child", AREA_PUBLIC, show_minor),
	GET("/account/sign-up/teen", AREA_PUBLIC, show_minor),
	GET("/account/sign-up/patient", AREA_PUBLIC, show_patient_form),
	POST("/account/sign-up/patient", AREA_PUBLIC, identify_patient,
	    patient_form),
	GET_FORM("/account/sign-up/code", AREA_PUBLIC, show_code, resent_form),
	POST("/account/sign-up/code", AREA_PUBLIC, check_code, code_form),
	POST("/account/sign-up/again", AREA_PUBLIC, send_code_again, no_form),
	GET("/account/sign-up/account", AREA_PUBLIC, show_account_form),
	POST("/account/sign-up/account", AREA_PUBLIC, make_account,
	    account_form),
	GET_FORM("/account/sign-up/confirm", AREA_PUBLIC, show_confirm,
	    resent_form),
	POST("/account/sign-up/confirm", AREA_PUBLIC, confirm_email,
	    code_form),
	GET("/account/welcome", AREA_SIGNED_IN, show_welcome),
	GET("/account/security/first", AREA_SET_UP, show_first),
	POST_FRESH("/account/security/add", AREA_SET_UP, begin_option,
	    add_option_form),
	GET_FRESH("/account/security/app", AREA_SET_UP, show_app, NULL),
	POST_FRESH("/account/security/app", AREA_SET_UP, prove_app,
	    proof_form),
	GET_FRESH("/account/security/text", AREA_SET_UP, show_text, NULL),
	POST_FRESH("/account/security/text", AREA_SET_UP, prove_phone,
	    proof_form),
	POST_FRESH("/account/security/phone", AREA_SET_UP, send_to_phone,
	    number_form),
	GET_FRESH("/account/security/passkey", AREA_SET_UP, show_passkey, NULL),
	POST_FRESH("/account/security/passkey", AREA_SET_UP, prove_passkey,
	    new_passkey_form),
	GET_FORM("/account/security", AREA_SIGNED_IN, show_security,
	    security_form),
	POST_FRESH("/account/security/remove", AREA_SIGNED_IN, remove_option,
	    one_form),
	POST_FRESH("/account/security/codes", AREA_SIGNED_IN, new_codes,
	    no_form),
	POST("/account/security/device", AREA_SIGNED_IN, forget_device,
	    one_form),
	POST("/account/security/devices", AREA_SIGNED_IN, forget_all_devices,
	    no_form),
	GET_FORM("/account/forgot", AREA_PUBLIC, show_forgot,
	    forgot_page_form),
	POST("/account/forgot", AREA_PUBLIC, ask_reset, forgot_form),
	GET_FORM("/account/link/undo", AREA_PUBLIC, take_link, link_token_form),
	GET("/account/undo", AREA_PUBLIC, show_undo),
	POST("/account/undo", AREA_PUBLIC, undo_change, no_form),
	GET_FORM("/account/link/reset", AREA_PUBLIC, take_link, link_token_form),
	GET_FORM("/account/link/email", AREA_PUBLIC, take_link, link_token_form),
	GET_FORM("/account/link/back", AREA_PUBLIC, take_link, link_token_form),
	GET("/account/reset", AREA_PUBLIC, show_reset),
	POST("/account/reset", AREA_PUBLIC, choose_password, reset_form),
	GET_FRESH("/account/details", AREA_SIGNED_IN, show_details,
	    details_page_form),
	POST_FRESH("/account/details/email", AREA_SIGNED_IN, ask_email,
	    new_email_form),
	POST_FRESH("/account/details/phone", AREA_SIGNED_IN, change_phone,
	    phone_form),
	POST_FRESH("/account/details/password", AREA_SIGNED_IN,
	    change_password, new_password_form),
	GET("/account/email", AREA_SIGNED_IN, show_new_email),
	POST("/account/email", AREA_SIGNED_IN, take_new_email, no_form),
	GET("/account/back", AREA_PUBLIC, show_back),
	POST("/account/back", AREA_PUBLIC, undo_email, no_form),
	GET("/account/sessions", AREA_SIGNED_IN, show_sessions),
	POST("/account/sessions", AREA_SIGNED_IN, end_session, session_form),
	POST("/account/sessions/all", AREA_SIGNED_IN, sign_out_everywhere,
	    no_form),
	GET_FORM("/account/history", AREA_SIGNED_IN, show_account_history,
	    history_form),
	GET_FRESH("/account/close", AREA_SIGNED_IN, show_close, NULL),
	POST_FRESH("/account/close", AREA_SIGNED_IN, close_account,
	    close_form),
	GET("/account/closed", AREA_PUBLIC, show_closed),
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { sql, second_sql, again_sql,
		add_option_sql, passkey_sql, security_sql, undo_sql,
		sign_up_sql, code_page_sql, new_account_sql, family_sql,
		relative_sql, match_sql, contact_sql, request_sql,
		invitation_take_sql, grant_sql, session_sql,
		session_open_sql, option_sql, device_sql, failure_sql,
		forgot_sql, recover_sql, details_sql, email_sql, own_sql,
		close_sql, reset_sql, teen_sql,
		once_sql, code_sql, audit_sql, outbox_sql, NULL };
	static const char *const views[] = { "sign-in", "second", "again",
		"option-first", "option-app", "option-text", "option-passkey",
		"recovery-codes", "security", "undo", "sign-up",
		"sign-up-family",
		"sign-up-passcode", "sign-up-relative", "refuse",
		"sign-up-minor", "sign-up-patient", "code",
		"sign-up-account", "welcome", "forgot", "reset", "details",
		"email", "back", "sessions", "account-history", "close",
		"closed", NULL };
	static const struct program account = { "account", routes, all_sql,
		views, false };

	return program_run(argc, argv, &account);
}
