/*
 * account_option.c: a security option is added (S126), at the first set-up or
 * later: which kind, then the proof that its owner has it. Until that is there
 * it opens nothing.
 */
#include <inttypes.h>
#include <string.h>

#include "account_security.h"
#include "auth/qr.h"
#include "auth/session.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "post/outbox.h"
#include "web/view.h"

static const char PENDING[] =
    "SELECT sealed, phone, IFNULL(code_id, 0), challenge, IFNULL(replaces, 0)"
    " FROM option_pending"
    " WHERE account_id = ? AND kind = ? AND created_at > ?";

static const char PENDING_LOCKED[] =
    "SELECT sealed, phone, IFNULL(code_id, 0), challenge, IFNULL(replaces, 0)"
    " FROM option_pending"
    " WHERE account_id = ? AND kind = ? AND created_at > ? FOR UPDATE";

static const char BEGIN[] =
    "REPLACE INTO option_pending (account_id, kind, sealed, challenge,"
    " replaces, created_at) VALUES (?, ?, ?, ?, ?, ?)";

static const char SET_PHONE[] =
    "UPDATE option_pending SET phone = ?, code_id = ? WHERE account_id = ?";

static const char END[] =
    "DELETE FROM option_pending WHERE account_id = ?";

const char *const add_option_sql[] = { PENDING, PENDING_LOCKED, BEGIN,
	SET_PHONE, END, NULL };

enum { PENDING_SECONDS = 3600 };

static const char *const kinds[] = { "app", "text", "passkey", NULL };

struct wanted {
	const char *kind;
	int64_t replaces;
};

const struct field add_option_form[] = {
	FIELD_CHOICE(struct wanted, kind, kinds),
	FIELD_ID_OPT(struct wanted, replaces),
	FIELDS_END
};

struct proof {
	const char *code;
};

const struct field proof_form[] = {
	FIELD_SECRET(struct proof, code, 40),
	FIELDS_END
};

struct number {
	const char *phone;
};

const struct field number_form[] = {
	FIELD_LINE(struct number, phone, 40),
	FIELDS_END
};

bool
pending_at(struct req *r, const char *kind, struct pending *p)
{
	size_t len;

	return db_one(r, r->in->method == METHOD_POST ? PENDING_LOCKED
	    : PENDING, DB_OUT(out_bytes(&p->sealed, &p->sealed_len),
	    out_text(&p->phone), out_int(&p->code_id),
	    out_bytes(&p->challenge, &len), out_int(&p->replaces)),
	    db_int(r->account->id), db_text(kind),
	    db_instant(r, r->in->at - PENDING_SECONDS));
}

enum http
pending_none(struct req *r)
{
	return redirect_to(r, r->account->needs_option
	    ? "/account/security/first" : "/account/security");
}

static enum http
show_choice(struct req *r)
{
	if (text_is_offered())
		view_set(r->page, "texts", "1");
	return view(r, "option-first");
}

enum http
show_first(struct req *r)
{
	return r->account->needs_option ? show_choice(r) : pending_none(r);
}

enum http
begin_option(struct req *r)
{
	struct wanted in = { 0 };
	const struct option *o;
	const uint8_t *sealed = NULL;
	struct totp secret;
	size_t len = 0;
	int n = 0;

	if (!form_read(r, add_option_form, &in)) {
		show_choice(r);
		return HTTP_UNPROCESSABLE;
	}
	for (o = option_all(r, r->account->id); o != NULL; o = o->next)
		n++;
	if (n >= OPTIONS_MAX)
		return security_again(r, "many");
	if (strcmp(in.kind, "app") == 0) {
		totp_new(&secret);
		sealed = totp_seal(r, &secret, totp_account(r->account->id),
		    &len);
	}
	db_exec(r, BEGIN, db_int(r->account->id), db_text(in.kind),
	    db_bytes(sealed, len), db_bytes(passkey_challenge(r),
	    PASSKEY_CHALLENGE), db_id(in.replaces),
	    db_instant(r, r->in->at));
	return redirect_to(r, "/account/security/%s", in.kind);
}

enum http
pending_proved(struct req *r, const struct pending *p, const struct option *o)
{
	struct owner owner = { .id = r->account->id, .name = r->account->name,
	    .email = r->account->email };
	int64_t account_id = owner.id, id, removed = 0;
	bool is_first = option_all(r, account_id) == NULL;

	db_exec(r, END, db_int(account_id));
	if ((id = option_add(r, account_id, o)) == 0)
		return HTTP_CONFLICT;
	if (p->replaces != 0 && option_remove(r, account_id, p->replaces))
		removed = p->replaces;
	r->audit_object = id;
	r->audit_detail = o->kind;
	if (!is_first) {
		tell_change(r, mem_fmt(r, removed == 0 ? "%s-added"
		    : "%s-replaced", o->kind), id, removed);
		return redirect_to(r, "/account/security?done=added");
	}
	tell_owner(r, &owner, "security", mem_fmt(r, "%s-added", o->kind),
	    NULL);
	session_open(r, account_id);
	return show_new_codes(r);
}

/* --- an authenticator app --- */

static bool
secret_at(struct req *r, struct pending *p, struct totp *secret)
{
	return pending_at(r, "app", p) && totp_open(p->sealed, p->sealed_len,
	    totp_account(r->account->id), secret);
}

/* The QR code, and the secret for those who can't scan it. */
static enum http
show_secret(struct req *r, const struct totp *secret)
{
	view_set(r->page, "secret", totp_text(r, secret));
	qr_add(r->page, totp_uri(r, secret, config()->practice_short_name,
	    r->account->email));
	return view(r, "option-app");
}

enum http
show_app(struct req *r)
{
	struct pending p = { 0 };
	struct totp secret;

	if (!secret_at(r, &p, &secret))
		return pending_none(r);
	return show_secret(r, &secret);
}

static enum http
app_again(struct req *r, const struct totp *secret, const char *why)
{
	form_show(r, proof_form);
	if (why != NULL)
		form_refuse(r, "code", why);
	show_secret(r, secret);
	return HTTP_UNPROCESSABLE;
}

enum http
prove_app(struct req *r)
{
	struct proof in = { 0 };
	struct pending p = { 0 };
	struct option o = { .kind = "app", .name = "Authenticator app" };
	struct totp secret;

	if (!secret_at(r, &p, &secret))
		return pending_none(r);
	if (!form_read(r, proof_form, &in))
		return app_again(r, &secret, NULL);
	o.step = totp_step(&secret, totp_bare(r, in.code), r->in->at);
	if (o.step == 0)
		return app_again(r, &secret, "That code is not right. Wait for"
		    " the next one in your app, and check that the time of"
		    " your phone is right.");
	o.sealed = p.sealed;
	o.sealed_len = p.sealed_len;
	return pending_proved(r, &p, &o);
}

/* --- a phone --- */

static enum http
show_phone(struct req *r, const struct pending *p)
{
	show_text_code(r, p->phone, p->code_id);
	return view(r, "option-text");
}

enum http
show_text(struct req *r)
{
	struct pending p = { 0 };

	if (!pending_at(r, "text", &p))
		return pending_none(r);
	return show_phone(r, &p);
}

static enum http
phone_again(struct req *r, const struct pending *p, const struct field *form,
    const char *field, const char *why)
{
	form_show(r, form);
	if (why != NULL)
		form_refuse(r, field, why);
	show_phone(r, p);
	return HTTP_UNPROCESSABLE;
}

enum http
send_to_phone(struct req *r)
{
	struct number in = { 0 };
	struct pending p = { 0 }, none = { 0 };
	const char *phone;

	if (!pending_at(r, "text", &p) || !text_is_offered())
		return pending_none(r);
	if (!form_read(r, number_form, &in))
		return phone_again(r, &none, number_form, NULL, NULL);
	if ((phone = text_phone(r, in.phone)) == NULL)
		return phone_again(r, &none, number_form, "phone",
		    "Enter a mobile phone number, like (802) 555-0142.");
	db_exec(r, SET_PHONE, db_text(phone),
	    db_int(send_text_code(r, r->account->id, phone)),
	    db_int(r->account->id));
	return redirect_to(r, "/account/security/text");
}

enum http
prove_phone(struct req *r)
{
	struct proof in = { 0 };
	struct pending p = { 0 };
	struct option o = { .kind = "text" };
	const char *why;

	if (!pending_at(r, "text", &p) || p.code_id == 0)
		return pending_none(r);
	if (!form_read(r, proof_form, &in))
		return phone_again(r, &p, proof_form, NULL, NULL);
	why = check_text_code(r, p.phone, p.code_id, in.code);
	if (why != NULL)
		return phone_again(r, &p, proof_form, "code", why);
	o.phone = p.phone;
	o.name = mem_fmt(r, "Phone %s", text_mask_phone(r, p.phone));
	return pending_proved(r, &p, &o);
}
