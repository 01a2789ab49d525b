/* A secure link as a SMART Health Link: what is handed over. */
#include "auth/shl.h"

#include <cjson/cJSON.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"
#include "base/key.h"
#include "base/text.h"
#include "unit.h"

static char key_dir[] = "/tmp/kith-unit-keys-XXXXXX";

static const char token[] = "000102030405060708090a0b0c0d0e0f"
    "101112131415161718191a1b1c1d1e1f";

/* The settings, to try others. */
static struct config *
settings(void)
{
	return (struct config *)(uintptr_t)config();
}

/* A member of what an app reads in a link. */
static const char *
member(const void *ctx, const char *link, const char *name)
{
	size_t len = strlen(link), n;
	char *json = mem_array(ctx, char, len);
	cJSON *o;
	const char *text;

	assert_int_equal(strncmp(link, "shlink:/", 8), 0);
	assert_int_equal(sodium_base642bin((unsigned char *)json, len,
	    link + 8, len - 8, NULL, &n, NULL,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING), 0);
	o = cJSON_Parse(json);
	text = mem_copy(ctx, cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(o, name)));
	cJSON_Delete(o);
	assert_non_null(text);
	return text;
}

static void
e1_t2_the_address_holds_the_token(void **state)
{
	void *ctx = mem_context(NULL);
	const char *link = shl_link(ctx, token, 1800000000);
	const char *url = member(ctx, link, "url");

	(void)state;
	assert_string_equal(url, "http://localhost:8080/share/app?token="
	    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
	assert_string_equal(shl_token(ctx, strchr(url, '=') + 1), token);
	assert_null(shl_token(ctx, ""));
	assert_null(shl_token(ctx, token));
	talloc_free(ctx);
}

static void
e1_t2_each_token_has_a_key_and_a_ticket_has_that_of_its_token(void **state)
{
	void *ctx = mem_context(NULL);
	uint8_t one[JWE_KEY], same[JWE_KEY], other[JWE_KEY];
	char *changed = mem_copy(ctx, token);

	(void)state;
	changed[63] = '0';
	shl_key(token, one);
	shl_key(mem_fmt(ctx, "%s%s", token, changed), same);
	shl_key(changed, other);
	assert_memory_equal(one, same, JWE_KEY);
	assert_memory_not_equal(one, other, JWE_KEY);
	assert_string_equal(member(ctx, shl_link(ctx, token, 1), "key"),
	    text_base64url(ctx, one, JWE_KEY));
	talloc_free(ctx);
}

static void
e1_t2_a_long_name_is_cut_between_characters(void **state)
{
	void *ctx = mem_context(NULL);
	const char *was = config()->practice_name, *label;
	char *name = mem_copy(ctx, "");
	int i;

	(void)state;
	for (i = 0; i < 80; i++)
		name = mem_fmt(ctx, "%s\xc3\xa9", name);
	settings()->practice_name = name;
	label = member(ctx, shl_link(ctx, token, 1), "label");
	assert_true(text_is_utf8(label, strlen(label)));
	assert_int_equal(text_length(label), 80);
	settings()->practice_name = was;
	talloc_free(ctx);
}

static void
e1_t2_an_address_that_apps_do_not_take_makes_no_link(void **state)
{
	void *ctx = mem_context(NULL);
	const char *was = config()->base_url;
	char *url = mem_copy(ctx, "https://");

	(void)state;
	while (strlen(url) < 68)
		url = mem_fmt(ctx, "%sa", url);
	settings()->base_url = url;
	assert_int_equal(strlen(member(ctx, shl_link(ctx, token, 1), "url")),
	    128);
	settings()->base_url = mem_fmt(ctx, "%sa", url);
	assert_null(shl_link(ctx, token, 1));
	settings()->base_url = was;
	talloc_free(ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(e1_t2_the_address_holds_the_token),
		cmocka_unit_test(
		    e1_t2_each_token_has_a_key_and_a_ticket_has_that_of_its_token),
		cmocka_unit_test(e1_t2_a_long_name_is_cut_between_characters),
		cmocka_unit_test(
		    e1_t2_an_address_that_apps_do_not_take_makes_no_link),
	};
	void *ctx = mem_context(NULL);
	const char *key;
	FILE *out;
	int failed;

	if (sodium_init() < 0 || mkdtemp(key_dir) == NULL)
		return 1;
	key = mem_fmt(ctx, "%s/" KEY_TOKENS, key_dir);
	if ((out = fopen(key, "w")) == NULL)
		return 1;
	fprintf(out, "%s\n", token);
	fclose(out);
	unit_settings(mem_fmt(ctx, "key_dir = %s\n", key_dir));
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(key);
	rmdir(key_dir);
	talloc_free(ctx);
	return failed;
}
