/*
 * Passkeys: an answer counts for one challenge, our origin, our host, an owner
 * whom the device has seen, and the key that was registered.
 */
#include "auth/passkey.h"

#include <sodium.h>
#include <string.h>

#include "auth/attest.h"
#include "base/text.h"
#include "unit.h"

static void *ctx;
static uint8_t challenge[PASSKEY_CHALLENGE];

/* A device that does as it is told; a good one to begin with. */
struct device {
	uint8_t public[crypto_sign_PUBLICKEYBYTES];
	uint8_t secret[crypto_sign_SECRETKEYBYTES];
	const char *type, *origin, *host, *more;
	const uint8_t *challenge;
	uint8_t flags;
	uint32_t count;
};

static struct device
device_new(void)
{
	struct device d = { .origin = "http://localhost:8080",
	    .host = "localhost", .more = ",\"crossOrigin\":false",
	    .challenge = challenge, .flags = 0x05 };

	crypto_sign_keypair(d.public, d.secret);
	return d;
}

static const char *
client_data(const struct device *d, const char *type)
{
	return mem_fmt(ctx, "{\"type\":\"%s\",\"challenge\":\"%s\","
	    "\"origin\":\"%s\"%s}", type,
	    text_base64url(ctx, d->challenge, PASSKEY_CHALLENGE), d->origin,
	    d->more);
}

static const char *
text(const char *s)
{
	return text_base64url(ctx, (const uint8_t *)s, strlen(s));
}

static size_t
put(uint8_t *out, const void *bytes, size_t len)
{
	memcpy(out, bytes, len);
	return len;
}

/* Host, flags and counter: how all authenticator data begins. */
static size_t
put_head(const struct device *d, uint8_t *out, uint8_t flags)
{
	uint8_t count[4] = { (uint8_t)(d->count >> 24),
	    (uint8_t)(d->count >> 16), (uint8_t)(d->count >> 8),
	    (uint8_t)d->count };
	size_t n = crypto_hash_sha256_BYTES;

	crypto_hash_sha256(out, (const uint8_t *)d->host, strlen(d->host));
	n += put(out + n, &flags, 1);
	return n + put(out + n, count, sizeof(count));
}

static const char *
attestation(const struct device *d)
{
	static const char head[] = "\xa3\x63" "fmt\x64none\x67" "attStmt\xa0\x68"
	    "authData\x58";
	static const char id[16 + 2 + 16] = "aaguid, 16 bytes\0\x10"
	    "sixteen bytes id";
	static const char key[] = "\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20";
	uint8_t all[512], data[255], len;
	size_t n = put_head(d, data, d->flags | 0x40);

	n += put(data + n, id, sizeof(id));
	n += put(data + n, key, sizeof(key) - 1);
	n += put(data + n, d->public, sizeof(d->public));
	len = (uint8_t)n;
	n = put(all, head, sizeof(head) - 1);
	n += put(all + n, &len, 1);
	n += put(all + n, data, len);
	return text_base64url(ctx, all, n);
}

static struct passkey_answer
create(const struct device *d)
{
	return (struct passkey_answer){
	    .client_data = text(client_data(d,
	    d->type == NULL ? "webauthn.create" : d->type)),
	    .attestation = attestation(d) };
}

static struct passkey_answer
sign(struct device *d)
{
	const char *said = client_data(d,
	    d->type == NULL ? "webauthn.get" : d->type);
	uint8_t data[128], signature[crypto_sign_BYTES];
	size_t n;

	d->count++;
	n = put_head(d, data, d->flags);
	crypto_hash_sha256(data + n, (const uint8_t *)said, strlen(said));
	crypto_sign_detached(signature, NULL, data,
	    n + crypto_hash_sha256_BYTES, d->secret);
	return (struct passkey_answer){ .client_data = text(said),
	    .data = text_base64url(ctx, data, n),
	    .signature = text_base64url(ctx, signature, sizeof(signature)) };
}

static bool
makes(const struct device *d)
{
	struct passkey_answer answer = create(d);
	struct passkey p;

	return passkey_make(ctx, challenge, &answer, &p);
}

static struct passkey
registered(const struct device *d)
{
	struct passkey_answer answer = create(d);
	struct passkey p = { 0 };

	assert_true(passkey_make(ctx, challenge, &answer, &p));
	return p;
}

/* Whether one more signature of the device is taken for its passkey. */
static bool
signs(struct device *d, const struct passkey *p)
{
	struct passkey_answer answer = sign(d);
	int64_t count;

	return passkey_signs(ctx, challenge, &answer, p, &count);
}

static void
au_06_a_passkey_is_made_and_signs(void **state)
{
	struct device d = device_new();
	struct passkey p = registered(&d);
	struct passkey_answer answer;
	int64_t count;

	(void)state;
	assert_int_equal(p.cose, -8);
	assert_int_equal(p.id_len, 16);
	assert_memory_equal(p.id, "sixteen bytes id", 16);
	assert_int_equal(p.key_len, sizeof(d.public));
	assert_memory_equal(p.key, d.public, sizeof(d.public));
	d.count = 6;
	answer = sign(&d);
	assert_true(passkey_signs(ctx, challenge, &answer, &p, &count));
	assert_int_equal(count, 7);
	answer.id = text("sixteen bytes id");
	assert_true(passkey_is(ctx, &answer, &p));
	answer.id = text("another bytes id");
	assert_false(passkey_is(ctx, &answer, &p));
	answer.id = NULL;
	assert_false(passkey_is(ctx, &answer, &p));
}

static void
an_answer_is_for_one_challenge(void **state)
{
	static const uint8_t other[PASSKEY_CHALLENGE] = { 1, 2, 3 };
	struct device d = device_new();
	struct passkey p = registered(&d);
	struct passkey_answer answer = sign(&d);
	int64_t count;

	(void)state;
	assert_false(passkey_signs(ctx, other, &answer, &p, &count));
	answer = create(&d);
	assert_false(passkey_make(ctx, other, &answer, &p));
}

/* What a device was tricked into signing elsewhere is worth nothing here. */
static void
another_origin_is_refused(void **state)
{
	static const char *const origins[] = { "http://localhost:8081",
	    "https://localhost:8080", "http://localhost", "http://LOCALHOST:8080",
	    "http://localhost:8080.evil.example", "null", "" };
	struct device d = device_new();
	struct passkey p = registered(&d);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(origins) / sizeof(origins[0]); i++) {
		d.origin = origins[i];
		assert_false(signs(&d, &p));
		assert_false(makes(&d));
	}
}

static void
a_page_in_a_frame_of_others_is_refused(void **state)
{
	static const char *const bad[] = { ",\"crossOrigin\":true",
	    ",\"crossOrigin\":\"false\"", ",\"crossOrigin\":1" };
	struct device d = device_new();
	struct passkey p = registered(&d);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		d.more = bad[i];
		assert_false(signs(&d, &p));
		assert_false(makes(&d));
	}
	d.more = "";
	assert_true(signs(&d, &p));
}

static void
another_host_is_refused(void **state)
{
	struct device d = device_new();
	struct passkey p = registered(&d);

	(void)state;
	d.host = "localhost.evil.example";
	assert_false(signs(&d, &p));
	assert_false(makes(&d));
}

static void
an_answer_to_another_question_is_refused(void **state)
{
	struct device d = device_new();
	struct passkey p = registered(&d);

	(void)state;
	d.type = "webauthn.create";
	assert_false(signs(&d, &p));
	d.type = "webauthn.get";
	assert_false(makes(&d));
}

/* Present and verified: a stolen phone that lies there open is not enough. */
static void
the_owner_must_be_there_and_verified(void **state)
{
	static const uint8_t bad[] = { 0x00, 0x01, 0x04 };
	struct device d = device_new();
	struct passkey p = registered(&d);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad); i++) {
		d.flags = bad[i];
		assert_false(signs(&d, &p));
		assert_false(makes(&d));
	}
}

static void
another_key_is_refused(void **state)
{
	struct device d = device_new(), other = device_new();
	struct passkey p = registered(&d);

	(void)state;
	assert_true(signs(&d, &p));
	assert_false(signs(&other, &p));
	p.cose = -7;
	assert_false(signs(&d, &p));
	p.cose = -37;
	assert_false(signs(&d, &p));
}

static void
what_was_changed_after_signing_is_refused(void **state)
{
	struct device d = device_new();
	struct passkey p = registered(&d);
	struct passkey_answer answer = sign(&d), other = sign(&d);
	int64_t count;

	(void)state;
	other.data = answer.data;
	assert_false(passkey_signs(ctx, challenge, &other, &p, &count));
	other = answer;
	other.client_data = text(mem_fmt(ctx, "%s ",
	    client_data(&d, "webauthn.get")));
	assert_false(passkey_signs(ctx, challenge, &other, &p, &count));
}

/* A copy of the device counts on from where it was copied. */
static void
the_counter_grows(void **state)
{
	struct device d = device_new();
	struct passkey p = registered(&d);

	(void)state;
	p.count = 5;
	d.count = 4;
	assert_false(signs(&d, &p));	/* 5 */
	assert_true(signs(&d, &p));	/* 6 */
	d.count = (uint32_t)-1;
	assert_false(signs(&d, &p));	/* 0 */
	p.count = 0;
	d.count = (uint32_t)-1;
	assert_true(signs(&d, &p));	/* 0 and 0: it does not count */
}

/* Each field in turn is s. */
static void
assert_no_answer(const struct passkey *p, const struct passkey_answer *made,
    const struct passkey_answer *signature, const char *s)
{
	struct passkey_answer a = *made;
	struct passkey other;
	int64_t count;

	a.client_data = s;
	assert_false(passkey_make(ctx, challenge, &a, &other));
	a = *made;
	a.attestation = s;
	assert_false(passkey_make(ctx, challenge, &a, &other));
	a = *signature;
	a.client_data = s;
	assert_false(passkey_signs(ctx, challenge, &a, p, &count));
	a = *signature;
	a.data = s;
	assert_false(passkey_signs(ctx, challenge, &a, p, &count));
	a = *signature;
	a.signature = s;
	assert_false(passkey_signs(ctx, challenge, &a, p, &count));
}

static void
what_is_no_answer_is_refused(void **state)
{
	static const char *const bad[] = { NULL, "", "*", "AA==", "e30", "W10",
	    "bnVsbA", "_____w", "oA", "oWhhdXRoRGF0YQ",
	    "oWhhdXRoRGF0YUEA" /* {"authData": h'00'} */ };
	struct device d = device_new();
	struct passkey p = registered(&d);
	struct passkey_answer made = create(&d), signature = sign(&d);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_no_answer(&p, &made, &signature, bad[i]);
}

/* What libcbor would take memory for, and what it would read for ever. */
static void
cbor_that_is_not_whole_is_refused(void **state)
{
	static const struct { bool good; size_t len; const char *at; } all[] = {
		{ true, 0, "" }, { true, 1, "\xa0" }, { true, 3, "\xa0\x18" "x" },
		{ true, 6, "\xa1\x01\x82\x41x\xf5" },
		{ true, 9, "\xfb" "12345678" },
		{ false, 1, "\x18" }, { false, 2, "\x42x" },
		{ false, 2, "\xa1\x01" }, { false, 2, "\x81\xff" },
		{ false, 9, "\xbb\xff\xff\xff\xff\xff\xff\xff\xff" },
		{ false, 9, "\xbb\x80\0\0\0\0\0\0\0" },
		{ false, 9, "\x9b\x7f\xff\xff\xff\xff\xff\xff\xff" },
		{ false, 9, "\x5b\x7f\xff\xff\xff\xff\xff\xff\xff" },
		{ false, 2, "\x9f\xff" }, { false, 2, "\xc1\x01" },
		{ false, 6, "\x81\x81\x81\x81\x81\x01" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		assert_int_equal(all[i].good, attest_is_whole((struct bytes){
		    (const uint8_t *)all[i].at, all[i].len }));
}

/* --- answers that other programs made, for the challenge 00 01 02 ... 1f --- */

struct vector {
	int64_t cose;
	const char *new_client_data, *attestation;
	const char *client_data, *data, *signature;
};

static const struct vector es256 = {
	.cose = -7,
	.new_client_data =
    "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFFQ0F3"
    "UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdp"
    "biI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODA4MCIsImNyb3NzT3JpZ2luIjpmYWxz"
    "ZX0",
	.attestation =
    "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YViUSZYN5YgOjGh0NBcPZHZg"
    "W4_krrmihjLHmVzzuoMdl2NFAAAAAAAAAAAAAAAAAAAAAAAAAAAAEHNpeHRl"
    "ZW4gYnl0ZXMgaWSlAQIDJiABIVggDRQsYV7RHIa1DqbRfWN_BdLnfMGgD6Eb"
    "aGb1xCAw65wiWCCOAzeZ8rOHcjAOahNFCJueL3rYDfQdE4ivbjc9tQzjqQ",
	.client_data =
    "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZC"
    "Z2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6"
    "Imh0dHA6Ly9sb2NhbGhvc3Q6ODA4MCIsImNyb3NzT3JpZ2luIjpmYWxzZX0",
	.data =
    "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ",
	.signature =
    "MEYCIQDfFSv7mXKdIiiYWMlifHUwJJJcZyjrbqPcpn4jZa2cJwIhAL8RMQh4"
    "RZnKCbw3F_ORKbaL1nQF9_Ki3cTsguyL3xEZ",
};

static const struct vector rs256 = {
	.cose = -257,
	.new_client_data =
    "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFFQ0F3"
    "UUZCZ2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdp"
    "biI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODA4MCIsImNyb3NzT3JpZ2luIjpmYWxz"
    "ZX0",
	.attestation =
    "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVkBV0mWDeWIDoxodDQXD2R2"
    "YFuP5K65ooYyx5lc87qDHZdjRQAAAAAAAAAAAAAAAAAAAAAAAAAAABBzaXh0"
    "ZWVuIGJ5dGVzIGlkpAEDAzkBACBZAQCM8SNC1lj42ynpVjE3YEnA5xHOIhB_"
    "eXTQ1ba5oNTdk1aC4a4Wv95AddsFb9RFA90a1Ssehh-kyJczbCRNwG5yvsDY"
    "aIOLghK1ATW1gHgeX7FWE4UxyjABOgg9USCLXZoPB5HTOcv6Bva3P8xU42_O"
    "2DXq0uLMhaI-uiUL9C2sl8ITcuYR7Hv1kzGDnIRU7Qw8K0ma2qsQwijH9OVo"
    "gmp7BIuaBzSWTBM8AK1C5pvwZiKzzvGB2BUMAP0qSdsiyjXdeQ8gDR1PShHg"
    "9-0ndSOprtYkzaZfYGT0Z8TiQ54RV6UhbyK9tdIqI8ybmvGd1KaTBSj1GaqR"
    "uFvr4_5tOklZIUMBAAE",
	.client_data =
    "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFFQ0F3UUZC"
    "Z2NJQ1FvTERBME9EeEFSRWhNVUZSWVhHQmthR3h3ZEhoOCIsIm9yaWdpbiI6"
    "Imh0dHA6Ly9sb2NhbGhvc3Q6ODA4MCIsImNyb3NzT3JpZ2luIjpmYWxzZX0",
	.data =
    "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ",
	.signature =
    "g87-0oYgE0D7XiAyvb9cVJ3iU8uOTGA45g12-H1bSatoaSL4cXj7FI13Hm_7"
    "WxJF98TbuP0iprnRGf1fHe6PEEU-DSPbtKCFwmOLmHm_pObo9kkXJYHOyBEB"
    "KJZ720w_eWXm94GDWizWAzFh374bTYgV6VpHZopYZgbSAYCErEA1gKwG1bVE"
    "kmO8YmZsMeRDju6GRqmMLK0Z62lXwR2qy1ia16iI6S-PCMeV2oW5hQTRnPdJ"
    "8VrNqYc61uPZQEroa9HkVufyfOFCAyFcUSMyS_NosDUq1tKPT6yS7dxP0H3H"
    "-BnCRXV80QMZNpTp5r5ZgHRhCaO6UgaQKJFMpyuK3g",
};

static void
au_06_each_algorithm_is_verified(void **state)
{
	static const struct vector *const all[] = { &es256, &rs256 };
	const struct vector *v;
	struct passkey_answer a;
	struct passkey p;
	int64_t count;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		v = all[i];
		a = (struct passkey_answer){ .client_data = v->new_client_data,
		    .attestation = v->attestation, .data = v->data,
		    .signature = v->signature };
		assert_true(passkey_make(ctx, challenge, &a, &p));
		assert_int_equal(p.cose, v->cose);
		a.client_data = v->client_data;
		assert_true(passkey_signs(ctx, challenge, &a, &p, &count));
		assert_int_equal(count, 1);
		a.signature = all[1 - i]->signature;
		assert_false(passkey_signs(ctx, challenge, &a, &p, &count));
	}
}

static int
set_up(void **state)
{
	size_t i;

	(void)state;
	unit_settings("");
	for (i = 0; i < sizeof(challenge); i++)
		challenge[i] = (uint8_t)i;
	ctx = mem_context(NULL);
	return sodium_init() < 0;
}

static int
tear_down(void **state)
{
	(void)state;
	talloc_free(ctx);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(au_06_a_passkey_is_made_and_signs),
		cmocka_unit_test(au_06_each_algorithm_is_verified),
		cmocka_unit_test(an_answer_is_for_one_challenge),
		cmocka_unit_test(another_origin_is_refused),
		cmocka_unit_test(a_page_in_a_frame_of_others_is_refused),
		cmocka_unit_test(another_host_is_refused),
		cmocka_unit_test(an_answer_to_another_question_is_refused),
		cmocka_unit_test(the_owner_must_be_there_and_verified),
		cmocka_unit_test(another_key_is_refused),
		cmocka_unit_test(what_was_changed_after_signing_is_refused),
		cmocka_unit_test(the_counter_grows),
		cmocka_unit_test(what_is_no_answer_is_refused),
		cmocka_unit_test(cbor_that_is_not_whole_is_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
