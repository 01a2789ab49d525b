/*
 * db.h: statements with typed parameters, rows as XML, transactions.
 *
 * One connection a process. A statement is an SQL constant, prepared once and
 * kept; its address is its name. What another transaction or a lost server
 * caused unwinds to db_transaction(), which rolls back and runs the work
 * again; what a caller can act on (a duplicate key) is a return value; the
 * rest (a column missing) is die().
 *
 * ctx is the talloc context that owns what comes back, mostly the request.
 */
#ifndef KITH_DB_H
#define KITH_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libxml/tree.h>

/* One parameter of a statement; made by the functions below. */
struct db_arg {
	enum { DB_END, DB_NULL, DB_INT, DB_TEXT, DB_BYTES } type;
	int64_t n;
	const void *s;
};

/* An integer; a boolean is 0 or 1. */
static inline struct db_arg
db_int(int64_t n)
{
	return (struct db_arg){ .type = DB_INT, .n = n };
}

/* An id, where 0 is NULL: "none". */
static inline struct db_arg
db_id(int64_t id)
{
	return (struct db_arg){ .type = id == 0 ? DB_NULL : DB_INT, .n = id };
}

/*
 * UTF-8 text ending in NUL; NULL is SQL's NULL. The text must outlive the call.
 */
static inline struct db_arg
db_text(const char *s)
{
	return (struct db_arg){ .type = s == NULL ? DB_NULL : DB_TEXT, .s = s };
}

/* len bytes; NULL is SQL's NULL. The bytes must outlive the call. */
static inline struct db_arg
db_bytes(const void *bytes, size_t len)
{
	return (struct db_arg){ .type = bytes == NULL ? DB_NULL : DB_BYTES,
	    .n = (int64_t)len, .s = bytes };
}

/* An instant as DATETIME (UTC), its text owned by ctx; 0 is NULL. */
struct db_arg db_instant(const void *ctx, int64_t instant);

#define DB_ARGS(...) \
	((const struct db_arg[]){ __VA_ARGS__ __VA_OPT__(,) { .type = DB_END } })

/* Where one column of a row goes; made by the functions below. */
struct db_out {
	enum { OUT_END, OUT_INT, OUT_TEXT, OUT_BYTES, OUT_INSTANT } type;
	void *to;
	size_t *len;
};

/* An integer; NULL gives 0. */
static inline struct db_out
out_int(int64_t *to)
{
	return (struct db_out){ .type = OUT_INT, .to = to };
}

/* Text owned by ctx; NULL gives NULL. */
static inline struct db_out
out_text(const char **to)
{
	return (struct db_out){ .type = OUT_TEXT, .to = to };
}

/* Bytes owned by ctx and their number; NULL gives NULL and 0. */
static inline struct db_out
out_bytes(const uint8_t **to, size_t *len)
{
	return (struct db_out){ .type = OUT_BYTES, .to = to, .len = len };
}

/* A DATETIME (UTC) as seconds since 1970; NULL gives 0. */
static inline struct db_out
out_instant(int64_t *to)
{
	return (struct db_out){ .type = OUT_INSTANT, .to = to };
}

#define DB_OUT(...) \
	((const struct db_out[]){ __VA_ARGS__, { .type = OUT_END } })

/* What db_exec() returns where a unique key stood in the way. */
enum { DB_DUPLICATE = -1 };

/* Where the database is and who we are there. Strings must stay. */
struct db_config {
	const char *socket;	/* unix socket */
	const char *database;
	const char *user;
	const char *password;	/* NULL with unix_socket authentication */
	int64_t patience;	/* seconds after which no try begins; 0: any */
};

/*
 * Remember where the database is. It is opened with the first use; a
 * connection that was lost is opened anew, its statements prepared again.
 */
void db_configure(const struct db_config *);

/*
 * Prepare every statement of a NULL-ended list, so that a misspelt column
 * stops the program at its start (die()). Return false if the database can't
 * be reached now: they are then prepared at first use.
 */
bool db_prepare(const char *const *sql);

/* Close the connection, if there is one. */
void db_close(void);

enum db_mode { DB_READ, DB_WRITE };
enum db_outcome {
	DB_COMMITTED,		/* done */
	DB_ROLLED_BACK,		/* the work said no */
	DB_AWAY,		/* the database is gone or too busy: try later */
};

/*
 * Run work(arg) in one transaction: committed if it returns true, otherwise
 * rolled back. A deadlock, a lock wait, a snapshot that is too old or a lost
 * connection rolls back and runs it again, up to three times, as long as
 * db_config.patience allows; so it has no effect outside the database but
 * memory it starts anew (db_scratch()). A connection lost at COMMIT leaves open
 * whether it took place, and the work runs again: what must not be done twice
 * carries an idempotency key. DB_READ is a READ ONLY transaction: it can't
 * change anything. Not nested.
 */
enum db_outcome db_transaction(enum db_mode, bool (*work)(void *), void *arg);

/*
 * A talloc context of the try that runs. It is freed with all that belongs to
 * it when the try ends, also where it unwinds: work without a request allocates
 * here, as what it frees itself at its end it would lose then.
 */
void *db_scratch(void);

/*
 * Run a statement that changes something. Return the number of rows it
 * changed (of a matching UPDATE that changed nothing: 0), or DB_DUPLICATE.
 */
int64_t db_exec_(const void *ctx, const char *sql, const struct db_arg *);
#define db_exec(ctx, sql, ...) db_exec_((ctx), (sql), DB_ARGS(__VA_ARGS__))

/* The AUTO_INCREMENT id that the last db_exec() made. */
int64_t db_last_id(void);

/*
 * Store the columns of the first row, in order, in *out. Return whether there
 * was one; if not, *out is as it was.
 */
bool db_one_(const void *ctx, const char *sql, const struct db_out *,
    const struct db_arg *);
#define db_one(ctx, sql, out, ...) \
	db_one_((ctx), (sql), (out), DB_ARGS(__VA_ARGS__))

/*
 * For each row store its columns in *out and call each(arg); stop if it
 * returns false. Text and bytes live until the next row. Rows come one by one
 * from the server (flat memory), so each() must not use the database.
 */
void db_each_(const void *ctx, const char *sql, const struct db_out *,
    bool (*each)(void *), void *arg, const struct db_arg *);
#define db_each(ctx, sql, out, each, arg, ...) \
	db_each_((ctx), (sql), (out), (each), (arg), DB_ARGS(__VA_ARGS__))

/*
 * Add one element called name to parent for each row, with one attribute for
 * each column that is not NULL, named by the column's alias. Return the number
 * of rows. Times are said for people here, once for all pages:
 *   x_at (DATETIME, UTC)      x_at "2026-11-22T14:15:00Z", x_at-says "Today, 9:15 AM",
 *                             x_at-full "November 22, 2026, 9:15 AM"
 *   x_when (text, see when.h) x_when as it is, x_when-says "May 4, 2019",
 *                             x_when-ts HL7's form "20190504", and where it has a
 *                             time x_when-full "May 4, 2019, 10:30 AM"
 *   x_day (DATE)              x_day "2019-05-04", x_day-says "May 4, 2019",
 *                             x_day-ts "20190504"
 */
int db_rows_(const void *ctx, xmlNode *parent, const char *name,
    const char *sql, const struct db_arg *);
#define db_rows(ctx, parent, name, sql, ...) \
	db_rows_((ctx), (parent), (name), (sql), DB_ARGS(__VA_ARGS__))

#endif
