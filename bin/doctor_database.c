/* doctor_database.c: login, tables, rights, backlog of mail and audit. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/config.h"
#include "base/key.h"
#include "base/mem.h"
#include "base/when.h"
#include "commands.h"
#include "db/grants.h"
#include "db/migrate.h"
#include "doctor.h"

enum {			/* seconds */
	MAIL_LATE = 15 * 60,
	SEAL_LATE = 3 * 60,
};

void
check_database(struct doctor *d)
{
	const char *why;

	d->db = admin_open(d->ctx, "kith_ctl", key_database_password("ctl"),
	    config()->database_name, &why);
	if (d->db == NULL)
		problem(d, "database %s: %s - is it running? then run: kithctl"
		    " migrate; kithctl grants", config()->database_socket,
		    why);
	else
		well("database %s, MariaDB %s", config()->database_socket,
		    admin_value(d->ctx, d->db, "SELECT VERSION()"));
}

void
check_migrations(struct doctor *d)
{
	const char *why;

	if (d->db == NULL)
		return;
	if ((why = migrate_check(d->ctx, d->db, d->sql)) != NULL)
		problem(d, "tables: %s", why);
	else
		well("tables: as in %s", d->sql);
}

/* Name each right of one list that is not in the other. */
static int
say_difference(struct doctor *d, const char *user, const char *what,
    const struct grants *g)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		problem(d, "rights: %s %s %s%s%s on %s - run: kithctl grants",
		    user, what, g->list[i].right,
		    *g->list[i].column == '\0' ? "" : " of ",
		    g->list[i].column, g->list[i].target);
	return (int)g->n;
}

/* Sign in as the program does, and compare what it may do there. */
static int
check_rights_of(struct doctor *d, const struct grants *wanted,
    const char *program)
{
	const char *user = key_database_user(d->ctx, program), *why;
	const char *password = key_database_password(program);
	struct admin *a = admin_open(d->ctx, user, password,
	    config()->database_name, &why);
	struct grants *held;

	if (a == NULL) {
		problem(d, "%s can't sign in to the database: %s - run:"
		    " kithctl grants", user, why);
		return 1;
	}
	held = grants_held(d->ctx, a, user);
	return say_difference(d, user, "lacks",
	    grants_missing(d->ctx, wanted, held, user)) +
	    say_difference(d, user, "should not have",
	    grants_missing(d->ctx, held, wanted, user));
}

void
check_rights(struct doctor *d)
{
	const char *file = mem_fmt(d->ctx, "%s/grants.sql", d->sql);
	struct grants *wanted = grants_read(d->ctx, file);
	const char *const *program;
	int different = 0;

	if (wanted == NULL) {
		problem(d, "rights: %s can't be used", file);
		return;
	}
	for (program = ctl_programs; d->db != NULL && *program != NULL;
	    program++)
		different += check_rights_of(d, wanted, *program);
	if (d->db != NULL && different == 0)
		well("rights: each program has its own, and no more");
}

/* The one number of a query; 0 if it fails. */
static int64_t
number(struct doctor *d, const char *sql)
{
	const char *text = admin_value(d->ctx, d->db, sql);

	return text == NULL ? 0 : strtoll(text, NULL, 10);
}

void
check_outbox(struct doctor *d)
{
	char now[WHEN_MAX], day_ago[WHEN_MAX];
	int64_t late, failed;

	if (d->db == NULL)
		return;
	when_sql(when_now() - MAIL_LATE, now);
	when_sql(when_now() - 24 * 3600, day_ago);
	late = number(d, mem_fmt(d->ctx, "SELECT COUNT(*) FROM outbox"
	    " WHERE state = 'waiting' AND created_at < '%s'"
	    " AND (attempts > 0 OR next_at < '%s')", now, now));
	failed = number(d, mem_fmt(d->ctx, "SELECT COUNT(*) FROM outbox"
	    " WHERE state = 'failed' AND done_at > '%s'", day_ago));
	if (late > 0)
		problem(d, "mail and texts: %" PRId64 " wait for more than %d"
		    " minutes - is kith-courier running? why: SELECT last_error FROM"
		    " outbox WHERE state = 'waiting'", late, MAIL_LATE / 60);
	if (failed > 0)
		problem(d, "mail and texts: %" PRId64 " could not be sent within"
		    " a day - which: SELECT id, recipient, last_error FROM outbox"
		    " WHERE state = 'failed'", failed);
	if (late == 0 && failed == 0)
		well("mail and texts: none is late, none failed");
}

void
check_audit(struct doctor *d)
{
	char before[WHEN_MAX];
	int64_t late;

	if (d->db == NULL)
		return;
	when_sql(when_now() - SEAL_LATE, before);
	/* The newest rows only: kithctl audit-verify looks at all. */
	late = number(d, mem_fmt(d->ctx, "SELECT COUNT(*) FROM"
	    " (SELECT id, at FROM audit ORDER BY id DESC LIMIT 100000) a"
	    " LEFT JOIN audit_seal s ON s.audit_id = a.id"
	    " WHERE s.audit_id IS NULL AND a.at < '%s'", before));
	if (late > 0)
		problem(d, "audit trail: %" PRId64 " rows are not sealed after"
		    " %d minutes - is kith-sealer running?", late,
		    SEAL_LATE / 60);
	else
		well("audit trail: sealed, the last head of %s UTC",
		    admin_value(d->ctx, d->db, "SELECT"
		    " IFNULL(MAX(at), 'never') FROM audit_head"));
}
