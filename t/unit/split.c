/* split.c: an SQL text is cut into its statements, and only there. */
#include <string.h>

#include "db/migrate.h"
#include "unit.h"

static void *ctx;

/* The statements of text, joined by "|". */
static const char *
split(const char *text)
{
	const char *joined = "";
	size_t i, n;
	const char *const *s = migrate_split(ctx, text, &n);

	for (i = 0; i < n; i++)
		joined = mem_fmt(ctx, "%s%s%s", joined, i > 0 ? "|" : "", s[i]);
	assert_null(s[n]);
	return joined;
}

static void
statements_end_at_semicolons(void **state)
{
	(void)state;
	assert_string_equal(split(""), "");
	assert_string_equal(split(" ;; \n ; "), "");
	assert_string_equal(split("a;b"), "a|b");
	assert_string_equal(split("  a b\n;\n\tc ;\n"), "a b|c");
}

static void
quoted_text_is_kept_with_what_is_in_it(void **state)
{
	static const char *const same[] = { "'a;b'", "\"a;b\"", "`a;b`",
	    "'it''s; '", "'\\'; '", "'-- no comment'", "'/*'", "\"'\" '\"'",
	    "'\\\\'" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		assert_string_equal(split(same[i]), same[i]);
		assert_string_equal(split(mem_fmt(ctx, "%s;x", same[i])),
		    mem_fmt(ctx, "%s|x", same[i]));
	}
}

static void
comments_are_left_out(void **state)
{
	(void)state;
	assert_string_equal(split("-- a; 'b\nc;"), "c");
	assert_string_equal(split("# a; 'b\nc;"), "c");
	assert_string_equal(split("a /* ; ' */ b;"), "a   b");
	assert_string_equal(split("--"), "");
	assert_string_equal(split("/* no end;"), "");
	/* Not a comment: no blank after it. */
	assert_string_equal(split("SELECT 1--1; b"), "SELECT 1--1|b");
}

static void
a_quote_without_end_ends_with_the_text(void **state)
{
	(void)state;
	assert_string_equal(split("'a;b"), "'a;b");
	assert_string_equal(split("'a\\"), "'a\\");
}

static int
set_up(void **state)
{
	(void)state;
	ctx = mem_context(NULL);
	return 0;
}

static int
clean_up(void **state)
{
	(void)state;
	talloc_free(ctx);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statements_end_at_semicolons),
		cmocka_unit_test(quoted_text_is_kept_with_what_is_in_it),
		cmocka_unit_test(comments_are_left_out),
		cmocka_unit_test(a_quote_without_end_ends_with_the_text),
	};

	return cmocka_run_group_tests(tests, set_up, clean_up);
}
