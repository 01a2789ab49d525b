/* doctor_command.c: kithctl doctor. */
#include <stdarg.h>
#include <stdio.h>

#include "base/mem.h"
#include "commands.h"
#include "doctor.h"

static void (*const checks[])(struct doctor *) = { check_settings, check_keys,
    check_database, check_clock, check_migrations, check_rights,
    check_programs, check_sockets, check_outbox, check_mail_server,
    check_text_gateway, check_audit, check_space };

void
well(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	printf("OK       ");
	vprintf(fmt, ap);
	putchar('\n');
	va_end(ap);
}

void
problem(struct doctor *d, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	printf("PROBLEM  ");
	vprintf(fmt, ap);
	putchar('\n');
	va_end(ap);
	d->problems++;
}

int
doctor_command(int argc, char **argv)
{
	struct doctor d = { 0 };
	const struct ctl_option options[] = {
		{ .name = "--programs", .value = &d.programs },
		{ .name = "--sql", .value = &d.sql },
		{ .name = NULL }
	};
	size_t i;

	if (ctl_options(argc, argv, options) != 0)
		return ctl_usage(argv);
	setvbuf(stdout, NULL, _IOLBF, 0);
	d.ctx = mem_context(NULL);
	d.programs = ctl_program_dir(d.ctx, d.programs);
	d.sql = ctl_sql_dir(d.sql);
	for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		checks[i](&d);
	talloc_free(d.ctx);
	return d.problems == 0 ? CTL_GOOD : CTL_BAD;
}
