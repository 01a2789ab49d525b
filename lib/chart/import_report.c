/* import_report.c: what an import did, for the operator. */
#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "chart/import_run.h"

static const char *const tallies[TALLIES] = {
	[STORED] = "stored", [UPDATED] = "updated", [UNCHANGED] = "unchanged",
	[OLDER] = "older", [REMOVED] = "removed", [IN_ERROR] = "in_error",
};

static const char *const tallies_said[TALLIES] = {
	[STORED] = "stored", [UPDATED] = "updated", [UNCHANGED] = "unchanged",
	[OLDER] = "older than what is stored: kept as it is",
	[REMOVED] = "removed: entered in error",
	[IN_ERROR] = "skipped: entered in error",
};

void
report_begin(struct import_totals *t)
{
	t->counts = counts_new(NULL);
	t->lines = cJSON_CreateArray();
	if (t->lines == NULL)
		die("out of memory");
}

void
report_end(struct import_totals *t)
{
	talloc_free(t->counts);
	cJSON_Delete(t->lines);
}

/* --- adding up --- */

static void
add_slot(const struct table_slot *slot, void *arg)
{
	table_count(arg, slot->key, slot->count);
}

static void
add_line(struct import_totals *t, const char *path, const char *line)
{
	cJSON *one;

	if (cJSON_GetArraySize(t->lines) >= MOST_LINES)
		return;
	one = cJSON_CreateObject();
	if (one == NULL || cJSON_AddStringToObject(one, "file", path) == NULL ||
	    cJSON_AddStringToObject(one, "refused", line) == NULL ||
	    !cJSON_AddItemToArray(t->lines, one))
		die("out of memory");
}

/* A file's refusals: the first lines, and how many more there are. */
static void
show_lines(struct import_totals *t, const char *path, const char *const *lines,
    int count, int64_t all, FILE *text)
{
	int i;

	if (all == 0)
		return;
	if (text != NULL)
		fprintf(text, "%s\n", path);
	for (i = 0; i < count; i++) {
		add_line(t, path, lines[i]);
		if (text != NULL)
			fprintf(text, "    %s\n", lines[i]);
	}
	if (text != NULL && all > count)
		fprintf(text, "    ... and %" PRId64 " more\n", all - count);
}

void
report_file(struct import_totals *t, const struct import_file *file,
    FILE *text)
{
	struct counts *to = t->counts;
	const struct counts *from = file->counts;
	int i;

	if (file->broken != NULL) {
		t->broken++;
		add_line(t, file->path, file->broken);
		if (text != NULL)
			fprintf(text, "%s\n    the file %s\n", file->path,
			    file->broken);
		return;
	}
	for (i = 0; i < TALLIES; i++)
		to->tally[i] += from->tally[i];
	/* What waited, and found itself stored by another file meanwhile. */
	if (file->waited > from->waiting + from->tally[STORED])
		to->tally[UNCHANGED] += file->waited - from->waiting -
		    from->tally[STORED];
	to->refused += from->refused;
	table_each(from->ignored, add_slot, to->ignored);
	table_each(from->reasons, add_slot, to->reasons);
	table_each(from->notes, add_slot, to->notes);
	show_lines(t, file->path, from->lines, from->line_count,
	    from->refused, text);
}

void
report_open(struct import_totals *t, const char *path,
    const struct counts *from, FILE *text)
{
	t->counts->links_missing += from->links_missing;
	t->counts->refused += from->waiting;
	if (from->waiting > 0)
		table_count(t->counts->reasons, "what it can't do without "
		    "(its patient, mostly) is not found", from->waiting);
	show_lines(t, path, from->waiting_lines, from->waiting_line_count,
	    from->waiting, text);
}

/* --- totals as text --- */

static void
sum_slot(const struct table_slot *slot, void *arg)
{
	*(int64_t *)arg += slot->count;
}

static int64_t
sum(struct table *table)
{
	int64_t all = 0;

	table_each(table, sum_slot, &all);
	return all;
}

static int64_t
resources(const struct counts *c)
{
	int64_t all = c->refused + sum(c->ignored);
	int i;

	for (i = 0; i < TALLIES; i++)
		all += c->tally[i];
	return all;
}

static void
print_slot(const struct table_slot *slot, void *arg)
{
	fprintf(arg, "%12" PRId64 "  %s\n", slot->count, slot->key);
}

static void
print_table(FILE *out, const char *title, struct table *table)
{
	if (table->used == 0)
		return;
	fprintf(out, "%s %" PRId64 "\n", title, sum(table));
	table_each(table, print_slot, out);
}

static double
per_second(const struct import_totals *t)
{
	return t->seconds > 0 ? (double)resources(t->counts) / t->seconds : 0;
}

static void
print_text(const struct import_totals *t, FILE *out)
{
	const struct counts *c = t->counts;
	int i;

	fprintf(out, "%" PRId64 " files, %" PRId64 " resources\n", t->files,
	    resources(c));
	for (i = 0; i < TALLIES; i++)
		if (c->tally[i] > 0 || i <= UNCHANGED)
			fprintf(out, "%12" PRId64 "  %s\n", c->tally[i],
			    tallies_said[i]);
	print_table(out, "Ignored, as the chart has no place for them:",
	    c->ignored);
	print_table(out, "Refused:", c->reasons);
	print_table(out, "Noted:", c->notes);
	if (t->broken > 0)
		fprintf(out, "Files that could not be read: %" PRId64 "\n",
		    t->broken);
	fprintf(out, "Links not found: %" PRId64 "\n"
	    "%.1f seconds, %.0f resources a second\n", c->links_missing,
	    t->seconds, per_second(t));
}

/* --- totals as JSON --- */

static void
add_number(cJSON *to, const char *key, double n)
{
	if (cJSON_AddNumberToObject(to, key, n) == NULL)
		die("out of memory");
}

static void
json_slot(const struct table_slot *slot, void *arg)
{
	add_number(arg, slot->key, (double)slot->count);
}

static void
json_table(cJSON *to, const char *key, struct table *table)
{
	cJSON *object = cJSON_AddObjectToObject(to, key);

	if (object == NULL)
		die("out of memory");
	table_each(table, json_slot, object);
}

static void
print_json(const struct import_totals *t, FILE *out)
{
	const struct counts *c = t->counts;
	cJSON *all = cJSON_CreateObject();
	char *text;
	int i;

	if (all == NULL)
		die("out of memory");
	add_number(all, "files", (double)t->files);
	add_number(all, "files_broken", (double)t->broken);
	add_number(all, "resources", (double)resources(c));
	for (i = 0; i < TALLIES; i++)
		add_number(all, tallies[i], (double)c->tally[i]);
	add_number(all, "refused", (double)c->refused);
	add_number(all, "links_not_found", (double)c->links_missing);
	json_table(all, "ignored", c->ignored);
	json_table(all, "reasons", c->reasons);
	json_table(all, "notes", c->notes);
	if (!cJSON_AddItemReferenceToObject(all, "lines", t->lines))
		die("out of memory");
	add_number(all, "seconds", t->seconds);
	add_number(all, "resources_per_second", per_second(t));
	text = cJSON_Print(all);
	if (text == NULL)
		die("out of memory");
	fprintf(out, "%s\n", text);
	cJSON_free(text);
	cJSON_Delete(all);
}

void
report_totals(const struct import_totals *t,
    const struct import_options *options, FILE *out)
{
	if (options->json)
		print_json(t, out);
	else
		print_text(t, out);
}
