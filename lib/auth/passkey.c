/* passkey.c: passkeys, verified with libfido2. */
#include "auth/passkey.h"

#include <cjson/cJSON.h>
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <sodium.h>
#include <string.h>

#include "auth/attest.h"
#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"

/* Authenticator data (WebAuthn 6.1): flags, and where what begins. */
enum { PRESENT = 0x01, VERIFIED = 0x04, HAS_KEY = 0x40 };
enum { FLAGS_AT = 32, REST_AT = 37, ID_AT = 55 };

static const int algorithms[] = { COSE_ES256, COSE_EDDSA, COSE_RS256 };

/* What base64url says; false if it is anything else, or too long. */
static bool
decode(const void *ctx, const char *text, struct bytes *out)
{
	size_t len = text == NULL ? 0 : strlen(text);
	uint8_t *bytes;

	if (len == 0 || len > PASSKEY_TEXT_MAX)
		return false;
	bytes = mem_array(ctx, uint8_t, len);
	out->at = bytes;
	return sodium_base642bin(bytes, len, text, len, NULL, &out->len, NULL,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 && out->len > 0;
}

const uint8_t *
passkey_challenge(const void *ctx)
{
	uint8_t *challenge = mem_array(ctx, uint8_t, PASSKEY_CHALLENGE);

	randombytes_buf(challenge, PASSKEY_CHALLENGE);
	return challenge;
}

bool
passkey_is(const void *ctx, const struct passkey_answer *answer,
    const struct passkey *p)
{
	struct bytes id;

	return p->id != NULL && decode(ctx, answer->id, &id) &&
	    id.len == p->id_len && memcmp(id.at, p->id, id.len) == 0;
}

static bool
says(const cJSON *o, const char *name, const char *value)
{
	const char *text = cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(o, name));

	return text != NULL && strcmp(text, value) == 0;
}

static bool
has_challenge(const void *ctx, const cJSON *o, const uint8_t *challenge)
{
	struct bytes given;

	return decode(ctx, cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(o, "challenge")), &given) &&
	    given.len == PASSKEY_CHALLENGE &&
	    sodium_memcmp(given.at, challenge, PASSKEY_CHALLENGE) == 0;
}

/* Whether the browser says what it should: who asked, for what, from where. */
static bool
is_for_us(const void *ctx, const struct bytes *client_data, const char *type,
    const uint8_t *challenge)
{
	cJSON *o = cJSON_ParseWithLength((const char *)client_data->at,
	    client_data->len);
	const cJSON *cross = cJSON_GetObjectItemCaseSensitive(o, "crossOrigin");
	bool good = says(o, "type", type) &&
	    says(o, "origin", config()->base_url) &&
	    has_challenge(ctx, o, challenge) &&
	    (cross == NULL || cJSON_IsFalse(cross));

	cJSON_Delete(o);
	return good;
}

/* Whether authenticator data begins with the hash of our host. */
static bool
is_our_host(const void *ctx, const uint8_t *data, size_t len)
{
	const char *host = config_host(ctx);
	uint8_t hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, (const uint8_t *)host, strlen(host));
	return len >= sizeof(hash) &&
	    sodium_memcmp(data, hash, sizeof(hash)) == 0;
}

/* --- a new one --- */

/* Where the key begins: after host, flags, counter, model and id. */
static bool
is_sound_new(struct bytes data)
{
	size_t begin;

	if (data.len < ID_AT || (data.at[FLAGS_AT] & HAS_KEY) == 0)
		return false;
	begin = ID_AT + (size_t)(data.at[ID_AT - 2] << 8 | data.at[ID_AT - 1]);
	return begin < data.len && attest_is_whole((struct bytes){
	    data.at + begin, data.len - begin });
}

/* Read the data as that of a key of one algorithm. */
static bool
read_as(fido_cred_t *cred, int algorithm, const struct bytes *data)
{
	return fido_cred_set_type(cred, algorithm) == FIDO_OK &&
	    fido_cred_set_authdata_raw(cred, data->at, data->len) == FIDO_OK;
}

static const uint8_t *
copy(const void *ctx, const uint8_t *bytes, size_t len)
{
	return (const uint8_t *)mem_copy_n(ctx, (const char *)bytes, len);
}

/* What is in the data, if its owner was there. */
static bool
take(const void *ctx, const fido_cred_t *cred, int algorithm,
    struct passkey *made)
{
	const uint8_t flags = fido_cred_flags(cred);

	*made = (struct passkey){ .id_len = fido_cred_id_len(cred),
	    .key_len = fido_cred_pubkey_len(cred), .cose = algorithm,
	    .count = fido_cred_sigcount(cred) };
	made->id = copy(ctx, fido_cred_id_ptr(cred), made->id_len);
	made->key = copy(ctx, fido_cred_pubkey_ptr(cred), made->key_len);
	return (flags & PRESENT) != 0 && (flags & VERIFIED) != 0 &&
	    made->id_len > 0 && made->id_len <= PASSKEY_ID_MAX &&
	    made->key_len > 0;
}

static bool
read_new(const void *ctx, const struct bytes *data, struct passkey *made)
{
	fido_cred_t *cred;
	bool found = false;
	size_t i;

	for (i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]) && !found;
	    i++) {
		if ((cred = fido_cred_new()) == NULL)
			die("out of memory");
		found = read_as(cred, algorithms[i], data) &&
		    take(ctx, cred, algorithms[i], made);
		fido_cred_free(&cred);
	}
	return found;
}

bool
passkey_make(const void *ctx, const uint8_t challenge[PASSKEY_CHALLENGE],
    const struct passkey_answer *answer, struct passkey *made)
{
	struct bytes client_data, attestation, data;

	fido_init(0);
	return decode(ctx, answer->client_data, &client_data) &&
	    decode(ctx, answer->attestation, &attestation) &&
	    is_for_us(ctx, &client_data, "webauthn.create", challenge) &&
	    attest_data(attestation, &data) && is_sound_new(data) &&
	    is_our_host(ctx, data.at, data.len) &&
	    read_new(ctx, &data, made);
}

/* --- a signature --- */

static bool
verify_es256(const fido_assert_t *a, const struct passkey *p)
{
	es256_pk_t *key = es256_pk_new();
	bool good = key != NULL &&
	    es256_pk_from_ptr(key, p->key, p->key_len) == FIDO_OK &&
	    fido_assert_verify(a, 0, COSE_ES256, key) == FIDO_OK;

	es256_pk_free(&key);
	return good;
}

static bool
verify_eddsa(const fido_assert_t *a, const struct passkey *p)
{
	eddsa_pk_t *key = eddsa_pk_new();
	bool good = key != NULL &&
	    eddsa_pk_from_ptr(key, p->key, p->key_len) == FIDO_OK &&
	    fido_assert_verify(a, 0, COSE_EDDSA, key) == FIDO_OK;

	eddsa_pk_free(&key);
	return good;
}

static bool
verify_rs256(const fido_assert_t *a, const struct passkey *p)
{
	rs256_pk_t *key = rs256_pk_new();
	bool good = key != NULL &&
	    rs256_pk_from_ptr(key, p->key, p->key_len) == FIDO_OK &&
	    fido_assert_verify(a, 0, COSE_RS256, key) == FIDO_OK;

	rs256_pk_free(&key);
	return good;
}

static bool
verify(const fido_assert_t *a, const struct passkey *p)
{
	switch (p->cose) {
	case COSE_ES256:
		return verify_es256(a, p);
	case COSE_EDDSA:
		return verify_eddsa(a, p);
	case COSE_RS256:
		return verify_rs256(a, p);
	default:
		return false;
	}
}

static bool
is_sound_signed(struct bytes data)
{
	return data.len >= REST_AT && attest_is_whole((struct bytes){
	    data.at + REST_AT, data.len - REST_AT });
}

/* What is signed, and what must be true of it beside the signature. */
static bool
fill(fido_assert_t *a, const char *host, const struct bytes *client_data,
    const struct bytes *data, const struct bytes *signature)
{
	return fido_assert_set_clientdata(a, client_data->at,
	    client_data->len) == FIDO_OK &&
	    fido_assert_set_rp(a, host) == FIDO_OK &&
	    fido_assert_set_up(a, FIDO_OPT_TRUE) == FIDO_OK &&
	    fido_assert_set_uv(a, FIDO_OPT_TRUE) == FIDO_OK &&
	    fido_assert_set_count(a, 1) == FIDO_OK &&
	    fido_assert_set_authdata_raw(a, 0, data->at, data->len) ==
	    FIDO_OK &&
	    fido_assert_set_sig(a, 0, signature->at, signature->len) == FIDO_OK;
}

/* A copy of the device would fall behind; 0 and 0: it does not count. */
static bool
has_grown(int64_t count, int64_t before)
{
	return count > before || (count == 0 && before == 0);
}

bool
passkey_signs(const void *ctx, const uint8_t challenge[PASSKEY_CHALLENGE],
    const struct passkey_answer *answer, const struct passkey *p,
    int64_t *count)
{
	struct bytes client_data, data, signature;
	fido_assert_t *a;
	bool good;

	fido_init(0);
	if (!decode(ctx, answer->client_data, &client_data) ||
	    !decode(ctx, answer->data, &data) ||
	    !decode(ctx, answer->signature, &signature) ||
	    !is_for_us(ctx, &client_data, "webauthn.get", challenge) ||
	    !is_sound_signed(data))
		return false;
	if ((a = fido_assert_new()) == NULL)
		die("out of memory");
	good = fill(a, config_host(ctx), &client_data, &data, &signature) &&
	    verify(a, p);
	*count = good ? fido_assert_sigcount(a, 0) : 0;
	fido_assert_free(&a);
	return good && has_grown(*count, p->count);
}
