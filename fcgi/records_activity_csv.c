/*
 * records_activity_csv.c: who looked at the record, as a file for spreadsheets
 *
 * RFC 4180, in UTF-8 with the mark that spreadsheet programs know it by. A cell
 * that they would take for a formula begins with "'" (OWASP, CSV Injection):
 * names are written by whoever made an account.
 */
#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "records_activity.h"
#include "web/view.h"

static const char HEADINGS[] = "\xEF\xBB\xBF" "Time,Who,Part,What,Item,Status,"
    "Internet address,Number\r\n";

/* A file on its way. */
struct sheet {
	struct activity *activity;
	body_writer *put;
	void *put_arg;
	bool is_broken;			/* the person went away */
};

/* One cell, in quotes, which it may hold. */
static const char *
cell(const void *ctx, const char *text)
{
	char *out = mem_array(ctx, char, strlen(text) * 2 + 4), *o = out;

	*o++ = '"';
	if (*text != '\0' && strchr("=+-@\t\r", *text) != NULL)
		*o++ = '\'';
	for (; *text != '\0'; text++) {
		if (*text == '"')
			*o++ = '"';
		*o++ = *text;
	}
	*o = '"';
	return out;
}

static bool
put_row(void *arg, const struct act_row *row, const struct act *act)
{
	struct sheet *s = arg;
	void *ctx = mem_context(NULL);
	char at[WHEN_MAX];
	const char *line = mem_fmt(ctx, "%s,%s,%s,%s,%s,%" PRId64 ",%s,%"
	    PRId64 "\r\n", when_instant_local(row->at, at),
	    cell(ctx, row->actor), cell(ctx, act_part(ctx, row)),
	    cell(ctx, act_says(ctx, act, row)), row->object_id == 0 ? ""
	    : mem_fmt(ctx, "%" PRId64, row->object_id), row->status,
	    activity_shows_address(s->activity, row) ? row->address : "",
	    row->id);

	s->is_broken = !s->put(s->put_arg, line, strlen(line));
	talloc_free(ctx);
	return !s->is_broken;
}

/* A file in memory. */
struct buffer {
	const void *ctx;
	char *bytes;
	size_t len, room;
};

static bool
append(void *arg, const void *bytes, size_t len)
{
	struct buffer *b = arg;

	while (b->len + len > b->room) {
		b->room = b->room == 0 ? 1 << 16 : b->room * 2;
		b->bytes = talloc_realloc(b->ctx, b->bytes, char,
		    (unsigned)b->room);
		if (b->bytes == NULL)
			die("out of memory");
	}
	memcpy(b->bytes + b->len, bytes, len);
	b->len += len;
	return true;
}

enum http
download_activity(struct req *r)
{
	struct activity_query in = { 0 };
	struct buffer b = { .ctx = r };
	struct sheet s = { .put = append, .put_arg = &b };

	if (!form_read(r, activity_form, &in)) {
		view(r, "activity");
		return HTTP_UNPROCESSABLE;
	}
	/* By name or act each batch would sort all rows anew. */
	if (in.sort != NULL && strcmp(in.sort, "old") != 0)
		in.sort = NULL;
	s.activity = activity_new(r, r, &in);
	append(&b, HEADINGS, sizeof(HEADINGS) - 1);
	activity_walk(s.activity, put_row, &s);
	return send_file(r, "text/csv; charset=UTF-8", "who-looked.csv",
	    b.bytes, b.len);
}
