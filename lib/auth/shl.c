/* shl.c: a secure link as a SMART Health Link, for apps. */
#include "auth/shl.h"

#include <cjson/cJSON.h>
#include <sodium.h>
#include <string.h>

#include "auth/code.h"
#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"

enum { TOKEN_BYTES = 32, URL_MAX = 128, LABEL_MAX = 80 };

_Static_assert((int)CODE_HASH == (int)JWE_KEY, "a hash is a key");

void
shl_key(const char *token, uint8_t key[JWE_KEY])
{
	code_hash_of("SMART Health Link", token, 2 * TOKEN_BYTES, "", key);
}

const char *
shl_token(const void *ctx, const char *sent)
{
	uint8_t bytes[TOKEN_BYTES];

	return text_unbase64url(sent, bytes, sizeof(bytes))
	    ? text_hex(ctx, bytes, sizeof(bytes)) : NULL;
}

/* Shorter than in hexadecimal: an address has little room. */
static const char *
address_of(const void *ctx, const char *token)
{
	uint8_t bytes[TOKEN_BYTES];

	if (!text_unhex(token, bytes, sizeof(bytes)))
		die("this is no token of a link");
	return mem_fmt(ctx, "%s/share/app?token=%s", config()->base_url,
	    text_base64url(ctx, bytes, sizeof(bytes)));
}

/* What an app shows before the code: no more than our own page tells then. */
static const char *
label(const void *ctx)
{
	char *text = mem_fmt(ctx, "Health record from %s",
	    config()->practice_name);
	size_t i = 0, n = 0;

	for (; text[i] != '\0'; i++) {
		n += ((unsigned char)text[i] & 0xc0) != 0x80;
		if (n > LABEL_MAX)
			text[i--] = '\0';
	}
	return text;
}

static const char *
key_text(const void *ctx, const char *token)
{
	uint8_t key[JWE_KEY];
	const char *text;

	shl_key(token, key);
	text = text_base64url(ctx, key, sizeof(key));
	sodium_memzero(key, sizeof(key));
	return text;
}

const char *
shl_link(const void *ctx, const char *token, int64_t ends)
{
	const char *address = address_of(ctx, token), *link;
	cJSON *o;
	char *says;

	if (strlen(address) > URL_MAX)
		return NULL;
	o = cJSON_CreateObject();
	cJSON_AddStringToObject(o, "url", address);
	cJSON_AddStringToObject(o, "key", key_text(ctx, token));
	cJSON_AddNumberToObject(o, "exp", (double)ends);
	cJSON_AddStringToObject(o, "flag", "P");
	cJSON_AddStringToObject(o, "label", label(ctx));
	cJSON_AddNumberToObject(o, "v", 1);
	if ((says = cJSON_PrintUnformatted(o)) == NULL)
		die("out of memory");
	link = mem_fmt(ctx, "shlink:/%s",
	    text_base64url(ctx, says, strlen(says)));
	cJSON_free(says);
	cJSON_Delete(o);
	return link;
}
