/* Which path takes which route. */
#include "web/route.h"

#include "unit.h"

static enum http
nothing(struct req *r)
{
	(void)r;
	return HTTP_OK;
}

static const struct route routes[] = {
	GET("/home/:patient", AREA_ANY, nothing),
	GET("/health/:patient/results/:id", AREA_HEALTH, nothing),
	POST("/account/sign-in", AREA_PUBLIC, nothing, NULL),
	ROUTES_END
};

static const struct route *
find(enum method method, const char *path, int64_t *patient, int64_t *id,
    bool *known)
{
	return route_find(routes, method, path, patient, id, known);
}

static void
ids_come_from_the_path(void **state)
{
	int64_t patient, id;
	bool known;

	(void)state;
	assert_ptr_equal(find(METHOD_GET, "/health/5/results/42", &patient,
	    &id, &known), &routes[1]);
	assert_int_equal(patient, 5);
	assert_int_equal(id, 42);
}

static void
az_16_other_spellings_reach_nothing(void **state)
{
	static const char *const bad[] = { "/home/", "/home/0", "/home/05",
	    "/home/+5", "/home/5/", "/home//5", "/home/5x", "/home/5;a",
	    "/home/%35", "/home/../home/5", "/HOME/5", "/home/99999999999999999999",
	    "/health/5/results", "/health/5/results/", "/", "", NULL };
	int64_t patient, id;
	bool known;
	int i;

	(void)state;
	for (i = 0; bad[i] != NULL; i++)
		if (find(METHOD_GET, bad[i], &patient, &id, &known) != NULL)
			fail_msg("found: %s", bad[i]);
}

static void
io_18_another_method_is_told_apart_from_another_path(void **state)
{
	int64_t patient, id;
	bool known;

	(void)state;
	assert_null(find(METHOD_POST, "/home/5", &patient, &id, &known));
	assert_true(known);
	assert_null(find(METHOD_POST, "/nowhere", &patient, &id, &known));
	assert_false(known);
}

static void
az_01_a_forgotten_area_is_a_shut_door(void **state)
{
	static const struct route forgotten = { .path = "/x", .run = nothing };

	(void)state;
	assert_int_equal(forgotten.area, AREA_NOBODY);
	assert_string_equal(area_name(forgotten.area), "nobody");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_come_from_the_path),
		cmocka_unit_test(az_16_other_spellings_reach_nothing),
		cmocka_unit_test(
		    io_18_another_method_is_told_apart_from_another_path),
		cmocka_unit_test(az_01_a_forgotten_area_is_a_shut_door),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
