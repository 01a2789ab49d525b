/*
 * Answers of passkeys. The first byte says which field the rest is; the others
 * are good.
 */
#include "fuzz.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "auth/passkey.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"

static const uint8_t challenge[PASSKEY_CHALLENGE];

static void
settings(void)
{
	static bool is_read;
	char path[] = "/tmp/kith-fuzz-XXXXXX";
	FILE *out;

	if (is_read)
		return;
	if (sodium_init() < 0 || (out = fdopen(mkstemp(path), "w")) == NULL)
		abort();
	fprintf(out, "practice_name = x\npractice_short_name = x\n"
	    "practice_phone = x\nsupport_phone = x\nsupport_email = x\n"
	    "base_url = http://localhost:8080\nmail_from = x\n");
	fclose(out);
	config_read(path);
	unlink(path);
	is_read = true;
}

static const char *
client_data(const void *ctx, const char *type)
{
	const char *said = mem_fmt(ctx, "{\"type\":\"%s\",\"challenge\":\"%s\","
	    "\"origin\":\"http://localhost:8080\"}", type,
	    text_base64url(ctx, challenge, sizeof(challenge)));

	return text_base64url(ctx, (const uint8_t *)said, strlen(said));
}

static void
make(const void *ctx, const struct passkey_answer *answer)
{
	struct passkey made;

	if (passkey_make(ctx, challenge, answer, &made) &&
	    (made.id_len == 0 || made.id_len > PASSKEY_ID_MAX ||
	    made.key_len == 0))
		abort();
}

/* Nothing here has the secret of such a key. */
static void
check(const void *ctx, const struct passkey_answer *answer)
{
	static const uint8_t key[64] = { 1 };
	static const struct passkey keys[] = {
		{ .key = key, .key_len = 32, .cose = -8 },
		{ .key = key, .key_len = 64, .cose = -7 },
	};
	int64_t count;
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (passkey_signs(ctx, challenge, answer, &keys[i], &count))
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *ctx = mem_context(NULL);
	struct passkey_answer made = { 0 }, signature = { 0 };
	const char *text;

	settings();
	if (size > 1) {
		text = text_base64url(ctx, data + 1, size - 1);
		made.client_data = client_data(ctx, "webauthn.create");
		signature.client_data = client_data(ctx, "webauthn.get");
		made.attestation = signature.data = signature.signature = text;
		if (data[0] == 'c')
			made.client_data = signature.client_data = text;
		make(ctx, &made);
		check(ctx, &signature);
	}
	talloc_free(ctx);
	return 0;
}
