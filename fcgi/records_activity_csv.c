/*
 * records_activity_csv.c: who looked at the record, as a file for spreadsheets
 *
 * RFC 4180, in UTF-8 with the mark that spreadsheet programs know it by. A cell
 * that they would take for a formula begins with "'" (OWASP, CSV Injection):
 * names are written by whoever made an account.
 */
#include <inttypes.h>
#include <string.h>

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

static bool
walk(void *arg)
{
	struct sheet *s = arg;

	activity_walk(s->activity, put_row, s);
	return true;
}

/* After a lost connection it goes on behind the last row that was sent. */
static bool
send_sheet(void *arg, body_writer *put, void *put_arg)
{
	struct sheet *s = arg;

	s->put = put;
	s->put_arg = put_arg;
	return put(put_arg, HEADINGS, sizeof(HEADINGS) - 1) &&
	    db_transaction(DB_READ, walk, s) == DB_COMMITTED && !s->is_broken;
}

enum http
download_activity(struct req *r)
{
	struct activity_query in = { 0 };
	struct body_source *source = mem_new(r, struct body_source);
	struct sheet *s = mem_new(source, struct sheet);

	if (!form_read(r, activity_form, &in)) {
		view(r, "activity");
		return HTTP_UNPROCESSABLE;
	}
	/* By name or act each batch would sort all rows anew. */
	if (in.sort != NULL && strcmp(in.sort, "old") != 0)
		in.sort = NULL;
	s->activity = activity_new(s, r, &in);
	*source = (struct body_source){ .len = BODY_UNKNOWN,
	    .run = send_sheet, .arg = s };
	return send_source(r, "text/csv; charset=UTF-8", "who-looked.csv",
	    false, source);
}
