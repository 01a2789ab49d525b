/*
 * staff-documents_limits.c: requests to limit how the practice uses and shares
 * a patient's information: what waits, and the decision (45 CFR 164.522(a)).
 *
 * What is decided stays so: of two members the second is told what the first
 * one decided.
 */
#include "staff-documents.h"

#include <inttypes.h>
#include <string.h>

#include "auth/access.h"
#include "base/limits.h"
#include "limit.h"
#include "talk/notice.h"
#include "web/view.h"

/* The one that waits longest first. What it asks for, an open chart tells. */
static const char WAITING[] =
    "SELECT q.id, q.patient_id AS patient, p.name,"
    " NULLIF(q.paid, 0) AS paid, q.asked_at, COUNT(*) OVER () AS total"
    " FROM restriction_request q JOIN patient p ON p.id = q.patient_id"
    " WHERE q.decided_at IS NULL AND q.ended_at IS NULL"
    " ORDER BY q.asked_at, q.id LIMIT 100";

#define REQUEST								\
    "SELECT" LIMIT_COLUMNS ", a.name AS asker, q.relation" LIMIT_FROM	\
    " WHERE q.patient_id = ?"

static const char REQUESTS[] = REQUEST LIMIT_ORDER;
static const char ONE_REQUEST[] = REQUEST " AND q.id = ?";

static const char FIND[] =
    "SELECT account_id, decided_at IS NULL AND ended_at IS NULL"
    " FROM restriction_request WHERE patient_id = ? AND id = ? FOR UPDATE";

static const char DECIDE[] =
    "UPDATE restriction_request SET decision = ?, answer = ?, decided_by = ?,"
    " decided_at = ? WHERE patient_id = ? AND id = ?";

const char *const staff_limits_sql[] = { WAITING, REQUESTS, ONE_REQUEST, FIND,
	DECIDE, NULL };

struct decision {
	const char *decision, *answer;
};

static const char *const decisions[] = { "agreed", "partly", "declined",
	NULL };

const struct field decision_form[] = {
	FIELD_CHOICE(struct decision, decision, decisions),
	FIELD_TEXT_OPT(struct decision, answer, ANSWER_CHARACTERS_MAX),
	FIELDS_END
};

static bool
may_decide(const struct req *r)
{
	return access_staff_may(r->staff, AREA_FINDINGS);
}

void
add_waiting_limits(struct req *r)
{
	if (may_decide(r))
		db_rows(r, r->page, "request", WAITING);
}

void
add_limits(struct req *r)
{
	limit_add_agreed(r, r->patient_id);
	if (may_decide(r))
		db_rows(r, r->page, "request", REQUESTS,
		    db_int(r->patient_id));
}

static enum http
view_limit(struct req *r)
{
	limit_add_parts(r);
	if (db_rows(r, r->page, "request", ONE_REQUEST, db_int(r->patient_id),
	    db_int(r->id)) == 0)
		return HTTP_NOT_FOUND;
	return view(r, "staff-limit");
}

enum http
show_limit(struct req *r)
{
	enum http status = enter(r);

	if (status != HTTP_OK)
		return status;
	return say_done(r) ? view_limit(r) : HTTP_BAD_REQUEST;
}

/* Who asked, if they can still read the answer, as they want to be told. */
static void
tell_asker(struct req *r, int64_t account_id)
{
	const struct reader *reader = notice_readers(r, r->patient_id,
	    "records", false, r->in->at);

	for (; reader != NULL; reader = reader->next)
		if (reader->account_id == account_id)
			notice_send(r, NOTICE_ANSWER, reader, r->patient_id,
			    r->in->at);
}

/* Who does not get all that they asked for is told why. */
static bool
read_decision(struct req *r, struct decision *in)
{
	if (!form_read(r, decision_form, in))
		return false;
	if (in->answer != NULL || strcmp(in->decision, "agreed") == 0)
		return true;
	form_show(r, decision_form);
	return form_refuse(r, "answer", "Write what you agree to, or why you"
	    " can’t agree.");
}

/* The request of the path, locked, if it still waits. */
static enum http
find_waiting(struct req *r, int64_t *asker)
{
	enum http status = enter(r);
	int64_t waits;

	if (status != HTTP_OK)
		return status;
	if (!db_one(r, FIND, DB_OUT(out_int(asker), out_int(&waits)),
	    db_int(r->patient_id), db_int(r->id)))
		return HTTP_NOT_FOUND;
	if (waits)
		return HTTP_OK;
	view_set(r->page, "changed", "1");
	view_limit(r);
	return HTTP_CONFLICT;
}

enum http
decide_limit(struct req *r)
{
	struct decision in = { NULL };
	int64_t asker;
	enum http status = find_waiting(r, &asker);

	if (status != HTTP_OK)
		return status;
	if (!read_decision(r, &in))
		return again(r, view_limit);
	db_exec(r, DECIDE, db_text(in.decision), db_text(in.answer),
	    db_int(r->staff->id), now_arg(r), db_int(r->patient_id),
	    db_int(r->id));
	r->audit_detail = in.decision;
	tell_asker(r, asker);
	return go(r, "/limit/%" PRId64 "?done=decided", r->id);
}
