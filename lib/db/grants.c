/* grants.c: what each program may do in the database, from one file. */
#include "db/grants.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/config.h"
#include "base/key.h"
#include "base/log.h"
#include "base/mem.h"
#include "db/migrate.h"

enum { WORD_MAX = 64, LIST_MAX = 64 };

/* A right of a line, before it is spread over tables and users. */
struct item {
	char name[WORD_MAX];
	char column[LIST_MAX][WORD_MAX];
	size_t columns;		/* 0: the whole table */
};

struct line {
	struct item right[LIST_MAX], table[LIST_MAX], user[LIST_MAX];
	size_t rights, tables, users;
};

static void
add(struct grants *g, const char *user, const char *right,
    const char *target, const char *column)
{
	g->list = talloc_realloc(g, g->list, struct grant,
	    (unsigned)g->n + 1);
	if (g->list == NULL)
		die("out of memory");
	g->list[g->n++] = (struct grant){ mem_copy(g, user),
	    mem_copy(g, right), mem_copy(g, target), mem_copy(g, column) };
}

/* Read a name into word; false if there is none at *s. */
static bool
read_word(const char **s, char word[WORD_MAX])
{
	size_t n = 0;

	while (isspace((unsigned char)**s))
		(*s)++;
	while (isalnum((unsigned char)**s) || **s == '_') {
		if (n + 1 == WORD_MAX)
			return false;
		word[n++] = *(*s)++;
	}
	word[n] = '\0';
	while (isspace((unsigned char)**s))
		(*s)++;
	return n > 0;
}

/* Read one thing of a list, with its columns in parentheses if it has some. */
static bool
read_item(const char **s, struct item *item)
{
	item->columns = 0;
	if (!read_word(s, item->name))
		return false;
	if (**s != '(')
		return true;
	do {
		(*s)++;
		if (item->columns == LIST_MAX ||
		    !read_word(s, item->column[item->columns++]))
			return false;
	} while (**s == ',');
	if (**s != ')')
		return false;
	(*s)++;
	while (isspace((unsigned char)**s))
		(*s)++;
	return true;
}

static bool
read_list(const char **s, struct item list[LIST_MAX], size_t *n)
{
	*n = 0;
	for (;;) {
		if (*n == LIST_MAX || !read_item(s, &list[(*n)++]))
			return false;
		if (**s != ',')
			return true;
		(*s)++;
	}
}

static bool
read_exactly(const char **s, const char *word)
{
	char got[WORD_MAX];

	return read_word(s, got) && strcmp(got, word) == 0;
}

static bool
read_line(const char *s, struct line *l)
{
	return read_exactly(&s, "GRANT") &&
	    read_list(&s, l->right, &l->rights) && read_exactly(&s, "ON") &&
	    read_list(&s, l->table, &l->tables) && read_exactly(&s, "TO") &&
	    read_list(&s, l->user, &l->users) && *s == '\0';
}

static bool
is_right(const char *name)
{
	static const char *const rights[] = { "SELECT", "INSERT", "UPDATE",
	    "DELETE" };
	size_t i;

	for (i = 0; i < sizeof(rights) / sizeof(rights[0]); i++)
		if (strcmp(rights[i], name) == 0)
			return true;
	return false;
}

static void
add_right(struct grants *g, const struct item *right, const char *target,
    const char *user)
{
	size_t i;

	if (right->columns == 0)
		add(g, user, right->name, target, "");
	for (i = 0; i < right->columns; i++)
		add(g, user, right->name, target, right->column[i]);
}

/* Spread a line: each right on each table to each user. */
static bool
add_line(struct grants *g, const struct line *l)
{
	const char *schema = admin_name(g, config()->database_name), *target;
	size_t t, u, i;

	for (t = 0; t < l->tables; t++) {
		target = mem_fmt(g, "%s.%s", schema,
		    admin_name(g, l->table[t].name));
		for (u = 0; u < l->users; u++)
			for (i = 0; i < l->rights; i++)
				add_right(g, &l->right[i], target,
				    l->user[u].name);
	}
	for (i = 0; i < l->rights; i++)
		if (!is_right(l->right[i].name))
			return false;
	return true;
}

static const char *
read_whole(const void *ctx, const char *file)
{
	enum { FILE_MAX = 1 << 20 };
	char *text = mem_array(ctx, char, FILE_MAX);
	FILE *in = fopen(file, "r");

	if (in == NULL)
		return NULL;
	text[fread(text, 1, FILE_MAX - 1, in)] = '\0';
	fclose(in);
	return text;
}

struct grants *
grants_read(const void *ctx, const char *file)
{
	struct grants *g = mem_new(ctx, struct grants);
	struct line *l = mem_new(g, struct line);
	const char *text = read_whole(g, file);
	const char *const *statement;
	size_t i, n = 0;

	if (text == NULL) {
		fprintf(stderr, "%s: can't be read\n", file);
		return NULL;
	}
	statement = migrate_split(g, text, &n);
	for (i = 0; i < n; i++)
		if (!read_line(statement[i], l) || !add_line(g, l)) {
			fprintf(stderr, "%s: not understood: %s\n", file,
			    statement[i]);
			return NULL;
		}
	return g;
}

/* Takes rows of information_schema: right, schema, table, column, grantable. */
struct reader {
	struct grants *g;
	const char *user;
};

static void
add_held(void *arg, const char *const *c)
{
	struct reader *r = arg;
	const char *target = "*.*";

	if (c[1] != NULL)
		target = mem_fmt(r->g, "%s.%s", admin_name(r->g, c[1]),
		    c[2] == NULL ? "*" : admin_name(r->g, c[2]));
	if (strcmp(c[0], "USAGE") != 0)
		add(r->g, r->user, c[0], target, c[3] == NULL ? "" : c[3]);
	if (strcmp(c[4], "YES") == 0)
		add(r->g, r->user, "GRANT OPTION", target, "");
}

struct grants *
grants_held(const void *ctx, struct admin *a, const char *user)
{
	static const char *const from[] = {
		"NULL, NULL, NULL, is_grantable FROM"
		    " information_schema.user_privileges",
		"table_schema, NULL, NULL, is_grantable FROM"
		    " information_schema.schema_privileges",
		"table_schema, table_name, NULL, is_grantable FROM"
		    " information_schema.table_privileges",
		"table_schema, table_name, column_name, is_grantable FROM"
		    " information_schema.column_privileges",
	};
	struct grants *g = mem_new(ctx, struct grants);
	struct reader r = { g, user };
	const char *who = admin_text(g, a, mem_fmt(g, "'%s'@'localhost'",
	    user));
	size_t i;

	for (i = 0; i < sizeof(from) / sizeof(from[0]); i++)
		if (!admin_rows(a, mem_fmt(g, "SELECT privilege_type, %s"
		    " WHERE grantee = %s", from[i], who), add_held, &r))
			fprintf(stderr, "%s: %s\n", user, admin_error(a));
	return g;
}

static bool
has(const struct grants *g, const struct grant *wanted)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		if (strcmp(g->list[i].user, wanted->user) == 0 &&
		    strcmp(g->list[i].right, wanted->right) == 0 &&
		    strcmp(g->list[i].target, wanted->target) == 0 &&
		    strcmp(g->list[i].column, wanted->column) == 0)
			return true;
	return false;
}

struct grants *
grants_missing(const void *ctx, const struct grants *a,
    const struct grants *b, const char *user)
{
	struct grants *g = mem_new(ctx, struct grants);
	const struct grant *one;
	size_t i;

	for (i = 0; i < a->n; i++) {
		one = &a->list[i];
		if (strcmp(one->user, user) == 0 && !has(b, one) &&
		    !has(g, one))
			add(g, user, one->right, one->target, one->column);
	}
	return g;
}

static bool
run(struct admin *a, const char *sql, const char *user)
{
	if (admin_run(a, sql) == 0)
		return true;
	fprintf(stderr, "%s: %s\n", user, admin_error(a));
	return false;
}

static bool
change(struct admin *a, const char *verb, const char *preposition,
    const struct grants *g)
{
	const struct grant *one;
	const char *columns;
	size_t i;

	for (i = 0; i < g->n; i++) {
		one = &g->list[i];
		columns = *one->column == '\0' ? "" :
		    mem_fmt(g, " (%s)", admin_name(g, one->column));
		if (!run(a, mem_fmt(g, "%s %s%s ON %s %s '%s'@'localhost'",
		    verb, one->right, columns, one->target, preposition,
		    one->user), one->user))
			return false;
	}
	return true;
}

static bool
make_user(const void *ctx, struct admin *a, const char *program,
    const char *user)
{
	const char *password = key_database_password(program);
	const char *how = "VIA unix_socket";

	if (password != NULL)
		how = mem_fmt(ctx, "BY %s", admin_text(ctx, a, password));
	return run(a, mem_fmt(ctx, "CREATE USER IF NOT EXISTS"
	    " '%s'@'localhost' IDENTIFIED %s", user, how), user) &&
	    run(a, mem_fmt(ctx, "ALTER USER '%s'@'localhost' IDENTIFIED %s",
	    user, how), user);
}

/* Give the user what it lacks of what is wanted. Return that; NULL: refused. */
static struct grants *
give_missing(const void *ctx, struct admin *a, const struct grants *wanted,
    const char *user)
{
	struct grants *give = grants_missing(ctx, wanted,
	    grants_held(ctx, a, user), user);

	return change(a, "GRANT", "TO", give) ? give : NULL;
}

/*
 * Taking a right on a table takes the same right on its columns with it, so
 * these are given once more.
 */
bool
grants_apply(struct admin *a, const struct grants *wanted,
    const char *program)
{
	void *ctx = mem_context(NULL);
	const char *user = key_database_user(ctx, program);
	struct grants *give = NULL, *take = NULL;
	bool good = make_user(ctx, a, program, user) &&
	    (give = give_missing(ctx, a, wanted, user)) != NULL;

	if (good) {
		take = grants_missing(ctx, grants_held(ctx, a, user), wanted,
		    user);
		good = change(a, "REVOKE", "FROM", take) &&
		    give_missing(ctx, a, wanted, user) != NULL;
	}
	if (good)
		printf("%s: %zu rights given, %zu taken away\n", user, give->n,
		    take->n);
	talloc_free(ctx);
	return good;
}
