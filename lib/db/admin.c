/* admin.c: a connection that changes the database itself. */
#include "db/admin.h"

#include <mysql.h>
#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"

static const char SESSION_SETTINGS[] =
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
    "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',"
    " time_zone = '+00:00'";

struct admin {
	MYSQL *db;
};

static int
close_admin(struct admin *a)
{
	mysql_close(a->db);
	return 0;
}

struct admin *
admin_open(const void *ctx, const char *user, const char *password,
    const char *database, const char **why)
{
	struct admin *a = mem_new(ctx, struct admin);
	unsigned connect_seconds = 5;

	if ((a->db = mysql_init(NULL)) == NULL)
		die("out of memory");
	talloc_set_destructor(a, close_admin);
	mysql_options(a->db, MYSQL_OPT_CONNECT_TIMEOUT, &connect_seconds);
	mysql_options(a->db, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	mysql_options(a->db, MYSQL_INIT_COMMAND, SESSION_SETTINGS);
	if (mysql_real_connect(a->db, NULL, user, password, database, 0,
	    config()->database_socket, 0) != NULL)
		return a;
	*why = mem_copy(ctx, mysql_error(a->db));
	talloc_free(a);
	return NULL;
}

unsigned
admin_run(struct admin *a, const char *sql)
{
	MYSQL_RES *rows;

	if (mysql_query(a->db, sql) != 0)
		return mysql_errno(a->db);
	if ((rows = mysql_store_result(a->db)) != NULL)
		mysql_free_result(rows);
	return 0;
}

const char *
admin_error(struct admin *a)
{
	return mysql_error(a->db);
}

bool
admin_rows(struct admin *a, const char *sql,
    void (*each)(void *arg, const char *const *column), void *arg)
{
	MYSQL_RES *rows;
	MYSQL_ROW row;

	if (mysql_query(a->db, sql) != 0 ||
	    (rows = mysql_store_result(a->db)) == NULL)
		return false;
	while ((row = mysql_fetch_row(rows)) != NULL)
		each(arg, (const char *const *)row);
	mysql_free_result(rows);
	return true;
}

struct first {
	const void *ctx;
	const char *value;
};

static void
keep_first(void *arg, const char *const *column)
{
	struct first *f = arg;

	if (f->value == NULL)
		f->value = mem_copy(f->ctx, column[0]);
}

const char *
admin_value(const void *ctx, struct admin *a, const char *sql)
{
	struct first f = { .ctx = ctx };

	admin_rows(a, sql, keep_first, &f);
	return f.value;
}

const char *
admin_name(const void *ctx, const char *name)
{
	char *quoted = mem_array(ctx, char, 2 * strlen(name) + 3);
	char *out = quoted;

	*out++ = '`';
	for (; *name != '\0'; name++) {
		if (*name == '`')
			*out++ = '`';
		*out++ = *name;
	}
	*out++ = '`';
	*out = '\0';
	return quoted;
}

const char *
admin_text(const void *ctx, struct admin *a, const char *text)
{
	size_t len = strlen(text);
	char *quoted = mem_array(ctx, char, 2 * len + 3);
	unsigned long n;

	quoted[0] = '\'';
	n = mysql_real_escape_string(a->db, quoted + 1, text,
	    (unsigned long)len);
	memcpy(quoted + 1 + n, "'", 2);
	return quoted;
}
