/* totp.c: codes of authenticator apps, recovery codes. */
#include "auth/totp.h"

#include <ctype.h>
#include <inttypes.h>
#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/key.h"
#include "base/log.h"
#include "base/mem.h"

enum {
	STEP_SECONDS = 30, DIGITS = 6, GROUP = 4,
	NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	RECOVERY_LETTERS = 10,
};

static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void
totp_new(struct totp *t)
{
	t->len = TOTP_SECRET;
	randombytes_buf(t->bytes, t->len);
}

/* The secret in base32 without the padding, owned by ctx. */
static char *
encode(const void *ctx, const struct totp *t)
{
	char *text = NULL, *copy;
	size_t len = 0;

	if (oath_base32_encode((const char *)t->bytes, t->len, &text, &len) !=
	    OATH_OK)
		die("out of memory");
	copy = mem_copy_n(ctx, text, strcspn(text, "="));
	sodium_memzero(text, len);
	free(text);
	return copy;
}

const char *
totp_text(const void *ctx, const struct totp *t)
{
	const char *text = encode(ctx, t);
	char *groups = mem_copy(ctx, "");

	for (; strlen(text) > GROUP; text += GROUP)
		groups = mem_fmt(ctx, "%s%.*s ", groups, GROUP, text);
	return mem_fmt(ctx, "%s%s", groups, text);
}

bool
totp_read(const char *text, struct totp *t)
{
	char *bytes = NULL;
	bool good;

	if (oath_base32_decode(text, strlen(text), &bytes, &t->len) != OATH_OK)
		return false;
	good = t->len >= TOTP_SECRET_MIN && t->len <= TOTP_SECRET_MAX;
	if (good)
		memcpy(t->bytes, bytes, t->len);
	sodium_memzero(bytes, t->len);
	free(bytes);
	return good;
}

/* Percent-encoded but for what a part of a URI may hold as it is. */
static const char *
percent(const void *ctx, const char *text)
{
	char *out = mem_copy(ctx, "");

	for (; *text != '\0'; text++)
		out = isalnum((unsigned char)*text) ||
		    strchr("-._~", *text) != NULL
		    ? mem_fmt(ctx, "%s%c", out, *text)
		    : mem_fmt(ctx, "%s%%%02X", out, (unsigned char)*text);
	return out;
}

const char *
totp_uri(const void *ctx, const struct totp *t, const char *issuer,
    const char *account)
{
	const char *from = percent(ctx, issuer);

	return mem_fmt(ctx, "otpauth://totp/%s:%s?secret=%s&issuer=%s", from,
	    percent(ctx, account), encode(ctx, t), from);
}

static bool
is_code_of(const struct totp *t, int64_t step, const char *code)
{
	char good[DIGITS + 1];

	if (oath_totp_generate((const char *)t->bytes, t->len,
	    (time_t)(step * STEP_SECONDS), STEP_SECONDS, 0, DIGITS, good) !=
	    OATH_OK)
		die("no code can be made of a secret");
	return sodium_memcmp(good, code, DIGITS) == 0;
}

int64_t
totp_step(const struct totp *t, const char *code, int64_t now)
{
	int64_t step = now / STEP_SECONDS - 1, found = 0;
	int i;

	if (strlen(code) != DIGITS)
		return 0;
	for (i = 0; i < 3; i++, step++)
		if (is_code_of(t, step, code))
			found = step;
	return found;
}

enum { KEY = crypto_aead_xchacha20poly1305_ietf_KEYBYTES, BOUND = 24 };

static const struct side {
	const char *key;
	const char purpose[BOUND - sizeof(int64_t) + 1];
} sides[] = {
	[TOTP_STAFF] = { KEY_STAFF, "app of staff    " },
	[TOTP_ACCOUNT] = { KEY_ACCOUNTS, "app of account  " },
};

static const uint8_t *
key_of(struct totp_owner owner)
{
	static uint8_t keys[sizeof(sides) / sizeof(sides[0])][KEY];
	static bool is_read[sizeof(sides) / sizeof(sides[0])];

	if (!is_read[owner.side])
		key_read(sides[owner.side].key, keys[owner.side], KEY);
	is_read[owner.side] = true;
	return keys[owner.side];
}

/* What a sealed secret is bound to: its purpose and its owner. */
static void
bind_to(struct totp_owner owner, uint8_t to[BOUND])
{
	memcpy(to, sides[owner.side].purpose, BOUND - sizeof(owner.id));
	memcpy(to + BOUND - sizeof(owner.id), &owner.id, sizeof(owner.id));
}

/* Sealed is: nonce, ciphertext with its tag. */
const uint8_t *
totp_seal(const void *ctx, const struct totp *t, struct totp_owner owner,
    size_t *len)
{
	uint8_t *sealed = mem_array(ctx, uint8_t, NONCE + t->len + TAG);
	uint8_t bound[BOUND];

	bind_to(owner, bound);
	randombytes_buf(sealed, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, NULL,
	    t->bytes, t->len, bound, sizeof(bound), NULL, sealed,
	    key_of(owner));
	*len = NONCE + t->len + TAG;
	return sealed;
}

bool
totp_open(const uint8_t *sealed, size_t len, struct totp_owner owner,
    struct totp *t)
{
	unsigned long long n = 0;
	uint8_t bound[BOUND];

	bind_to(owner, bound);
	if (sealed == NULL || len < NONCE + TOTP_SECRET_MIN + TAG ||
	    len > NONCE + TOTP_SECRET_MAX + TAG ||
	    crypto_aead_xchacha20poly1305_ietf_decrypt(t->bytes, &n, NULL,
	    sealed + NONCE, len - NONCE, bound, sizeof(bound), sealed,
	    key_of(owner)) != 0)
		return false;
	t->len = (size_t)n;
	return true;
}

char *
recovery_new(const void *ctx)
{
	char letters[RECOVERY_LETTERS];
	size_t i;

	for (i = 0; i < sizeof(letters); i++)
		letters[i] = base32[randombytes_uniform(sizeof(base32) - 1)];
	return mem_fmt(ctx, "%.5s-%.5s", letters, letters + 5);
}

const char *
totp_bare(const void *ctx, const char *typed)
{
	char *code = mem_copy(ctx, typed), *out = code;

	for (; *typed != '\0'; typed++)
		if (*typed != ' ' && *typed != '-')
			*out++ = *typed;
	*out = '\0';
	return code;
}

void
recovery_hash(struct totp_owner owner, const char *typed,
    uint8_t hash[RECOVERY_HASH])
{
	crypto_generichash_state state;
	unsigned char c;

	crypto_generichash_init(&state, key_of(owner), KEY, RECOVERY_HASH);
	crypto_generichash_update(&state, (const uint8_t *)&owner.id,
	    sizeof(owner.id));
	for (; *typed != '\0'; typed++) {
		c = (unsigned char)toupper((unsigned char)*typed);
		if (c != ' ' && c != '-')
			crypto_generichash_update(&state, &c, 1);
	}
	crypto_generichash_final(&state, hash, RECOVERY_HASH);
}
