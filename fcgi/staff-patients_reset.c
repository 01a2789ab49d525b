/*
 * staff-patients_reset.c: start the reset of a forgotten password (AU-19). The
 * practice's people neither see the link nor choose the password; where the
 * account has no security option they tell its owner a code, once they know
 * who it is (auth/reset.h).
 */
#include "auth/reset.h"
#include "db/db.h"
#include "staff-patients.h"
#include "web/view.h"

/* Accounts that may open the record of the path today. */
static const char HOLDERS[] =
    "SELECT DISTINCT a.id, a.name, a.email,"
    " NULLIF(a.has_second_factor, 0) AS option"
    " FROM access_grant g JOIN account a ON a.id = g.account_id"
    " WHERE g.patient_id = ? AND g.revoked_at IS NULL AND g.begins_at <= ?"
    "  AND (g.ends_at IS NULL OR g.ends_at > ?) AND a.disabled_at IS NULL"
    " ORDER BY a.name, a.id";

static const char HOLDER[] =
    "SELECT a.email, a.has_second_factor"
    " FROM access_grant g JOIN account a ON a.id = g.account_id"
    " WHERE g.patient_id = ? AND a.id = ? AND g.revoked_at IS NULL"
    "  AND g.begins_at <= ? AND (g.ends_at IS NULL OR g.ends_at > ?)"
    "  AND a.disabled_at IS NULL LIMIT 1";

const char *const start_reset_sql[] = { HOLDERS, HOLDER, NULL };

struct chosen {
	int64_t account;
};

const struct field start_reset_form[] = {
	FIELD_ID(struct chosen, account),
	FIELDS_END
};

enum http
show_start_reset(struct req *r)
{
	struct db_arg now = db_instant(r, r->in->at);

	if (!add_person(r, r->id))
		return HTTP_NOT_FOUND;
	db_rows(r, r->page, "holder", HOLDERS, db_int(r->id), now, now);
	return view(r, "staff-reset");
}

enum http
start_reset(struct req *r)
{
	struct chosen in = { 0 };
	struct db_arg now = db_instant(r, r->in->at);
	const char *email, *code = NULL;
	int64_t has_option;

	if (!form_read(r, start_reset_form, &in) || !add_person(r, r->id) ||
	    !db_one(r, HOLDER, DB_OUT(out_text(&email), out_int(&has_option)),
	    db_int(r->id), db_int(in.account), now, now))
		return HTTP_NOT_FOUND;
	r->audit_object = in.account;
	reset_send(r, in.account, email, &code);
	view_set(r->page, code == NULL ? "enough" : "sent", email);
	if (!has_option)
		view_set(r->page, "code", code);
	view_set_int(r->page, "minutes", RESET_MINUTES);
	return view(r, "staff-reset");
}
