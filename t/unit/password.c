/* Passwords: which are refused, and how they are kept. */
#include "auth/password.h"

#include <sodium.h>
#include <string.h>

#include "unit.h"

static const struct password_owner dana = { .name = "Dana Whitfield",
    .email = "dana.whitfield@mail.example", .birth_day = "1985-03-08" };

static const char *
refused(const char *password, bool has_factor)
{
	return password_refuse(NULL, password, has_factor, &dana);
}

static void
au_01_the_length_counts_characters(void **state)
{
	(void)state;
	assert_non_null(refused("quiet-river-14", false));
	assert_null(refused("quiet-river-cow", false));
	assert_non_null(refused("rvr-cw7", true));
	assert_null(refused("rvr-cw7z", true));
	assert_non_null(refused("éééé-öööö-üüüü", false));
	assert_null(refused("éëêè-öõóò-ûüúùx", false));
}

static void
au_01_128_characters_are_taken_and_too_many_are_not(void **state)
{
	char text[300000];
	size_t i;

	(void)state;
	for (i = 0; i < 128; i++)
		text[i] = "quiet river cow stone "[i % 22] ;
	text[127] = 'Q';
	text[128] = '\0';
	assert_null(refused(text, false));
	memset(text, 'x', 262144);
	text[262144] = '\0';
	assert_non_null(refused(text, false));
}

static void
au_02_blanks_capitals_and_unicode_are_welcome(void **state)
{
	(void)state;
	assert_null(refused("drei Kühe im Regen", false));
	assert_null(refused("日本の川と山と静かな夜の歌声と犬", false));
}

static void
au_03_common_passwords_are_refused(void **state)
{
	static const char *const bad[] = { "123456789123456789",
	    "passwordpassword", "qwertyuiopasdfgh", "aaaaaaaaaaaaaaaa",
	    "abcabcabcabcabcabc", "1234567890123456", "abcdefghijklmnop",
	    "1qaz2wsx3edc4rfv", NULL };
	int i;

	(void)state;
	for (i = 0; bad[i] != NULL; i++)
		if (refused(bad[i], false) == NULL)
			fail_msg("taken: %s", bad[i]);
}

static void
au_03_words_of_the_person_and_the_portal_are_refused(void **state)
{
	static const char *const bad[] = { "Dana Whitfield 1985",
	    "danawhitfield1985!", "riverbend-family-medicine",
	    "Kith-Patient-Portal-1", "whitfield.whitfield", NULL };
	int i;

	(void)state;
	for (i = 0; bad[i] != NULL; i++)
		if (refused(bad[i], false) == NULL)
			fail_msg("taken: %s", bad[i]);
}

static void
au_04_the_hash_is_argon2id_with_its_parameters(void **state)
{
	const char *hash = password_hash(NULL, "quiet-river-cow");

	(void)state;
	assert_int_equal(strncmp(hash, "$argon2id$v=19$m=65536,", 23), 0);
	assert_true(password_matches(NULL, "quiet-river-cow", hash));
	assert_false(password_matches(NULL, "quiet-river-Cow", hash));
	assert_false(password_is_outdated(hash));
}

static void
au_02_composed_and_decomposed_are_the_same(void **state)
{
	const char *hash = password_hash(NULL, "caf\xc3\xa9 am Fluss 77");

	(void)state;
	assert_true(password_matches(NULL, "cafe\xcc\x81 am Fluss 77", hash));
}

static void
au_02_nothing_is_cut_off(void **state)
{
	char a[140], b[140];
	static const int places[] = { 71, 72, 127 };
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		memset(a, 'x', 128);
		a[128] = '\0';
		strcpy(b, a);
		b[places[i]] = 'y';
		assert_false(password_matches(NULL, b,
		    password_hash(NULL, a)));
	}
}

static void
en_05_nobody_s_password_never_matches(void **state)
{
	(void)state;
	assert_false(password_matches(NULL, "", NULL));
	assert_false(password_matches(NULL, "quiet-river-cow", NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(au_01_the_length_counts_characters),
		cmocka_unit_test(
		    au_01_128_characters_are_taken_and_too_many_are_not),
		cmocka_unit_test(au_02_blanks_capitals_and_unicode_are_welcome),
		cmocka_unit_test(au_03_common_passwords_are_refused),
		cmocka_unit_test(
		    au_03_words_of_the_person_and_the_portal_are_refused),
		cmocka_unit_test(au_04_the_hash_is_argon2id_with_its_parameters),
		cmocka_unit_test(au_02_composed_and_decomposed_are_the_same),
		cmocka_unit_test(au_02_nothing_is_cut_off),
		cmocka_unit_test(en_05_nobody_s_password_never_matches),
	};

	if (sodium_init() < 0)
		return 1;
	unit_settings("");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
