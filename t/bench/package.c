/*
 * package: what a record takes to be shown and taken along, on one core
 *
 *   package --config FILE PATIENT SECONDS
 *
 * For CCDA, preview, PDF and zip: how many a CPU second of this process, and
 * bytes; pages of the PDF; first byte of the zip and the most memory, as JSON.
 */
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/config.h"
#include "base/key.h"
#include "base/mem.h"
#include "chart/ccda.h"
#include "chart/chart.h"
#include "chart/package.h"
#include "chart/pdf.h"
#include "chart/preview.h"
#include "db/db.h"

static struct chart_query query = { .sections = CHART_EXPORT };
static size_t bytes;
static double began, first;
static xmlDoc *record, *shown;
static const char *ccda;
static size_t ccda_len;
static const xmlNode *preview;
static struct pdf_paper paper;

static double
seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool
make_ccda(void *ctx)
{
	size_t len;

	ccda_text(ctx, chart_document(ctx, &query), &len);
	bytes += len;
	return true;
}

static bool
make_preview(void *ctx)
{
	xmlNode *root = xmlNewDocNode(shown, NULL, BAD_CAST "x", NULL);

	xmlDocSetRootElement(shown, root);
	preview_record(ctx, root, record, ccda, ccda_len);
	xmlUnlinkNode(root);
	xmlFreeNode(root);
	bytes += ccda_len;
	return true;
}

static bool
make_pdf(void *ctx)
{
	size_t len;

	pdf_make(ctx, preview, &paper, &len);
	bytes += len;
	return true;
}

static bool
count(void *arg, const void *piece, size_t len)
{
	(void)arg;
	(void)piece;
	if (first == 0)
		first = seconds(CLOCK_MONOTONIC) - began;
	bytes += len;
	return true;
}

static bool
make_zip(void *ctx)
{
	return package_write(package_new(ctx, &query, true, NULL), count,
	    NULL);
}

/* What the others begin with. */
static bool
prepare(void *ctx)
{
	xmlNode *root;
	xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");

	record = chart_document(ctx, &query);
	ccda = ccda_text(ctx, record, &ccda_len);
	root = xmlNewDocNode(doc, NULL, BAD_CAST "x", NULL);
	xmlDocSetRootElement(doc, root);
	preview = preview_record(ctx, root, record, ccda, ccda_len);
	paper = pdf_paper(ctx, xmlDocGetRootElement(record), "Record");
	shown = xmlNewDoc(BAD_CAST "1.0");
	return true;
}

static void
measure(const char *name, bool (*make)(void *), int for_seconds)
{
	double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
	double end = seconds(CLOCK_MONOTONIC) + for_seconds;
	struct rusage u;
	void *ctx;
	int n = 0;

	bytes = 0;
	first = 0;
	do {
		ctx = mem_context(NULL);
		began = seconds(CLOCK_MONOTONIC);
		if (db_transaction(DB_READ, make, ctx) != DB_COMMITTED)
			exit(1);
		talloc_free(ctx);
		n++;
	} while (seconds(CLOCK_MONOTONIC) < end);
	cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	getrusage(RUSAGE_SELF, &u);
	printf("{\"what\":\"%s\",\"n\":%d,\"cpu\":%.4f,\"bytes\":%zu,"
	    "\"first\":%.4f,\"kb\":%ld}\n", name, n, cpu, bytes, first,
	    u.ru_maxrss);
}

int
main(int argc, char **argv)
{
	const struct config *c;
	struct db_config db;
	int for_seconds;
	void *ctx;

	if (argc != 5 || sodium_init() < 0)
		return 2;
	c = config_read(argv[2]);
	db = (struct db_config){ c->database_socket, c->database_name,
	    "kith_records", key_database_password("records"), 0 };
	db_configure(&db);
	query.patient_id = atoll(argv[3]);
	for_seconds = atoi(argv[4]);
	/* First, so that its memory is what a worker needs for it alone. */
	measure("zip", make_zip, for_seconds);
	ctx = mem_context(NULL);
	if (db_transaction(DB_READ, prepare, ctx) != DB_COMMITTED)
		return 1;
	measure("ccda", make_ccda, for_seconds);
	measure("preview", make_preview, for_seconds);
	measure("pdf", make_pdf, for_seconds);
	return 0;
}
