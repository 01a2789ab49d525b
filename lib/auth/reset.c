/* reset.c: links by which the owner of an account chooses a new password. */
#include "auth/reset.h"

#include <sodium.h>
#include <string.h>

#include "auth/code.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "post/outbox.h"
#include "web/view.h"

enum { AN_HOUR = 3600, WRONG_CODES = 5, DIGITS = 6 };

/* Two who ask at once are counted one after the other. */
static const char LOCK[] =
    "SELECT id FROM account WHERE id = ? FOR UPDATE";

static const char SENT_LATELY[] =
    "SELECT COUNT(*) FROM password_reset"
    " WHERE account_id = ? AND created_at > ?";

static const char END_ALL[] =
    "UPDATE password_reset SET used_at = ?"
    " WHERE account_id = ? AND used_at IS NULL";

static const char ADD[] =
    "INSERT INTO password_reset (token_hash, account_id, created_at,"
    " expires_at, code_hash) VALUES (?, ?, ?, ?, ?)";

static const char FIND[] =
    "SELECT account_id, code_hash IS NOT NULL FROM password_reset"
    " WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?"
    "  AND wrong < ?";

static const char FIND_LOCKED[] =
    "SELECT account_id, code_hash IS NOT NULL FROM password_reset"
    " WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?"
    "  AND wrong < ? FOR UPDATE";

static const char CODE[] =
    "SELECT code_hash FROM password_reset WHERE token_hash = ?";

static const char COUNT_WRONG[] =
    "UPDATE password_reset SET wrong = wrong + 1 WHERE token_hash = ?";

const char *const reset_sql[] = { LOCK, SENT_LATELY, END_ALL, ADD, FIND,
	FIND_LOCKED, CODE, COUNT_WRONG, NULL };

static const char *
add(struct req *r, int64_t account_id, const char *code)
{
	const char *token = text_random(r, TOKEN_HASH);
	uint8_t hash[TOKEN_HASH], code_hash[CODE_HASH];

	session_hash_of(token, hash);
	code_hash_of("reset", hash, TOKEN_HASH, code == NULL ? "" : code,
	    code_hash);
	reset_end_all(r, account_id);
	db_exec(r, ADD, db_bytes(hash, sizeof(hash)), db_int(account_id),
	    db_instant(r, r->in->at),
	    db_instant(r, r->in->at + RESET_MINUTES * 60),
	    db_bytes(code == NULL ? NULL : code_hash, sizeof(code_hash)));
	return token;
}

static bool
has_had_enough(struct req *r, int64_t account_id)
{
	int64_t id, n = 0;

	db_one(r, LOCK, DB_OUT(out_int(&id)), db_int(account_id));
	db_one(r, SENT_LATELY, DB_OUT(out_int(&n)), db_int(account_id),
	    db_instant(r, r->in->at - AN_HOUR));
	return n >= config()->codes_per_hour;
}

static void
send_link(struct req *r, int64_t account_id, const char *to,
    const char *token, bool by_practice)
{
	xmlNode *mail = view_tree(r, "mail");
	int64_t until = r->in->at + RESET_MINUTES * 60;
	struct letter letter = { .to = to, .template = "reset",
	    .dedupe_key = mem_fmt(r, "reset-%s", r->in->id),
	    .account_id = account_id, .expires = until };
	char text[WHEN_MAX];

	view_set(mail, "token", token);
	view_set_int(mail, "minutes", RESET_MINUTES);
	view_set(mail, "until-says", when_instant_time(until, text));
	if (by_practice)
		view_set(mail, "by-practice", "1");
	outbox_add(r, &letter, mail);
}

/*
 * The rows of nobody are as many as those of somebody, under ids that no
 * account has, each its own.
 */
static int64_t
nobody(void)
{
	uint32_t bits;

	randombytes_buf(&bits, sizeof(bits));
	return -1 - (int64_t)bits;
}

void
reset_send(struct req *r, int64_t account_id, const char *email,
    const char **code)
{
	bool is_real = !has_had_enough(r, account_id) && account_id != 0;
	const char *digits = code == NULL ? NULL
	    : mem_fmt(r, "%06u", randombytes_uniform(1000000));
	int64_t owner = is_real ? account_id : nobody();

	send_link(r, account_id, is_real ? email : NULL, add(r, owner, digits),
	    code != NULL);
	if (code != NULL)
		*code = is_real ? digits : NULL;
}

const char *
reset_new(struct req *r, int64_t account_id)
{
	return add(r, account_id, NULL);
}

bool
reset_find(struct req *r, const char *token, struct reset *reset)
{
	const char *sql = r->in->method == METHOD_POST ? FIND_LOCKED : FIND;
	int64_t has_code;

	if (token == NULL)
		return false;
	session_hash_of(token, reset->hash);
	if (!db_one(r, sql, DB_OUT(out_int(&reset->account_id),
	    out_int(&has_code)), db_bytes(reset->hash, TOKEN_HASH),
	    db_instant(r, r->in->at), db_int(WRONG_CODES)))
		return false;
	reset->has_code = has_code != 0;
	return true;
}

bool
reset_takes_code(struct req *r, const struct reset *reset, const char *typed)
{
	const char *digits = code_typed(r, typed);
	const uint8_t *hash = NULL;
	uint8_t given[CODE_HASH];
	size_t len = 0;

	db_one(r, CODE, DB_OUT(out_bytes(&hash, &len)),
	    db_bytes(reset->hash, TOKEN_HASH));
	code_hash_of("reset", reset->hash, TOKEN_HASH, digits, given);
	if (len == CODE_HASH && strlen(digits) == DIGITS &&
	    sodium_memcmp(given, hash, CODE_HASH) == 0)
		return true;
	db_exec(r, COUNT_WRONG, db_bytes(reset->hash, TOKEN_HASH));
	keep_all_the_same(r);
	return false;
}

void
reset_end_all(struct req *r, int64_t account_id)
{
	db_exec(r, END_ALL, db_instant(r, r->in->at), db_int(account_id));
}
