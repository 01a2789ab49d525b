/*
 * Growth tables against the published percentiles of the CDC (2000) and the
 * WHO (2006).
 */
#include <math.h>

#include "chart/growth.h"
#include "unit.h"

enum { BOY, GIRL };

static const double P3 = -1.88079, P50 = 0, P97 = 1.88079;

static double
value(enum growth_kind kind, int sex, double months, double z)
{
	struct growth_lms lms;

	assert_true(growth_at(kind, sex == GIRL, months, &lms));
	return growth_value(&lms, z);
}

static void
near(double got, double published, double within)
{
	if (fabs(got - published) > within)
		fail_msg("%.4f is not %.4f", got, published);
}

/* Rows of statage.csv, wtage.csv and bmiagerev.csv. */
static void
the_cdc_published_these(void **state)
{
	(void)state;
	near(value(GROWTH_HEIGHT, BOY, 24, P3), 79.91084, 0.01);
	near(value(GROWTH_HEIGHT, BOY, 24, P97), 93.02265, 0.01);
	near(value(GROWTH_HEIGHT, BOY, 60.5, P50), 109.1751, 0.001);
	near(value(GROWTH_HEIGHT, BOY, 120.5, P3), 126.6678, 0.05);
	near(value(GROWTH_HEIGHT, BOY, 120.5, P50), 138.8234, 0.02);
	near(value(GROWTH_HEIGHT, BOY, 120.5, P97), 151.5294, 0.05);
	near(value(GROWTH_HEIGHT, BOY, 98.5, P50), 129.0966, 0.02);
	near(value(GROWTH_WEIGHT, BOY, 24.5, P50), 12.74154, 0.001);
	near(value(GROWTH_WEIGHT, GIRL, 24, P50), 12.05504, 0.001);
	near(value(GROWTH_HEIGHT, GIRL, 240, P50), 163.33825, 0.01);
	near(value(GROWTH_BMI, BOY, 24, P3), 14.52095, 0.01);
	near(value(GROWTH_BMI, BOY, 24, P97), 19.85986, 0.01);
	near(value(GROWTH_BMI, BOY, 35.5, P50), 16.03876, 0.001);
	near(value(GROWTH_HEAD, BOY, 35.99, P50), 49.68394, 0.01);
}

/* Of the WHO's tables of z-scores, which have one decimal. */
static void
the_who_published_these(void **state)
{
	(void)state;
	near(value(GROWTH_WEIGHT, BOY, 0, P50), 3.3464, 0.001);
	near(value(GROWTH_WEIGHT, BOY, 1, P50), 4.4709, 0.001);
	near(value(GROWTH_WEIGHT, BOY, 6, P50), 7.934, 0.001);
	near(value(GROWTH_WEIGHT, BOY, 12, -2), 7.7, 0.06);
	near(value(GROWTH_WEIGHT, BOY, 12, 2), 12.0, 0.06);
	near(value(GROWTH_WEIGHT, GIRL, 6, P50), 7.297, 0.001);
	near(value(GROWTH_HEIGHT, BOY, 0, -2), 46.1, 0.06);
	near(value(GROWTH_HEIGHT, BOY, 12, P50), 75.7, 0.06);
	near(value(GROWTH_HEIGHT, BOY, 12, 2), 80.5, 0.06);
	near(value(GROWTH_HEIGHT, GIRL, 12, P50), 74.0, 0.06);
	near(value(GROWTH_HEAD, BOY, 12, P50), 46.1, 0.06);
	near(value(GROWTH_HEAD, GIRL, 12, P50), 44.9, 0.06);
}

static void
a_percentile_is_the_value_turned_round(void **state)
{
	static const double percent[] = { 3, 50, 97 };
	const double z[] = { P3, P50, P97 };
	struct growth_lms lms;
	double months;
	int kind, i;

	(void)state;
	for (kind = 0; kind < GROWTH_KINDS; kind++)
		for (months = 0; months < GROWTH_GROWN; months += 0.7)
			for (i = 0; i < 3; i++) {
				if (!growth_at(kind, months > 99, months,
				    &lms))
					continue;
				near(growth_percentile(&lms,
				    growth_value(&lms, z[i])), percent[i],
				    0.001);
			}
}

/* A row that was mistyped would make a curve jump. */
static void
curves_have_no_jumps(void **state)
{
	double months, a, b, c;
	struct growth_lms lms;
	int kind, sex;

	(void)state;
	for (kind = 0; kind < GROWTH_KINDS; kind++)
		for (sex = BOY; sex <= GIRL; sex++)
			for (months = 6; months < 238; months++) {
				if (!growth_at(kind, sex, months - 1, &lms) ||
				    !growth_at(kind, sex, months + 2, &lms) ||
				    (months < 26 && months > 21))
					continue;
				a = value(kind, sex, months - 1, P97);
				b = value(kind, sex, months, P97);
				c = value(kind, sex, months + 1, P97);
				near((a + c) / 2 / b, 1, 0.009);
			}
}

static void
there_is_nothing_beyond_the_tables(void **state)
{
	struct growth_lms lms;

	(void)state;
	assert_false(growth_at(GROWTH_WEIGHT, false, -1, &lms));
	assert_false(growth_at(GROWTH_WEIGHT, false, 241, &lms));
	assert_false(growth_at(GROWTH_BMI, false, 23.9, &lms));
	assert_false(growth_at(GROWTH_HEAD, true, 37, &lms));
	assert_true(growth_at(GROWTH_HEIGHT, true, 240, &lms));
}

static void
an_age_is_in_months(void **state)
{
	struct day birth = { 2018, 6, 3 };

	(void)state;
	near(growth_months(birth, birth), 0, 0);
	near(growth_months(birth, (struct day){ 2020, 6, 3 }), 24, 0.05);
	near(growth_months(birth, (struct day){ 2028, 6, 3 }), 120, 0.05);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cdc_published_these),
		cmocka_unit_test(the_who_published_these),
		cmocka_unit_test(a_percentile_is_the_value_turned_round),
		cmocka_unit_test(curves_have_no_jumps),
		cmocka_unit_test(there_is_nothing_beyond_the_tables),
		cmocka_unit_test(an_age_is_in_months),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
