/*
 * grants.h: what each program may do in the database, from one file.
 *
 * sql/grants.sql holds lines of SQL as one reads them, with lists of tables
 * and of users:
 *   GRANT SELECT, UPDATE (seen_at) ON session, account TO kith_home, kith_ctl;
 * Rights are SELECT, INSERT, UPDATE, DELETE, with columns where not the whole
 * table is meant. Users are kith_PROGRAM at localhost.
 */
#ifndef KITH_GRANTS_H
#define KITH_GRANTS_H

#include <stdbool.h>
#include <stddef.h>

#include "db/admin.h"

struct grant {
	const char *user;	/* "kith_home" */
	const char *right;	/* "SELECT" */
	const char *target;	/* as SQL: "`kith`.`session`", "*.*" */
	const char *column;	/* "" for all of it */
};

struct grants {
	struct grant *list;
	size_t n;
};

/*
 * Read the file for the database of the settings. Owned by ctx; NULL, with a
 * sentence with file and place on standard error, if it can't be read.
 */
struct grants *grants_read(const void *ctx, const char *file);

/*
 * What a user holds now, on any level and in any database, as the connection
 * may see it (an administrator all, a user itself). Owned by ctx.
 */
struct grants *grants_held(const void *ctx, struct admin *, const char *user);

/* Those of a that b does not have, of one user. Owned by ctx. */
struct grants *grants_missing(const void *ctx, const struct grants *a,
    const struct grants *b, const char *user);

/*
 * Make the user of a program ("home": kith_home) with the password of the key
 * file database-PROGRAM, or known by its unix user if there is none; give it
 * the rights that wanted lists for it and take away all others. What stays is
 * never taken away in between, so it may be done while the program runs; but
 * where a right on a table shrinks to columns it lacks these for a moment.
 * Says what was changed on standard output. False, with a sentence on
 * standard error, if the server refuses.
 */
bool grants_apply(struct admin *, const struct grants *wanted,
    const char *program);

#endif
