/*
 * staff-documents_limits.c: requests to limit how the practice uses and shares
 * a patient's information: what waits, the decision, the end of what was agreed
 * (45 CFR 164.522(a)).
 *
 * What is decided stays so: of two members the second is told what the first
 * one did.
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

static const char ASKER[] =
    "SELECT account_id FROM restriction_request"
    " WHERE patient_id = ? AND id = ?";

static const char FIND[] =
    "SELECT q.account_id, q.paid, q.later_at IS NOT NULL," LIMIT_STATE
    " FROM restriction_request q WHERE q.patient_id = ? AND q.id = ?"
    " FOR UPDATE";

static const char DECIDE[] =
    "UPDATE restriction_request SET decision = ?, answer = ?, decided_by = ?,"
    " decided_at = ? WHERE patient_id = ? AND id = ?";

/* Whole, as the person wants it; who asked has not seen that yet. */
static const char END[] =
    "UPDATE restriction_request SET ended_at = ?, ended_by_staff = ?,"
    " ended_says = ?, seen_at = NULL WHERE patient_id = ? AND id = ?";

/* By the practice's own will it ends for what is new alone. */
static const char END_LATER[] =
    "UPDATE restriction_request SET later_at = ?, later_by = ?,"
    " later_says = ?, seen_at = NULL WHERE patient_id = ? AND id = ?";

const char *const staff_limits_sql[] = { WAITING, REQUESTS, ONE_REQUEST, ASKER,
	FIND, DECIDE, END, END_LATER, NULL };

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

struct ending {
	const char *why, *says;
};

static const char *const whys[] = { "asked", "later", NULL };

const struct field ending_form[] = {
	FIELD_CHOICE(struct ending, why, whys),
	FIELD_TEXT(struct ending, says, ANSWER_CHARACTERS_MAX),
	FIELDS_END
};

/* A request as a POST finds and holds it. */
struct request {
	int64_t asker, is_paid, is_later;
	const char *state;
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

/* Who asked, if they can still read of it in the portal. */
static const struct reader *
find_asker(struct req *r, int64_t account_id)
{
	const struct reader *reader = notice_readers(r, r->patient_id,
	    "records", false, r->in->at);

	while (reader != NULL && reader->account_id != account_id)
		reader = reader->next;
	return reader;
}

static enum http
view_limit(struct req *r)
{
	struct db_arg patient = db_int(r->patient_id), id = db_int(r->id);
	int64_t asker;

	if (!db_one(r, ASKER, DB_OUT(out_int(&asker)), patient, id))
		return HTTP_NOT_FOUND;
	view_set(r->page, "gone", find_asker(r, asker) == NULL ? "1" : NULL);
	limit_add_parts(r);
	db_rows(r, r->page, "request", ONE_REQUEST, patient, id);
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

/* By mail, if they want one; the portal tells them in any case. */
static void
tell_asker(struct req *r, int64_t account_id)
{
	const struct reader *reader = find_asker(r, account_id);

	if (reader != NULL)
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

static enum http
find_request(struct req *r, struct request *q)
{
	enum http status = enter(r);

	if (status != HTTP_OK)
		return status;
	return db_one(r, FIND, DB_OUT(out_int(&q->asker), out_int(&q->is_paid),
	    out_int(&q->is_later), out_text(&q->state)), db_int(r->patient_id),
	    db_int(r->id)) ? HTTP_OK : HTTP_NOT_FOUND;
}

/* It is not any more what the member saw: show what it is. */
static enum http
show_changed(struct req *r)
{
	view_set(r->page, "changed", "1");
	view_limit(r);
	return HTTP_CONFLICT;
}

enum http
decide_limit(struct req *r)
{
	struct decision in = { NULL };
	struct request q;
	enum http status = find_request(r, &q);

	if (status != HTTP_OK)
		return status;
	if (strcmp(q.state, "asked") != 0)
		return show_changed(r);
	if (!read_decision(r, &in))
		return again(r, view_limit);
	db_exec(r, DECIDE, db_text(in.decision), db_text(in.answer),
	    db_int(r->staff->id), now_arg(r), db_int(r->patient_id),
	    db_int(r->id));
	r->audit_detail = in.decision;
	tell_asker(r, q.asker);
	return go(r, "/limit/%" PRId64 "?done=decided", r->id);
}

static bool
is_in_force(const struct request *q)
{
	return strcmp(q->state, "agreed") == 0 ||
	    strcmp(q->state, "partly") == 0;
}

/* Care that was paid for in full stays from the plan until the person agrees. */
static bool
read_ending(struct req *r, const struct request *q, struct ending *in)
{
	if (!form_read(r, ending_form, in))
		return false;
	if (!q->is_paid || strcmp(in->why, "asked") == 0)
		return true;
	form_show(r, ending_form);
	return form_refuse(r, "why", "This care was paid for in full. The limit"
	    " ends only if the patient asked for it, or agreed.");
}

enum http
end_agreed_limit(struct req *r)
{
	struct ending in = { NULL };
	struct request q;
	enum http status = find_request(r, &q);
	bool is_later;

	if (status != HTTP_OK)
		return status;
	if (!is_in_force(&q))
		return show_changed(r);
	if (!read_ending(r, &q, &in))
		return again(r, view_limit);
	is_later = strcmp(in.why, "later") == 0;
	if (is_later && q.is_later)
		return show_changed(r);
	db_exec(r, is_later ? END_LATER : END, now_arg(r),
	    db_int(r->staff->id), db_text(in.says), db_int(r->patient_id),
	    db_int(r->id));
	r->audit_detail = in.why;
	tell_asker(r, q.asker);
	return go(r, "/limit/%" PRId64 "?done=%s", r->id, is_later
	    ? "limit-later" : "limit-ended");
}
