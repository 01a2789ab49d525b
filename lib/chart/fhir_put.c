/*
 * fhir_put.c: rows of the chart and of table source.
 *
 * A resource that is several rows (a care team, the conditions of a relative,
 * a report with files) has one row in source under its own name, and one for
 * each row below it: "CareTeam/1#care_team_member/0". Those are replaced
 * whenever the resource is written.
 */
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "chart/import_run.h"

static const char SAVE[] =
    "INSERT INTO source"
    " (feed, reference, patient_id, row_id, updated_when, digest)"
    " VALUES (?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE patient_id = VALUES(patient_id),"
    "  row_id = VALUES(row_id), updated_when = VALUES(updated_when),"
    "  digest = VALUES(digest)";

static const char SAVEPOINT[] = "SAVEPOINT resource";

static const char FORGET[] =
    "DELETE FROM source WHERE feed = ? AND reference = ?";

static const char BELOW[] =
    "SELECT reference, patient_id, row_id FROM source"
    " WHERE feed = ? AND reference >= ? AND reference < ?";

static const char FORGET_BELOW[] =
    "DELETE FROM source WHERE feed = ? AND reference >= ? AND reference < ?";

static const char DELETE_MEMBER[] =
    "DELETE FROM care_team_member WHERE patient_id = ? AND id = ?";
static const char DELETE_RELATIVE[] =
    "DELETE FROM family_history WHERE patient_id = ? AND id = ?";
static const char DELETE_CHUNKS[] =
    "DELETE FROM document_chunk WHERE patient_id = ? AND document_id = ?";
static const char DELETE_DOCUMENT[] =
    "DELETE FROM document WHERE patient_id = ? AND id = ?";

static const struct { const char *table, *sql; } below[] = {
	{ "care_team_member", DELETE_MEMBER },
	{ "family_history", DELETE_RELATIVE },
	{ "document", DELETE_CHUNKS },
	{ "document", DELETE_DOCUMENT },
};

void
import_digest(struct fhir *f)
{
	crypto_hash_sha256_state state;
	char *text = cJSON_PrintUnformatted(f->json);

	if (text == NULL)
		die("out of memory");
	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, (const uint8_t *)&f->shift,
	    sizeof(f->shift));
	crypto_hash_sha256_update(&state, (const uint8_t *)text, strlen(text));
	crypto_hash_sha256_final(&state, f->digest);
	cJSON_free(text);
}

void
import_digest_to_keep(const struct fhir *f, uint8_t out[32])
{
	crypto_hash_sha256_state state;
	size_t i;

	memcpy(out, f->digest, 32);
	if (f->missing_count == 0)
		return;
	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, f->digest, 32);
	for (i = 0; i < f->missing_count; i++)
		crypto_hash_sha256_update(&state,
		    (const uint8_t *)f->missing[i], strlen(f->missing[i]) + 1);
	crypto_hash_sha256_final(&state, out);
}

/*
 * Whether there is something to write. What is found wrong after the first
 * row takes back that row: import_resource() returns to the savepoint.
 */
static bool
is_ready(struct fhir *f)
{
	uint8_t digest[32];

	if (f->refused != NULL || f->waits_for != NULL)
		return false;
	import_digest_to_keep(f, digest);
	if (f->row != 0 && memcmp(digest, f->stored, 32) == 0)
		f->unchanged = true;
	if (!f->unchanged && f->kind->many)
		db_exec(f, SAVEPOINT);
	return !f->unchanged;
}

bool
fhir_put_(struct fhir *f, const char *sql, const struct db_arg *args)
{
	if (!is_ready(f))
		return false;
	if (db_exec_(f, sql, args) == DB_DUPLICATE)
		die("import: a row of its own stands in the way of %s",
		    f->type);
	if (f->row == 0)
		f->row = db_last_id();
	f->written = true;
	return true;
}

bool
fhir_put_nothing(struct fhir *f)
{
	if (!is_ready(f))
		return false;
	if (f->row != 0)
		fhir_clear_below(f);
	f->row = 1;	/* rows below have the ids; 0 would be "none" */
	f->written = true;
	return true;
}

void
fhir_below(struct fhir *f, const char *table, int number, int64_t row)
{
	static const uint8_t none[32];

	db_exec(f, SAVE, db_text(f->file->options->feed),
	    db_text(mem_fmt(f, "%s#%s/%d", f->name, table, number)),
	    db_id(f->patient), db_int(row), db_text(NULL),
	    db_bytes(none, sizeof(none)));
}

struct rows_below {
	const void *ctx;
	const char *reference;
	int64_t patient, row;
	struct { const char *table; int64_t patient, row; } *list;
	size_t count;
};

static bool
keep_below(void *arg)
{
	struct rows_below *b = arg;
	const char *table = strrchr(b->reference, '#') + 1;

	b->list = talloc_realloc_size(b->ctx, b->list,
	    (b->count + 1) * sizeof(b->list[0]));
	if (b->list == NULL)
		die("out of memory");
	b->list[b->count].table = mem_copy_n(b->ctx, table,
	    strcspn(table, "/"));
	b->list[b->count].patient = b->patient;
	b->list[b->count++].row = b->row;
	return true;
}

static void
delete_below(struct fhir *f, const char *table, int64_t patient, int64_t row)
{
	const char *const *sql;
	size_t i;

	for (i = 0; i < sizeof(below) / sizeof(below[0]); i++)
		if (strcmp(below[i].table, table) == 0)
			db_exec(f, below[i].sql, db_int(patient), db_int(row));
	if (strcmp(table, "observation") != 0)
		return;
	for (sql = fhir_kind_of("Observation")->remove; *sql != NULL; sql++)
		db_exec(f, *sql, db_int(patient), db_int(row));
}

void
fhir_clear_below(struct fhir *f)
{
	struct rows_below b = { .ctx = f };
	const char *feed = f->file->options->feed;
	const char *from = mem_fmt(f, "%s#", f->name);
	const char *to = mem_fmt(f, "%s$", f->name); /* $ comes after # */
	size_t i;

	db_each(f, BELOW, DB_OUT(out_text(&b.reference), out_int(&b.patient),
	    out_int(&b.row)), keep_below, &b, db_text(feed), db_text(from),
	    db_text(to));
	for (i = 0; i < b.count; i++)
		delete_below(f, b.list[i].table, b.list[i].patient,
		    b.list[i].row);
	if (b.count > 0)
		db_exec(f, FORGET_BELOW, db_text(feed), db_text(from),
		    db_text(to));
}

void
import_save_source(struct fhir *f)
{
	struct table_slot *slot = table_put(f->file->links, f->name);
	uint8_t digest[32];

	import_digest_to_keep(f, digest);
	db_exec(f, SAVE, db_text(f->file->options->feed), db_text(f->name),
	    db_id(f->patient), db_int(f->row), db_text(f->updated),
	    db_bytes(digest, sizeof(digest)));
	slot->found = true;
	slot->row = f->row;
	slot->patient = f->patient;
}

void
import_remove(struct fhir *f)
{
	const char *const *sql = f->kind->remove;

	for (; sql != NULL && *sql != NULL; sql++)
		db_exec(f, *sql, db_int(f->old_patient), db_int(f->row));
	fhir_clear_below(f);
	db_exec(f, FORGET, db_text(f->file->options->feed), db_text(f->name));
	table_put(f->file->links, f->name)->found = false;
}
