/*
 * account_second.c: the second step of a sign-in, on a device that is not
 * remembered: the security option (S125). What stands between password and
 * option opens nothing (SE-11); five wrong codes end it (AU-11).
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "account.h"
#include "auth/device.h"
#include "auth/failure.h"
#include "auth/option.h"
#include "auth/session.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "post/outbox.h"
#include "web/view.h"

static const char PENDING[] =
    "SELECT a.id, a.name, a.email, s.purpose, s.next, s.password_hash,"
    " s.reset_hash, s.code_id, s.challenge"
    " FROM sign_in s JOIN account a ON a.id = s.account_id"
    " WHERE s.token_hash = ? AND s.created_at > ? AND s.wrong < ?"
    "  AND a.disabled_at IS NULL AND a.closed_at IS NULL";

static const char PENDING_LOCKED[] =
    "SELECT a.id, a.name, a.email, s.purpose, s.next, s.password_hash,"
    " s.reset_hash, s.code_id, s.challenge"
    " FROM sign_in s JOIN account a ON a.id = s.account_id"
    " WHERE s.token_hash = ? AND s.created_at > ? AND s.wrong < ?"
    "  AND a.disabled_at IS NULL AND a.closed_at IS NULL FOR UPDATE";

static const char BEGIN[] =
    "INSERT INTO sign_in (token_hash, account_id, purpose, next,"
    " password_hash, reset_hash, challenge, created_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

static const char COUNT_WRONG[] =
    "UPDATE sign_in SET wrong = wrong + 1, challenge = ?"
    " WHERE token_hash = ?";

static const char SET_CODE[] =
    "UPDATE sign_in SET code_id = ? WHERE token_hash = ?";

static const char END[] =
    "DELETE FROM sign_in WHERE token_hash = ?";

const char *const second_sql[] = { PENDING, PENDING_LOCKED, BEGIN,
	COUNT_WRONG, SET_CODE, END, NULL };

enum { PENDING_SECONDS = 600, WRONG_CODES = 5 };

static const char *const ways[] = { "app", "text", "passkey", "recovery",
	NULL };
static const char *const typed[] = { "app", "text", "recovery", NULL };

/* What the page is asked to show: another option than the usual one. */
struct asked {
	const char *way;
};

const struct field second_ask_form[] = {
	FIELD_CHOICE_OPT(struct asked, way, ways),
	FIELDS_END
};

struct answer {
	const char *way, *code, *remember;
};

const struct field second_form[] = {
	FIELD_CHOICE(struct answer, way, typed),
	FIELD_SECRET(struct answer, code, 40),
	FIELD_LINE_OPT(struct answer, remember, 1),
	FIELDS_END
};

/* Which phone to text. */
struct texted {
	int64_t id;
};

const struct field second_text_form[] = {
	FIELD_ID(struct texted, id),
	FIELDS_END
};

/* Text a code to the option's phone; only the newest one works. */
static void
text_to(struct req *r, int64_t account_id, const struct option *o)
{
	int64_t code_id = send_text_code(r, account_id, o->phone);
	uint8_t hash[TOKEN_HASH];

	session_hash(r, hash);
	db_exec(r, SET_CODE, db_int(code_id), db_bytes(hash, sizeof(hash)));
}

/* Who uses a phone is not made to ask for the code. */
static void
text_at_once(struct req *r, int64_t account_id)
{
	const struct option *o = option_all(r, account_id);

	if (o != NULL && strcmp(o->kind, "text") == 0 && text_is_offered())
		text_to(r, account_id, o);
}

enum http
second_step_begin(struct req *r, const struct second_step *s)
{
	uint8_t hash[TOKEN_HASH];

	session_close(r);
	session_renew_entry(r);
	session_hash(r, hash);
	db_exec(r, BEGIN, db_bytes(hash, sizeof(hash)), db_int(s->owner.id),
	    db_text(s->purpose), db_text(is_own_path(s->next) ? s->next : NULL),
	    db_text(s->password_hash), db_bytes(s->reset_hash,
	    s->reset_hash == NULL ? 0 : TOKEN_HASH),
	    db_bytes(passkey_challenge(r), PASSKEY_CHALLENGE),
	    db_instant(r, r->in->at));
	text_at_once(r, s->owner.id);
	return redirect_to(r, "/account/second");
}

bool
second_step_at(struct req *r, struct second_step *s)
{
	uint8_t hash[TOKEN_HASH];
	size_t len;

	session_hash(r, hash);
	if (!db_one(r, r->in->method == METHOD_POST ? PENDING_LOCKED : PENDING,
	    DB_OUT(out_int(&s->owner.id), out_text(&s->owner.name),
	    out_text(&s->owner.email), out_text(&s->purpose), out_text(&s->next),
	    out_text(&s->password_hash), out_bytes(&s->reset_hash, &len),
	    out_int(&s->code_id), out_bytes(&s->challenge, &len)),
	    db_bytes(hash, sizeof(hash)),
	    db_instant(r, r->in->at - PENDING_SECONDS), db_int(WRONG_CODES)))
		return false;
	s->options = option_all(r, s->owner.id);
	r->audit_object = s->owner.id;
	return s->options != NULL;
}

/*
 * Where wrong answers count: beside the link of a forgotten password on their
 * own, as a stranger's wrong passwords must not stand in its way (AU-10).
 */
static char *
failure_key(struct req *r, const struct second_step *s)
{
	if (strcmp(s->purpose, "reset") == 0)
		return mem_fmt(r, "reset %" PRId64, s->owner.id);
	return text_email_key(r, s->owner.email);
}

const char *
second_step_wait(struct req *r, const struct second_step *s)
{
	int64_t failures, wait = failure_pause(r, failure_key(r, s), &failures);

	return wait > 0 ? failure_pause_says(r, wait) : NULL;
}

void
second_step_wrong(struct req *r, struct second_step *s)
{
	uint8_t hash[TOKEN_HASH];

	session_hash(r, hash);
	s->challenge = passkey_challenge(r);
	db_exec(r, COUNT_WRONG, db_bytes(s->challenge, PASSKEY_CHALLENGE),
	    db_bytes(hash, sizeof(hash)));
	failure_count(r, failure_key(r, s));
	keep_all_the_same(r);
}

enum http
second_step_done(struct req *r, const struct second_step *s, bool remember)
{
	uint8_t hash[TOKEN_HASH];

	session_hash(r, hash);
	db_exec(r, END, db_bytes(hash, sizeof(hash)));
	if (strcmp(s->purpose, "reset") == 0) {
		failure_forget(r, failure_key(r, s));
		recover_finish(r, &s->owner, s->password_hash);
	}
	if (remember)
		device_remember(r, s->owner.id);
	return let_in(r, &s->owner, s->next);
}

enum http
second_step_over(struct req *r)
{
	return redirect_to(r, "/account/sign-in?over=1");
}

enum http
second_step_show(struct req *r, const struct second_step *s, const char *way)
{
	const struct option *o = option_of_code(r, s->options, s->code_id);
	xmlNode *n;

	if (o != NULL)
		show_text_code(r, o->phone, s->code_id);
	if (text_is_offered())
		view_set(r->page, "texts", "1");
	view_set(r->page, "way", way == NULL ? s->options->kind : way);
	view_set_int(r->page, "remember-days", DEVICE_DAYS);
	if (option_of_kind(s->options, "passkey") != NULL)
		add_passkeys(r, s->options, s->challenge);
	for (o = s->options; o != NULL; o = o->next) {
		n = view_add(r->page, "option", NULL);
		view_set_int(n, "id", o->id);
		view_set(n, "kind", o->kind);
		view_set(n, "name", o->name);
	}
	return view(r, "second");
}

enum http
show_second(struct req *r)
{
	struct asked in = { 0 };
	struct second_step s = { 0 };

	if (!second_step_at(r, &s))
		return second_step_over(r);
	form_read(r, second_ask_form, &in);
	return second_step_show(r, &s, in.way);
}

enum http
send_second_text(struct req *r)
{
	struct texted in = { 0 };
	struct second_step s = { 0 };
	const struct option *o;

	if (!second_step_at(r, &s))
		return second_step_over(r);
	if (!form_read(r, second_text_form, &in) || !text_is_offered() ||
	    (o = option_with_id(s.options, in.id)) == NULL || o->phone == NULL)
		return HTTP_NOT_FOUND;
	text_to(r, s.owner.id, o);
	return redirect_to(r, "/account/second?way=text");
}

static enum http
second_again(struct req *r, const struct second_step *s, const char *way,
    const char *why)
{
	form_show(r, second_form);
	if (why != NULL)
		form_refuse(r, "code", why);
	second_step_show(r, s, way);
	return HTTP_UNPROCESSABLE;
}

static const char *
refuse_app_code(struct req *r, const struct second_step *s, const char *code)
{
	if (option_takes_app_code(r, s->owner.id, s->options, code))
		return NULL;
	return "That code is not right, or it was used already. Wait for the"
	    " next one in your app.";
}

static const char *
refuse_text_code(struct req *r, const struct second_step *s, const char *code)
{
	const struct option *o = option_of_code(r, s->options, s->code_id);
	const char *why;

	if (o == NULL)
		return "Ask for a code first.";
	if ((why = check_text_code(r, o->phone, s->code_id, code)) == NULL)
		option_use(r, s->owner.id, o->id);
	return why;
}

static const char *
refuse_recovery_code(struct req *r, const struct second_step *s,
    const char *code)
{
	if (!option_takes_recovery_code(r, s->owner.id, code))
		return "That is not one of your recovery codes, or it was used"
		    " before. Each works once.";
	r->audit_detail = "recovery code";
	tell_owner(r, &s->owner, "security", "recovery", NULL);
	return NULL;
}

/* Why a code does not let in; NULL: it does, and is used up. */
static const struct {
	const char *way;
	const char *(*refuse)(struct req *, const struct second_step *,
	    const char *code);
} checks[] = {
	{ "app", refuse_app_code },
	{ "text", refuse_text_code },
	{ "recovery", refuse_recovery_code },
};

static const char *
refuse(struct req *r, const struct second_step *s, const struct answer *in)
{
	size_t i;

	for (i = 0; strcmp(checks[i].way, in->way) != 0; i++)
		assert(i + 1 < sizeof(checks) / sizeof(checks[0]));
	return checks[i].refuse(r, s, in->code);
}

enum http
check_second(struct req *r)
{
	struct answer in = { 0 };
	struct second_step s = { 0 };
	const char *wait, *why;

	if (!second_step_at(r, &s))
		return second_step_over(r);
	if (!form_read(r, second_form, &in))
		return second_again(r, &s, in.way, NULL);
	if ((wait = second_step_wait(r, &s)) != NULL)
		return second_again(r, &s, in.way, mem_fmt(r, "There were too"
		    " many tries. Please wait %s.", wait));
	if ((why = refuse(r, &s, &in)) != NULL) {
		second_step_wrong(r, &s);
		return second_again(r, &s, in.way, why);
	}
	return second_step_done(r, &s, in.remember != NULL);
}
