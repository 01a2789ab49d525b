/* staff-patients_keep.c: access paused for safety, resumed, ended. */
#include <inttypes.h>

#include "auth/grant.h"
#include "base/mem.h"
#include "db/db.h"
#include "staff-patients.h"
#include "web/view.h"

static const char PATIENT[] =
    "SELECT patient_id FROM access_grant WHERE id = ?";

static const char PAUSE[] =
    "UPDATE access_grant SET suspended_at = ?, suspended_by = ?,"
    " suspended_why = ? WHERE id = ? AND suspended_at IS NULL";

static const char RESUME[] =
    "UPDATE access_grant SET suspended_at = NULL, suspended_by = NULL,"
    " suspended_why = NULL WHERE id = ? AND suspended_at IS NOT NULL";

const char *const keep_sql[] = { PATIENT, PAUSE, RESUME, NULL };

struct pause {
	const char *why;
};

const struct field pause_form[] = {
	FIELD_LINE(struct pause, why, 255),
	FIELDS_END
};

struct end {
	const char *reason;
};

static const char *const reasons[] = { "asked", "document", "mistake", "other",
	NULL };

const struct field end_form[] = {
	FIELD_CHOICE(struct end, reason, reasons),
	FIELDS_END
};

/* The grant of the path, with its patient; held on POST. */
static bool
find(struct req *r, struct grant *g)
{
	int64_t patient_id;

	return db_one(r, PATIENT, DB_OUT(out_int(&patient_id)),
	    db_int(r->id)) && grant_find(r, patient_id, r->id, g) &&
	    add_person(r, patient_id) &&
	    add_one_access(r, patient_id, r->id);
}

static enum http
back(struct req *r, const char *done)
{
	return redirect_to(r, "/staff/patients/%" PRId64 "?done=%s",
	    r->patient_id, done);
}

enum http
show_grant(struct req *r)
{
	struct grant g;

	return find(r, &g) ? view(r, "staff-keep") : HTTP_NOT_FOUND;
}

/*
 * Nobody is told: a mail could warn who is kept away, or be read by them in
 * the patient's mailbox. The family's pages say that it is paused, not why.
 */
/* Find the grant and read the form about it; the page again if it is wrong. */
static enum http
read_keep(struct req *r, const struct field *form, void *in, struct grant *g)
{
	bool is_good = form_read(r, form, in);

	if (!find(r, g))
		return HTTP_NOT_FOUND;
	if (is_good)
		return HTTP_OK;
	view(r, "staff-keep");
	return HTTP_UNPROCESSABLE;
}

enum http
pause_grant(struct req *r)
{
	struct pause in = { 0 };
	struct grant g;
	enum http status = read_keep(r, pause_form, &in, &g);

	if (status != HTTP_OK)
		return status;
	db_exec(r, PAUSE, db_instant(r, r->in->at), db_int(r->staff->id),
	    db_text(in.why), db_int(g.id));
	return back(r, "paused");
}

enum http
resume_grant(struct req *r)
{
	struct grant g;

	if (!find(r, &g))
		return HTTP_NOT_FOUND;
	db_exec(r, RESUME, db_int(g.id));
	return back(r, "resumed");
}

enum http
end_grant(struct req *r)
{
	struct end in = { 0 };
	struct grant g;
	enum http status = read_keep(r, end_form, &in, &g);

	if (status != HTTP_OK)
		return status;
	grant_revoke(r, &g, GRANT_STAFF);
	r->audit_detail = mem_fmt(r, "%s, %s", g.basis, in.reason);
	return back(r, "ended");
}
