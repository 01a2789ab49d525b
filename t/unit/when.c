/* Dates, times and the ways people say them. */
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "unit.h"

static char out[WHEN_MAX];

static struct day
day(const char *iso)
{
	struct day d = { 0 };

	assert_true(when_read_day(iso, &d));
	return d;
}

static void
only_days_of_the_calendar_are_read(void **state)
{
	static const char *const bad[] = { "", "2026", "2026-02-29",
	    "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1",
	    "2026-01-01 ", " 2026-01-01", "0000-01-01", "2026-01-0x", NULL };
	struct day d;
	int i;

	(void)state;
	for (i = 0; bad[i] != NULL; i++)
		assert_false(when_read_day(bad[i], &d));
	assert_true(when_read_day("2024-02-29", &d));
	assert_int_equal(d.day, 29);
}

static void
an_age_changes_on_the_birthday(void **state)
{
	(void)state;
	assert_int_equal(when_age(day("2013-03-10"), day("2026-03-09")), 12);
	assert_int_equal(when_age(day("2013-03-10"), day("2026-03-10")), 13);
	assert_int_equal(when_age(day("2012-02-29"), day("2025-02-28")), 12);
	assert_int_equal(when_age(day("2012-02-29"), day("2025-03-01")), 13);
}

static void
a_birthday_is_the_first_day_of_its_age(void **state)
{
	static const char *const births[] = { "2012-02-29", "2013-03-10",
		"2012-02-28", "2011-12-31", "2008-01-01" };
	struct day born, birthday;
	size_t i;
	int age;

	(void)state;
	for (i = 0; i < sizeof(births) / sizeof(births[0]); i++)
		for (age = 1; age < 30; age++) {
			born = day(births[i]);
			birthday = when_birthday(born, age);
			assert_int_equal(when_age(born, birthday), age);
			assert_int_equal(when_age(born,
			    when_add_days(birthday, -1)), age - 1);
		}
}

static void
an_age_is_said_in_days_months_and_years(void **state)
{
	(void)state;
	assert_string_equal(when_age_text(day("2026-11-21"),
	    day("2026-11-22"), out), "1 day old");
	assert_string_equal(when_age_text(day("2026-11-10"),
	    day("2026-11-22"), out), "12 days old");
	assert_string_equal(when_age_text(day("2025-11-23"),
	    day("2026-11-22"), out), "11 months old");
	assert_string_equal(when_age_text(day("2018-06-03"),
	    day("2026-11-22"), out), "8 years old");
}

static void
a_when_keeps_its_precision(void **state)
{
	struct when w;

	(void)state;
	assert_true(when_read("2019", &w));
	assert_string_equal(when_says(&w, out), "2019");
	assert_string_equal(when_hl7(&w, out), "2019");
	assert_true(when_read("2019-05", &w));
	assert_string_equal(when_says(&w, out), "May 2019");
	assert_string_equal(when_hl7(&w, out), "201905");
	assert_true(when_read("2019-05-04", &w));
	assert_string_equal(when_says(&w, out), "May 4, 2019");
	assert_true(when_read("2019-05-04T23:30:00.123456-07:00", &w));
	assert_string_equal(when_hl7(&w, out), "20190504233000-0700");
	/* half past eleven in the west is the next day here */
	assert_string_equal(when_says(&w, out), "May 5, 2019");
	assert_true(when_read("2019-05-04T10:30:00Z", &w));
	assert_string_equal(when_hl7(&w, out), "20190504103000+0000");
}

static void
what_is_no_date_is_not_read(void **state)
{
	static const char *const bad[] = { "", "19", "2019-5", "2019-05-04T",
	    "2019-05-04T10:30:00", "2019-05-04T10:30Z", "2019-05-04 10:30:00Z",
	    "2019-05-04T24:30:00Z", "2019-05-04T10:30:00+25:00",
	    "2019-02-30", "2019-05-04T10:30:00.Z", "May 2019", NULL };
	struct when w;
	int i;

	(void)state;
	for (i = 0; bad[i] != NULL; i++)
		if (when_read(bad[i], &w))
			fail_msg("read as a date: %s", bad[i]);
}

static void
instants_go_to_the_database_and_back(void **state)
{
	int64_t instant;

	(void)state;
	assert_true(when_from_sql("2026-11-22 14:15:00", &instant));
	assert_string_equal(when_sql(instant, out), "2026-11-22 14:15:00");
	assert_string_equal(when_instant_iso(instant, out),
	    "2026-11-22T14:15:00Z");
	assert_string_equal(when_instant_full(instant, out),
	    "November 22, 2026, 9:15 AM");
	assert_string_equal(when_instant_hl7(instant, out),
	    "20261122091500-0500");
	assert_string_equal(when_instant_local(instant, out),
	    "2026-11-22T09:15:00-05:00");
}

static void
recent_instants_are_said_as_people_do(void **state)
{
	int64_t now = when_now();

	(void)state;
	assert_non_null(strstr(when_instant_says(now, out), "Today, "));
	assert_non_null(strstr(when_instant_says(now - 86400, out),
	    "Yesterday, "));
	assert_null(strstr(when_instant_says(now - 400 * 86400, out), ":"));
}

static void
days_are_counted_over_changes_of_the_clock(void **state)
{
	struct day d;

	(void)state;
	assert_int_equal(when_days_between(day("2026-03-07"),
	    day("2026-03-09")), 2);
	d = when_add_days(day("2026-10-31"), 1);
	assert_string_equal(when_iso_day(d, out), "2026-11-01");
	d = when_add_days(day("2026-03-01"), -1);
	assert_string_equal(when_iso_day(d, out), "2026-02-28");
}

static void
a_wait_is_said_short(void **state)
{
	(void)state;
	assert_string_equal(when_wait_says(59, out), "now");
	assert_string_equal(when_wait_says(12 * 60, out), "12 min");
	assert_string_equal(when_wait_says(3600, out), "1 h");
	assert_string_equal(when_wait_says(200 * 60, out), "3 h 20 min");
	assert_string_equal(when_wait_says(48 * 3600, out), "2 d");
	assert_string_equal(when_wait_says(29 * 3600, out), "1 d 5 h");
}

static void
only_known_zones_are_taken(void **state)
{
	(void)state;
	assert_false(when_zone("America/Nowhere"));
	assert_false(when_zone("../../etc/passwd"));
	assert_true(when_zone("America/New_York"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_known_zones_are_taken),
		cmocka_unit_test(only_days_of_the_calendar_are_read),
		cmocka_unit_test(an_age_changes_on_the_birthday),
		cmocka_unit_test(a_birthday_is_the_first_day_of_its_age),
		cmocka_unit_test(an_age_is_said_in_days_months_and_years),
		cmocka_unit_test(a_when_keeps_its_precision),
		cmocka_unit_test(what_is_no_date_is_not_read),
		cmocka_unit_test(instants_go_to_the_database_and_back),
		cmocka_unit_test(recent_instants_are_said_as_people_do),
		cmocka_unit_test(days_are_counted_over_changes_of_the_clock),
		cmocka_unit_test(a_wait_is_said_short),
	};

	when_zone("America/New_York");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
