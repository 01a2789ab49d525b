/* statement.h: prepared statements, inside lib/db only. */
#ifndef KITH_STATEMENT_H
#define KITH_STATEMENT_H

#include <mysql.h>

#include "db/db.h"

/* How a column is said for people: by the end of its name. */
enum column_kind { COLUMN_PLAIN, COLUMN_AT, COLUMN_WHEN, COLUMN_DAY };

struct column {
	const char *name;
	const char *says, *full, *ts;	/* names of what else is said of it */
	enum column_kind kind;
	char *buffer;		/* kept between rows, grows */
	unsigned long size, length;
	my_bool null, cut;
};

/* A parameter as an array of one. */
struct single {
	const void *s;
	unsigned long len;
	char null;
};

struct statement {
	const char *sql;
	MYSQL_STMT *stmt;
	unsigned params, columns;
	struct column *column;	/* columns of them */
	MYSQL_BIND *in, *out;
	struct single *single;	/* params of them */
	bool is_bulk;		/* the last time */
};

/* The connection, opened if it is not; unwinds if it can't be. */
MYSQL *db_connection(void);

/* A call failed: unwind to db_transaction() if it may pass, else die(). */
_Noreturn void db_failed(unsigned error, const char *why, const char *sql);

/* The prepared statement of an SQL constant, prepared now if it is not. */
struct statement *statement_of(const char *sql);

/* Bind and execute; a duplicate key is left for the caller, the rest fails. */
struct statement *statement_run(const void *ctx, const char *sql,
    const struct db_arg *);

/* Fetch the next row into the columns; false after the last. */
bool statement_next(struct statement *);

/* Drop what is left of the rows. */
void statement_done(struct statement *);

/*
 * The column's text, NUL after it; NULL for SQL's NULL. Lives until the next
 * row.
 */
const char *column_text(const struct column *);

/* Forget all statements: their connection is gone. */
void statement_forget_all(void);

#endif
