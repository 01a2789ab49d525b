/*
 * migrate.h: the schema, brought up to date by numbered files of SQL.
 *
 * Files are DIR/NNNN-name.sql, run in the order of their numbers, each
 * statement once. The table schema_migration keeps how many statements of a
 * file are finished and their digest (SHA-256, without comments), so that a
 * run that was killed goes on where it stopped, and a file that was changed
 * after it was run is refused.
 */
#ifndef KITH_MIGRATE_H
#define KITH_MIGRATE_H

#include <stdbool.h>
#include <stddef.h>

#include "db/admin.h"

/*
 * The statements of an SQL text, without comments and blanks around them,
 * ";" left out; *n gets their number. Quoted text and names are kept as they
 * are, with ";" and "--" in them. Owned by ctx.
 */
const char *const *migrate_split(const void *ctx, const char *text, size_t *n);

/*
 * Make the database of the settings if it is missing (utf8mb4), and run in it
 * what DIR holds and was not run yet, one migrator at a time. Says each file
 * on standard output; on an error a sentence on standard error, and false.
 * Another run then goes on with the statement that failed.
 */
bool migrate(struct admin *, const char *dir);

/*
 * Compare what was run in the open database with DIR. Return NULL if all was
 * run as it stands there; otherwise a sentence about the first difference and
 * what to do, owned by ctx.
 */
const char *migrate_check(const void *ctx, struct admin *, const char *dir);

#endif
