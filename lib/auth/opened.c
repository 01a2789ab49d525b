/* opened.c: which charts are open to a member of the practice (AZ-13). */
#include "auth/opened.h"

#include "db/db.h"

static const char WORK[] =
    "SELECT 1 FROM conversation c WHERE c.patient_id = ?"
    " AND c.state <> 'closed' AND (c.staff_id = ? OR c.pool_id IN"
    "  (SELECT m.pool_id FROM pool_member m WHERE m.staff_id = ?)) LIMIT 1";

static const char OPENED[] =
    "SELECT MAX(ends_at) AS until_at FROM chart_access"
    " WHERE patient_id = ? AND staff_id = ? AND ends_at > ?"
    " HAVING until_at IS NOT NULL";

const char *const opened_sql[] = { WORK, OPENED, NULL };

static bool
is_work(struct req *r, int64_t patient_id)
{
	int64_t yes;

	return db_one(r, WORK, DB_OUT(out_int(&yes)), db_int(patient_id),
	    db_int(r->staff->id), db_int(r->staff->id));
}

bool
opened_is(struct req *r, int64_t patient_id)
{
	if (is_work(r, patient_id)) {
		r->audit_detail = "within work";
		return true;
	}
	r->audit_detail = "outside of work";
	return db_rows(r, r->page, "opened", OPENED, db_int(patient_id),
	    db_int(r->staff->id), db_instant(r, r->in->at)) > 0;
}
