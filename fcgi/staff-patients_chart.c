/* staff-patients_chart.c: the summary of a chart, and what opens it. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "chart/chart.h"
#include "db/db.h"
#include "staff-patients.h"
#include "web/view.h"

enum { OPEN_MINUTES = 60 };

/*
 * A chart is open to whom the patient's messages are work: they lie in a pool
 * of theirs, or were given to them, and are not closed.
 */
static const char WORK[] =
    "SELECT 1 FROM conversation c WHERE c.patient_id = ?"
    " AND c.state <> 'closed' AND (c.staff_id = ? OR c.pool_id IN"
    "  (SELECT m.pool_id FROM pool_member m WHERE m.staff_id = ?)) LIMIT 1";

/* Or to whom said why they need it, for a while. */
static const char OPENED[] =
    "SELECT MAX(ends_at) AS until_at FROM chart_access"
    " WHERE patient_id = ? AND staff_id = ? AND ends_at > ?"
    " HAVING until_at IS NOT NULL";

static const char OPEN[] =
    "INSERT INTO chart_access (staff_id, patient_id, reason, note, opened_at,"
    " ends_at) VALUES (?, ?, ?, ?, ?, ?)";

const char *const chart_open_sql[] = { WORK, OPENED, OPEN, NULL };

struct chart {
	int64_t conversation;
};

const struct field chart_form[] = {
	FIELD_ID_OPT(struct chart, conversation),
	FIELDS_END
};

struct reason {
	const char *reason, *note;
	int64_t conversation;
};

static const char *const reasons[] = { "treatment", "question", "billing",
	"records", "emergency", "other", NULL };

const struct field open_form[] = {
	FIELD_CHOICE(struct reason, reason, reasons),
	FIELD_LINE_OPT(struct reason, note, 255),
	FIELD_ID_OPT(struct reason, conversation),
	FIELDS_END
};

static bool
is_work(struct req *r)
{
	int64_t yes;

	return db_one(r, WORK, DB_OUT(out_int(&yes)), db_int(r->id),
	    db_int(r->staff->id), db_int(r->staff->id));
}

/* Whether the chart is open to the member now; the page says until when. */
static bool
is_open(struct req *r)
{
	if (is_work(r)) {
		r->audit_detail = "within work";
		return true;
	}
	r->audit_detail = "outside of work";
	return db_rows(r, r->page, "opened", OPENED, db_int(r->id),
	    db_int(r->staff->id), db_instant(r, r->in->at)) > 0;
}

static void
set_conversation(struct req *r, int64_t id)
{
	if (id != 0)
		view_set_int(r->page, "conversation", id);
}

enum http
show_chart(struct req *r)
{
	struct chart in = { 0 };
	struct chart_query query = {
		.patient_id = r->id, .show_confidential = true,
		.show_held = true,
		.sections = CHART_VISITS | CHART_PROBLEMS | CHART_ALLERGIES |
		    CHART_MEDICATIONS | CHART_IMMUNIZATIONS | CHART_RESULTS,
	};

	if (!form_read(r, chart_form, &in))
		return HTTP_BAD_REQUEST;
	if (!add_person(r, r->id))
		return HTTP_NOT_FOUND;
	set_conversation(r, in.conversation);
	if (!is_open(r)) {
		r->audit_detail = "asked for the reason";
		return view(r, "staff-reason");
	}
	chart_select(r, r->page, &query);
	return view(r, "staff-chart");
}

/* A reason that says nothing needs words. */
static bool
is_said(struct req *r, const struct reason *in)
{
	if (strcmp(in->reason, "other") != 0 || in->note != NULL)
		return true;
	form_show(r, open_form);
	form_refuse(r, "note", "Please say why, in a few words.");
	return false;
}

enum http
open_chart(struct req *r)
{
	struct reason in = { 0 };
	bool is_good = form_read(r, open_form, &in);

	if (!add_person(r, r->id))
		return HTTP_NOT_FOUND;
	set_conversation(r, in.conversation);
	if (!is_good || !is_said(r, &in)) {
		view(r, "staff-reason");
		return HTTP_UNPROCESSABLE;
	}
	db_exec(r, OPEN, db_int(r->staff->id), db_int(r->id),
	    db_text(in.reason), db_text(in.note), db_instant(r, r->in->at),
	    db_instant(r, r->in->at + OPEN_MINUTES * 60));
	r->audit_detail = mem_fmt(r, "%s, outside of work", in.reason);
	if (in.conversation == 0)
		return redirect_to(r, "/staff/patients/%" PRId64 "/chart",
		    r->id);
	return redirect_to(r, "/staff/patients/%" PRId64 "/chart?conversation=%"
	    PRId64, r->id, in.conversation);
}
