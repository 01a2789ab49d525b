/*
 * account_email.c: another email to sign in with: the new address proves
 * itself by a link, and the old one gets a way back for a week (AU-17).
 */
#include <string.h>

#include "account_own.h"
#include "auth/reset.h"
#include "auth/session.h"
#include "auth/teen.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "web/view.h"

static const char OTHERS[] =
    "SELECT email FROM account WHERE email_key = ?";

static const char SENT_LATELY[] =
    "SELECT COUNT(*) FROM account_change"
    " WHERE email = ? AND kind = 'email' AND created_at > ?";

static const char DROP_WAITING[] =
    "UPDATE account_change SET used_at = ?"
    " WHERE account_id = ? AND kind = 'email' AND used_at IS NULL";

static const char ADD[] =
    "INSERT INTO account_change (token_hash, account_id, kind, email,"
    " created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)";

static const char FIND[] =
    "SELECT account_id, email, created_at FROM account_change"
    " WHERE token_hash = ? AND kind = ? AND used_at IS NULL"
    "  AND expires_at > ?";

static const char FIND_LOCKED[] =
    "SELECT account_id, email, created_at FROM account_change"
    " WHERE token_hash = ? AND kind = ? AND used_at IS NULL"
    "  AND expires_at > ? FOR UPDATE";

static const char SET_EMAIL[] =
    "UPDATE account SET email = ?, email_key = ? WHERE id = ?";

static const char END_OTHERS[] =
    "UPDATE session SET ended_at = ?"
    " WHERE account_id = ? AND ended_at IS NULL AND token_hash <> ?";

/*
 * Not those of before: a thief who changes the address twice has a way back
 * of their own, which must not take the owner's away.
 */
static const char DROP_LATER[] =
    "UPDATE account_change SET used_at = ?"
    " WHERE account_id = ? AND kind = 'email-back' AND used_at IS NULL"
    "  AND created_at >= ?";

const char *const email_sql[] = { OTHERS, SENT_LATELY, DROP_WAITING, ADD, FIND,
	FIND_LOCKED, SET_EMAIL, END_OTHERS, DROP_LATER, NULL };

enum { AN_HOUR = 3600, A_WEEK = 7 * 86400 };

struct new_email {
	const char *email;
};

const struct field new_email_form[] = {
	FIELD_EMAIL(struct new_email, email),
	FIELDS_END
};

/* A link of ours that waits to be used. */
struct change {
	int64_t account_id, created;
	const char *email;
};

static bool
find(struct req *r, const char *kind, struct change *c)
{
	const char *token = link_token(r);
	const char *sql = r->in->method == METHOD_POST ? FIND_LOCKED : FIND;
	uint8_t hash[TOKEN_HASH];

	if (token == NULL)
		return false;
	session_hash_of(token, hash);
	return db_one(r, sql, DB_OUT(out_int(&c->account_id),
	    out_text(&c->email), out_instant(&c->created)),
	    db_bytes(hash, sizeof(hash)), db_text(kind),
	    db_instant(r, r->in->at));
}

/* Return the path of the link. */
static const char *
add(struct req *r, int64_t account_id, const char *kind, const char *page,
    const char *email, int64_t seconds)
{
	const char *token = text_random(r, TOKEN_HASH);
	uint8_t hash[TOKEN_HASH];

	session_hash_of(token, hash);
	db_exec(r, ADD, db_bytes(hash, sizeof(hash)), db_int(account_id),
	    db_text(kind), db_text(email), db_instant(r, r->in->at),
	    db_instant(r, r->in->at + seconds));
	return mem_fmt(r, "/account/link/%s?token=%s", page, token);
}

static bool
has_had_enough(struct req *r, const char *email)
{
	int64_t n = 0;

	db_one(r, SENT_LATELY, DB_OUT(out_int(&n)), db_text(email),
	    db_instant(r, r->in->at - AN_HOUR));
	return n >= config()->codes_per_hour;
}

/* An address that has an account is told so, and nobody else is (EN-02). */
static void
send_proof(struct req *r, const char *email)
{
	struct owner to = { .id = r->account->id, .email = email };
	const char *other = email;
	bool is_taken = db_one(r, OTHERS, DB_OUT(out_text(&other)),
	    db_text(text_email_key(r, email)));

	send_notice(r, other, "already", is_taken);
	if (is_taken || has_had_enough(r, email))
		to.email = NULL;
	db_exec(r, DROP_WAITING, db_instant(r, r->in->at), db_int(to.id));
	tell_owner(r, &to, "email", "prove", add(r, to.id, "email", "email",
	    email, AN_HOUR));
}

enum http
ask_email(struct req *r)
{
	struct new_email in = { 0 };

	if (!form_read(r, new_email_form, &in))
		return details_again(r, new_email_form, NULL, NULL);
	if (strcmp(text_email_key(r, in.email),
	    text_email_key(r, r->account->email)) == 0)
		return details_again(r, new_email_form, "email",
		    "You sign in with this email already.");
	if (!teen_may_use_email(r, own_patient(r), in.email))
		return details_again(r, new_email_form, "email", teen_email);
	send_proof(r, in.email);
	return redirect_to(r, "/account/details?saved=sent");
}

static enum http
is_over(struct req *r)
{
	view_set(r->page, "over", "1");
	view(r, "email");
	return HTTP_NOT_FOUND;
}

/* The link of who is signed in: another's is as none. */
static bool
find_own(struct req *r, struct change *c)
{
	return find(r, "email", c) && c->account_id == r->account->id;
}

enum http
show_new_email(struct req *r)
{
	struct change c = { 0 };

	if (!find_own(r, &c))
		return is_over(r);
	view_set(r->page, "email", c.email);
	return view(r, "email");
}

/* False: another account has it by now. */
static bool
set_email(struct req *r, int64_t account_id, const char *email)
{
	return db_exec(r, SET_EMAIL, db_text(email),
	    db_text(text_email_key(r, email)), db_int(account_id)) !=
	    DB_DUPLICATE;
}

static void
end_others(struct req *r)
{
	uint8_t hash[TOKEN_HASH];

	session_hash(r, hash);
	db_exec(r, END_OTHERS, db_instant(r, r->in->at),
	    db_int(r->account->id), db_bytes(hash, sizeof(hash)));
}

enum http
take_new_email(struct req *r)
{
	struct change c = { 0 };
	struct owner before = { .id = r->account->id,
	    .email = r->account->email }, now;

	if (!find_own(r, &c) || !teen_may_use_email(r, own_patient(r),
	    c.email) || !set_email(r, c.account_id, c.email))
		return is_over(r);
	now = (struct owner){ .id = before.id, .email = c.email };
	db_exec(r, DROP_WAITING, db_instant(r, r->in->at), db_int(now.id));
	reset_end_all(r, now.id); /* those links lie in the old mailbox */
	end_others(r);
	link_forget(r);
	tell_owner(r, &before, "email", "old", add(r, now.id, "email-back",
	    "back", before.email, A_WEEK));
	tell_owner(r, &now, "email", "new", NULL);
	return redirect_to(r, "/account/details?saved=email");
}

static enum http
back_is_over(struct req *r)
{
	view_set(r->page, "over", "1");
	view(r, "back");
	return HTTP_NOT_FOUND;
}

enum http
show_back(struct req *r)
{
	struct change c = { 0 };

	if (!find(r, "email-back", &c))
		return back_is_over(r);
	view_set(r->page, "email", c.email);
	return view(r, "back");
}

/* The old address again, nobody signed in, and on to a new password. */
enum http
undo_email(struct req *r)
{
	struct change c = { 0 };
	struct owner owner = { 0 };

	if (!find(r, "email-back", &c) ||
	    !owner_load(r, c.account_id, &owner) ||
	    !set_email(r, c.account_id, c.email))
		return back_is_over(r);
	r->audit_object = owner.id;
	owner.email = c.email;
	db_exec(r, DROP_WAITING, db_instant(r, r->in->at), db_int(owner.id));
	db_exec(r, DROP_LATER, db_instant(r, r->in->at), db_int(owner.id),
	    db_instant(r, c.created));
	tell_owner(r, &owner, "account", "back", NULL);
	return take_back(r, owner.id);
}
