/*
 * records_limits.c: a patient asks the practice to limit how it uses and shares
 * their information (E1-R), reads the answer, takes it back or ends it.
 *
 * Who asked and the patient's own account see a request, nobody else: it may be
 * about the others who can open the record.
 */
#include "records.h"

#include <inttypes.h>

#include "base/limits.h"
#include "base/mem.h"
#include "limit.h"
#include "web/view.h"

/* Of a request q; takes the patient, whether all are seen, the account. */
#define VISIBLE " WHERE q.patient_id = ? AND (? OR q.account_id = ?)"

static const char REQUESTS[] =
    "SELECT" LIMIT_COLUMNS ", IF(q.account_id = ?, NULL, a.name) AS asker"
    LIMIT_FROM VISIBLE LIMIT_ORDER;

/* Two who ask at once are counted one after the other. */
static const char WAITING[] =
    "SELECT COUNT(*) FROM restriction_request WHERE patient_id = ?"
    " AND account_id = ? AND decided_at IS NULL AND ended_at IS NULL"
    " FOR UPDATE";

static const char ASK[] =
    "INSERT INTO restriction_request (patient_id, account_id, relation, parts,"
    " says, paid, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?)";

static const char FIND[] =
    "SELECT q.decided_at IS NOT NULL FROM restriction_request q" VISIBLE
    " AND q.id = ? FOR UPDATE";

/* What was not agreed to has no end. */
static const char END[] =
    "UPDATE restriction_request SET ended_at = ?, ended_by = ?"
    " WHERE patient_id = ? AND id = ? AND ended_at IS NULL"
    "  AND (decision IS NULL OR decision <> 'declined')";

static const char SEEN[] =
    "UPDATE restriction_request SET seen_at = ? WHERE patient_id = ?"
    " AND account_id = ? AND decided_at IS NOT NULL AND seen_at IS NULL";

const char *const records_limits_sql[] = { REQUESTS, WAITING, ASK, FIND, END,
	SEEN, NULL };

struct limits_page {
	const char *done;
};

static const char *const done_choices[] = { "asked", "withdrawn", "ended",
	NULL };

const struct field limits_form[] = {
	FIELD_CHOICE_OPT(struct limits_page, done, done_choices),
	FIELDS_END
};

static enum http
show_page(struct req *r)
{
	struct db_arg me = db_int(r->account->id);

	limit_add_parts(r);
	db_rows(r, r->page, "restriction", REQUESTS, me,
	    db_int(r->patient->id), db_int(r->patient->sees_confidential), me);
	return view(r, "records-limits");
}

/* Follows a GET. */
static void
mark_seen(struct req *r, void *arg)
{
	(void)arg;
	db_exec(r, SEEN, db_instant(r, r->in->at), db_int(r->patient->id),
	    db_int(r->account->id));
}

enum http
show_limits(struct req *r)
{
	struct limits_page in = { NULL };

	if (!form_read(r, limits_form, &in))
		return HTTP_BAD_REQUEST;
	view_set(r->page, "done", in.done);
	run_later(r, mark_seen, NULL);
	return show_page(r);
}

/* The parts that were chosen, as a SET: "visits,notes"; "" for none. */
static const char *
parts_of(struct req *r, const struct limit *in)
{
	const char *list = "";
	int i;

	for (i = 0; i < LIMIT_PARTS; i++)
		if (in->parts[i] != NULL)
			list = mem_fmt(r, "%s%s%s", list,
			    *list == '\0' ? "" : ",", limit_form[i].name);
	return list;
}

static bool
may_ask(struct req *r)
{
	int64_t n = 0;

	db_one(r, WAITING, DB_OUT(out_int(&n)), db_int(r->patient->id),
	    db_int(r->account->id));
	return n < RESTRICTIONS_WAITING_MAX || form_refuse(r, "says",
	    mem_fmt(r, "%d of your requests wait for an answer. Please wait"
	    " until we have answered, or take one back.",
	    RESTRICTIONS_WAITING_MAX));
}

enum http
ask_limit(struct req *r)
{
	struct limit in = { 0 };
	bool is_self = r->patient->sees_confidential;
	bool good = form_read(r, limit_form, &in);
	const char *parts = parts_of(r, &in);

	form_show(r, limit_form);
	if (*parts == '\0')
		good = form_refuse(r, "parts", "Choose at least one.");
	if (!good || !may_ask(r)) {
		show_page(r);
		return HTTP_UNPROCESSABLE;
	}
	db_exec(r, ASK, db_int(r->patient->id), db_int(r->account->id),
	    db_text(is_self ? NULL : r->patient->relation), db_text(parts),
	    db_text(in.says), db_int(in.paid != NULL),
	    db_instant(r, r->in->at));
	r->audit_object = db_last_id();
	return redirect_to(r, "/records/%" PRId64 "/limits?done=asked",
	    r->patient->id);
}

enum http
end_limit(struct req *r)
{
	struct db_arg patient = db_int(r->patient->id), id = db_int(r->id);
	struct db_arg me = db_int(r->account->id);
	int64_t is_decided;

	if (!db_one(r, FIND, DB_OUT(out_int(&is_decided)), patient,
	    db_int(r->patient->sees_confidential), me, id))
		return HTTP_NOT_FOUND;
	/* The page shows what has become of one that has no end any more. */
	if (db_exec(r, END, db_instant(r, r->in->at), me, patient, id) == 0)
		return redirect_to(r, "/records/%" PRId64 "/limits",
		    r->patient->id);
	return redirect_to(r, "/records/%" PRId64 "/limits?done=%s",
	    r->patient->id, is_decided ? "ended" : "withdrawn");
}
