/* JSON of strangers, and FHIR's types as they are read. */
#include "chart/fhir.h"

#include <string.h>

#include "base/text.h"
#include "chart/fhir_json.h"
#include "unit.h"

/* What the scanner makes of a text; NULL if it is no JSON. */
static const char *
scanned(const char *text)
{
	const char *why = NULL;

	return json_scan(NULL, text, strlen(text), &why);
}

static const cJSON *
parsed(const char *text)
{
	const char *why = NULL;
	const cJSON *tree = json_parse(NULL, text, strlen(text), &why);

	assert_true((tree == NULL) == (why != NULL));
	return tree;
}

static const char *
flaw(const char *text)
{
	const cJSON *tree = parsed(text);

	assert_non_null(tree);
	return json_flaw(NULL, tree, "R");
}

static void
io_13_decimals_are_kept_as_text(void **state)
{
	const cJSON *tree = parsed("[1.50,-0.0,1E3,7,\"1.50\",-12]");
	const char *const expected[] = { "1.50", "-0.0", "1E3", "7", NULL,
	    "-12" };
	const char *number;
	int i;

	(void)state;
	for (i = 0; i < 6; i++) {
		number = json_number(NULL, cJSON_GetArrayItem(tree, i));
		assert_int_equal(number == NULL, expected[i] == NULL);
		if (number != NULL)
			assert_string_equal(number, expected[i]);
	}
	assert_true(json_is_text(cJSON_GetArrayItem(tree, 4)));
	assert_false(json_is_text(cJSON_GetArrayItem(tree, 0)));
}

static void
io_13_only_json_is_json(void **state)
{
	static const char *const wrong[] = { "", "[1 2]", "01", "1.", ".5",
	    "+1", "1e", "0x1", "[1,]", "{\"a\"}", "tru", "truex", "\"a", "'a'",
	    "\"\\x\"", "\"\\u12g4\"", "{} {}", "nan", "1\"a\"" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (parsed(wrong[i]) != NULL)
			fail_msg("taken as JSON: %s", wrong[i]);
	assert_non_null(parsed("\xef\xbb\xbf {\"a\": [true, null, -1e-2]} \n"));
}

static void
io_13_depth_is_bounded(void **state)
{
	char deep[2 * (JSON_DEPTH + 1) + 1];

	(void)state;
	memset(deep, '[', JSON_DEPTH);
	memset(deep + JSON_DEPTH, ']', JSON_DEPTH);
	deep[2 * JSON_DEPTH] = '\0';
	assert_non_null(parsed(deep));
	memset(deep, '[', JSON_DEPTH + 1);
	memset(deep + JSON_DEPTH + 1, ']', JSON_DEPTH + 1);
	deep[2 * (JSON_DEPTH + 1)] = '\0';
	assert_null(parsed(deep));
}

static void
io_13_what_may_not_be_stored_is_named_with_its_path(void **state)
{
	(void)state;
	assert_null(flaw("{\"a\":\"two\\nlines, \\u00e9, \\ud83d\\ude00\"}"));
	assert_string_equal(flaw("{\"a\":[{},{\"b\":\"x\\u0000y\"}]}"),
	    "has a control character (U+0000) in R.a[1].b");
	assert_string_equal(flaw("{\"a\":\"\x1b[0m\"}"),
	    "has a control character (U+001B) in R.a");
	assert_string_equal(flaw("{\"a\":\"\\u202E\"}"),
	    "has a control character (U+202E) in R.a");
	assert_string_equal(flaw("{\"a\":\"\xc0\xaf\"}"),
	    "has broken UTF-8 (byte 0xC0) in R.a");
	assert_string_equal(flaw("{\"a\":\"\\udc00\"}"),
	    "has half a surrogate pair (U+DC00) in R.a");
	assert_string_equal(flaw("{\"a\":9007199254740993}"),
	    "has an integer beyond 2^53 in R.a");
	assert_null(flaw("{\"a\":-9007199254740992}"));
	assert_string_equal(flaw("{\"a\\u0001\":1}"),
	    "has a control character (U+0001) in R.?");
}

static void
io_13_a_key_twice_is_named(void **state)
{
	(void)state;
	assert_string_equal(flaw("{\"x\":{\"a\":1,\"b\":2,\"a\":1}}"),
	    "has the key \"a\" twice in R.x");
	assert_null(flaw("{\"a\":{\"a\":1},\"A\":1}"));
	assert_string_equal(flaw("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,"
	    "\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,\"k\":1,\"l\":1,"
	    "\"m\":1,\"c\":1}"), "has the key \"c\" twice in R");
}

static void
a_mark_of_the_source_is_no_mark(void **state)
{
	const cJSON *tree = parsed("{\"a\":\"\\u00011.5\"}");

	(void)state;
	assert_null(json_number(NULL, fhir_get(tree, "a")));
	assert_non_null(json_flaw(NULL, tree, "R"));
	assert_string_equal(scanned("[ 1.5 ]"), "[ \"\1" "1.5\" ]");
}

static void
html_becomes_lines_of_text(void **state)
{
	(void)state;
	assert_string_equal(fhir_html_text(NULL, "<div><p>One &amp; <b>two</b>"
	    "</p>\n <p>caf&#233; &#x2264; 5</p><script>alert(1)</script>"
	    "<!-- no > --><ul><li>a</li><li>b</li></ul></div>"),
	    "One & two\ncafé ≤ 5\na\nb");
	assert_string_equal(fhir_html_text(NULL, "a &unknown; &#0; &#x202e; <"),
	    "a &unknown; &#0; &#x202e;");
	assert_string_equal(fhir_html_text(NULL, ""), "");
	assert_string_equal(fhir_html_text(NULL, "<script>never closed"), "");
}

static struct fhir *
reader(const char *text)
{
	struct fhir *f = mem_new(NULL, struct fhir);

	f->json = parsed(text);
	f->type = "R";
	assert_non_null(f->json);
	return f;
}

static void
wrong_shapes_refuse_with_their_path(void **state)
{
	struct fhir *f = reader("{\"a\":[{\"b\":1}],\"c\":\" x \\n y \"}");

	(void)state;
	assert_string_equal(fhir_text(f, f->json, "c", 64), "x   y");
	assert_null(f->refused);
	assert_null(fhir_text(f, fhir_first(f, f->json, "a"), "b", 64));
	assert_string_equal(f->refused,
	    "R.a[0].b is a number where a text is expected");
	assert_null(fhir_object(f, f->json, "c"));
	assert_string_equal(f->refused,
	    "R.a[0].b is a number where a text is expected");
}

static void
long_text_is_cut_between_characters(void **state)
{
	struct fhir *f = reader("{\"a\":\"éééééé\"}");

	(void)state;
	assert_string_equal(fhir_text(f, f->json, "a", 6), "éééééé");
	assert_int_equal(f->note_count, 0);
	assert_string_equal(fhir_text(f, f->json, "a", 5), "éééé…");
	assert_string_equal(f->notes[0], "R.a is longer than 5 characters: cut");
	assert_null(fhir_token(f, f->json, "a", 5));
}

static void
the_preferred_system_gives_the_code(void **state)
{
	struct fhir *f = reader("{\"c\":{\"coding\":[{\"system\":\"urn:oid:"
	    "2.16.840.1.113883.6.90\",\"code\":\"I10\",\"display\":\"Essential"
	    "\"},{\"system\":\"http://snomed.info/sct\",\"code\":\"38341003\"}]}"
	    ",\"bare\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":"
	    "\"789-8\"}]}}");
	struct fhir_code c = fhir_concept(f, fhir_get(f->json, "c"), "SNOMED");

	(void)state;
	assert_string_equal(c.code, "38341003");
	assert_string_equal(c.system, "SNOMED");
	assert_string_equal(c.display, "Essential");
	c = fhir_coding_of(f, fhir_get(f->json, "c"), "ICD10CM");
	assert_string_equal(c.code, "I10");
	c = fhir_concept(f, fhir_get(f->json, "bare"), "SNOMED");
	assert_string_equal(c.display, "LOINC 789-8");
}

static void
quantities_are_said_in_words(void **state)
{
	struct fhir *f = reader("{\"q\":{\"value\":7.0,\"comparator\":\"<\","
	    "\"unit\":\"%\"},\"r\":{\"low\":{\"value\":1,\"unit\":\"mg\"},"
	    "\"high\":{\"value\":2,\"unit\":\"mg\"}},\"t\":{\"numerator\":{"
	    "\"value\":1},\"denominator\":{\"value\":128}}}");
	struct fhir_amount a = fhir_amount(f, fhir_get(f->json, "q"));

	(void)state;
	assert_string_equal(fhir_amount_words(f, &a), "below 7.0 %");
	assert_string_equal(fhir_range_words(f, fhir_get(f->json, "r")),
	    "1 to 2 mg");
	assert_string_equal(fhir_ratio_words(f, fhir_get(f->json, "t")),
	    "1:128");
	assert_true(fhir_is_word("b", "a b c"));
	assert_false(fhir_is_word("b", "ab bc"));
	assert_false(fhir_is_word("a b", "a b c"));
	assert_false(fhir_is_word(NULL, "a"));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(io_13_decimals_are_kept_as_text),
		cmocka_unit_test(io_13_only_json_is_json),
		cmocka_unit_test(io_13_depth_is_bounded),
		cmocka_unit_test(
		    io_13_what_may_not_be_stored_is_named_with_its_path),
		cmocka_unit_test(io_13_a_key_twice_is_named),
		cmocka_unit_test(a_mark_of_the_source_is_no_mark),
		cmocka_unit_test(html_becomes_lines_of_text),
		cmocka_unit_test(wrong_shapes_refuse_with_their_path),
		cmocka_unit_test(long_text_is_cut_between_characters),
		cmocka_unit_test(the_preferred_system_gives_the_code),
		cmocka_unit_test(quantities_are_said_in_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
