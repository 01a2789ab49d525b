/* accounts_command.c: kithctl accounts. */
#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/when.h"
#include "commands.h"
#include "db/db.h"

static const char ACCOUNTS[] =
    "SELECT a.id, a.email, a.name, a.disabled_at, a.has_second_factor,"
    " g.id, g.patient_id, p.name, p.mrn, g.basis, g.relation, g.areas,"
    " g.begins_at, g.ends_at, g.revoked_at"
    " FROM account a LEFT JOIN access_grant g ON g.account_id = a.id"
    " LEFT JOIN patient p ON p.id = g.patient_id ORDER BY a.id, g.id";

/* One account with one of its grants; grant_id 0: it has none. */
struct row {
	int64_t id, disabled_at, has_second_factor;
	const char *email, *name;
	int64_t grant_id, patient_id;
	const char *patient, *mrn, *basis, *relation, *areas;
	int64_t begins_at, ends_at, revoked_at;
};

struct list {
	void *ctx;
	struct row row;
	int64_t account_id;	/* of the row before */
	int64_t now;
	int as_json;
	cJSON *accounts, *grants;
};

static bool
is_live(const struct list *l)
{
	return l->row.revoked_at == 0 && l->row.begins_at <= l->now &&
	    (l->row.ends_at == 0 || l->row.ends_at > l->now);
}

static bool
print_row(void *arg)
{
	struct list *l = arg;
	const struct row *r = &l->row;

	if (r->id != l->account_id)
		printf("%" PRId64 " %s (%s)%s%s\n", r->id, r->email, r->name,
		    r->disabled_at != 0 ? ", disabled" : "",
		    r->has_second_factor ? ", with a security option" : "");
	l->account_id = r->id;
	if (r->grant_id != 0)
		printf("    %" PRId64 " %s%s%s: %s%s%s, %s%s\n", r->patient_id,
		    r->patient == NULL ? "(gone)" : r->patient,
		    r->mrn == NULL ? "" : ", MRN ",
		    r->mrn == NULL ? "" : r->mrn, r->basis,
		    r->relation == NULL ? "" : " ",
		    r->relation == NULL ? "" : r->relation, r->areas,
		    is_live(l) ? "" : " (not in force)");
	return true;
}

/* An object at the end of the array; die() if there is no memory. */
static cJSON *
new_object(cJSON *array)
{
	cJSON *o = cJSON_CreateObject();

	if (o == NULL || !cJSON_AddItemToArray(array, o))
		die("out of memory");
	return o;
}

static void
set_text(cJSON *o, const char *name, const char *text)
{
	if (text == NULL)
		cJSON_AddNullToObject(o, name);
	else
		cJSON_AddStringToObject(o, name, text);
}

static void
set_instant(cJSON *o, const char *name, int64_t instant)
{
	char text[WHEN_MAX];

	set_text(o, name, instant == 0 ? NULL
	    : when_instant_iso(instant, text));
}

static void
add_account(struct list *l)
{
	const struct row *r = &l->row;
	cJSON *o = new_object(l->accounts);

	cJSON_AddNumberToObject(o, "id", (double)r->id);
	set_text(o, "email", r->email);
	set_text(o, "name", r->name);
	cJSON_AddBoolToObject(o, "disabled", r->disabled_at != 0);
	cJSON_AddBoolToObject(o, "second_factor", r->has_second_factor != 0);
	l->grants = cJSON_AddArrayToObject(o, "grants");
}

static void
add_grant(const struct list *l)
{
	const struct row *r = &l->row;
	cJSON *o = new_object(l->grants), *areas;
	char *rest = mem_copy(l->ctx, r->areas);

	cJSON_AddNumberToObject(o, "id", (double)r->grant_id);
	cJSON_AddNumberToObject(o, "patient_id", (double)r->patient_id);
	set_text(o, "patient", r->patient);
	set_text(o, "mrn", r->mrn);
	set_text(o, "basis", r->basis);
	set_text(o, "relation", r->relation);
	areas = cJSON_AddArrayToObject(o, "areas");
	while (rest != NULL && *rest != '\0')
		cJSON_AddItemToArray(areas,
		    cJSON_CreateString(strsep(&rest, ",")));
	set_instant(o, "begins_at", r->begins_at);
	set_instant(o, "ends_at", r->ends_at);
	set_instant(o, "revoked_at", r->revoked_at);
	cJSON_AddBoolToObject(o, "in_force", is_live(l));
}

static bool
add_row(void *arg)
{
	struct list *l = arg;

	if (l->row.id != l->account_id)
		add_account(l);
	l->account_id = l->row.id;
	if (l->row.grant_id != 0)
		add_grant(l);
	return true;
}

static bool
read_all(void *arg)
{
	struct list *l = arg;
	struct row *r = &l->row;

	l->account_id = 0;
	cJSON_Delete(l->accounts); /* of a try before */
	l->accounts = cJSON_CreateArray();
	db_each(l->ctx, ACCOUNTS, DB_OUT(out_int(&r->id), out_text(&r->email),
	    out_text(&r->name), out_instant(&r->disabled_at),
	    out_int(&r->has_second_factor), out_int(&r->grant_id),
	    out_int(&r->patient_id), out_text(&r->patient), out_text(&r->mrn),
	    out_text(&r->basis), out_text(&r->relation), out_text(&r->areas),
	    out_instant(&r->begins_at), out_instant(&r->ends_at),
	    out_instant(&r->revoked_at)),
	    l->as_json ? add_row : print_row, l);
	return true;
}

int
accounts_command(int argc, char **argv)
{
	struct list l = { .now = when_now() };
	const struct ctl_option options[] = {
		{ .name = "--json", .flag = &l.as_json },
		{ .name = NULL }
	};

	if (ctl_options(argc, argv, options) != 0)
		return ctl_usage(argv);
	l.ctx = mem_context(NULL);
	if (db_transaction(DB_READ, read_all, &l) == DB_AWAY) {
		fprintf(stderr, "kithctl accounts: the database is away\n");
		return CTL_BAD;
	}
	if (l.as_json)
		puts(cJSON_Print(l.accounts));
	cJSON_Delete(l.accounts);
	talloc_free(l.ctx);
	return CTL_GOOD;
}
