/* code.c: six digits that prove a mailbox or a phone, passcodes to hand over. */
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

enum { DIGITS = 6, WRONG_A_DAY = 20 };
enum { PASSCODE = 8, PASSCODE_HALF = PASSCODE / 2 };

/* Base32 without I, L, O and U: nothing is taken for something else. */
static const char base32[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static const char MAKE[] =
    "INSERT INTO verification_code (contact_key, code_hash, sent_at,"
    " expires_at, is_passcode) VALUES (?, ?, ?, ?, ?)";

/* Locked, so that those who ask at the same time count each other. */
static const char SENT_LATELY[] =
    "SELECT COUNT(*) FROM verification_code"
    " WHERE contact_key = ? AND sent_at > ? FOR UPDATE";

static const char WRONG_LATELY[] =
    "SELECT IFNULL(SUM(wrong), 0) FROM verification_code"
    " WHERE contact_key = ? AND sent_at > ? AND NOT is_passcode";

static const char CODE[] =
    "SELECT code_hash, expires_at, used_at, wrong FROM verification_code"
    " WHERE id = ? FOR UPDATE";

static const char EXPIRES[] =
    "SELECT expires_at FROM verification_code WHERE id = ?";

static const char CONTACT[] =
    "SELECT contact_key FROM verification_code WHERE id = ?";

static const char USE[] =
    "UPDATE verification_code SET used_at = ? WHERE id = ?";

static const char COUNT_WRONG[] =
    "UPDATE verification_code SET wrong = wrong + 1 WHERE id = ?";

const char code_wrong[] = "That is not the code. Look at the newest message"
    " from us and type the 6 digits again.";

const char passcode_wrong[] = "That is not the passcode. Ask for the newest one"
    " and type its 8 letters and numbers again.";

/* What people are told of one that is no good any more. */
struct says {
	const char *used, *old, *worn;
};

static const struct says code_says = {
	.used = "This code was used already. Ask for a new code.",
	.old = "This code is too old. Ask for a new code below.",
	.worn = "There were too many wrong tries with this code. Ask for a new"
	    " code, or call us.",
};

static const struct says passcode_says = {
	.used = "This passcode was used already. Send a new one below.",
	.old = "This passcode is too old. Send a new one below.",
	.worn = "There were too many wrong tries with this passcode. Send a new"
	    " one below.",
};

const char *const code_sql[] = { MAKE, SENT_LATELY, WRONG_LATELY, CODE,
	EXPIRES, CONTACT, USE, COUNT_WRONG, NULL };

void
code_hash_of(const char *kind, const void *bound_to, size_t len, const char *code,
    uint8_t hash[CODE_HASH])
{
	static uint8_t key[crypto_generichash_KEYBYTES];
	static bool has_key;
	crypto_generichash_state state;

	if (!has_key)
		key_read(KEY_TOKENS, key, sizeof(key));
	has_key = true;
	crypto_generichash_init(&state, key, sizeof(key), CODE_HASH);
	crypto_generichash_update(&state, (const unsigned char *)kind,
	    strlen(kind));
	crypto_generichash_update(&state, bound_to, len);
	crypto_generichash_update(&state, (const unsigned char *)code,
	    strlen(code));
	crypto_generichash_final(&state, hash, CODE_HASH);
}

/* Of digits, for the browser that asked for them. */
static void
digits_hash(const struct req *r, const char *digits, uint8_t hash[CODE_HASH])
{
	uint8_t browser[TOKEN_HASH];

	session_hash(r, browser);
	code_hash_of("code", browser, sizeof(browser), digits, hash);
}

/* Of a passcode, for the request for access that it answers. */
static void
passcode_hash(int64_t request_id, const char *passcode, uint8_t hash[CODE_HASH])
{
	code_hash_of("passcode", &request_id, sizeof(request_id), passcode, hash);
}

static int64_t
lately(struct req *r, const char *sql, const char *key, int64_t seconds)
{
	int64_t n = 0;

	db_one(r, sql, DB_OUT(out_int(&n)), db_text(key),
	    db_instant(r, r->in->at - seconds));
	return n;
}

/* Keep a code's hash. False: the contact has had enough, nobody knows it. */
static bool
keep(struct req *r, const char *contact, uint8_t hash[CODE_HASH], int64_t seconds,
    bool is_passcode)
{
	const char *key = text_email_key(r, contact);
	bool enough = lately(r, SENT_LATELY, key, 3600) >=
	    config()->codes_per_hour;

	if (enough)
		randombytes_buf(hash, CODE_HASH);
	db_exec(r, MAKE, db_text(key), db_bytes(hash, CODE_HASH),
	    db_instant(r, r->in->at), db_instant(r, r->in->at + seconds),
	    db_int(is_passcode));
	return !enough;
}

int64_t
code_make(struct req *r, const char *contact, const char **digits)
{
	char *code = mem_fmt(r, "%06u", randombytes_uniform(1000000));
	uint8_t hash[CODE_HASH];

	digits_hash(r, code, hash);
	*digits = keep(r, contact, hash, config()->code_minutes * 60, false)
	    ? code : NULL;
	return db_last_id();
}

/* As it is shown: two halves are read out more easily than one whole. */
static const char *
halves(struct req *r, const char *passcode)
{
	return mem_fmt(r, "%.*s-%s", PASSCODE_HALF, passcode,
	    passcode + PASSCODE_HALF);
}

int64_t
passcode_make(struct req *r, const char *contact, int64_t request_id,
    int64_t seconds, const char **passcode)
{
	char code[PASSCODE + 1] = "";
	uint8_t hash[CODE_HASH];
	size_t i;

	for (i = 0; i < PASSCODE; i++)
		code[i] = base32[randombytes_uniform(sizeof(base32) - 1)];
	passcode_hash(request_id, code, hash);
	*passcode = keep(r, contact, hash, seconds, true) ? halves(r, code)
	    : NULL;
	return db_last_id();
}

char *
code_typed(const void *ctx, const char *typed)
{
	char *digits = mem_copy(ctx, typed), *out = digits;

	for (; *typed != '\0'; typed++)
		if (*typed != ' ' && *typed != '-')
			*out++ = *typed;
	*out = '\0';
	return digits;
}

/* The same in capitals, with what looks alike as what it must be. */
static const char *
passcode_of(struct req *r, const char *typed)
{
	char *code = code_typed(r, typed), *c;

	for (c = code; *c != '\0'; c++) {
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
		if (*c == 'O')
			*c = '0';
		else if (*c == 'I' || *c == 'L')
			*c = '1';
	}
	return code;
}

static void
count_wrong(struct req *r, void *arg)
{
	db_exec(r, COUNT_WRONG, db_int(*(int64_t *)arg));
}

/* A wrong guess is counted whatever becomes of the request. */
static const char *
refuse_guess(struct req *r, int64_t code_id, const char *says)
{
	int64_t *id = mem_new(r, int64_t);

	*id = code_id;
	run_later(r, count_wrong, id);
	return says;
}

/* Why a code is no good, whatever was typed; NULL: it is. Its hash, if so. */
static const char *
refuse_code(struct req *r, int64_t code_id, const struct says *says,
    const uint8_t **hash)
{
	int64_t expires, used, wrong;
	size_t len = 0;

	if (!db_one(r, CODE, DB_OUT(out_bytes(hash, &len),
	    out_instant(&expires), out_instant(&used), out_int(&wrong)),
	    db_int(code_id)) || len != CODE_HASH || used != 0)
		return says->used;
	if (r->in->at >= expires)
		return says->old;
	return wrong >= config()->code_attempts ? says->worn : NULL;
}

static void
use(struct req *r, int64_t code_id)
{
	db_exec(r, USE, db_instant(r, r->in->at), db_int(code_id));
}

const char *
code_check(struct req *r, int64_t code_id, const char *contact,
    const char *typed)
{
	const uint8_t *hash = NULL;
	uint8_t given[CODE_HASH];
	const char *digits = code_typed(r, typed);
	const char *why = refuse_code(r, code_id, &code_says, &hash);

	if (why != NULL)
		return why;
	if (lately(r, WRONG_LATELY, text_email_key(r, contact), 86400) >=
	    WRONG_A_DAY)
		return code_says.worn;
	digits_hash(r, digits, given);
	if (strlen(digits) != DIGITS ||
	    sodium_memcmp(given, hash, CODE_HASH) != 0)
		return refuse_guess(r, code_id, code_wrong);
	use(r, code_id);
	return NULL;
}

const char *
passcode_check(struct req *r, int64_t code_id, int64_t request_id,
    const char *typed)
{
	const uint8_t *hash = NULL;
	uint8_t given[CODE_HASH];
	const char *code = passcode_of(r, typed);
	const char *why = refuse_code(r, code_id, &passcode_says, &hash);

	if (why != NULL)
		return why;
	passcode_hash(request_id, code, given);
	if (strlen(code) != PASSCODE ||
	    sodium_memcmp(given, hash, CODE_HASH) != 0)
		return refuse_guess(r, code_id, passcode_wrong);
	use(r, code_id);
	return NULL;
}

const char *
code_contact(struct req *r, int64_t code_id)
{
	const char *contact = NULL;

	db_one(r, CONTACT, DB_OUT(out_text(&contact)), db_int(code_id));
	return contact;
}

int64_t
code_expires(struct req *r, int64_t code_id)
{
	int64_t expires = 0;

	db_one(r, EXPIRES, DB_OUT(out_instant(&expires)), db_int(code_id));
	return expires;
}
