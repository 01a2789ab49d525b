/* access_command.c: kithctl access-table. */
#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdio.h>

#include "auth/access_table.h"
#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "commands.h"
#include "web/route.h"

enum { WIDTH = 24 };

static const char *const age_names[ACCESS_AGES] = {
	[AGE_CHILD] = "child", [AGE_TEEN] = "teenager",
	[AGE_ADULT] = "adult", [AGE_UNKNOWN] = "unknown",
};

/* "13 to 17" */
static const char *
age_says(const void *ctx, enum access_age age)
{
	int64_t own = config()->age_of_own_account;
	int64_t adult = config()->age_of_majority;

	switch (age) {
	case AGE_CHILD:
		return mem_fmt(ctx, "under %" PRId64, own);
	case AGE_TEEN:
		return mem_fmt(ctx, "%" PRId64 " to %" PRId64, own, adult - 1);
	case AGE_ADULT:
		return mem_fmt(ctx, "%" PRId64 " and over", adult);
	default:
		return "no date of birth";
	}
}

static const char *
areas_say(int areas)
{
	return areas == 0 ? "nothing" : areas == AREA_FULL ? "as granted"
	    : area_name((enum area)areas);
}

static void
print_cell(const void *ctx, const struct access_cell *cell)
{
	printf("%-*s", WIDTH, mem_fmt(ctx, "%s%s%s", areas_say(cell->areas),
	    cell->acts & ACT_OWN ? " +own" : "",
	    cell->acts & ACT_GIVE ? " +give" : ""));
}

static void
print_table(const void *ctx)
{
	const char *basis;
	int i, age;

	printf("%-10s", "basis");
	for (age = 0; age < ACCESS_AGES; age++)
		printf("%-*s", WIDTH, age_says(ctx, (enum access_age)age));
	putchar('\n');
	for (i = 0; (basis = access_basis_name(i)) != NULL; i++) {
		printf("%-10s", basis);
		for (age = 0; age < ACCESS_AGES; age++)
			print_cell(ctx, access_cell(basis,
			    (enum access_age)age));
		putchar('\n');
	}
	printf("\n+own: as the patient, sees what is confidential, and ends"
	    " others' access\n+give: gives others access\n");
}

static void
add_cell(cJSON *list, const char *basis, enum access_age age)
{
	const struct access_cell *cell = access_cell(basis, age);
	cJSON *o = cJSON_CreateObject(), *areas;
	int bit;

	if (o == NULL || !cJSON_AddItemToArray(list, o))
		die("out of memory");
	cJSON_AddStringToObject(o, "basis", basis);
	cJSON_AddStringToObject(o, "age", age_names[age]);
	areas = cJSON_AddArrayToObject(o, "areas");
	for (bit = AREA_HEALTH; bit <= AREA_PROFILE; bit *= 2)
		if (cell->areas & bit)
			cJSON_AddItemToArray(areas, cJSON_CreateString(
			    area_name((enum area)bit)));
	cJSON_AddBoolToObject(o, "own", (cell->acts & ACT_OWN) != 0);
	cJSON_AddBoolToObject(o, "give", (cell->acts & ACT_GIVE) != 0);
}

static void
print_json(void)
{
	cJSON *list = cJSON_CreateArray();
	const char *basis;
	int i, age;

	for (i = 0; (basis = access_basis_name(i)) != NULL; i++)
		for (age = 0; age < ACCESS_AGES; age++)
			add_cell(list, basis, (enum access_age)age);
	puts(cJSON_Print(list));
	cJSON_Delete(list);
}

int
access_table_command(int argc, char **argv)
{
	int as_json = 0;
	const struct ctl_option options[] = {
		{ .name = "--json", .flag = &as_json },
		{ .name = NULL }
	};
	void *ctx;

	if (ctl_options(argc, argv, options) != 0)
		return ctl_usage(argv);
	ctx = mem_context(NULL);
	if (as_json)
		print_json();
	else
		print_table(ctx);
	talloc_free(ctx);
	return CTL_GOOD;
}
