/* code.c: the six digits that prove a mailbox. */
#include "auth/code.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "auth/session.h"
#include "base/config.h"
#include "base/key.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

enum { DIGITS = 6, WRONG_A_DAY = 20, HASH = 32 };

static const char MAKE[] =
    "INSERT INTO verification_code (contact_key, code_hash, sent_at,"
    " expires_at) VALUES (?, ?, ?, ?)";

static const char SENT_LATELY[] =
    "SELECT COUNT(*) FROM verification_code"
    " WHERE contact_key = ? AND sent_at > ?";

static const char WRONG_LATELY[] =
    "SELECT IFNULL(SUM(wrong), 0) FROM verification_code"
    " WHERE contact_key = ? AND sent_at > ?";

static const char CODE[] =
    "SELECT code_hash, expires_at, used_at, wrong FROM verification_code"
    " WHERE id = ? FOR UPDATE";

static const char EXPIRES[] =
    "SELECT expires_at FROM verification_code WHERE id = ?";

static const char USE[] =
    "UPDATE verification_code SET used_at = ? WHERE id = ?";

static const char COUNT_WRONG[] =
    "UPDATE verification_code SET wrong = wrong + 1 WHERE id = ?";

const char code_wrong[] = "That is not the code. Look at the newest email from"
    " us and type the 6 digits again.";

const char *const code_sql[] = { MAKE, SENT_LATELY, WRONG_LATELY, CODE,
	EXPIRES, USE, COUNT_WRONG, NULL };

/* Keyed, and bound to the browser: the digits alone say nothing. */
static void
hash_of(const struct req *r, const char *digits, uint8_t hash[HASH])
{
	static uint8_t key[crypto_generichash_KEYBYTES];
	static bool has_key;
	uint8_t browser[TOKEN_HASH];
	crypto_generichash_state state;

	if (!has_key)
		key_read(KEY_TOKENS, key, sizeof(key));
	has_key = true;
	session_hash(r, browser);
	crypto_generichash_init(&state, key, sizeof(key), HASH);
	crypto_generichash_update(&state, (const unsigned char *)"code", 4);
	crypto_generichash_update(&state, browser, sizeof(browser));
	crypto_generichash_update(&state, (const unsigned char *)digits,
	    strlen(digits));
	crypto_generichash_final(&state, hash, HASH);
}

static int64_t
lately(struct req *r, const char *sql, const char *key, int64_t seconds)
{
	int64_t n = 0;

	db_one(r, sql, DB_OUT(out_int(&n)), db_text(key),
	    db_instant(r, r->in->at - seconds));
	return n;
}

int64_t
code_make(struct req *r, const char *contact, const char **digits)
{
	const struct config *c = config();
	const char *key = text_email_key(r, contact);
	bool enough = lately(r, SENT_LATELY, key, 3600) >= c->codes_per_hour;
	char *code = mem_fmt(r, "%06u", randombytes_uniform(1000000));
	uint8_t hash[HASH];

	hash_of(r, code, hash);
	if (enough)
		randombytes_buf(hash, sizeof(hash)); /* nobody knows it */
	db_exec(r, MAKE, db_text(key), db_bytes(hash, sizeof(hash)),
	    db_instant(r, r->in->at),
	    db_instant(r, r->in->at + c->code_minutes * 60));
	*digits = enough ? NULL : code;
	return db_last_id();
}

/* The digits alone: people type blanks and dashes. */
static const char *
digits_of(struct req *r, const char *typed)
{
	char *digits = mem_copy(r, typed), *out = digits;

	for (; *typed != '\0'; typed++)
		if (*typed != ' ' && *typed != '-')
			*out++ = *typed;
	*out = '\0';
	return digits;
}

static void
count_wrong(struct req *r, void *arg)
{
	db_exec(r, COUNT_WRONG, db_int(*(int64_t *)arg));
}

/* What a wrong guess is told; it is counted whatever becomes of the request. */
static const char *
refuse_guess(struct req *r, int64_t code_id)
{
	int64_t *id = mem_new(r, int64_t);

	*id = code_id;
	run_later(r, count_wrong, id);
	return code_wrong;
}

const char *
code_check(struct req *r, int64_t code_id, const char *contact,
    const char *typed)
{
	const uint8_t *hash = NULL;
	uint8_t given[HASH];
	size_t len = 0;
	int64_t expires, used, wrong;
	const char *digits = digits_of(r, typed);

	if (!db_one(r, CODE, DB_OUT(out_bytes(&hash, &len),
	    out_instant(&expires), out_instant(&used), out_int(&wrong)),
	    db_int(code_id)) || len != HASH || used != 0)
		return "This code was used already. Ask for a new code.";
	if (r->in->at >= expires)
		return "This code is too old. Ask for a new code below.";
	if (wrong >= config()->code_attempts ||
	    lately(r, WRONG_LATELY, text_email_key(r, contact), 86400) >=
	    WRONG_A_DAY)
		return "There were too many wrong tries with this code. Ask for"
		    " a new code, or call us.";
	hash_of(r, digits, given);
	if (strlen(digits) != DIGITS ||
	    sodium_memcmp(given, hash, HASH) != 0)
		return refuse_guess(r, code_id);
	db_exec(r, USE, db_instant(r, r->in->at), db_int(code_id));
	return NULL;
}

int64_t
code_expires(struct req *r, int64_t code_id)
{
	int64_t expires = 0;

	db_one(r, EXPIRES, DB_OUT(out_instant(&expires)), db_int(code_id));
	return expires;
}
