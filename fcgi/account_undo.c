/*
 * account_undo.c: a change of the security options that somebody else made is
 * taken back, from the mail that told it.
 */
#include "account_own.h"
#include "account_security.h"
#include "auth/session.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "web/view.h"

static const char MAKE[] =
    "INSERT INTO account_change (token_hash, account_id, kind, added_id,"
    " removed_id, created_at, expires_at)"
    " VALUES (?, ?, 'option-back', ?, ?, ?, ?)";

static const char CHANGE[] =
    "SELECT account_id, IFNULL(added_id, 0), IFNULL(removed_id, 0)"
    " FROM account_change WHERE token_hash = ? AND kind = 'option-back'"
    "  AND used_at IS NULL AND expires_at > ?";

static const char USE[] =
    "UPDATE account_change SET used_at = ?"
    " WHERE token_hash = ? AND used_at IS NULL";

static const char END_PENDING[] =
    "DELETE FROM option_pending WHERE account_id = ?";

const char *const undo_sql[] = { MAKE, CHANGE, USE, END_PENDING, NULL };

enum { DAYS = 7, TOKEN_BYTES = 32 };

/* What a link takes back. */
struct change {
	int64_t account_id, added, removed;
};

void
tell_change(struct req *r, const char *what, int64_t added, int64_t removed)
{
	struct owner owner = { .id = r->account->id, .name = r->account->name,
	    .email = r->account->email };
	const char *token = text_random(r, TOKEN_BYTES);
	uint8_t hash[TOKEN_HASH];

	session_hash_of(token, hash);
	db_exec(r, MAKE, db_bytes(hash, sizeof(hash)), db_int(owner.id),
	    db_id(added), db_id(removed), db_instant(r, r->in->at),
	    db_instant(r, r->in->at + DAYS * 86400));
	tell_owner(r, &owner, "security", what,
	    mem_fmt(r, "/account/link/undo?token=%s", token));
}

static bool
change_of_link(struct req *r, struct change *c)
{
	const char *token = link_token(r);
	uint8_t hash[TOKEN_HASH];

	if (token == NULL)
		return false;
	session_hash_of(token, hash);
	return db_one(r, CHANGE, DB_OUT(out_int(&c->account_id),
	    out_int(&c->added), out_int(&c->removed)),
	    db_bytes(hash, sizeof(hash)), db_instant(r, r->in->at));
}

/* A link that is of no use (any more) says so, and what to do. */
static enum http
undo_is_over(struct req *r)
{
	view_set(r->page, "over", "1");
	view(r, "undo");
	return HTTP_NOT_FOUND;
}

/* Mail scanners open links: that changes nothing (AU-15). */
enum http
show_undo(struct req *r)
{
	struct change c = { 0 };

	return change_of_link(r, &c) ? view(r, "undo") : undo_is_over(r);
}

static bool
use_link(struct req *r)
{
	uint8_t hash[TOKEN_HASH];

	session_hash_of(link_token(r), hash);
	return db_exec(r, USE, db_instant(r, r->in->at),
	    db_bytes(hash, sizeof(hash))) == 1;
}

/*
 * What was removed comes again before what was added goes: the account is not
 * left without an option. Recovery codes may be in other hands, too.
 */
enum http
undo_change(struct req *r)
{
	struct change c = { 0 };

	if (!change_of_link(r, &c) || !use_link(r))
		return undo_is_over(r);
	r->audit_object = c.account_id;
	if (c.removed != 0)
		option_restore(r, c.account_id, c.removed);
	if (c.added != 0)
		option_remove(r, c.account_id, c.added);
	option_forget_codes(r, c.account_id);
	db_exec(r, END_PENDING, db_int(c.account_id));
	return take_back(r, c.account_id);
}
