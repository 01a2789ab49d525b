/* once.c: a form sent twice is done once. */
#include "run/once.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "auth/session.h"
#include "base/key.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "web/multipart.h"

static const char TAKE[] =
    "INSERT INTO idempotency (scope_hash, request_key, created_at)"
    " VALUES (?, ?, ?)";

/* A locking read: it sees what the first has just committed. */
static const char DONE_BEFORE[] =
    "SELECT location, cookie FROM idempotency"
    " WHERE scope_hash = ? AND request_key = ? LOCK IN SHARE MODE";

static const char KEEP[] =
    "UPDATE idempotency SET location = ?, cookie = ?"
    " WHERE scope_hash = ? AND request_key = ?";

static const char FORGET[] =
    "DELETE FROM idempotency WHERE scope_hash = ? AND request_key = ?";

const char *const once_sql[] = { TAKE, DONE_BEFORE, KEEP, FORGET, NULL };

enum { KEY_BYTES = 16 };

const char *
once_new(struct req *r)
{
	return text_random(r, KEY_BYTES);
}

static const uint8_t *
box_key(void)
{
	static uint8_t key[crypto_secretbox_KEYBYTES];
	static bool is_read;

	if (!is_read)
		key_read(KEY_TOKENS, key, sizeof(key));
	is_read = true;
	return key;
}

/* The cookies that the answer sets, sealed: a session token is a secret. */
static const uint8_t *
seal_cookies(struct req *r, size_t *len)
{
	const struct cookie *c;
	char *text = mem_copy(r, "");
	uint8_t *sealed;
	size_t n;

	for (c = r->set_cookies; c != NULL; c = c->next)
		text = mem_fmt(r, "%s%" PRId64 " %s=%s\n", text, c->seconds,
		    c->name, c->value);
	n = strlen(text);
	*len = n + crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
	sealed = mem_array(r, uint8_t, *len);
	randombytes_buf(sealed, crypto_secretbox_NONCEBYTES);
	crypto_secretbox_easy(sealed + crypto_secretbox_NONCEBYTES,
	    (const unsigned char *)text, n, sealed, box_key());
	return sealed;
}

static void
open_cookies(struct req *r, const uint8_t *sealed, size_t len)
{
	const size_t extra = crypto_secretbox_NONCEBYTES +
	    crypto_secretbox_MACBYTES;
	char *text, *line, *name, *equals;
	int64_t seconds;

	if (sealed == NULL || len < extra)
		return;
	text = mem_array(r, char, len - extra + 1);
	if (crypto_secretbox_open_easy((unsigned char *)text,
	    sealed + crypto_secretbox_NONCEBYTES,
	    len - crypto_secretbox_NONCEBYTES, sealed, box_key()) != 0)
		return;
	for (line = strtok(text, "\n"); line != NULL;
	    line = strtok(NULL, "\n")) {
		seconds = strtoll(line, &name, 10);
		equals = strchr(++name, '=');
		*equals = '\0';
		set_lasting_cookie(r, name, equals + 1, seconds);
	}
}

/*
 * SHA-256 of the cookie that came, the form's address (with the NUL, which
 * parts them) and all that was filled in: who knows cookie and key but not the
 * password must not get the session that it opened (SE-03).
 */
static void
scope_of(const struct req *r, uint8_t scope[TOKEN_HASH])
{
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, (const unsigned char *)r->token,
	    strlen(r->token) + 1);
	crypto_hash_sha256_update(&state, (const unsigned char *)r->in->path,
	    strlen(r->in->path) + 1);
	if (r->content_hash != NULL)
		crypto_hash_sha256_update(&state, r->content_hash,
		    CONTENT_HASH);
	else
		crypto_hash_sha256_update(&state,
		    (const unsigned char *)r->in->body, r->in->body_len);
	crypto_hash_sha256_final(&state, scope);
}

enum once
once_take(struct req *r, const char *key, struct once_key *k)
{
	const uint8_t *cookie = NULL;
	const char *location = NULL;
	size_t len = 0;

	if (key == NULL)
		return ONCE_NO_KEY;
	if (!text_unhex(key, k->bytes, sizeof(k->bytes)))
		return ONCE_BROKEN;
	scope_of(r, k->scope);
	if (db_exec(r, TAKE, db_bytes(k->scope, sizeof(k->scope)),
	    db_bytes(k->bytes, sizeof(k->bytes)), db_instant(r, r->in->at)) !=
	    DB_DUPLICATE)
		return ONCE_FIRST;
	db_one(r, DONE_BEFORE,
	    DB_OUT(out_text(&location), out_bytes(&cookie, &len)),
	    db_bytes(k->scope, sizeof(k->scope)),
	    db_bytes(k->bytes, sizeof(k->bytes)));
	if (location == NULL)
		return ONCE_BROKEN;
	open_cookies(r, cookie, len);
	redirect_to(r, "%s", location);
	return ONCE_AGAIN;
}

void
once_keep(struct req *r, const struct once_key *k)
{
	const uint8_t *cookies;
	size_t len;

	if (r->location == NULL)
		return;
	cookies = seal_cookies(r, &len);
	db_exec(r, KEEP, db_text(r->location), db_bytes(cookies, len),
	    db_bytes(k->scope, sizeof(k->scope)),
	    db_bytes(k->bytes, sizeof(k->bytes)));
}

void
once_forget(struct req *r, const struct once_key *k)
{
	db_exec(r, FORGET, db_bytes(k->scope, sizeof(k->scope)),
	    db_bytes(k->bytes, sizeof(k->bytes)));
}
