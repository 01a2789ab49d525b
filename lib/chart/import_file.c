/* import_file.c: one file, in one transaction. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "auth/audit.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "chart/fhir_json.h"
#include "chart/import_run.h"

enum { BLOCK = 64 * 1024 };

struct reader {
	gzFile gz;
	char *text;		/* what is read and not yet used */
	size_t used, size;
	bool end;
};

static int
close_reader(struct reader *r)
{
	if (r->gz != NULL)
		gzclose_r(r->gz);
	return 0;
}

/* gzopen() reads files that are not compressed as they are. */
static struct reader *
open_reader(struct import_file *file, const void *ctx)
{
	struct reader *r = mem_new(ctx, struct reader);

	talloc_set_destructor(r, close_reader);
	r->gz = gzopen(file->path, "rb");
	if (r->gz == NULL) {
		file->broken = errno == 0 ? "can't be opened" :
		    mem_fmt(ctx, "can't be opened: %s", strerror(errno));
		return NULL;
	}
	gzbuffer(r->gz, BLOCK);
	r->size = BLOCK;
	r->text = mem_array(r, char, r->size);
	return r;
}

/* Read more behind what is there; false if the file is broken. */
static bool
read_more(struct import_file *file, struct reader *r)
{
	int n, error = Z_OK;

	if (r->used == r->size) {
		r->size *= 2;
		r->text = talloc_realloc(r, r->text, char, (unsigned)r->size);
		if (r->text == NULL)
			die("out of memory");
	}
	n = gzread(r->gz, r->text + r->used, (unsigned)(r->size - r->used));
	gzerror(r->gz, &error);
	if (n < 0 || (error != Z_OK && error != Z_STREAM_END)) {
		file->broken = "can't be read to its end: it is cut off, "
		    "or not what its name says";
		return false;
	}
	r->used += (size_t)n;
	r->end = n == 0;
	return true;
}

/* The whole file, at most JSON_MAX bytes; false if it can't be had. */
static bool
read_all(struct import_file *file, struct reader *r)
{
	while (!r->end) {
		if (r->used > JSON_MAX) {
			file->broken = "is larger than 64 MiB";
			return false;
		}
		if (!read_more(file, r))
			return false;
	}
	return true;
}

static const char *
text_of(const cJSON *from, const char *key)
{
	const cJSON *node = fhir_get(from, key);

	return json_is_text(node) ? node->valuestring : NULL;
}

/* --- bundles --- */

struct entry {
	const cJSON *resource;
	const char *full_url;
	int rank, position;
	bool broken;		/* its fullUrl can't be kept */
};

static int
by_rank(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return x->rank != y->rank ? x->rank - y->rank :
	    x->position - y->position;
}

/* Remember what the entry is called, and when it comes. */
static struct entry
read_entry(struct import_file *file, const cJSON *json, int position)
{
	struct entry e = { .position = position, .rank = 99 };
	const struct fhir_kind *kind;
	struct table_slot *slot;
	const char *type, *name;

	e.resource = fhir_get(json, "resource");
	e.full_url = text_of(json, "fullUrl");
	e.broken = e.full_url != NULL && !text_is_clean(e.full_url, false);
	type = text_of(e.resource, "resourceType");
	kind = type == NULL ? NULL : fhir_kind_of(type);
	if (kind == NULL || e.broken)
		return e;
	e.rank = kind->rank;
	name = import_name(file->urls, e.resource, e.full_url);
	if (e.full_url != NULL)
		table_put(file->urls, e.full_url)->text = name;
	if (strcmp(type, "Binary") == 0) {
		slot = table_put(file->urls, name);
		slot->text = name;
		slot->json = e.resource;
	}
	return e;
}

static void
refuse_entry(struct import_file *file, const void *ctx, int position,
    const char *why)
{
	if (file->again)
		return;
	counts_refuse(file->counts,
	    mem_fmt(ctx, "Bundle.entry[%d]", position), why);
	table_count(file->counts->reasons, mem_fmt(ctx, "Bundle.entry[] %s",
	    why), 1);
}

static void
import_entry(struct import_file *file, const struct entry *e, const void *ctx)
{
	if (e->broken)
		refuse_entry(file, ctx, e->position,
		    "has broken characters in its fullUrl");
	else if (cJSON_IsObject(e->resource))
		import_resource(file, e->resource, e->full_url, NULL);
	else if (e->resource != NULL)
		refuse_entry(file, ctx, e->position, "is no resource");
	else
		refuse_entry(file, ctx, e->position, "has no resource");
}

static void
import_entries(struct import_file *file, const cJSON *list)
{
	int n = cJSON_GetArraySize(list), i = 0;
	struct entry *entries = mem_array(file->ctx, struct entry,
	    (size_t)n + 1);
	const cJSON *json;

	cJSON_ArrayForEach(json, list) {
		entries[i] = read_entry(file, json, i);
		i++;
	}
	qsort(entries, (size_t)n, sizeof(entries[0]), by_rank);
	for (i = 0; i < n; i++)
		import_entry(file, &entries[i], file->ctx);
	talloc_free(entries);
}

/* Why a Bundle is not for us; NULL if it is. */
static const char *
refusal_of_bundle(const void *ctx, const cJSON *bundle)
{
	const char *type = text_of(bundle, "type");
	const char *twice = json_duplicate(ctx, bundle);
	const cJSON *list = fhir_get(bundle, "entry"), *entry;

	if (type == NULL || !fhir_is_word(type,
	    "transaction batch collection searchset document"))
		return "is not a transaction, batch, collection, searchset or "
		    "document";
	if (list != NULL && !cJSON_IsArray(list))
		return "has no list of entries";
	cJSON_ArrayForEach(entry, list)
		if (twice == NULL)
			twice = json_duplicate(ctx, entry);
	return twice == NULL ? NULL : "has a key twice";
}

void
import_tree(struct import_file *file, const cJSON *tree, const char *name)
{
	const char *type = text_of(tree, "resourceType"), *why;

	if (type == NULL || strcmp(type, "Bundle") != 0) {
		import_resource(file, tree, NULL, NULL);
		return;
	}
	why = refusal_of_bundle(file->ctx, tree);
	if (why == NULL) {
		import_entries(file, fhir_get(tree, "entry"));
	} else if (!file->again) {
		counts_refuse(file->counts, name,
		    mem_fmt(file->ctx, "Bundle %s", why));
		table_count(file->counts->reasons,
		    mem_fmt(file->ctx, "Bundle %s", why), 1);
	}
}

/* --- NDJSON --- */

static void
import_line(struct import_file *file, const char *text, size_t length,
    int64_t number)
{
	void *ctx = mem_context(file->ctx);
	const char *why = NULL, *name = mem_fmt(ctx, "line %lld",
	    (long long)number);
	const cJSON *tree;

	while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL)
		length--;
	if (length > 0) {
		tree = json_parse(ctx, text, length, &why);
		if (tree != NULL) {
			import_tree(file, tree, name);
		} else if (!file->again) {
			counts_refuse(file->counts, name, why);
			table_count(file->counts->reasons,
			    "a line is not JSON, or nests too deep", 1);
		}
	}
	talloc_free(ctx);
}

/* Import the lines that are complete; the rest moves to the front. */
static void
import_lines(struct import_file *file, struct reader *r, int64_t *number)
{
	char *line = r->text, *end = r->text + r->used, *newline;

	while (line < end && ((newline = memchr(line, '\n',
	    (size_t)(end - line))) != NULL || r->end)) {
		if (newline == NULL)
			newline = end;
		import_line(file, line, (size_t)(newline - line), ++*number);
		line = newline < end ? newline + 1 : end;
	}
	r->used = (size_t)(end - line);
	memmove(r->text, line, r->used);
}

static bool
import_ndjson(struct import_file *file)
{
	struct reader *r = open_reader(file, file->ctx);
	int64_t number = 0;

	if (r == NULL)
		return false;
	while (!r->end) {
		if (!read_more(file, r))
			return false;
		import_lines(file, r, &number);
		if (r->used > JSON_MAX) {
			file->broken = "has a line larger than 64 MiB";
			return false;
		}
	}
	return true;
}

/* --- the transaction --- */

static void
add_audit_of_patient(const struct table_slot *slot, void *arg)
{
	const struct import_file *file = arg;

	audit_add_operator(file->ctx, "import_record", slot->patient, 0,
	    mem_fmt(file->ctx, "%" PRId64 " item%s", slot->count,
	    slot->count == 1 ? "" : "s"));
}

/*
 * What the file changed, and whose record; not its name, which may be a
 * patient's.
 */
static void
add_audit(struct import_file *file)
{
	const int64_t *tally = file->counts->tally;

	if (tally[STORED] + tally[UPDATED] + tally[REMOVED] +
	    (int64_t)file->changed->used == 0)
		return;
	audit_add_operator(file->ctx, "import_file", 0, 0, mem_fmt(file->ctx,
	    "%" PRId64 " stored, %" PRId64 " updated, %" PRId64 " removed",
	    tally[STORED], tally[UPDATED], tally[REMOVED]));
	table_each(file->changed, add_audit_of_patient, file);
}

static bool
import_whole(struct import_file *file)
{
	if (file->tree == NULL)
		return import_ndjson(file);
	import_tree(file, file->tree, "Bundle");
	return true;
}

void
import_file_begin(struct import_file *file, const void *ctx)
{
	talloc_free(file->counts);
	file->counts = counts_new(ctx);
	talloc_free(file->ctx);
	file->ctx = mem_context(ctx);
	file->urls = table_new(file->ctx);
	file->links = table_new(file->ctx);
	file->changed = table_new(file->ctx);
}

/* Runs again after trouble with the database: so everything starts anew. */
static bool
work(void *arg)
{
	struct import_file *file = arg;

	import_file_begin(file, file->parent);
	if (!import_whole(file))
		return false;
	add_audit(file);
	return true;
}

static bool
is_ndjson(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash == NULL ? path : slash + 1;

	return strstr(base, ".ndjson") != NULL ||
	    strstr(base, ".jsonl") != NULL;
}

static bool
parse_file(struct import_file *file, const void *ctx)
{
	struct reader *r = open_reader(file, ctx);

	if (r == NULL || !read_all(file, r))
		return false;
	file->tree = json_parse(ctx, r->text, r->used, &file->broken);
	talloc_free(r);
	return file->tree != NULL;
}

bool
import_file_read(struct import_file *file, const void *ctx)
{
	enum db_outcome outcome;

	file->parent = ctx;
	file->counts = counts_new(ctx);
	file->broken = NULL;
	file->tree = NULL;
	if (!is_ndjson(file->path) && !parse_file(file, ctx))
		return true;
	outcome = db_transaction(DB_WRITE, work, file);
	talloc_free(file->ctx);
	file->ctx = NULL;
	return outcome != DB_AWAY;
}
