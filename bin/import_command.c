/* import_command.c: kithctl import: files of other systems into the chart. */
#include <stdio.h>
#include <string.h>

#include "base/when.h"
#include "chart/import.h"
#include "commands.h"

enum { FEED_MAX = 64 };

static int
usage(char **argv, const char *why)
{
	fprintf(stderr, "kithctl import: %s\n", why);
	return ctl_usage(argv);
}

/* Whole weeks from that day to today: weekdays stay; -1 if it is none. */
static int64_t
shift_from(const char *text)
{
	struct day day;
	int64_t days;

	if (!when_read_day(text, &day))
		return -1;
	days = when_days_between(day, when_today());
	return days < 0 ? -1 : days / 7 * 7;
}

int
import_command(int argc, char **argv)
{
	const char *feed = "fhir", *as_of = NULL;
	int json = 0, count;
	const struct ctl_option options[] = {
		{ .name = "--feed", .value = &feed },
		{ .name = "--as-of", .value = &as_of },
		{ .name = "--json", .flag = &json },
		{ .name = NULL },
	};
	struct import_options import;

	count = ctl_options(argc, argv, options);
	if (count < 0)
		return ctl_usage(argv);
	if (count == 0)
		return usage(argv, "which files?");
	import = (struct import_options){ .feed = feed, .json = json != 0,
		.shift_days = as_of == NULL ? 0 : shift_from(as_of) };
	if (import.shift_days < 0)
		return usage(argv, "--as-of needs a day that is not after "
		    "today, as 2026-05-04");
	if (*feed == '\0' || strlen(feed) > FEED_MAX)
		return usage(argv, "--feed needs a name of 1 to 64 characters");
	return (int)import_files(&import, (const char *const *)&argv[1],
	    count, stdout);
}
