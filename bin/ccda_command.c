/* ccda_command.c: kithctl ccda: a patient's record as C-CDA, or as the zip. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "auth/audit.h"
#include "base/mem.h"
#include "base/text.h"
#include "chart/ccda.h"
#include "chart/chart.h"
#include "chart/package.h"
#include "commands.h"
#include "db/db.h"

static const char BY_ID[] = "SELECT id FROM patient WHERE id = ?";
static const char BY_MRN[] = "SELECT id FROM patient WHERE mrn = ? LIMIT 1";

/* What was asked for, and what came of it. */
struct export {
	const char *patient;
	struct chart_query query;
	bool zip;
	void *ctx;
	const uint8_t *bytes;
	size_t len;
};

/* By number; if nobody has that, by medical record number. */
static bool
find(struct export *e)
{
	int64_t id;

	return (text_id(e->patient, &id) && db_one(e->ctx, BY_ID,
	    DB_OUT(out_int(&e->query.patient_id)), db_int(id))) ||
	    db_one(e->ctx, BY_MRN, DB_OUT(out_int(&e->query.patient_id)),
	    db_text(e->patient));
}

static bool
make(void *arg)
{
	struct export *e = arg;
	xmlDoc *record;

	if (!find(e))
		return false;
	record = chart_document(e->ctx, &e->query);
	if (e->zip)
		package_make(e->ctx, record, &e->bytes, &e->len);
	else
		e->bytes = (const uint8_t *)ccda_text(e->ctx, record, &e->len);
	audit_add_operator(e->ctx, e->zip ? "export_zip" : "export_ccda",
	    e->query.patient_id, 0, NULL);
	return true;
}

/* A new file, for the operator's eyes only. */
static FILE *
create(const char *file)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	return fd < 0 ? NULL : fdopen(fd, "wb");
}

static int
write_out(const struct export *e, const char *file)
{
	FILE *f = file == NULL ? stdout : create(file);
	bool good = f != NULL && fwrite(e->bytes, 1, e->len, f) == e->len;

	if (f != NULL && (file == NULL ? fflush(f) : fclose(f)) != 0)
		good = false;
	if (!good)
		perror(file == NULL ? "kithctl ccda" : file);
	return good ? CTL_GOOD : CTL_BAD;
}

static int
run(struct export *e, const char *file)
{
	enum db_outcome outcome;
	int status = CTL_BAD;

	e->ctx = mem_context(NULL);
	outcome = db_transaction(DB_WRITE, make, e);
	if (outcome == DB_COMMITTED)
		status = write_out(e, file);
	else if (outcome == DB_ROLLED_BACK)
		fprintf(stderr, "no patient has this number: %s\n", e->patient);
	else
		fputs("the database can't be reached\n", stderr);
	talloc_free(e->ctx);
	return status;
}

/*
 * The range: a day that is not given is the first or the last of all. False,
 * with a sentence, if one is no day or they stand the wrong way round.
 */
static bool
read_range(struct chart_query *q, const char *from, const char *to)
{
	q->has_range = from != NULL || to != NULL;
	if (!q->has_range)
		return true;
	if (when_read_day(from == NULL ? "0001-01-01" : from, &q->from) &&
	    when_read_day(to == NULL ? "9999-12-31" : to, &q->to) &&
	    when_days_between(q->from, q->to) >= 0)
		return true;
	fputs("--from and --to need days as 2026-05-04, the first first\n",
	    stderr);
	return false;
}

int
ccda_command(int argc, char **argv)
{
	const char *from = NULL, *to = NULL, *file = NULL;
	const struct ctl_option options[] = {
		{ .name = "--from", .value = &from },
		{ .name = "--to", .value = &to },
		{ .name = "--zip", .value = &file },
		{ .name = NULL },
	};
	struct export e = { .query.sections = CHART_EXPORT,
	    .query.show_confidential = true };

	if (ctl_options(argc, argv, options) != 1)
		return ctl_usage(argv);
	if (!read_range(&e.query, from, to))
		return CTL_USAGE;
	e.patient = argv[1];
	e.zip = file != NULL;
	return run(&e, file);
}
