/* device.c: devices on which the security option is not asked for. */
#include "auth/device.h"

#include <string.h>

#include "auth/agent.h"
#include "auth/session.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

static const char SEEN[] =
    "UPDATE known_device SET seen_at = ?, address = ?"
    " WHERE token_hash = ? AND account_id = ? AND expires_at > ?";

static const char IS_KNOWN[] =
    "SELECT COUNT(*) FROM known_device"
    " WHERE token_hash = ? AND account_id = ? AND expires_at > ?";

static const char REMEMBER[] =
    "INSERT INTO known_device (account_id, token_hash, agent, address,"
    " made_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)";

static const char SAME_BEFORE[] =
    "SELECT COUNT(*) FROM session"
    " WHERE account_id = ? AND agent = ? AND address = ?";

static const char FORGET[] =
    "DELETE FROM known_device WHERE account_id = ? AND id = ?";

static const char FORGET_ALL[] =
    "DELETE FROM known_device WHERE account_id = ?";

const char *const device_sql[] = { SEEN, IS_KNOWN, REMEMBER, SAME_BEFORE,
	FORGET, FORGET_ALL, NULL };

enum { TOKEN_BYTES = 16, TOKEN_TEXT = 32, TOKENS = 4, AGENT_MAX = 255,
	SECONDS = DEVICE_DAYS * 86400 };

/* The browser's name as sessions keep it. */
static const char *
agent_of(struct req *r)
{
	return mem_copy_n(r, r->in->agent, strnlen(r->in->agent, AGENT_MAX));
}

/* Whether the token is the account's; then it was seen now. */
static bool
is_of_account(struct req *r, const char *token, int64_t account_id)
{
	struct db_arg now = db_instant(r, r->in->at);
	uint8_t hash[TOKEN_HASH];
	int64_t n = 0;

	session_hash_of(token, hash);
	db_one(r, IS_KNOWN, DB_OUT(out_int(&n)), db_bytes(hash, sizeof(hash)),
	    db_int(account_id), now);
	if (n > 0)
		db_exec(r, SEEN, now, db_text(r->in->address),
		    db_bytes(hash, sizeof(hash)), db_int(account_id), now);
	return n > 0;
}

bool
device_is_known(struct req *r, int64_t account_id)
{
	char *rest = get_cookie(r, DEVICE_COOKIE) == NULL ? NULL
	    : mem_copy(r, get_cookie(r, DEVICE_COOKIE));
	const char *token;
	int i;

	for (i = 0; i < TOKENS && (token = strsep(&rest, ".")) != NULL; i++)
		if (is_of_account(r, token, account_id))
			return true;
	return false;
}

/* What the cookie held, cut to the newest tokens that have a place beside one. */
static const char *
others(struct req *r)
{
	const char *old = get_cookie(r, DEVICE_COOKIE);
	size_t max = (TOKENS - 1) * (TOKEN_TEXT + 1);

	if (old == NULL || strspn(old, "0123456789abcdef.") != strlen(old))
		return "";
	return mem_fmt(r, ".%.*s", (int)max - 1, old);
}

void
device_remember(struct req *r, int64_t account_id)
{
	struct db_arg now = db_instant(r, r->in->at);
	const char *token = text_random(r, TOKEN_BYTES);
	uint8_t hash[TOKEN_HASH];

	session_hash_of(token, hash);
	db_exec(r, REMEMBER, db_int(account_id), db_bytes(hash, sizeof(hash)),
	    db_text(agent_says(r, r->in->agent)), db_text(r->in->address),
	    now, now, db_instant(r, r->in->at + SECONDS));
	set_lasting_cookie(r, DEVICE_COOKIE, mem_fmt(r, "%s%s", token,
	    others(r)), SECONDS);
}

bool
device_is_new(struct req *r, int64_t account_id)
{
	int64_t n = 0;

	db_one(r, SAME_BEFORE, DB_OUT(out_int(&n)), db_int(account_id),
	    db_text(agent_of(r)), db_text(r->in->address));
	return n == 0;
}

bool
device_forget(struct req *r, int64_t account_id, int64_t id)
{
	return db_exec(r, FORGET, db_int(account_id), db_int(id)) == 1;
}

void
device_forget_all(struct req *r, int64_t account_id)
{
	db_exec(r, FORGET_ALL, db_int(account_id));
}
