/*
 * account_code.c: is it you: the code, and where a sign-up stands.
 */
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "account.h"
#include "auth/code.h"
#include "auth/session.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "post/outbox.h"
#include "web/view.h"

#define SIGN_UP_OF							\
    "SELECT id, IFNULL(patient_id, 0), IFNULL(request_id, 0),"		\
    " IFNULL(invitation_id, 0), stage, contact, email, password_hash,"	\
    " IFNULL(code_id, 0), name, birth_day FROM signup"			\
    " WHERE token_hash = ? AND created_at > ?"

static const char SIGN_UP[] = SIGN_UP_OF;
static const char SIGN_UP_LOCKED[] = SIGN_UP_OF " FOR UPDATE";

static const char MOVE[] =
    "UPDATE signup SET token_hash = ?, stage = ?, code_id = ? WHERE id = ?";

const char *const code_page_sql[] = { SIGN_UP, SIGN_UP_LOCKED, MOVE, NULL };

enum { SIGN_UP_SECONDS = 3600 };

const struct field code_form[] = {
	FIELD_LINE(struct code, code, 20),
	FIELDS_END
};

/* What the page of the code is asked to say. */
struct resent {
	const char *resent;
};

const struct field resent_form[] = {
	FIELD_LINE_OPT(struct resent, resent, 1),
	FIELDS_END
};

/*
 * A mail to an address; its view in views/mail says what of the tree is
 * shown. Of two with the same dedupe key only the first goes out.
 */
static void
post_mail(struct req *r, const char *to, const char *template,
    const char *digits, const char *dedupe_key)
{
	xmlNode *mail = view_tree(r, "mail");
	struct letter letter = { .to = to, .template = template,
	    .dedupe_key = dedupe_key };
	int64_t until = r->in->at + config()->code_minutes * 60;
	char text[WHEN_MAX];

	view_set(mail, "code", digits);
	view_set_int(mail, "minutes", config()->code_minutes);
	view_set(mail, "until-says", when_instant_time(until, text));
	view_set(mail, "at-says", when_instant_full(r->in->at, text));
	if (digits != NULL)
		letter.expires = until;
	outbox_add(r, &letter, mail);
}

void
send_notice(struct req *r, const char *to, const char *template, bool is_real)
{
	uint8_t hash[TOKEN_HASH];
	const char *key = text_email_key(r, to);

	crypto_hash_sha256(hash, (const unsigned char *)key, strlen(key));
	post_mail(r, is_real ? to : NULL, template, NULL,
	    mem_fmt(r, "%s-%s-%" PRId64, template,
	    text_hex(r, hash, sizeof(hash)), r->in->at / 3600));
}

/*
 * Under which name the limits of codes count. A sign-up that matches nobody
 * sends nothing; it must not use up what the owner of the address may.
 */
static const char *
code_limit_key(struct req *r, const char *contact, bool is_real)
{
	return is_real ? contact : mem_fmt(r, "nobody %s", contact);
}

int64_t
send_code(struct req *r, const char *contact, bool is_real)
{
	const char *digits;
	int64_t id = code_make(r, code_limit_key(r, contact, is_real),
	    &digits);

	post_mail(r, is_real && digits != NULL ? contact : NULL, "code",
	    digits == NULL ? "000000" : digits,
	    mem_fmt(r, "code-%s", r->in->id));
	return id;
}

struct sign_up *
sign_up_at(struct req *r, const char *stage)
{
	struct sign_up *s = mem_new(r, struct sign_up);
	const char *sql = r->in->method == METHOD_POST ? SIGN_UP_LOCKED
	    : SIGN_UP;
	uint8_t hash[TOKEN_HASH];

	session_hash(r, hash);
	if (!db_one(r, sql, DB_OUT(out_int(&s->id), out_int(&s->patient_id),
	    out_int(&s->request_id), out_int(&s->invitation_id),
	    out_text(&s->stage), out_text(&s->contact), out_text(&s->email),
	    out_text(&s->password_hash), out_int(&s->code_id),
	    out_text(&s->name), out_text(&s->birth_day)),
	    db_bytes(hash, sizeof(hash)),
	    db_instant(r, r->in->at - SIGN_UP_SECONDS)))
		return NULL;
	return strcmp(s->stage, stage) == 0 ? s : NULL;
}

void
sign_up_move(struct req *r, const struct sign_up *s, const char *stage,
    int64_t code_id)
{
	uint8_t hash[TOKEN_HASH];

	session_hash(r, hash);
	db_exec(r, MOVE, db_bytes(hash, sizeof(hash)), db_text(stage),
	    db_id(code_id), db_int(s->id));
}

enum http
show_code_page(struct req *r, const struct sign_up *s, const char *purpose,
    const char *contact)
{
	int64_t expires = code_expires(r, s->code_id);
	struct resent in = { 0 };
	char until[WHEN_MAX];

	if (r->in->method == METHOD_GET && form_read(r, resent_form, &in))
		view_set(r->page, "resent", in.resent);
	view_set(r->page, "purpose", purpose);
	/* In lower case: a capital would tell typed from on file. */
	view_set(r->page, "contact-masked", text_mask_email(r,
	    text_email_key(r, contact)));
	if (expires > r->in->at)
		view_set(r->page, "until-says",
		    when_instant_time(expires, until));
	return view(r, "code");
}

enum http
show_code(struct req *r)
{
	struct sign_up *s = sign_up_at(r, "code");

	if (s == NULL)
		return redirect_to(r, "/account/sign-up");
	return show_code_page(r, s, "contact", s->contact);
}

enum http
check_code(struct req *r)
{
	struct sign_up *s = sign_up_at(r, "code");
	struct code in = { 0 };
	const char *why;

	if (s == NULL)
		return redirect_to(r, "/account/sign-up");
	if (!form_read(r, code_form, &in)) {
		show_code_page(r, s, "contact", s->contact);
		return HTTP_UNPROCESSABLE;
	}
	why = code_check(r, s->code_id, code_limit_key(r, s->contact,
	    s->patient_id != 0), in.code);
	if (why == NULL && s->patient_id == 0)
		why = code_wrong; /* guessed a code that nobody got */
	if (why != NULL) {
		form_show(r, code_form);
		form_refuse(r, "code", why);
		show_code_page(r, s, "contact", s->contact);
		return HTTP_UNPROCESSABLE;
	}
	session_renew_entry(r);
	sign_up_move(r, s, "details", 0);
	return redirect_to(r, "/account/sign-up/account");
}

/* The new code makes the old one worth nothing (AU-08). */
enum http
send_code_again(struct req *r)
{
	struct sign_up *s = sign_up_at(r, "code");
	bool is_contact = s != NULL;

	if (s == NULL && (s = sign_up_at(r, "email")) == NULL)
		return redirect_to(r, "/account/sign-up");
	session_renew_entry(r);
	sign_up_move(r, s, s->stage, is_contact
	    ? send_code(r, s->contact, s->patient_id != 0)
	    : send_code(r, s->email, true));
	return redirect_to(r, "/account/sign-up/%s?resent=1",
	    is_contact ? "code" : "confirm");
}
