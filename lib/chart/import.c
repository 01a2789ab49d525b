/*
 * import.c: files, and the order in which they are read.
 *
 * Every file is read once. A resource whose patient is in a later file waits;
 * one whose performer is there is stored without that link. After all files,
 * those with references that lead somewhere by now are read again, as long as
 * that helps: each round settles some, so it ends.
 */
#include "chart/import.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/log.h"
#include "base/mem.h"
#include "chart/import_run.h"

static const char FIND[] =
    "SELECT row_id FROM source WHERE feed = ? AND reference = ?"
    " AND row_id <> 0";

/* A file of the run; counts only while it has references that lead nowhere. */
struct one {
	const char *path;
	int rank, position;
	struct counts *open;
};

struct run {
	const struct import_options *options;
	struct import_totals totals;
	struct one *files;
	size_t count;
	bool away;	/* the database failed: no use in going on */
	FILE *text;	/* where lines go; NULL with JSON */
};

/* --- which files --- */

static bool
has_end(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && strcmp(name + n - m, end) == 0;
}

static bool
is_for_us(const char *name)
{
	static const char *const ends[] = { ".json", ".ndjson", ".jsonl",
		".json.gz", ".ndjson.gz", ".jsonl.gz" };
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (has_end(name, ends[i]))
			return true;
	return false;
}

/* Files named by their one resource type come in the order of types. */
static int
rank_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash == NULL ? path : slash + 1;
	char type[64] = "";
	size_t n = strcspn(base, ".-_");
	const struct fhir_kind *kind;

	if (n < sizeof(type))
		memcpy(type, base, n);
	if (strncmp(type, "hospitalInformation", 19) == 0 ||
	    strncmp(type, "practitionerInformation", 23) == 0)
		return 0;	/* as Synthea calls them */
	kind = fhir_kind_of(type);
	return kind == NULL ? 99 : kind->rank;
}

static void
add_file(struct run *run, const char *path)
{
	struct one *one;

	run->files = talloc_realloc_size(run->totals.counts, run->files,
	    (run->count + 1) * sizeof(run->files[0]));
	if (run->files == NULL)
		die("out of memory");
	one = &run->files[run->count];
	*one = (struct one){ .path = mem_copy(run->files, path),
		.rank = rank_of(path), .position = (int)run->count };
	run->count++;
}

static void
add_directory(struct run *run, const char *path)
{
	struct dirent **names = NULL;
	int n = scandir(path, &names, NULL, alphasort), i;
	struct stat about;
	char *full;

	for (i = 0; i < n; i++) {
		full = mem_fmt(NULL, "%s/%s", path, names[i]->d_name);
		if (names[i]->d_name[0] == '.' || stat(full, &about) != 0)
			;	/* hidden, or gone */
		else if (S_ISDIR(about.st_mode))
			add_directory(run, full);
		else if (is_for_us(full))
			add_file(run, full);
		talloc_free(full);
		free(names[i]);
	}
	free(names);
}

static int
by_rank(const void *a, const void *b)
{
	const struct one *x = a, *y = b;

	return x->rank != y->rank ? x->rank - y->rank :
	    x->position - y->position;
}

static void
find_files(struct run *run, const char *const *paths, int count)
{
	struct stat about;
	int i;

	for (i = 0; i < count; i++)
		if (stat(paths[i], &about) == 0 && S_ISDIR(about.st_mode))
			add_directory(run, paths[i]);
		else
			add_file(run, paths[i]);
	if (run->count > 0)
		qsort(run->files, run->count, sizeof(run->files[0]), by_rank);
}

/* --- reading them --- */

static bool
is_open(const struct counts *c)
{
	return c->waiting > 0 || c->links_missing > 0;
}

/* Read one file; its counts stay while it may have to be read again. */
static void
read_one(struct run *run, struct one *one)
{
	void *ctx = mem_context(NULL);
	struct import_file file = { .options = run->options,
		.path = one->path, .again = one->open != NULL,
		.waited = one->open == NULL ? 0 : one->open->waiting };

	run->away = !import_file_read(&file, ctx);
	if (run->away)
		file.broken = "is not stored, nor any after it: the database "
		    "failed";
	report_file(&run->totals, &file, run->text);
	talloc_free(one->open);
	one->open = NULL;
	if (file.broken == NULL && is_open(file.counts))
		one->open = talloc_steal(run->files, file.counts);
	talloc_free(ctx);
}

struct question {
	const struct import_options *options;
	const void *ctx;
	bool yes;
};

static void
ask(const struct table_slot *slot, void *arg)
{
	struct question *q = arg;
	int64_t row;

	if (!q->yes)
		q->yes = db_one(q->ctx, FIND, DB_OUT(out_int(&row)),
		    db_text(q->options->feed), db_text(slot->key));
}

struct helps { struct question question; struct table *names; };

static bool
work(void *arg)
{
	struct helps *h = arg;

	h->question.yes = false;
	table_each(h->names, ask, &h->question);
	return true;
}

/* Whether one of the names that led nowhere leads somewhere by now. */
static bool
would_help(struct run *run, const struct one *one)
{
	struct helps h = { .names = one->open->unknown,
		.question = { run->options, one->open, false } };

	if (h.names->used >= NAMES_PER_FILE)
		return true;	/* there were more than we remember */
	return db_transaction(DB_READ, work, &h) == DB_COMMITTED &&
	    h.question.yes;
}

/* Read the open files again; return whether that settled anything. */
static bool
read_again(struct run *run)
{
	bool settled = false;
	int64_t before;
	size_t i;

	for (i = 0; i < run->count && !run->away; i++) {
		struct one *one = &run->files[i];

		if (one->open == NULL || !would_help(run, one))
			continue;
		before = one->open->waiting + one->open->links_missing;
		read_one(run, one);
		if (one->open == NULL || one->open->waiting +
		    one->open->links_missing < before)
			settled = true;
	}
	return settled;
}

/* --- the whole --- */

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static enum import_status
status_of(const struct run *run)
{
	if (run->totals.broken > 0)
		return IMPORT_BROKEN;
	return run->totals.counts->refused > 0 ? IMPORT_REFUSED : IMPORT_DONE;
}

enum import_status
import_files(const struct import_options *options, const char *const *paths,
    int count, FILE *out)
{
	struct run run = { .options = options,
		.text = options->json ? NULL : out };
	double began = seconds();
	enum import_status status;
	size_t i;

	report_begin(&run.totals);
	find_files(&run, paths, count);
	run.totals.files = (int64_t)run.count;
	for (i = 0; i < run.count && !run.away; i++)
		read_one(&run, &run.files[i]);
	while (read_again(&run))
		;
	for (i = 0; i < run.count; i++)
		if (run.files[i].open != NULL)
			report_open(&run.totals, run.files[i].path,
			    run.files[i].open, run.text);
	run.totals.seconds = seconds() - began;
	report_totals(&run.totals, options, out);
	status = status_of(&run);
	report_end(&run.totals);
	return status;
}
