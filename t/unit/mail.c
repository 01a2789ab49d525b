/* mail.c: headers of mail, settings of the mail server, sealed messages. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/key.h"
#include "post/bounce.h"
#include "post/outbox.h"
#include "post/smtp.h"
#include "unit.h"

static void *ctx;
static char key_dir[] = "/tmp/kith-unit-keys-XXXXXX";

static void
plain_ascii_is_left_as_it_is(void **state)
{
	(void)state;
	assert_string_equal(smtp_header_text(ctx, "Your code for Riverbend"),
	    "Your code for Riverbend");
	assert_string_equal(smtp_header_text(ctx, ""), "");
}

static void
other_text_becomes_encoded_words(void **state)
{
	(void)state;
	assert_string_equal(smtp_header_text(ctx, "Grüße"),
	    "=?UTF-8?B?R3LDvMOfZQ==?=");
	/* What looks like an encoded word must not become one. */
	assert_string_equal(smtp_header_text(ctx, "=?x"),
	    "=?UTF-8?B?PT94?=");
}

/* Cut between characters only, each word at most 75 bytes (RFC 2047, 2). */
static void
long_text_is_folded_between_characters(void **state)
{
	char text[200] = "x", bytes[64];
	const char *s, *end;
	size_t n;
	int i;

	(void)state;
	for (i = 0; i < 40; i++)
		memcpy(text + strlen(text), "€", sizeof("€"));
	for (s = smtp_header_text(ctx, text); *s != '\0'; s = end) {
		end = strstr(s, "\r\n ");
		end = end == NULL ? s + strlen(s) : end + 3;
		assert_true(end - s <= 75 + 3);
		assert_int_equal(strncmp(s, "=?UTF-8?B?", 10), 0);
		assert_int_equal(sodium_base642bin((uint8_t *)bytes,
		    sizeof(bytes), s + 10, strcspn(s + 10, "?"), NULL, &n,
		    NULL, sodium_base64_VARIANT_ORIGINAL), 0);
		assert_true((n - (bytes[0] == 'x')) % strlen("€") == 0);
	}
}

static void
io_14_a_header_can_not_be_broken_out_of(void **state)
{
	static const char *const bad[] = { "a\r\nBcc: x@y.example", "a\nb",
	    "a\rb", "a\x7f", "\xff", "a\xe2\x80\xaegpj" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_null(smtp_header_text(ctx, bad[i]));
}

static void
settings_that_can_not_work_are_refused(void **state)
{
	static const char *const bad[] = { "smtp_url = http://mail.example\n",
	    "smtp_tls = maybe\n", "mail_bounces = nobody\n",
	    "smtp_user = portal\nsmtp_password_file = /no/such/file\n" };
	size_t i;

	(void)state;
	unit_settings("");
	assert_null(smtp_refuse_settings(ctx));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		unit_settings(bad[i]);
		assert_non_null(smtp_refuse_settings(ctx));
	}
	unit_settings("");
	assert_string_equal(config_host(ctx), "localhost");
}

static void
why_a_message_was_not_delivered_is_said_in_words(void **state)
{
	static const char *const said[][2] = {
		{ "the mail server said 550 5.1.1",
		    "The mailbox does not exist" },
		{ "it came back 5.2.2", "The mailbox is full" },
		{ "the mail server said 550", "The mail server refused it" },
		{ "it came back 5.7.1", "The mail server refused it" },
		{ "it came back 4.4.7",
		    "The mail server could not be reached" },
		{ "the mail server said 451 4.3.0",
		    "The mail server did not take it" },
		{ "not an email address", "This is not an email address" },
		{ "the text gateway said 400 21610",
		    "This phone asked for no more texts" },
		{ "the text gateway said 400 21211",
		    "This is not a phone number" },
		{ "the text gateway said 500", "The text could not be sent" },
		{ "the text gateway gave no answer: Timeout was reached",
		    "The text could not be sent" },
		{ "Couldn't connect to server",
		    "The mail server could not be reached" },
		{ NULL, "The mail server could not be reached" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		assert_string_equal(bounce_says(said[i][0]), said[i][1]);
}

static uint8_t *
seal(const char *json, size_t *len)
{
	uint8_t public[crypto_box_PUBLICKEYBYTES], *sealed;

	*len = strlen(json) + crypto_box_SEALBYTES;
	sealed = mem_array(ctx, uint8_t, *len);
	key_read(KEY_COURIER_PUB, public, sizeof(public));
	crypto_box_seal(sealed, (const uint8_t *)json, strlen(json), public);
	return sealed;
}

static void
au_08_a_sealed_message_opens_whole_or_not_at_all(void **state)
{
	struct mail mail;
	uint8_t *sealed;
	size_t len, i;

	(void)state;
	sealed = seal("{\"subject\":\"S\",\"text\":\"T\\n\",\"html\":\"<p>\"}",
	    &len);
	assert_int_equal(outbox_open(ctx, 1, sealed, len, &mail), 0);
	assert_string_equal(mail.subject, "S");
	assert_string_equal(mail.text, "T\n");
	assert_string_equal(mail.html, "<p>");
	for (i = 0; i <= len; i++)
		assert_true(outbox_open(ctx, 1, sealed, i, &mail) ==
		    (i == len ? 0 : -1));
	for (i = 0; i < len; i++) {
		sealed[i] ^= 1;
		assert_int_equal(outbox_open(ctx, 1, sealed, len, &mail), -1);
		sealed[i] ^= 1;
	}
	assert_int_equal(outbox_open(ctx, 1, NULL, 0, &mail), -1);
}

static void
a_message_without_a_part_is_none(void **state)
{
	static const char *const bad[] = { "{}", "", "[1]",
	    "{\"subject\":\"S\",\"text\":\"T\"}",
	    "{\"subject\":1,\"text\":\"T\",\"html\":\"H\"}" };
	struct mail mail;
	uint8_t *sealed;
	size_t len, i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		sealed = seal(bad[i], &len);
		assert_int_equal(outbox_open(ctx, 1, sealed, len, &mail), -1);
	}
}

static int
set_up(void **state)
{
	static const char *const nobody[] = { NULL };

	(void)state;
	ctx = mem_context(NULL);
	if (sodium_init() < 0 || mkdtemp(key_dir) == NULL)
		return -1;
	unit_settings(mem_fmt(ctx, "key_dir = %s\n", key_dir));
	return key_make_all(nobody) ? 0 : -1;
}

static int
use_keys(void **state)
{
	(void)state;
	unit_settings(mem_fmt(ctx, "key_dir = %s\n", key_dir));
	return 0;
}

static int
clean_up(void **state)
{
	static const char *const files[] = { KEY_TOKENS, KEY_COURIER,
	    KEY_COURIER_PUB, KEY_SEALER, KEY_SEALER_PUB };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		unlink(mem_fmt(ctx, "%s/%s", key_dir, files[i]));
	rmdir(key_dir);
	talloc_free(ctx);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_ascii_is_left_as_it_is),
		cmocka_unit_test(other_text_becomes_encoded_words),
		cmocka_unit_test(long_text_is_folded_between_characters),
		cmocka_unit_test(io_14_a_header_can_not_be_broken_out_of),
		cmocka_unit_test(settings_that_can_not_work_are_refused),
		cmocka_unit_test(why_a_message_was_not_delivered_is_said_in_words),
		cmocka_unit_test_setup(
		    au_08_a_sealed_message_opens_whole_or_not_at_all, use_keys),
		cmocka_unit_test_setup(a_message_without_a_part_is_none,
		    use_keys),
	};

	return cmocka_run_group_tests(tests, set_up, clean_up);
}
