/* statement.c: prepared statements and their rows. */
#include "db/statement.h"

#include <mysqld_error.h>
#include <stdint.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"

enum { SLOTS = 1024, FIRST_SIZE = 128, LARGE_BYTES = 64 * 1024 };

static struct statement *slots[SLOTS];

/* The slot of an SQL constant: its address is its name. */
static struct statement **
slot_of(const char *sql)
{
	size_t i = ((uintptr_t)sql >> 3) * 2654435761u % SLOTS, n;

	for (n = 0; n < SLOTS; n++, i = (i + 1) % SLOTS)
		if (slots[i] == NULL || slots[i]->sql == sql)
			return &slots[i];
	die("db: more than %d statements", SLOTS);
}

static enum column_kind
kind_of(const char *name)
{
	size_t n = strlen(name);

	if (n > 3 && strcmp(name + n - 3, "_at") == 0)
		return COLUMN_AT;
	if (n > 5 && strcmp(name + n - 5, "_when") == 0)
		return COLUMN_WHEN;
	if (n > 4 && strcmp(name + n - 4, "_day") == 0)
		return COLUMN_DAY;
	return COLUMN_PLAIN;
}

static void
bind_column(MYSQL_BIND *b, struct column *c)
{
	b->buffer_type = MYSQL_TYPE_STRING;
	b->buffer = c->buffer;
	b->buffer_length = c->size - 1;
	b->length = &c->length;
	b->is_null = &c->null;
	b->error = &c->cut;
}

/* Its own name, and those of what db_rows() says of a time. */
static void
name_column(const void *ctx, struct column *c, const char *name)
{
	c->name = mem_copy(ctx, name);
	c->kind = kind_of(name);
	if (c->kind == COLUMN_PLAIN)
		return;
	c->says = mem_fmt(ctx, "%s-says", name);
	c->full = mem_fmt(ctx, "%s-full", name);
	c->ts = mem_fmt(ctx, "%s-ts", name);
}

static void
describe_columns(struct statement *st)
{
	MYSQL_RES *meta = mysql_stmt_result_metadata(st->stmt);
	MYSQL_FIELD *field;
	unsigned i;

	if (meta == NULL)
		return;
	field = mysql_fetch_fields(meta);
	st->columns = mysql_num_fields(meta);
	st->column = mem_array(st, struct column, st->columns);
	st->out = mem_array(st, MYSQL_BIND, st->columns);
	for (i = 0; i < st->columns; i++) {
		name_column(st, &st->column[i], field[i].name);
		st->column[i].size = FIRST_SIZE;
		st->column[i].buffer = mem_array(st, char, FIRST_SIZE);
		bind_column(&st->out[i], &st->column[i]);
	}
	mysql_free_result(meta);
}

static int
free_statement(struct statement *st)
{
	mysql_stmt_close(st->stmt);
	return 0;
}

struct statement *
statement_of(const char *sql)
{
	struct statement **slot = slot_of(sql), *st;
	MYSQL_STMT *stmt;

	if (*slot != NULL)
		return *slot;
	stmt = mysql_stmt_init(db_connection());
	if (stmt == NULL)
		die("out of memory");
	st = mem_new(NULL, struct statement);
	st->sql = sql;
	st->stmt = stmt;
	talloc_set_destructor(st, free_statement);
	*slot = st;
	if (mysql_stmt_prepare(stmt, sql, strlen(sql)) != 0) {
		unsigned error = mysql_stmt_errno(stmt);
		char why[256];

		snprintf(why, sizeof(why), "%s", mysql_stmt_error(stmt));
		*slot = NULL;
		talloc_free(st);
		db_failed(error, why, sql);
	}
	st->params = (unsigned)mysql_stmt_param_count(stmt);
	st->in = mem_array(st, MYSQL_BIND, st->params + 1);
	st->single = mem_array(st, struct single, st->params + 1);
	describe_columns(st);
	return st;
}

void
statement_forget_all(void)
{
	size_t i;

	for (i = 0; i < SLOTS; i++) {
		talloc_free(slots[i]);
		slots[i] = NULL;
	}
}

static void
bind_arg(MYSQL_BIND *b, const struct db_arg *a)
{
	*b = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_NULL };
	if (a->type == DB_INT) {
		b->buffer_type = MYSQL_TYPE_LONGLONG;
		b->buffer = (void *)(uintptr_t)&a->n;
	} else if (a->type == DB_TEXT) {
		b->buffer_type = MYSQL_TYPE_STRING;
		b->buffer = (void *)(uintptr_t)a->s;
		b->buffer_length = strlen(a->s);
	} else if (a->type == DB_BYTES) {
		b->buffer_type = MYSQL_TYPE_BLOB;
		b->buffer = (void *)(uintptr_t)a->s;
		b->buffer_length = (unsigned long)a->n;
	}
}

/* Where a row has a piece of a file. */
static bool
is_large(const char *sql, const struct db_arg *args)
{
	if (strncmp(sql, "INSERT ", 7) != 0)
		return false;
	for (; args->type != DB_END; args++)
		if (args->type == DB_BYTES && args->n >= LARGE_BYTES)
			return true;
	return false;
}

/* Texts stand in an array of pointers, and their lengths in another. */
static void
bind_single(MYSQL_BIND *b, struct single *one)
{
	*one = (struct single){ .s = b->buffer, .len = b->buffer_length,
		.null = b->buffer_type == MYSQL_TYPE_NULL
		    ? STMT_INDICATOR_NULL : STMT_INDICATOR_NONE };
	b->u.indicator = &one->null;
	b->length = &one->len;
	if (b->buffer_type != MYSQL_TYPE_LONGLONG)
		b->buffer = &one->s;
}

/*
 * Send a large row as an array of one (MariaDB's bulk operations). Of any other
 * INSERT the server writes the values into its text, letter by letter, whenever
 * it has a binary log, although that has the rows: for a file of 10 MB this
 * took four times as long as to store it.
 */
static void
bind_bulk(struct statement *st, bool is_bulk)
{
	unsigned rows = is_bulk ? 1 : 0, i;

	if (is_bulk || st->is_bulk)
		mysql_stmt_attr_set(st->stmt, STMT_ATTR_ARRAY_SIZE, &rows);
	st->is_bulk = is_bulk;
	for (i = 0; is_bulk && i < st->params; i++)
		bind_single(&st->in[i], &st->single[i]);
}

static _Noreturn void
fail(const void *ctx, struct statement *st)
{
	unsigned error = mysql_stmt_errno(st->stmt);
	const char *why = mysql_stmt_error(st->stmt);

	/* What fails between two rows is known to the connection alone. */
	if (error == 0) {
		error = mysql_errno(db_connection());
		why = mysql_error(db_connection());
	}
	/* Copied, as closing the connection frees the statement. */
	db_failed(error, mem_copy(ctx, why), st->sql);
}

struct statement *
statement_run(const void *ctx, const char *sql, const struct db_arg *args)
{
	struct statement *st = statement_of(sql);
	unsigned i;

	for (i = 0; args[i].type != DB_END; i++)
		if (i < st->params)
			bind_arg(&st->in[i], &args[i]);
	if (i != st->params)
		die("db: %u arguments for %u: %.200s", i, st->params, sql);
	bind_bulk(st, is_large(sql, args));
	if ((st->params > 0 && mysql_stmt_bind_param(st->stmt, st->in) != 0) ||
	    (mysql_stmt_execute(st->stmt) != 0 &&
	    mysql_stmt_errno(st->stmt) != ER_DUP_ENTRY))
		fail(ctx, st);
	if (st->columns > 0 && mysql_stmt_bind_result(st->stmt, st->out) != 0)
		fail(ctx, st);
	return st;
}

/* The value did not fit: make room, and fetch this column again. */
static void
fetch_long(struct statement *st, unsigned i)
{
	struct column *c = &st->column[i];

	talloc_free(c->buffer);
	c->size = c->length + 1;
	c->buffer = mem_array(st, char, c->size);
	bind_column(&st->out[i], c);
	if (mysql_stmt_fetch_column(st->stmt, &st->out[i], i, 0) != 0)
		fail(st, st);
}

bool
statement_next(struct statement *st)
{
	int rc = mysql_stmt_fetch(st->stmt);
	bool grown = false;
	unsigned i;

	if (rc == MYSQL_NO_DATA)
		return false;
	if (rc != 0 && rc != MYSQL_DATA_TRUNCATED)
		fail(st, st);
	for (i = 0; i < st->columns; i++)
		if (!st->column[i].null && st->column[i].length >=
		    st->column[i].size) {
			fetch_long(st, i);
			grown = true;
		}
	if (grown && mysql_stmt_bind_result(st->stmt, st->out) != 0)
		fail(st, st);
	for (i = 0; i < st->columns; i++)
		if (!st->column[i].null)
			st->column[i].buffer[st->column[i].length] = '\0';
	return true;
}

void
statement_done(struct statement *st)
{
	mysql_stmt_free_result(st->stmt);
}

const char *
column_text(const struct column *c)
{
	return c->null ? NULL : c->buffer;
}
