/* rows.c: rows into variables and into trees. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/when.h"
#include "db/statement.h"

static void
store(const void *ctx, const struct db_out *out, const struct column *c)
{
	const char *text = column_text(c);

	switch (out->type) {
	case OUT_INT:
		*(int64_t *)out->to = text == NULL ? 0 : strtoll(text, NULL, 10);
		break;
	case OUT_TEXT:
		*(const char **)out->to = mem_copy(ctx, text);
		break;
	case OUT_BYTES:
		*(const void **)out->to =
		    text == NULL ? NULL : mem_copy_n(ctx, text, c->length);
		*out->len = text == NULL ? 0 : c->length;
		break;
	case OUT_INSTANT:
		if (text == NULL || !when_from_sql(text, out->to))
			*(int64_t *)out->to = 0;
		break;
	default:
		die("db: no such place for a column");
	}
}

static void
store_row(const void *ctx, const struct statement *st,
    const struct db_out *out)
{
	unsigned i;

	for (i = 0; out[i].type != OUT_END; i++)
		if (i < st->columns)
			store(ctx, &out[i], &st->column[i]);
	if (i != st->columns)
		die("db: %u places for %u columns: %.200s", i, st->columns,
		    st->sql);
}

bool
db_one_(const void *ctx, const char *sql, const struct db_out *out,
    const struct db_arg *args)
{
	struct statement *st = statement_run(ctx, sql, args);
	bool found = statement_next(st);

	if (found)
		store_row(ctx, st, out);
	statement_done(st);
	return found;
}

void
db_each_(const void *ctx, const char *sql, const struct db_out *out,
    bool (*each)(void *), void *arg, const struct db_arg *args)
{
	struct statement *st = statement_run(ctx, sql, args);
	bool more = true;
	void *row;

	while (more && statement_next(st)) {
		row = mem_context(ctx);
		store_row(row, st, out);
		more = each(arg);
		talloc_free(row);
	}
	statement_done(st);
}

static void
set(xmlNode *node, const char *name, const char *value)
{
	if (xmlNewProp(node, BAD_CAST name, BAD_CAST value) == NULL)
		die("out of memory");
}

static void
set_instant(xmlNode *node, const struct column *c, const char *text)
{
	char said[WHEN_MAX];
	int64_t instant;

	if (!when_from_sql(text, &instant))
		return;
	set(node, c->name, when_instant_iso(instant, said));
	set(node, c->says, when_instant_says(instant, said));
	set(node, c->full, when_instant_full(instant, said));
}

static void
set_when(xmlNode *node, const struct column *c, const char *text)
{
	char said[WHEN_MAX];
	struct when w;

	set(node, c->name, text);
	if (!when_read(text, &w))
		return;
	set(node, c->says, when_says(&w, said));
	set(node, c->ts, when_hl7(&w, said));
	if (w.precision == WHEN_TIME)
		set(node, c->full, when_instant_full(w.instant, said));
}

static void
set_column(xmlNode *node, const struct column *c)
{
	const char *text = column_text(c);

	if (text == NULL)
		return;
	if (c->kind == COLUMN_AT)
		set_instant(node, c, text);
	else if (c->kind == COLUMN_PLAIN)
		set(node, c->name, text);
	else
		set_when(node, c, text);
}

int
db_rows_(const void *ctx, xmlNode *parent, const char *name, const char *sql,
    const struct db_arg *args)
{
	struct statement *st = statement_run(ctx, sql, args);
	xmlNode *row;
	unsigned i;
	int rows;

	for (rows = 0; statement_next(st); rows++) {
		row = xmlNewTextChild(parent, NULL, BAD_CAST name, NULL);
		if (row == NULL)
			die("out of memory");
		for (i = 0; i < st->columns; i++)
			set_column(row, &st->column[i]);
	}
	statement_done(st);
	return rows;
}
