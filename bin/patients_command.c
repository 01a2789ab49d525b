/* patients_command.c: kithctl patients. */
#include <inttypes.h>
#include <stdio.h>

#include "auth/audit.h"
#include "base/mem.h"
#include "base/text.h"
#include "commands.h"
#include "db/db.h"

/* By number, or by part of the name; all of them for an empty word. */
static const char PATIENTS[] =
    "SELECT p.id, IFNULL(p.mrn, '-'), p.name, IFNULL(p.birth_when, '-'),"
    " IFNULL((SELECT MIN(c.value) FROM patient_contact c"
    "  WHERE c.patient_id = p.id AND c.kind = 'email'), '-')"
    " FROM patient p WHERE p.mrn = ? OR p.name LIKE CONCAT('%', ?, '%')"
    " ORDER BY p.family, p.given, p.birth_day LIMIT 500";

struct row {
	int64_t id;
	const char *mrn, *name, *born, *email;
};

static bool
print_row(void *arg)
{
	const struct row *r = arg;

	printf("%" PRId64 "\t%s\t%s\t%s\t%s\n", r->id, r->mrn, r->name,
	    r->born, r->email);
	return true;
}

static bool
list(void *arg)
{
	const char *word = arg;
	void *ctx = mem_context(NULL);
	struct row row;

	audit_add_operator(ctx, "list_patients", 0, 0, NULL);
	db_each(ctx, PATIENTS, DB_OUT(out_int(&row.id), out_text(&row.mrn),
	    out_text(&row.name), out_text(&row.born), out_text(&row.email)),
	    print_row, &row, db_text(word), db_text(word));
	talloc_free(ctx);
	return true;
}

int
patients_command(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "";

	if (argc > 2)
		return ctl_usage(argv);
	if (db_transaction(DB_WRITE, list, (void *)(uintptr_t)word) !=
	    DB_COMMITTED) {
		fputs("the database can't be reached\n", stderr);
		return CTL_BAD;
	}
	return CTL_GOOD;
}
