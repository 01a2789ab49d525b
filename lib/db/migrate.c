/* migrate.c: the schema, brought up to date by numbered files of SQL. */
#include "db/migrate.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"

static const char TABLE[] =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    " number INT NOT NULL PRIMARY KEY,"
    " name VARCHAR(100) NOT NULL,"
    " state ENUM('running', 'done') NOT NULL,"
    " statements INT NOT NULL COMMENT 'finished so far',"
    " sha256 CHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'of these',"
    " started_at DATETIME NOT NULL,"
    " finished_at DATETIME"
    ") COMMENT = 'what kithctl migrate has run'";

struct migration {
	int number;
	const char *name;		/* "0001-practice.sql" */
	const char *const *statement;
	size_t statements;
};

/* What schema_migration says of one file. */
struct record {
	const void *ctx;
	bool there, is_done;
	size_t statements;
	const char *sha256;
};

/* Where the comment or quoted text that begins at s ends; s if none does. */
static const char *
end_of_comment(const char *s)
{
	const char *end;

	if (*s == '#' || (s[0] == '-' && s[1] == '-' &&
	    (s[2] == '\0' || isspace((unsigned char)s[2]))))
		return s + strcspn(s, "\n");
	if (s[0] != '/' || s[1] != '*')
		return s;
	end = strstr(s + 2, "*/");
	return end == NULL ? s + strlen(s) : end + 2;
}

static const char *
end_of_quote(const char *s)
{
	char quote = *s;

	if (quote != '\'' && quote != '"' && quote != '`')
		return s;
	for (s++; *s != '\0' && *s != quote; s++)
		if (*s == '\\' && quote != '`' && s[1] != '\0')
			s++;
	return *s == '\0' ? s : s + 1;
}

/* Copy one statement without its comments; return where the next begins. */
static const char *
copy_statement(const char *s, char *out)
{
	const char *end;

	while (*s != '\0' && *s != ';') {
		if ((end = end_of_comment(s)) != s) {
			*out++ = ' ';
			s = end;
			continue;
		}
		end = end_of_quote(s);
		if (end == s)
			end = s + 1;
		memcpy(out, s, (size_t)(end - s));
		out += end - s;
		s = end;
	}
	*out = '\0';
	return *s == ';' ? s + 1 : s;
}

const char *const *
migrate_split(const void *ctx, const char *text, size_t *n)
{
	size_t room = 1, i;
	const char **list;
	char *buffer = mem_array(ctx, char, strlen(text) + 1), *statement;

	for (i = 0; text[i] != '\0'; i++)
		room += text[i] == ';';
	list = mem_array(ctx, const char *, room + 1);
	for (*n = 0; *text != '\0';) {
		text = copy_statement(text, buffer);
		statement = text_trim(buffer);
		if (*statement != '\0')
			list[(*n)++] = mem_copy(list, statement);
	}
	talloc_free(buffer);
	return list;
}

static bool
say(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	return false;
}

static char *
read_file(const void *ctx, const char *path)
{
	FILE *in = fopen(path, "r");
	char *text = mem_array(ctx, char, 1);
	char part[8192];
	size_t n, len = 0;

	if (in == NULL)
		return NULL;
	while ((n = fread(part, 1, sizeof(part) - 1, in)) > 0) {
		part[n] = '\0';
		text = mem_fmt(ctx, "%s%s", text, part);
		len += n;
	}
	n = (size_t)ferror(in);
	fclose(in);
	return n != 0 || strlen(text) != len ? NULL : text;
}

static int
is_migration(const struct dirent *d)
{
	const char *s = d->d_name;
	size_t len = strlen(s);

	return len > 9 && len <= 100 && strspn(s, "0123456789") == 4 &&
	    s[4] == '-' && strcmp(s + len - 4, ".sql") == 0;
}

static bool
read_migration(const void *ctx, const char *dir, const char *name,
    struct migration *m)
{
	const char *path = mem_fmt(ctx, "%s/%s", dir, name);
	const char *text = read_file(ctx, path);

	if (text == NULL)
		return say(path, "can't be read");
	m->number = atoi(name);
	m->name = mem_copy(ctx, name);
	m->statement = migrate_split(ctx, text, &m->statements);
	return true;
}

/* Read all of a folder; *n is 0, with a sentence on standard error, if not. */
static struct migration *
read_all(const void *ctx, const char *dir, size_t *n)
{
	struct dirent **entry;
	int i, entries = scandir(dir, &entry, is_migration, alphasort);
	struct migration *m;
	bool good = entries > 0;

	*n = 0;
	if (entries <= 0)
		say(dir, entries < 0 ? strerror(errno) : "no migrations");
	m = mem_array(ctx, struct migration, entries > 0 ? (size_t)entries : 1);
	for (i = 0; i < entries; i++) {
		good = good && read_migration(m, dir, entry[i]->d_name, &m[i]);
		if (good && i > 0 && m[i].number == m[i - 1].number)
			good = say(m[i].name, "its number is given twice");
		free(entry[i]);
	}
	if (entries >= 0)
		free(entry);
	if (good)
		*n = (size_t)entries;
	return m;
}

/* The digest of the first n statements, as hexadecimal text. */
static const char *
digest_of(const void *ctx, const struct migration *m, size_t n)
{
	uint8_t digest[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state state;
	size_t i;

	crypto_hash_sha256_init(&state);
	for (i = 0; i < n; i++) /* with the NUL, which parts them */
		crypto_hash_sha256_update(&state,
		    (const uint8_t *)m->statement[i],
		    strlen(m->statement[i]) + 1);
	crypto_hash_sha256_final(&state, digest);
	return text_hex(ctx, digest, sizeof(digest));
}

static void
keep_record(void *arg, const char *const *column)
{
	struct record *r = arg;

	r->there = true;
	r->is_done = strcmp(column[0], "done") == 0;
	r->statements = strtoul(column[1], NULL, 10);
	r->sha256 = mem_copy(r->ctx, column[2]);
}

static bool
find_record(struct admin *a, const struct migration *m, struct record *r)
{
	return admin_rows(a, mem_fmt(r->ctx, "SELECT state, statements, sha256"
	    " FROM schema_migration WHERE number = %d", m->number),
	    keep_record, r);
}

/* Whether the file still begins with what was run of it (all, if done). */
static bool
is_as_it_was(const struct migration *m, const struct record *r)
{
	if (r->statements > m->statements ||
	    (r->is_done && r->statements != m->statements))
		return false;
	return strcmp(digest_of(r->ctx, m, r->statements), r->sha256) == 0;
}

/* What a statement says whose work was done before: only after a kill. */
static bool
was_done_before(unsigned error)
{
	return error == ADMIN_TABLE_EXISTS || error == ADMIN_COLUMN_EXISTS ||
	    error == ADMIN_KEY_EXISTS || error == ADMIN_NOTHING_TO_DROP ||
	    error == ADMIN_NO_TABLE_TO_DROP;
}

/* Run a statement of ours and say so if it fails. */
static bool
run(struct admin *a, const char *sql)
{
	if (admin_run(a, sql) == 0)
		return true;
	return say(sql, admin_error(a));
}

/*
 * Run statement i and note it, in one transaction where the statement allows
 * that. One that changes tables commits by itself, whole or not at all, so a
 * kill may fall between it and the note: then (may_be_done) it is run again,
 * and the server's "exists already" means that it was done.
 */
static bool
run_statement(const void *ctx, struct admin *a, const struct migration *m,
    size_t i, bool may_be_done)
{
	unsigned error;

	if (!run(a, "START TRANSACTION"))
		return false;
	error = admin_run(a, m->statement[i]);
	if (error != 0 && !(may_be_done && was_done_before(error))) {
		fprintf(stderr, "%s, statement %zu: %s\n", m->name, i + 1,
		    admin_error(a));
		admin_run(a, "ROLLBACK");
		return false;
	}
	return run(a, mem_fmt(ctx, "UPDATE schema_migration"
	    " SET statements = %zu, sha256 = '%s' WHERE number = %d", i + 1,
	    digest_of(ctx, m, i + 1), m->number)) && run(a, "COMMIT");
}

static bool
begin_record(const void *ctx, struct admin *a, const struct migration *m)
{
	char now[WHEN_MAX];

	return run(a, mem_fmt(ctx, "INSERT INTO schema_migration"
	    " VALUES (%d, %s, 'running', 0, '%s', '%s', NULL)", m->number,
	    admin_text(ctx, a, m->name), digest_of(ctx, m, 0),
	    when_sql(when_now(), now)));
}

static bool
end_record(const void *ctx, struct admin *a, const struct migration *m)
{
	char now[WHEN_MAX];

	if (!run(a, mem_fmt(ctx, "UPDATE schema_migration SET state = 'done',"
	    " finished_at = '%s' WHERE number = %d",
	    when_sql(when_now(), now), m->number)))
		return false;
	printf("%s: done\n", m->name);
	return true;
}

static bool
run_migration(const void *ctx, struct admin *a, const struct migration *m)
{
	struct record r = { .ctx = ctx };
	size_t i;

	if (!find_record(a, m, &r))
		return say("schema_migration", admin_error(a));
	if (r.there && !is_as_it_was(m, &r))
		return say(m->name, "was changed since it was run");
	if (r.is_done)
		return true;
	if (!r.there && !begin_record(ctx, a, m))
		return false;
	for (i = r.statements; i < m->statements; i++)
		if (!run_statement(ctx, a, m, i, r.there && i == r.statements))
			return false;
	return end_record(ctx, a, m);
}

static bool
open_database(const void *ctx, struct admin *a)
{
	const char *name = admin_name(ctx, config()->database_name);

	return run(a, mem_fmt(ctx, "CREATE DATABASE IF NOT EXISTS %s"
	    " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci", name)) &&
	    run(a, mem_fmt(ctx, "USE %s", name)) && run(a, TABLE);
}

/* One migrator at a time; the lock ends with the connection at the latest. */
static bool
take_lock(const void *ctx, struct admin *a)
{
	const char *name = mem_fmt(ctx, "kith migrate %.50s",
	    config()->database_name);
	const char *got = admin_value(ctx, a, mem_fmt(ctx,
	    "SELECT GET_LOCK(%s, 60)", admin_text(ctx, a, name)));

	if (got != NULL && strcmp(got, "1") == 0)
		return true;
	return say("migrate", "another one has been running for a minute");
}

bool
migrate(struct admin *a, const char *dir)
{
	void *ctx = mem_context(NULL);
	size_t i, n;
	struct migration *m = read_all(ctx, dir, &n);
	bool good = n > 0 && take_lock(ctx, a) && open_database(ctx, a);

	for (i = 0; good && i < n; i++)
		good = run_migration(ctx, a, &m[i]);
	admin_run(a, "DO RELEASE_ALL_LOCKS()");
	talloc_free(ctx);
	return good;
}

const char *
migrate_check(const void *ctx, struct admin *a, const char *dir)
{
	void *scratch = mem_context(ctx);
	size_t i, n;
	struct migration *m = read_all(scratch, dir, &n);
	const char *why = n == 0 ? "the migrations can't be read" : NULL;

	for (i = 0; why == NULL && i < n; i++) {
		struct record r = { .ctx = scratch };

		if (!find_record(a, &m[i], &r))
			why = mem_copy(ctx, admin_error(a));
		else if (!r.there || !r.is_done)
			why = mem_fmt(ctx, "%s was not %s - run: kithctl"
			    " migrate", m[i].name, r.there ? "finished"
			    : "run");
		else if (!is_as_it_was(&m[i], &r))
			why = mem_fmt(ctx, "%s was changed since it was run -"
			    " put it back as it was, and make the change in a"
			    " new file", m[i].name);
	}
	talloc_free(scratch);
	return why;
}
