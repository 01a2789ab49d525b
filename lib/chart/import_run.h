/* import_run.h: an import under way, inside lib/chart only. */
#ifndef KITH_IMPORT_RUN_H
#define KITH_IMPORT_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chart/fhir.h"
#include "chart/import.h"

/* In place of the fullUrl of a contained resource. */
#define CONTAINED "#"

enum {
	LINES_PER_FILE = 20,	/* refusals shown a file; the rest is counted */
	MOST_LINES = 1000,	/* refusals in a JSON report */
	NAMES_PER_FILE = 500,	/* references remembered that lead nowhere */
};

/* --- import_table.c: sets of strings --- */

struct table_slot;

/* Strings with a number and two ids each; owned by a talloc context. */
struct table {
	struct table_slot **slots;
	size_t size, used;
};

struct table_slot {
	const char *key;
	size_t length;
	int64_t count;		/* for counting */
	const char *text;	/* for fullUrl: the name it stands for */
	const cJSON *json;	/* for names of this file: a Binary's resource */
	bool found;		/* for links: whether it is in table source */
	bool other;		/* for links: here it means another person */
	int64_t row, patient;
};

/* An empty table owned by ctx. */
struct table *table_new(const void *ctx);

/* The slot of key, made if it is not there. The key is copied. */
struct table_slot *table_put(struct table *, const char *key);

/* The slot of key; NULL if it is not there. */
struct table_slot *table_get(const struct table *, const char *key);

/* Call each(slot, arg) for every slot, sorted by key. */
void table_each(struct table *, void (*each)(const struct table_slot *,
    void *), void *arg);

/* Add count to the slot of key. */
void table_count(struct table *, const char *key, int64_t count);

/* --- counts --- */

enum tally { STORED, UPDATED, UNCHANGED, OLDER, REMOVED, IN_ERROR, TALLIES };

/* What happened with one file's resources; on its own talloc context. */
struct counts {
	int64_t tally[TALLIES];
	int64_t refused, waiting, links_missing;
	struct table *ignored;	/* by type */
	struct table *reasons;	/* of refusals, by sentence without numbers */
	struct table *notes;	/* by sentence without numbers */
	struct table *unknown;	/* references that lead nowhere */
	const char *lines[LINES_PER_FILE];	/* "Observation/1: reason" */
	int line_count;
	const char *waiting_lines[LINES_PER_FILE];
	int waiting_line_count;
};

struct counts *counts_new(const void *ctx);

/* A refusal with its line. */
void counts_refuse(struct counts *, const char *name, const char *reason);

/* A resource that waits, with its line. */
void counts_wait(struct counts *, const char *name, const char *what);

/* --- one file --- */

struct import_file {
	const struct import_options *options;
	const char *path;
	const cJSON *tree;	/* of a bundle or resource; NULL with NDJSON */
	bool again;		/* it was read before: count only what is new */
	int64_t waited;		/* resources that waited then */
	const char *broken;	/* why it could not be read at all */
	const void *parent;	/* owns what is below */
	struct counts *counts;	/* of the reading under way */
	void *ctx;		/* of the transaction under way */
	struct table *urls;	/* fullUrl: the resource's name */
	struct table *links;	/* names in table source, as far as asked */
	struct table *changed;	/* how many items, by patient */
};

/*
 * Read the file in one transaction. Return false if the database failed; a
 * file that can't be read has file->broken set. file->counts is new, owned
 * by ctx.
 */
bool import_file_read(struct import_file *, const void *ctx);

/* Start the counts and tables of a reading anew; ctx owns them. */
void import_file_begin(struct import_file *, const void *ctx);

/* A Bundle with its entries, or one resource; name is for its refusal. */
void import_tree(struct import_file *, const cJSON *, const char *name);

/* One resource of a file: full_url may be NULL; so may within. */
void import_resource(struct import_file *, const cJSON *resource,
    const char *full_url, const struct fhir *within);

/*
 * What table source calls a resource: Type/id, or by the UUID of its fullUrl,
 * its identifier or its digest if it has no id. Owned by ctx.
 */
const char *import_name(const void *ctx, const cJSON *resource,
    const char *full_url);

/* --- import_link.c --- */

/*
 * The row that a name stands for in table source, asked once a file; NULL if
 * it stands for none, or for two. Lives until the next call.
 */
const struct table_slot *import_find(struct import_file *, const char *name);

/*
 * In this file the resource's name means somebody else than in table source:
 * nothing in the file may be linked by it.
 */
void import_is_other(struct fhir *);

/* Remember, and write, that a name stands for a row. */
void import_remember(struct fhir *, const char *name, int64_t row,
    int64_t patient);

/* Write the names by which others may refer to the resource's identifiers. */
void import_identifiers(struct fhir *);

/* --- fhir_put.c --- */

/* SHA-256 of the resource's text and the shift. */
void import_digest(struct fhir *);

/*
 * The digest to keep: of the text alone, or, while references lead nowhere,
 * of the text and those. So a resource that is read again is written again
 * as soon as one of them leads somewhere, and only then.
 */
void import_digest_to_keep(const struct fhir *, uint8_t out[32]);

/* Write the resource's row in table source. */
void import_save_source(struct fhir *);

/* Delete the resource's row, what hangs on it, and its row in source. */
void import_remove(struct fhir *);

/* --- import_report.c --- */

struct import_totals {
	int64_t files, broken;
	struct counts *counts;
	double seconds;
	cJSON *lines;	/* refusals for a JSON report, at most MOST_LINES */
};

/* Empty totals; report_end() frees what they hold. */
void report_begin(struct import_totals *);
void report_end(struct import_totals *);

/* Add what one file gave, and show its refusals: text is NULL with JSON. */
void report_file(struct import_totals *, const struct import_file *,
    FILE *text);

/* Add what a file has left open for good: what waits is refused now. */
void report_open(struct import_totals *, const char *path,
    const struct counts *, FILE *text);

/* The totals, as text or as JSON. */
void report_totals(const struct import_totals *, const struct import_options *,
    FILE *out);

#endif
