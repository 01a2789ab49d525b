/* schema_command.c: kithctl migrate, kithctl grants. */
#include <stdio.h>

#include "base/config.h"
#include "base/mem.h"
#include "commands.h"
#include "db/admin.h"
#include "db/grants.h"
#include "db/migrate.h"

struct schema {
	const char *user, *sql;
	int socket;
};

/* Both take the same options. Return 0, or CTL_USAGE. */
static int
read_options(int argc, char **argv, struct schema *s)
{
	const struct ctl_option options[] = {
		{ .name = "--admin-user", .value = &s->user },
		{ .name = "--admin-socket", .flag = &s->socket },
		{ .name = "--sql", .value = &s->sql },
		{ .name = NULL }
	};

	s->user = "root";
	s->sql = NULL;
	if (ctl_options(argc, argv, options) != 0)
		return ctl_usage(argv);
	s->sql = ctl_sql_dir(s->sql);
	return 0;
}

/* The administrator's connection: the server knows the unix user. */
static struct admin *
open_admin(const void *ctx, const struct schema *s)
{
	const char *why;
	struct admin *a = admin_open(ctx, s->user, NULL, NULL, &why);

	if (a == NULL)
		fprintf(stderr, "the database %s: %s\n",
		    config()->database_socket, why);
	return a;
}

int
migrate_command(int argc, char **argv)
{
	void *ctx = mem_context(NULL);
	struct schema s = { 0 };
	struct admin *a;
	int status = read_options(argc, argv, &s);

	if (status == 0) {
		a = open_admin(ctx, &s);
		status = a != NULL && migrate(a, s.sql) ? CTL_GOOD : CTL_BAD;
	}
	talloc_free(ctx);
	return status;
}

static int
apply_grants(const void *ctx, const struct schema *s)
{
	struct admin *a = open_admin(ctx, s);
	const char *const *program;
	struct grants *wanted;

	if (a == NULL)
		return CTL_BAD;
	wanted = grants_read(ctx, mem_fmt(ctx, "%s/grants.sql", s->sql));
	if (wanted == NULL)
		return CTL_BAD;
	for (program = ctl_programs; *program != NULL; program++)
		if (!grants_apply(a, wanted, *program))
			return CTL_BAD;
	return CTL_GOOD;
}

int
grants_command(int argc, char **argv)
{
	void *ctx = mem_context(NULL);
	struct schema s = { 0 };
	int status = read_options(argc, argv, &s);

	if (status == 0)
		status = apply_grants(ctx, &s);
	talloc_free(ctx);
	return status;
}
