/*
 * records_activity_sealed.c: who looked at the record, as a file that proves
 * itself
 *
 * Each row as it was sealed, with the signature of the last: see auth/history.h
 * and doc/history-file.md. Of a row that even the patient does not read (a
 * draft, an item that is held back for now) there is only its leaf. The file is
 * for the patient alone: to others the number of such rows would tell something.
 */
#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "auth/history.h"
#include "base/key.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "records_activity.h"
#include "web/view.h"

enum { BATCH = 500 };

/* What of SEAL_COLUMN_LIST says what was done. */
enum { PROGRAM = 3, ACCOUNT = 4, ACTOR = 5, ACTION = 7, OBJECT = 8, STATUS = 9,
	DETAIL = 11, STAFF = 12 };

static const char ROWS[] =
    "SELECT h.place, h.at, h.digest, h.signature, " SEAL_COLUMN_LIST
    " FROM history_seal h JOIN audit_seal s ON s.sequence = h.sequence"
    " JOIN audit a ON a.id = s.audit_id"
    " WHERE h.patient_id = ? AND h.place > ? ORDER BY h.place LIMIT 500";

const char *const activity_sealed_sql[] = { ROWS, NULL };

/* A file on its way. */
struct sealed_file {
	struct activity *activity;
	int64_t patient_id;
	body_writer *put;
	void *put_arg;
	bool is_broken;			/* the person went away */

	struct seal_row row;		/* being read */
	struct history_seal read, last;	/* last: that is in the file */
	const uint8_t *digest, *signature;
	size_t digest_len, signature_len;
	int rows;			/* in this batch */
};

static void
put(struct sealed_file *f, const char *text)
{
	f->is_broken = f->is_broken ||
	    !f->put(f->put_arg, text, strlen(text));
}

/* NULL for SQL's NULL. */
static const char *
column(const struct sealed_file *f, int i)
{
	return (const char *)f->row.column[i];
}

static int64_t
number(const struct sealed_file *f, int i)
{
	return column(f, i) == NULL ? 0 : strtoll(column(f, i), NULL, 10);
}

static struct act_row
act_row_of(const struct sealed_file *f)
{
	return (struct act_row){ .program = column(f, PROGRAM),
		.account_id = number(f, ACCOUNT), .actor = column(f, ACTOR),
		.action = column(f, ACTION), .object_id = number(f, OBJECT),
		.status = number(f, STATUS), .detail = column(f, DETAIL),
		.staff_id = number(f, STAFF) };
}

/* {"row":["1","2026-11-22 14:15:00.000000",...],"says":"..."}, {"leaf":"3f2a..."} */
static cJSON *
row_json(const struct sealed_file *f, const void *ctx)
{
	struct act_row done = act_row_of(f);
	const struct act *act = act_find(done.program, done.action);
	uint8_t leaf[SEAL_DIGEST];
	cJSON *o = cJSON_CreateObject(), *row;
	int i;

	if (!activity_may_read(f->activity, act, done.object_id)) {
		history_leaf(leaf, &f->row);
		cJSON_AddStringToObject(o, "leaf", text_hex(ctx, leaf,
		    SEAL_DIGEST));
		return o;
	}
	row = cJSON_AddArrayToObject(o, "row");
	for (i = 0; i < SEAL_COLUMNS; i++)
		cJSON_AddItemToArray(row, column(f, i) == NULL
		    ? cJSON_CreateNull() : cJSON_CreateString(column(f, i)));
	cJSON_AddStringToObject(o, "says", act_says(ctx, act, &done));
	return o;
}

static void
put_json(struct sealed_file *f, cJSON *o)
{
	char *text = cJSON_PrintUnformatted(o);

	if (text == NULL)
		die("out of memory");
	put(f, text);
	cJSON_free(text);
	cJSON_Delete(o);
}

static bool
put_row(void *arg)
{
	struct sealed_file *f = arg;
	void *ctx = mem_context(f);

	f->rows++;
	put(f, f->last.place == 0 ? "\n" : ",\n");
	put_json(f, row_json(f, ctx));
	talloc_free(ctx);
	f->last = f->read;
	if (f->digest_len == SEAL_DIGEST && f->signature_len == SEAL_SIGNATURE) {
		memcpy(f->last.digest, f->digest, SEAL_DIGEST);
		memcpy(f->last.signature, f->signature, SEAL_SIGNATURE);
	}
	return !f->is_broken;
}

static bool
walk(void *arg)
{
	struct sealed_file *f = arg;
	void *ctx;

	do {
		f->rows = 0;
		ctx = mem_context(db_scratch());
		db_each(ctx, ROWS, DB_OUT(out_int(&f->read.place),
		    out_instant(&f->read.at),
		    out_bytes(&f->digest, &f->digest_len),
		    out_bytes(&f->signature, &f->signature_len),
		    SEAL_OUT(&f->row)), put_row, f, db_int(f->patient_id),
		    db_int(f->last.place));
		talloc_free(ctx);
	} while (f->rows == BATCH && !f->is_broken);
	return true;
}

static void
put_end(struct sealed_file *f)
{
	char at[WHEN_MAX];

	put(f, mem_fmt(f, "\n],\"lines\":%" PRId64, f->last.place));
	if (f->last.place > 0)
		put(f, mem_fmt(f, ",\"sealed_at\":\"%s\",\"digest\":\"%s\","
		    "\"signature\":\"%s\"",
		    when_instant_iso(f->last.at, at),
		    text_hex(f, f->last.digest, SEAL_DIGEST),
		    text_hex(f, f->last.signature, SEAL_SIGNATURE)));
	put(f, "}\n");
}

/* After a lost connection it goes on behind the last row that was sent. */
static bool
send_rows(void *arg, body_writer *writer, void *writer_arg)
{
	struct sealed_file *f = arg;
	uint8_t public_key[32];

	key_read(KEY_SEALER_PUB, public_key, sizeof(public_key));
	f->put = writer;
	f->put_arg = writer_arg;
	put(f, mem_fmt(f, "{\"format\":\"kith-history 1\",\"patient\":%" PRId64
	    ",\"public_key\":\"%s\",\"rows\":[", f->patient_id,
	    text_hex(f, public_key, sizeof(public_key))));
	if (f->is_broken ||
	    db_transaction(DB_READ, walk, f) != DB_COMMITTED)
		return false;
	put_end(f);
	return !f->is_broken;
}

enum http
download_sealed_activity(struct req *r)
{
	static const struct activity_query everything = { 0 };
	struct body_source *source = mem_new(r, struct body_source);
	struct sealed_file *f = mem_new(source, struct sealed_file);

	f->patient_id = r->patient->id;
	f->activity = activity_new(f, r, &everything);
	*source = (struct body_source){ .len = BODY_UNKNOWN,
	    .run = send_rows, .arg = f };
	return send_source(r, "application/json", "who-looked-sealed.json",
	    false, source);
}
