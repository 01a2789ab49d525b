/* Who may open what: the age rule and the sets of areas. */
#include "auth/access.h"

#include "unit.h"

static int
areas(const char *basis, const char *birth, const char *today)
{
	struct day b, t;

	assert_true(when_read_day(birth, &b) && when_read_day(today, &t));
	return access_areas_today(AREA_FULL, basis, true, b, t);
}

static void
az_08_a_guardian_sees_all_of_a_child(void **state)
{
	(void)state;
	assert_int_equal(areas("guardian", "2013-03-10", "2026-03-09"),
	    AREA_FULL);
}

static void
s46_from_the_13th_birthday_a_guardian_sees_billing_only(void **state)
{
	(void)state;
	assert_int_equal(areas("guardian", "2013-03-10", "2026-03-10"),
	    AREA_BILLING);
	assert_int_equal(areas("guardian", "2008-03-10", "2026-03-09"),
	    AREA_BILLING);
}

static void
az_08_at_18_a_guardian_sees_nothing(void **state)
{
	(void)state;
	assert_int_equal(areas("guardian", "2008-03-10", "2026-03-10"), 0);
}

static void
s47_what_the_patient_gave_has_no_age(void **state)
{
	(void)state;
	assert_int_equal(areas("patient", "2012-03-10", "2026-03-10"),
	    AREA_FULL);
	assert_int_equal(areas("staff", "1950-03-10", "2026-03-10"),
	    AREA_FULL);
}

static void
a_guardian_of_someone_without_birth_day_sees_nothing(void **state)
{
	struct day none = { 0 };

	(void)state;
	assert_int_equal(access_areas_today(AREA_FULL, "guardian", false, none,
	    when_today()), 0);
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
		cmocka_unit_test(az_08_a_guardian_sees_all_of_a_child),
		cmocka_unit_test(
		    s46_from_the_13th_birthday_a_guardian_sees_billing_only),
		cmocka_unit_test(az_08_at_18_a_guardian_sees_nothing),
		cmocka_unit_test(s47_what_the_patient_gave_has_no_age),
		cmocka_unit_test(
		    a_guardian_of_someone_without_birth_day_sees_nothing),
		cmocka_unit_test(areas_are_read_from_their_names),
	};

	unit_settings("");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
