/* Values over time: which of them stand in one picture, and where. */
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/when.h"
#include "chart/meaning.h"
#include "chart/plot.h"
#include "chart/trend.h"
#include "chart/unit.h"
#include "unit.h"
#include "web/view.h"

static void *ctx;
static xmlDoc *doc;

static int
set_up(void **state)
{
	(void)state;
	when_zone("America/New_York");
	ctx = mem_context(NULL);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	xmlFreeDoc(doc);
	doc = NULL;
	talloc_free(ctx);
	return 0;
}

/* The trend of observation 1 in a record of these elements. */
static xmlNode *
trend(const char *elements)
{
	const char *text = mem_fmt(ctx, "<page><record>%s</record></page>",
	    elements);
	xmlNode *page;

	doc = xmlReadMemory(text, (int)strlen(text), NULL, NULL, 0);
	assert_non_null(doc);
	page = xmlDocGetRootElement(doc);
	return trend_add(ctx, page, page->children, 1, TREND_MAX);
}

static int
count(const xmlNode *parent, const char *name)
{
	const xmlNode *n;
	int found = 0;

	for (n = parent->children; n != NULL; n = n->next)
		found += xmlStrcmp(n->name, BAD_CAST name) == 0;
	return found;
}

/* The child with this name and number, from 0. */
static xmlNode *
nth(const xmlNode *parent, const char *name, int i)
{
	xmlNode *n;

	for (n = parent->children; n != NULL; n = n->next)
		if (xmlStrcmp(n->name, BAD_CAST name) == 0 && i-- == 0)
			return n;
	fail_msg("no %s", name);
	return NULL;
}

static const char *
attribute(const xmlNode *n, const char *name)
{
	const char *value = (const char *)xmlGetNoNsProp(n, BAD_CAST name);
	const char *copy = mem_copy(ctx, value);

	xmlFree((void *)(uintptr_t)value);
	return copy == NULL ? "" : copy;
}

#define VALUE(id, when, value, more)					\
	"<observation id='" id "' code='2823-3' system='LOINC'"		\
	" value_kind='quantity' taken_when='" when "' value='" value "' "	\
	more "/>"
#define MMOL "unit='mmol/L'"

static void
values_stand_by_time_and_size(void **state)
{
	xmlNode *t = trend(VALUE("1", "2026-11-01", "4.0", MMOL)
	    "<report id='9'>" VALUE("2", "2026-01-01", "5.0", MMOL) "</report>"
	    VALUE("3", "2026-06-01", "4.5", MMOL)
	    "<observation id='4' code='718-7' value_kind='quantity'"
	    " taken_when='2026-06-01' value='9'/>");
	xmlNode *plot = nth(nth(t, "series", 0), "plot", 0);
	double x[3], y[3];
	int i;

	(void)state;
	assert_int_equal(count(plot, "point"), 3);
	assert_string_equal(attribute(nth(plot, "point", 1), "observation"),
	    "3");
	for (i = 0; i < 3; i++) {
		x[i] = atof(attribute(nth(plot, "point", i), "x"));
		y[i] = atof(attribute(nth(plot, "point", i), "y"));
	}
	assert_true(x[0] > x[1] && x[1] > x[2] && x[0] < 100 && x[2] > 0);
	assert_true(y[0] > y[1] && y[1] > y[2]);
	assert_true(y[0] <= PLOT_BASE && y[2] >= PLOT_TOP);
	assert_int_equal(count(plot, "shape"), 1);
}

static void
units_that_differ_are_never_mixed(void **state)
{
	xmlNode *t = trend(VALUE("1", "2026-11-01", "4.0", MMOL)
	    VALUE("2", "2026-10-01", "16", "unit='mg/dL'")
	    VALUE("3", "2026-09-01", "4.2", MMOL));

	(void)state;
	assert_int_equal(count(t, "series"), 2);
	assert_string_equal(attribute(nth(t, "series", 0), "unit"), "mmol/L");
	assert_string_equal(attribute(nth(t, "series", 0), "count"), "2");
	assert_string_equal(attribute(nth(t, "series", 1), "unit"), "mg/dL");
	assert_int_equal(count(t, "value"), 3);
}

static void
pounds_and_kilograms_are_one(void **state)
{
	xmlNode *t = trend(VALUE("1", "2026-11-01", "100", "unit='[lb_av]'")
	    VALUE("2", "2026-10-01", "45.359237", "unit='kg'"));
	xmlNode *plot = nth(nth(t, "series", 0), "plot", 0);

	(void)state;
	assert_int_equal(count(t, "series"), 1);
	assert_string_equal(attribute(nth(plot, "point", 0), "y"),
	    attribute(nth(plot, "point", 1), "y"));
}

/* In pounds both: a picture in pounds never says kilograms. */
static void
a_point_says_its_number_in_the_unit_of_the_picture(void **state)
{
	xmlNode *t = trend(VALUE("1", "2026-11-01", "100", "unit='[lb_av]'")
	    VALUE("2", "2025-10-01", "50", "unit='kg'"));
	xmlNode *plot = nth(nth(t, "series", 0), "plot", 0);

	(void)state;
	assert_string_equal(attribute(nth(plot, "point", 0), "says"), "");
	assert_string_equal(attribute(nth(plot, "point", 1), "says"),
	    "110.2");
}

/* The day of the blood, not of the laboratory's report of it. */
static void
a_day_alone_is_said_in_the_middle(void **state)
{
	xmlNode *t = trend("<report taken_when='2026-11-12'>"
	    "<observation id='1' code='2823-3' system='LOINC'"
	    " value_kind='quantity' issued_when='2026-11-13' value='4' "
	    MMOL "/></report>");
	xmlNode *plot = nth(nth(t, "series", 0), "plot", 0);

	(void)state;
	assert_int_equal(count(plot, "mark"), 1);
	assert_string_equal(attribute(nth(plot, "mark", 0), "says"),
	    "Nov 12");
	assert_string_equal(attribute(nth(plot, "mark", 0), "x"), "50.0");
	assert_string_equal(attribute(nth(plot, "point", 0), "x"), "50.0");
}

static void
a_value_that_is_only_less_has_no_line(void **state)
{
	xmlNode *t = trend(VALUE("1", "2026-11-01", "4", MMOL)
	    VALUE("2", "2026-10-01", "5", MMOL)
	    VALUE("3", "2026-09-01", "0.01", MMOL " comparator='&lt;'")
	    VALUE("4", "2026-08-01", "6", MMOL));
	xmlNode *plot = nth(nth(t, "series", 0), "plot", 0);

	(void)state;
	assert_string_equal(attribute(nth(plot, "point", 2), "kind"),
	    "below");
	assert_int_equal(count(plot, "shape"), 1);
}

static void
words_and_undated_values_are_in_the_table_only(void **state)
{
	xmlNode *t = trend(VALUE("1", "2026-11-01", "4", MMOL)
	    "<observation id='2' code='2823-3' system='LOINC'"
	    " value_kind='text' value='hemolyzed' taken_when='2026-10-01'/>"
	    "<observation id='3' code='2823-3' system='LOINC'"
	    " value_kind='quantity' value='4' unit='mmol/L'/>"
	    VALUE("4", "2026-09-01", "4", MMOL " status='cancelled'"));

	(void)state;
	assert_int_equal(count(nth(nth(t, "series", 0), "plot", 0), "point"),
	    1);
	assert_int_equal(count(t, "value"), 3);
	assert_string_equal(attribute(nth(t, "value", 2), "observation"),
	    "3");
}

static void
a_range_that_changed_is_drawn_in_steps(void **state)
{
	xmlNode *t = trend(VALUE("1", "2026-11-01", "4", MMOL
	    " low='3' high='5'") VALUE("2", "2026-09-01", "4", MMOL
	    " low='3' high='5'") VALUE("3", "2026-07-01", "4", MMOL
	    " high='6'") VALUE("4", "2026-05-01", "4", MMOL));
	xmlNode *plot = nth(nth(t, "series", 0), "plot", 0), *n;
	int bands = 0, rules = 0;

	(void)state;
	for (n = plot->children; n != NULL; n = n->next) {
		bands += strcmp(attribute(n, "class"), "band") == 0;
		rules += strcmp(attribute(n, "class"), "rule") == 0;
	}
	assert_int_equal(bands, 2);
	assert_int_equal(rules, 3);
}

static void
what_is_out_of_its_range_or_flagged_is_marked(void **state)
{
	xmlNode *t = trend(VALUE("1", "2026-11-01", "4", MMOL " high='3'")
	    VALUE("2", "2026-09-01", "4", MMOL " high='3' flag='N'")
	    VALUE("3", "2026-07-01", "2", MMOL " high='3' flag='H'")
	    VALUE("4", "2026-05-01", "2", MMOL));
	xmlNode *plot = nth(nth(t, "series", 0), "plot", 0);

	(void)state;
	assert_string_equal(attribute(nth(plot, "point", 0), "kind"), "off");
	assert_string_equal(attribute(nth(plot, "point", 1), "kind"), "in");
	assert_string_equal(attribute(nth(plot, "point", 2), "kind"), "off");
	assert_string_equal(attribute(nth(plot, "point", 3), "kind"), "in");
}

static void
an_observation_that_is_not_there_has_no_trend(void **state)
{
	(void)state;
	assert_null(trend(VALUE("2", "2026-11-01", "4", MMOL)));
}

static void
ticks_are_round_numbers(void **state)
{
	static const struct span c[] = { { 3.6, 5.1 }, { 0, 97 }, { 5, 5 },
		{ 0, 0 }, { 0.0012, 0.0038 }, { 98.2, 98.9 } };
	struct plot p;
	xmlNode *root;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(c) / sizeof(c[0]); i++) {
		doc = xmlReadMemory("<a/>", 4, NULL, NULL, 0);
		root = xmlDocGetRootElement(doc);
		p = plot_new(root, (struct span){ 0, 1 }, c[i]);
		assert_true(p.down.from <= c[i].from &&
		    p.down.to >= c[i].to);
		assert_in_range(count(p.node, "tick"), 3, 7);
		xmlFreeDoc(doc);
		doc = NULL;
	}
}

static void
units_are_converted_exactly_or_not_at_all(void **state)
{
	double v = 10;

	(void)state;
	assert_true(unit_convert(&v, "[in_i]", "cm"));
	assert_true(v > 25.399 && v < 25.401);
	assert_false(unit_convert(&v, "cm", "kg"));
	assert_false(unit_convert(&v, "mg/dL", "mmol/L"));
	assert_true(unit_convert(&v, "mg/dL", "mg/dL"));
}

static void
measurements_are_said_as_americans_do(void **state)
{
	static const struct {
		double value;
		const char *unit;
		bool is_height;
		const char *says;
	} cases[] = {
		{ 82, "kg", false, "180.8\u00a0lb" },
		{ 3400, "g", false, "7.5\u00a0lb" },
		{ 68.0388555, "kg", false, "150\u00a0lb" },
		{ 175, "cm", true, "5\u00a0ft\u00a0" "9\u00a0in" },
		{ 1.83, "m", true, "6\u00a0ft\u00a0" "0\u00a0in" },
		{ 182.8, "cm", true, "6\u00a0ft\u00a0" "0\u00a0in" },
		{ 51, "cm", true, "20.1\u00a0in" },
		{ 95, "cm", false, "37.4\u00a0in" },
		{ 37, "Cel", false, "98.6\u00a0°F" },
		{ -40, "°C", false, "-40\u00a0°F" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(unit_custom_says(ctx, cases[i].value,
		    cases[i].unit, cases[i].is_height), cases[i].says);
	assert_null(unit_custom_says(ctx, 150, "[lb_av]", false));
	assert_null(unit_custom_says(ctx, 69, "[in_i]", true));
	assert_null(unit_custom_says(ctx, 80, "mm[Hg]", false));
}

static void
a_vital_sign_is_drawn_as_americans_measure_it(void **state)
{
	xmlNode *t = trend(VALUE("1", "2026-11-01", "37", "unit='Cel'"
	    " low='36' high='37.5' custom='98.6 °F'")
	    VALUE("2", "2026-10-01", "99.5", "unit='[degF]'"));
	xmlNode *plot = nth(nth(t, "series", 0), "plot", 0);

	(void)state;
	assert_int_equal(count(t, "series"), 1);
	assert_string_equal(attribute(nth(t, "series", 0), "unit"), "[degF]");
	assert_string_equal(attribute(nth(plot, "point", 0), "says"), "98.6");
	assert_string_equal(attribute(nth(plot, "point", 0), "kind"), "in");
	assert_string_equal(attribute(nth(plot, "point", 1), "says"), "");
}

static void
common_tests_have_plain_names(void **state)
{
	(void)state;
	assert_string_equal(meaning_of("787-2")->plain,
	    "Red cell size (MCV)");
	assert_string_equal(meaning_of("10466-1")->plain, "Anion gap");
	assert_string_equal(meaning_of("98979-8")->about,
	    "How well the kidneys clean the blood");
	assert_null(meaning_of("1-8"));
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(values_stand_by_time_and_size),
		TEST(units_that_differ_are_never_mixed),
		TEST(pounds_and_kilograms_are_one),
		TEST(a_point_says_its_number_in_the_unit_of_the_picture),
		TEST(a_day_alone_is_said_in_the_middle),
		TEST(a_value_that_is_only_less_has_no_line),
		TEST(words_and_undated_values_are_in_the_table_only),
		TEST(a_range_that_changed_is_drawn_in_steps),
		TEST(what_is_out_of_its_range_or_flagged_is_marked),
		TEST(an_observation_that_is_not_there_has_no_trend),
		TEST(ticks_are_round_numbers),
		TEST(units_are_converted_exactly_or_not_at_all),
		TEST(measurements_are_said_as_americans_do),
		TEST(a_vital_sign_is_drawn_as_americans_measure_it),
		TEST(common_tests_have_plain_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
