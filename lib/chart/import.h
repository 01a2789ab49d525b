/*
 * import.h: loading files of other systems into the chart.
 *
 * FHIR R4 as JSON: Bundles (transaction, batch, collection, searchset,
 * document), single resources, and NDJSON, each also compressed with gzip.
 * One file is one transaction. A resource goes in, is ignored because the
 * chart has no place for its type, or is refused with a reason; all are
 * counted, so that the report accounts for every resource that was read.
 */
#ifndef KITH_IMPORT_H
#define KITH_IMPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct import_options {
	const char *feed;	/* the system the files come from: its id space */
	int64_t shift_days;	/* whole weeks that every date moves forward */
	bool json;		/* the report as one JSON object */
};

/* How it ended: what a program exits with. */
enum import_status {
	IMPORT_DONE = 0,	/* everything is in */
	IMPORT_BROKEN = 1,	/* a file could not be read, or the database failed */
	IMPORT_REFUSED = 3,	/* something was refused; the rest is in */
};

/*
 * Load files, and all files *.json, *.ndjson, *.jsonl (also .gz) of
 * directories, by name. Reading twice is reading once: table source knows
 * what was read. Resources that refer to others which are in later files wait
 * until those are in. Writes a report to out.
 */
enum import_status import_files(const struct import_options *,
    const char *const *paths, int count, FILE *out);

#endif
