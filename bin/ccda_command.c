/* ccda_command.c: kithctl ccda: a patient's record as C-CDA, or as the zip. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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
	const char *file;		/* of the zip; or NULL */
	FILE *zip;
	void *ctx;
	const char *text;
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
put(void *arg, const void *bytes, size_t len)
{
	return fwrite(bytes, 1, len, arg) == len;
}

/* From the beginning: the transaction may run again. */
static bool
write_zip(struct export *e)
{
	rewind(e->zip);
	return ftruncate(fileno(e->zip), 0) == 0 && package_write(
	    package_new(e->ctx, &e->query, true, NULL), put, e->zip) &&
	    fflush(e->zip) == 0;
}

static bool
make(void *arg)
{
	struct export *e = arg;

	if (!find(e)) {
		fprintf(stderr, "no patient has this number: %s\n",
		    e->patient);
		return false;
	}
	if (e->zip == NULL) {
		e->text = ccda_text(e->ctx, chart_document(e->ctx, &e->query),
		    &e->len);
	} else if (!write_zip(e)) {
		fprintf(stderr, "%s can't be written\n", e->file);
		return false;
	}
	audit_add_operator(e->ctx, e->zip != NULL ? "export_zip"
	    : "export_ccda", e->query.patient_id, 0, NULL);
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
run(struct export *e)
{
	enum db_outcome outcome;
	bool good;

	if (e->file != NULL && (e->zip = create(e->file)) == NULL) {
		perror(e->file);
		return CTL_BAD;
	}
	e->ctx = mem_context(NULL);
	outcome = db_transaction(DB_WRITE, make, e);
	if (outcome == DB_AWAY)
		fputs("the database can't be reached\n", stderr);
	good = outcome == DB_COMMITTED;
	if (e->zip == NULL && good)
		good = put(stdout, e->text, e->len) && fflush(stdout) == 0;
	if (e->zip != NULL && (fclose(e->zip) != 0 || !good)) {
		unlink(e->file);
		good = false;
	}
	talloc_free(e->ctx);
	return good ? CTL_GOOD : CTL_BAD;
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
	struct export e = { .query.sections = CHART_EXPORT,
	    .query.show_confidential = true };
	const char *from = NULL, *to = NULL;
	const struct ctl_option options[] = {
		{ .name = "--from", .value = &from },
		{ .name = "--to", .value = &to },
		{ .name = "--zip", .value = &e.file },
		{ .name = NULL },
	};

	if (ctl_options(argc, argv, options) != 1)
		return ctl_usage(argv);
	if (!read_range(&e.query, from, to))
		return CTL_USAGE;
	e.patient = argv[1];
	return run(&e);
}
