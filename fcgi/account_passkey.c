/*
 * account_passkey.c: passkeys: one is added, one is asked for after the
 * password. The script passkey.js asks the browser; what that answers is for
 * one challenge, which is used up by any answer.
 */
#include <inttypes.h>

#include "account_security.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "web/view.h"

static const char SET_CHALLENGE[] =
    "UPDATE option_pending SET challenge = ? WHERE account_id = ?";

const char *const passkey_sql[] = { SET_CHALLENGE, NULL };

struct made {
	const char *client_data, *attestation;
};

const struct field new_passkey_form[] = {
	FIELD_SECRET(struct made, client_data, PASSKEY_TEXT_MAX),
	FIELD_SECRET(struct made, attestation, PASSKEY_TEXT_MAX),
	FIELDS_END
};

struct signature {
	const char *credential, *client_data, *data, *signature, *remember;
};

const struct field passkey_form[] = {
	FIELD_SECRET(struct signature, credential, PASSKEY_TEXT_MAX),
	FIELD_SECRET(struct signature, client_data, PASSKEY_TEXT_MAX),
	FIELD_SECRET(struct signature, data, PASSKEY_TEXT_MAX),
	FIELD_SECRET(struct signature, signature, PASSKEY_TEXT_MAX),
	FIELD_LINE_OPT(struct signature, remember, 1),
	FIELDS_END
};

/* The ids of those that the account has, with blanks between. */
static const char *
known(struct req *r, const struct option *o)
{
	const char *all = "";

	for (; o != NULL; o = o->next)
		if (o->passkey.id != NULL)
			all = mem_fmt(r, "%s %s", all, text_base64url(r,
			    o->passkey.id, o->passkey.id_len));
	return *all == '\0' ? all : all + 1;
}

void
add_passkeys(struct req *r, const struct option *options,
    const uint8_t challenge[PASSKEY_CHALLENGE])
{
	xmlNode *n = view_add(r->page, "passkey", NULL);

	view_set(n, "challenge", text_base64url(r, challenge,
	    PASSKEY_CHALLENGE));
	view_set(n, "host", config_host(r));
	view_set(n, "known", known(r, options));
}

/* --- one is added --- */

static enum http
show_new(struct req *r, const uint8_t *challenge)
{
	add_passkeys(r, option_all(r, r->account->id), challenge);
	view_set(r->page, "user", mem_fmt(r, "kith-%" PRId64,
	    r->account->id));
	view_set(r->page, "email", r->account->email);
	return view(r, "option-passkey");
}

enum http
show_passkey(struct req *r)
{
	struct pending p = { 0 };

	if (!pending_at(r, "passkey", &p))
		return pending_none(r);
	return show_new(r, p.challenge);
}

/* Not that one; another try has another challenge. */
static enum http
new_again(struct req *r)
{
	const uint8_t *challenge = passkey_challenge(r);

	db_exec(r, SET_CHALLENGE, db_bytes(challenge, PASSKEY_CHALLENGE),
	    db_int(r->account->id));
	keep_all_the_same(r);
	view_set(r->page, "why", "failed");
	show_new(r, challenge);
	return HTTP_UNPROCESSABLE;
}

enum http
prove_passkey(struct req *r)
{
	struct made in = { 0 };
	struct pending p = { 0 };
	struct option o = { .kind = "passkey", .name = "Passkey" };
	struct passkey_answer answer;

	if (!pending_at(r, "passkey", &p))
		return pending_none(r);
	if (!form_read(r, new_passkey_form, &in))
		return new_again(r);
	answer = (struct passkey_answer){ .client_data = in.client_data,
	    .attestation = in.attestation };
	if (!passkey_make(r, p.challenge, &answer, &o.passkey))
		return new_again(r);
	return pending_proved(r, &p, &o);
}

/* --- one is asked for --- */

static enum http
sign_again(struct req *r, const struct second_step *s, const char *why)
{
	view_set(r->page, "why", why);
	second_step_show(r, s, "passkey");
	return HTTP_UNPROCESSABLE;
}

enum http
check_passkey(struct req *r)
{
	struct signature in = { 0 };
	struct second_step s = { 0 };
	struct passkey_answer answer;
	const char *wait;

	if (!second_step_at(r, &s))
		return second_step_over(r);
	if (!form_read(r, passkey_form, &in))
		return sign_again(r, &s, "failed");
	if ((wait = second_step_wait(r, &s)) != NULL) {
		view_set(r->page, "wait-says", wait);
		return sign_again(r, &s, "wait");
	}
	answer = (struct passkey_answer){ .id = in.credential,
	    .client_data = in.client_data, .data = in.data,
	    .signature = in.signature };
	if (!option_takes_passkey(r, s.owner.id, s.options, s.challenge,
	    &answer)) {
		second_step_wrong(r, &s);
		return sign_again(r, &s, "failed");
	}
	return second_step_done(r, &s, in.remember != NULL);
}
