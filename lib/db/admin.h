/*
 * admin.h: a connection that changes the database itself: its tables, users
 * and rights. For kithctl; programs use db.h.
 *
 * Names of tables and users can't be parameters of a statement, so SQL is put
 * together here and only here, from files of ours and with every name quoted.
 * Statements may take long: there is no time-out.
 */
#ifndef KITH_ADMIN_H
#define KITH_ADMIN_H

#include <stdbool.h>
#include <stddef.h>

struct admin;

/* The server's error numbers that callers act on. */
enum {
	ADMIN_TABLE_EXISTS = 1050,
	ADMIN_NO_TABLE_TO_DROP = 1051,
	ADMIN_COLUMN_EXISTS = 1060,
	ADMIN_KEY_EXISTS = 1061,
	ADMIN_NOTHING_TO_DROP = 1091,
	ADMIN_NO_TABLE = 1146,
};

/*
 * Connect over the socket of the settings, with strict SQL and UTC, to
 * database (NULL: none yet). password NULL: the server knows the unix user.
 * Owned by ctx, which closes it. NULL if that can't be; *why is then the
 * server's sentence, owned by ctx.
 */
struct admin *admin_open(const void *ctx, const char *user,
    const char *password, const char *database, const char **why);

/* Run one statement. Return 0, or the server's error number. */
unsigned admin_run(struct admin *, const char *sql);

/* The server's sentence about the last error; lives until the next call. */
const char *admin_error(struct admin *);

/*
 * Run a query and call each(arg, columns) for its rows; a column that is NULL
 * is NULL. Return false if the server refused.
 */
bool admin_rows(struct admin *, const char *sql,
    void (*each)(void *arg, const char *const *column), void *arg);

/* The first column of the first row, owned by ctx; NULL if there is none. */
const char *admin_value(const void *ctx, struct admin *, const char *sql);

/* A name as SQL: in backquotes. Owned by ctx. */
const char *admin_name(const void *ctx, const char *name);

/* A text as SQL: in quotes. Owned by ctx. */
const char *admin_text(const void *ctx, struct admin *, const char *text);

#endif
