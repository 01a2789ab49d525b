/* db.c: connection, statements, transactions. */
#include "db/db.h"

#include <errmsg.h>
#include <mysql.h>
#include <mysqld_error.h>
#include <setjmp.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/when.h"
#include "db/statement.h"

enum { TRIES = 3 };

static const char SESSION_SETTINGS[] =
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
    "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',"
    " time_zone = '+00:00', innodb_snapshot_isolation = 1,"
    " innodb_lock_wait_timeout = 5";

static struct db_config config;
static MYSQL *db;
static int64_t last_id;

/* Where db_transaction() waits for what it can repair; NULL outside of one. */
static jmp_buf *unwind;

/* See db_scratch(); NULL until somebody asks. */
static void *scratch;

void
db_configure(const struct db_config *c)
{
	config = *c;
}

void
db_close(void)
{
	statement_forget_all();
	if (db != NULL)
		mysql_close(db);
	db = NULL;
}

/*
 * Retried: the other transaction won, or the server is gone (reliability R-03
 * to R-08).
 */
static bool
is_passing(unsigned error)
{
	switch (error) {
	case ER_LOCK_WAIT_TIMEOUT:
	case ER_LOCK_DEADLOCK:
	case ER_CHECKREAD:
	case ER_UNKNOWN_COM_ERROR:
	case ER_ERROR_DURING_COMMIT:
	case ER_TABLE_DEF_CHANGED:	/* by a migration, since we began */
	case ER_QUERY_INTERRUPTED:
	case ER_TOO_MANY_USER_CONNECTIONS:
	case ER_CON_COUNT_ERROR:
	case ER_SERVER_SHUTDOWN:
	case ER_UNKNOWN_STMT_HANDLER:
	case ER_CONNECTION_KILLED:
	case ER_OPTION_PREVENTS_STATEMENT:
	case CR_CONNECTION_ERROR:
	case CR_CONN_HOST_ERROR:
	case CR_SERVER_GONE_ERROR:
	case CR_SERVER_LOST:
	case CR_SERVER_LOST_EXTENDED:
	case CR_COMMANDS_OUT_OF_SYNC:
		return true;
	default:
		return false;
	}
}

/* After these the connection itself is of no use. */
static bool
is_lost(unsigned error)
{
	return error != ER_LOCK_WAIT_TIMEOUT && error != ER_LOCK_DEADLOCK &&
	    error != ER_CHECKREAD;
}

void
db_failed(unsigned error, const char *why, const char *sql)
{
	if (unwind == NULL || !is_passing(error))
		die("db: %u %s: %.200s", error, why, sql);
	log_line(LOG_WARNING, "db: %u %s", error, why);
	if (is_lost(error))
		db_close();
	longjmp(*unwind, 1);
}

static bool
open_connection(void)
{
	unsigned connect_seconds = 3, query_seconds = 10;

	if ((db = mysql_init(NULL)) == NULL)
		die("out of memory");
	mysql_options(db, MYSQL_OPT_CONNECT_TIMEOUT, &connect_seconds);
	mysql_options(db, MYSQL_OPT_READ_TIMEOUT, &query_seconds);
	mysql_options(db, MYSQL_OPT_WRITE_TIMEOUT, &query_seconds);
	mysql_options(db, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	mysql_options(db, MYSQL_INIT_COMMAND, SESSION_SETTINGS);
	return mysql_real_connect(db, NULL, config.user, config.password,
	    config.database, 0, config.socket, 0) != NULL;
}

MYSQL *
db_connection(void)
{
	unsigned error;
	char why[256];

	if (db != NULL)
		return db;
	if (open_connection())
		return db;
	error = mysql_errno(db);
	snprintf(why, sizeof(why), "%s", mysql_error(db));
	db_close();
	db_failed(error, why, "connect");
}

static bool
prepare_all(void *arg)
{
	const char *const *sql = arg;

	for (; *sql != NULL; sql++)
		statement_of(*sql);
	return true;
}

/*
 * Not READ ONLY: there the server does not even prepare SELECT ... FOR UPDATE.
 */
bool
db_prepare(const char *const *sql)
{
	return db_transaction(DB_WRITE, prepare_all, (void *)(uintptr_t)sql) !=
	    DB_AWAY;
}

static void
query(const char *sql)
{
	MYSQL *c = db_connection();

	if (mysql_query(c, sql) != 0)
		db_failed(mysql_errno(c), mysql_error(c), sql);
}

void *
db_scratch(void)
{
	if (scratch == NULL)
		scratch = mem_context(NULL);
	return scratch;
}

static void
drop_scratch(void)
{
	talloc_free(scratch);
	scratch = NULL;
}

/* One try. Return whether it came to an end; *outcome says which. */
static bool
try_once(enum db_mode mode, bool (*work)(void *), void *arg,
    enum db_outcome *outcome)
{
	jmp_buf here;
	bool yes;

	if (setjmp(here) != 0) {
		unwind = NULL;
		drop_scratch();
		if (db != NULL && mysql_query(db, "ROLLBACK") != 0)
			db_close();
		return false;
	}
	unwind = &here;
	query(mode == DB_READ ? "START TRANSACTION READ ONLY"
	    : "START TRANSACTION READ WRITE");
	yes = work(arg);
	query(yes ? "COMMIT" : "ROLLBACK");
	unwind = NULL;
	drop_scratch();
	*outcome = yes ? DB_COMMITTED : DB_ROLLED_BACK;
	return true;
}

/* Not the clock of the day: that may be set. */
static int64_t
seconds_of_uptime(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

enum db_outcome
db_transaction(enum db_mode mode, bool (*work)(void *), void *arg)
{
	enum db_outcome outcome = DB_AWAY;
	int64_t begin = seconds_of_uptime();
	int i;

	for (i = 0; i < TRIES && (config.patience == 0 ||
	    seconds_of_uptime() - begin < config.patience); i++)
		if (try_once(mode, work, arg, &outcome))
			return outcome;
	return DB_AWAY;
}

struct db_arg
db_instant(const void *ctx, int64_t instant)
{
	char text[WHEN_MAX];

	if (instant == 0)
		return db_text(NULL);
	return db_text(mem_copy(ctx, when_sql(instant, text)));
}

int64_t
db_exec_(const void *ctx, const char *sql, const struct db_arg *args)
{
	struct statement *st = statement_run(ctx, sql, args);

	if (mysql_stmt_errno(st->stmt) == ER_DUP_ENTRY)
		return DB_DUPLICATE;
	last_id = (int64_t)mysql_stmt_insert_id(st->stmt);
	return (int64_t)mysql_stmt_affected_rows(st->stmt);
}

int64_t
db_last_id(void)
{
	return last_id;
}
