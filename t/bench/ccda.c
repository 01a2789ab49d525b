/*
 * ccda: C-CDA documents a second, from the database to bytes, on one core
 *
 *   ccda --config FILE PATIENT SECONDS
 *
 * Prints documents, bytes and CPU seconds of this process as JSON.
 */
#include <inttypes.h>
#include <libxml/parser.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/config.h"
#include "base/key.h"
#include "base/mem.h"
#include "chart/ccda.h"
#include "chart/chart.h"
#include "db/db.h"

static size_t bytes;

static bool
make_one(void *arg)
{
	struct chart_query query = { .patient_id = *(int64_t *)arg,
	    .sections = CHART_EXPORT };
	void *ctx = mem_context(NULL);
	size_t len;

	ccda_text(ctx, chart_document(ctx, &query), &len);
	bytes += len;
	talloc_free(ctx);
	return true;
}

static double
cpu_seconds(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	    (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

int
main(int argc, char **argv)
{
	const struct config *c;
	struct db_config db;
	int64_t patient, documents = 0;
	double before;
	time_t end;

	if (argc != 5 || sodium_init() < 0)
		return 2;
	c = config_read(argv[2]);
	db = (struct db_config){ c->database_socket, c->database_name,
	    "kith_records", key_database_password("records"), 0 };
	db_configure(&db);
	patient = atoll(argv[3]);
	db_transaction(DB_READ, make_one, &patient);
	bytes = 0;
	before = cpu_seconds();
	for (end = time(NULL) + atoi(argv[4]); time(NULL) < end; documents++)
		if (db_transaction(DB_READ, make_one, &patient) !=
		    DB_COMMITTED)
			return 1;
	printf("{\"documents\":%" PRId64 ",\"bytes\":%zu,\"cpu\":%.3f}\n",
	    documents, bytes, cpu_seconds() - before);
	return 0;
}
