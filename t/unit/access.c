/* Who may open what: the table of access, cell by cell, and sets of areas. */
#include "auth/access.h"
#include "auth/access_table.h"

#include <string.h>

#include "unit.h"

/* One cell as it was agreed on; birth is a day for which today is 2026-03-10. */
static const struct {
	const char *basis, *birth;
	int areas;
	bool is_own, gives;
} agreed[] = {
	/* 12 years and 364 days; 13 today; 17 and 364 days; 18 today; unknown */
	{ "self", "2013-03-11", 0, false, false },
	{ "self", "2013-03-10", AREA_FULL, true, true },
	{ "self", "2008-03-11", AREA_FULL, true, true },
	{ "self", "2008-03-10", AREA_FULL, true, true },
	{ "self", NULL, AREA_FULL, true, false },
	{ "guardian", "2013-03-11", AREA_FULL, false, false },
	{ "guardian", "2013-03-10", AREA_BILLING, false, false },
	{ "guardian", "2008-03-11", AREA_BILLING, false, false },
	{ "guardian", "2008-03-10", 0, false, false },
	{ "guardian", NULL, 0, false, false },
	{ "passcode", "2013-03-11", 0, false, false },
	{ "passcode", "2013-03-10", AREA_FULL, false, false },
	{ "passcode", "2008-03-11", AREA_FULL, false, false },
	{ "passcode", "2008-03-10", AREA_FULL, false, false },
	{ "passcode", NULL, AREA_FULL, false, false },
	{ "invited", "2013-03-11", 0, false, false },
	{ "invited", "2013-03-10", AREA_FULL, false, false },
	{ "invited", "2008-03-11", AREA_FULL, false, false },
	{ "invited", "2008-03-10", AREA_FULL, false, false },
	{ "invited", NULL, AREA_FULL, false, false },
	{ "patient", "2013-03-11", 0, false, false },
	{ "patient", "2013-03-10", AREA_FULL, false, false },
	{ "patient", "2008-03-11", AREA_FULL, false, false },
	{ "patient", "2008-03-10", AREA_FULL, false, false },
	{ "patient", NULL, AREA_FULL, false, false },
	{ "staff", "2013-03-11", AREA_FULL, false, false },
	{ "staff", "2013-03-10", AREA_FULL, false, false },
	{ "staff", "2008-03-11", AREA_FULL, false, false },
	{ "staff", "2008-03-10", AREA_FULL, false, false },
	{ "staff", NULL, AREA_FULL, false, false },
	{ "operator", "1950-03-10", 0, false, false },
	{ "", "1950-03-10", 0, false, false },
};

enum { AGREED = sizeof(agreed) / sizeof(agreed[0]) };

static struct day
day(const char *text)
{
	struct day d = { 0 };

	if (text != NULL)
		assert_true(when_read_day(text, &d));
	return d;
}

static void
az_08_every_cell_of_the_table_is_as_agreed(void **state)
{
	const struct access_cell *cell;
	size_t i;

	(void)state;
	for (i = 0; i < AGREED; i++) {
		print_message("%s of %s\n", agreed[i].basis,
		    agreed[i].birth == NULL ? "unknown" : agreed[i].birth);
		cell = access_cell(agreed[i].basis, access_age(
		    agreed[i].birth != NULL, day(agreed[i].birth),
		    day("2026-03-10")));
		assert_int_equal(cell->areas, agreed[i].areas);
		assert_int_equal((cell->acts & ACT_OWN) != 0,
		    agreed[i].is_own);
		assert_int_equal((cell->acts & ACT_GIVE) != 0,
		    agreed[i].gives);
	}
}

/* A row that the tests do not know would be tested by nobody. */
static void
az_08_every_row_of_the_table_is_agreed_on(void **state)
{
	const char *basis;
	size_t i, n;
	int row;

	(void)state;
	for (row = 0; (basis = access_basis_name(row)) != NULL; row++) {
		for (i = n = 0; i < AGREED; i++)
			n += strcmp(agreed[i].basis, basis) == 0;
		assert_int_equal(n, 5);
	}
	assert_int_equal(row, 6);
}

static int
areas(int granted, const char *basis, const char *birth)
{
	return access_areas_today(granted, basis, birth != NULL, day(birth),
	    day("2026-03-10"));
}

static void
s46_what_was_not_granted_no_age_opens(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < AGREED; i++) {
		assert_int_equal(areas(AREA_HEALTH, agreed[i].basis,
		    agreed[i].birth), agreed[i].areas & AREA_HEALTH);
		assert_int_equal(areas(0, agreed[i].basis, agreed[i].birth), 0);
	}
}

static void
h9_the_ages_are_settings(void **state)
{
	(void)state;
	unit_settings("age_of_own_account = 14\nage_of_majority = 19\n");
	assert_int_equal(areas(AREA_FULL, "guardian", "2012-03-11"), AREA_FULL);
	assert_int_equal(areas(AREA_FULL, "guardian", "2012-03-10"),
	    AREA_BILLING);
	assert_int_equal(areas(AREA_FULL, "guardian", "2007-03-11"),
	    AREA_BILLING);
	assert_int_equal(areas(AREA_FULL, "guardian", "2007-03-10"), 0);
	unit_settings("");
}

static void
az_08_who_was_born_on_29_february_turns_13_on_1_march(void **state)
{
	struct day born = day("2012-02-29");

	(void)state;
	assert_int_equal(access_age(true, born, day("2025-02-28")), AGE_CHILD);
	assert_int_equal(access_age(true, born, day("2025-03-01")), AGE_TEEN);
	assert_int_equal(access_age(true, born, day("2030-02-28")), AGE_TEEN);
	assert_int_equal(access_age(true, born, day("2030-03-01")), AGE_ADULT);
}

static void
areas_are_read_from_their_names(void **state)
{
	(void)state;
	assert_int_equal(access_read_areas("health,billing"),
	    AREA_HEALTH | AREA_BILLING);
	assert_int_equal(access_read_areas(
	    "health,records,messages,forms,billing,profile"), AREA_FULL);
	assert_int_equal(access_read_areas(""), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(az_08_every_cell_of_the_table_is_as_agreed),
		cmocka_unit_test(az_08_every_row_of_the_table_is_agreed_on),
		cmocka_unit_test(s46_what_was_not_granted_no_age_opens),
		cmocka_unit_test(h9_the_ages_are_settings),
		cmocka_unit_test(
		    az_08_who_was_born_on_29_february_turns_13_on_1_march),
		cmocka_unit_test(areas_are_read_from_their_names),
	};

	unit_settings("");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
