/* inbox_command.c: kithctl inbox: how the practice's inbox is set up. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "commands.h"
#include "db/db.h"
#include "inbox.h"

enum { FILE_MAX = 1024 * 1024 };

static const char POOLS[] =
    "SELECT name, email FROM pool WHERE active ORDER BY position, name";

/* A row an office; subjects without one have one row. */
static const char SUBJECTS[] =
    "SELECT s.id, s.name, s.area, p.name, s.answer_hours, l.name, o.name"
    " FROM subject s JOIN pool p ON p.id = s.pool_id"
    " LEFT JOIN (subject_route t"
    "  JOIN location l ON l.id = t.location_id"
    "  JOIN pool o ON o.id = t.pool_id) ON t.subject_id = s.id"
    " WHERE s.active ORDER BY s.position, s.name, s.id, l.name";

static const char TEMPLATES[] =
    "SELECT name, body FROM message_template ORDER BY position, name";

static const char HOLIDAYS[] = "SELECT day FROM holiday ORDER BY day";

/* What the command line asks for, and what comes of it. */
struct inbox {
	void *ctx;
	const cJSON *wanted;
	cJSON *found;
	const char *why;	/* it can't be done; NULL: it can */
};

/* The columns of a row, and where they go. */
struct row {
	cJSON *list, *offices;
	int64_t id, subject, hours;
	const char *name, *text, *pool, *office, *office_pool;
};

/* An object at the end of the list, with its name. */
static cJSON *
add_object(struct row *row)
{
	cJSON *o = cJSON_CreateObject();

	if (o == NULL || !cJSON_AddItemToArray(row->list, o) ||
	    cJSON_AddStringToObject(o, "name", row->name) == NULL)
		die("out of memory");
	return o;
}

static bool
add_pool(void *arg)
{
	struct row *row = arg;
	cJSON *o = add_object(row);

	if (row->text == NULL)
		cJSON_AddNullToObject(o, "email");
	else
		cJSON_AddStringToObject(o, "email", row->text);
	return true;
}

static bool
add_subject(void *arg)
{
	struct row *row = arg;
	cJSON *o;

	if (row->id != row->subject) {
		o = add_object(row);
		cJSON_AddStringToObject(o, "area", row->text);
		cJSON_AddStringToObject(o, "pool", row->pool);
		cJSON_AddNumberToObject(o, "answer_hours", (double)row->hours);
		row->offices = cJSON_AddObjectToObject(o, "offices");
	}
	row->subject = row->id;
	if (row->office != NULL)
		cJSON_AddStringToObject(row->offices, row->office,
		    row->office_pool);
	return true;
}

static bool
add_template(void *arg)
{
	struct row *row = arg;

	cJSON_AddStringToObject(add_object(row), "body", row->text);
	return true;
}

static bool
add_holiday(void *arg)
{
	struct row *row = arg;

	cJSON_AddItemToArray(row->list, cJSON_CreateString(row->name));
	return true;
}

cJSON *
inbox_select(const void *ctx)
{
	cJSON *inbox = cJSON_CreateObject();
	struct row row = { .list = cJSON_AddArrayToObject(inbox, "pools") };

	db_each(ctx, POOLS, DB_OUT(out_text(&row.name), out_text(&row.text)),
	    add_pool, &row);
	row.list = cJSON_AddArrayToObject(inbox, "subjects");
	db_each(ctx, SUBJECTS, DB_OUT(out_int(&row.id), out_text(&row.name),
	    out_text(&row.text), out_text(&row.pool), out_int(&row.hours),
	    out_text(&row.office), out_text(&row.office_pool)), add_subject,
	    &row);
	row.list = cJSON_AddArrayToObject(inbox, "templates");
	db_each(ctx, TEMPLATES, DB_OUT(out_text(&row.name),
	    out_text(&row.text)), add_template, &row);
	row.list = cJSON_AddArrayToObject(inbox, "holidays");
	db_each(ctx, HOLIDAYS, DB_OUT(out_text(&row.name)), add_holiday, &row);
	return inbox;
}

static bool
select_it(void *arg)
{
	struct inbox *i = arg;

	cJSON_Delete(i->found);	/* of a try before */
	i->found = inbox_select(i->ctx);
	return true;
}

static bool
store_it(void *arg)
{
	struct inbox *i = arg;

	i->why = inbox_store(i->ctx, i->wanted);
	return i->why == NULL;
}

static int
away(void)
{
	fputs("the database can't be reached\n", stderr);
	return CTL_BAD;
}

static int
print_inbox(struct inbox *i)
{
	char *text;

	if (db_transaction(DB_READ, select_it, i) != DB_COMMITTED)
		return away();
	if ((text = cJSON_Print(i->found)) == NULL)
		die("out of memory");
	puts(text);
	free(text);
	cJSON_Delete(i->found);
	return CTL_GOOD;
}

/* The file's bytes, owned by ctx; NULL if it can't be read or is too large. */
static const char *
read_file(void *ctx, const char *path, size_t *len)
{
	FILE *in = fopen(path, "r");
	char *text = mem_array(ctx, char, FILE_MAX + 1);

	if (in == NULL) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return NULL;
	}
	*len = fread(text, 1, FILE_MAX + 1, in);
	if (ferror(in) || *len > FILE_MAX) {
		fprintf(stderr, "%s can't be read, or is too large\n", path);
		text = NULL;
	}
	fclose(in);
	return text;
}

static int
load_inbox(struct inbox *i, const char *path)
{
	const char *text;
	size_t len;

	if ((text = read_file(i->ctx, path, &len)) == NULL)
		return CTL_BAD;
	i->wanted = inbox_read(i->ctx, text, len, &i->why);
	if (i->wanted != NULL &&
	    db_transaction(DB_WRITE, store_it, i) == DB_AWAY)
		return away();
	if (i->why != NULL) {
		fprintf(stderr, "%s: %s; nothing was changed\n", path, i->why);
		return CTL_BAD;
	}
	return CTL_GOOD;
}

int
inbox_command(int argc, char **argv)
{
	struct inbox i = { .ctx = mem_context(NULL) };
	int status;

	if (argc > 2)
		return ctl_usage(argv);
	status = argc == 2 ? load_inbox(&i, argv[1]) : print_inbox(&i);
	talloc_free(i.ctx);
	return status;
}
