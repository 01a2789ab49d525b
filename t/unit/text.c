/* Bytes that people typed, as text. */
#include "base/text.h"

#include <string.h>

#include "unit.h"

static void
io_17_broken_utf8_is_known(void **state)
{
	(void)state;
	assert_true(text_is_utf8("Núñez", strlen("Núñez")));
	assert_false(text_is_utf8("\xc0\xaf", 2));
	assert_false(text_is_utf8("\xed\xa0\x80", 3));
	assert_false(text_is_utf8("\xf4\x90\x80\x80", 4));
	assert_false(text_is_utf8("a\xc3", 2));
}

static void
io_17_control_and_bidi_characters_are_not_text(void **state)
{
	(void)state;
	assert_true(text_is_clean("one line, é 👩‍👧", false));
	assert_true(text_is_clean("two\nlines", true));
	assert_false(text_is_clean("two\nlines", false));
	assert_false(text_is_clean("bell\x07", true));
	assert_false(text_is_clean("\xe2\x80\xae" "evil", true));
	assert_false(text_is_clean("\xc2\x85", true));
}

static void
s83_characters_are_counted_as_people_see_them(void **state)
{
	(void)state;
	assert_int_equal(text_length(""), 0);
	assert_int_equal(text_length("é"), 1);
	assert_int_equal(text_length("e\xcc\x81"), 1);
	assert_int_equal(text_length("👩‍👧"), 1);
	assert_int_equal(text_length("abc"), 3);
}

static void
names_are_compared_without_accents_and_signs(void **state)
{
	void *ctx = mem_context(NULL);

	(void)state;
	assert_string_equal(text_name_key(ctx, "Núñez-Peña"), "nunezpena");
	assert_string_equal(text_name_key(ctx, "O’Brien"),
	    text_name_key(ctx, "o'brien"));
	assert_string_equal(text_name_key(ctx, "  "), "");
	talloc_free(ctx);
}

static void
az_10_ways_of_writing_one_mailbox_are_the_same(void **state)
{
	static const char *const same[] = { "ana.lind@mail.example",
	    "Ana.Lind@Mail.Example", "analind@mail.example",
	    "a.n.a.lind@mail.example", "analind+portal@mail.example",
	    "ana.lind+a+b@MAIL.example", "analind+@mail.example", NULL };
	static const char *const others[] = { "ana@mail.example",
	    "analinda@mail.example", "analind@mail.example.org",
	    "analind@sub.mail.example", "+analind@mail.example", NULL };
	void *ctx = mem_context(NULL);
	int i;

	(void)state;
	for (i = 0; same[i] != NULL; i++)
		assert_string_equal(text_mailbox_key(ctx, same[i]),
		    "analind@mail.example");
	for (i = 0; others[i] != NULL; i++)
		assert_string_not_equal(text_mailbox_key(ctx, others[i]),
		    "analind@mail.example");
	assert_string_equal(text_mailbox_key(ctx, "a.b+c@googlemail.com"),
	    text_mailbox_key(ctx, "AB@gmail.com"));
	assert_string_equal(text_mailbox_key(ctx, "no address"), "no address");
	talloc_free(ctx);
}

static void
io_14_only_one_plain_address_is_an_address(void **state)
{
	static const char *const bad[] = { "", "a", "@b.c", "a@b", "a@b.",
	    "a@.b", "a b@c.d", "a@c.d,e@f.g", "a@c.d\r\nBcc: x@y.z", "<a@b.c>",
	    "\"a\"@b.c", "a@b@c.d", "a@b..c", NULL };
	int i;

	(void)state;
	for (i = 0; bad[i] != NULL; i++)
		if (text_is_email(bad[i]))
			fail_msg("taken as an address: %s", bad[i]);
	assert_true(text_is_email("dana.whitfield+kids@mail.example"));
}

static void
an_address_is_masked(void **state)
{
	void *ctx = mem_context(NULL);

	(void)state;
	assert_string_equal(text_mask_email(ctx, "dana@mail.example"),
	    "d•••@m•••.example");
	talloc_free(ctx);
}

static void
a_phone_number_has_one_form(void **state)
{
	static const char *const good[][2] = {
		{ "(802) 555-0142", "+18025550142" },
		{ "802.555.0142", "+18025550142" },
		{ "8025550142", "+18025550142" },
		{ "1 802 555 0142", "+18025550142" },
		{ "+1 (802) 555-0142", "+18025550142" },
		{ " (802)\u00a0555\u20110142 ", "+18025550142" },
		{ "+44 20 7946 0018", "+442079460018" },
		{ "+49/30 23125-000", "+493023125000" },
	};
	void *ctx = mem_context(NULL);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_string_equal(text_phone(ctx, good[i][0]), good[i][1]);
	assert_string_equal(text_mask_phone(ctx, "+18025550142"),
	    "ending in 42");
	talloc_free(ctx);
}

static void
what_is_no_phone_number_is_refused(void **state)
{
	static const char *const bad[] = { "", "+", "555-0142", "802555014",
	    "80255501421", "(102) 555-0142", "802-155-0142",
	    "802-555-0142 x5", "802-555-0142+", "++18025550142",
	    "+1 802 555 014", "+44 12", "+0123456789", "+1234567890123456",
	    "8O2-555-0142", "802-555-0142,802-555-0143",
	    "+18025550142\r\nBody=x", "\xff" "8025550142", NULL };
	void *ctx = mem_context(NULL);
	const char *const *s;

	(void)state;
	for (s = bad; *s != NULL; s++)
		assert_null(text_phone(ctx, *s));
	assert_false(text_is_phone("+1 8025550142"));
	assert_false(text_is_phone("8025550142"));
	talloc_free(ctx);
}

static void
az_16_ids_have_one_form(void **state)
{
	static const char *const bad[] = { "", "0", "01", "+1", "-1", " 1", "1 ",
	    "1x", "9223372036854775808", "99999999999999999999", NULL };
	int64_t id = 7;
	int i;

	(void)state;
	for (i = 0; bad[i] != NULL; i++)
		assert_false(text_id(bad[i], &id));
	assert_int_equal(id, 7);
	assert_true(text_id("9223372036854775807", &id));
	assert_true(id == INT64_MAX);
}

static void
hexadecimal_has_one_length(void **state)
{
	uint8_t bytes[2];

	(void)state;
	assert_true(text_unhex("00ff", bytes, 2));
	assert_int_equal(bytes[1], 255);
	assert_false(text_unhex("00f", bytes, 2));
	assert_false(text_unhex("00ff00", bytes, 2));
	assert_false(text_unhex("00fg", bytes, 2));
}

static void
base64url_has_one_length_and_no_padding(void **state)
{
	static const uint8_t bytes[] = { 0xfb, 0xff, 0xbe, 0x01 };
	void *ctx = mem_context(NULL);
	uint8_t got[4];

	(void)state;
	assert_string_equal(text_base64(ctx, bytes, 4), "+/++AQ==");
	assert_string_equal(text_base64url(ctx, bytes, 4), "-_--AQ");
	assert_true(text_unbase64url("-_--AQ", got, 4));
	assert_memory_equal(got, bytes, 4);
	assert_false(text_unbase64url("-_--AQ==", got, 4));
	assert_false(text_unbase64url("+/++AQ", got, 4));
	assert_false(text_unbase64url("-_--", got, 4));
	assert_false(text_unbase64url("-_--AQAA", got, 4));
	talloc_free(ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(io_17_broken_utf8_is_known),
		cmocka_unit_test(io_17_control_and_bidi_characters_are_not_text),
		cmocka_unit_test(s83_characters_are_counted_as_people_see_them),
		cmocka_unit_test(names_are_compared_without_accents_and_signs),
		cmocka_unit_test(az_10_ways_of_writing_one_mailbox_are_the_same),
		cmocka_unit_test(io_14_only_one_plain_address_is_an_address),
		cmocka_unit_test(an_address_is_masked),
		cmocka_unit_test(a_phone_number_has_one_form),
		cmocka_unit_test(what_is_no_phone_number_is_refused),
		cmocka_unit_test(az_16_ids_have_one_form),
		cmocka_unit_test(hexadecimal_has_one_length),
		cmocka_unit_test(base64url_has_one_length_and_no_padding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
