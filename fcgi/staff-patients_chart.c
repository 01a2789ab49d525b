/* staff-patients_chart.c: the summary of a chart, and what opens it. */
#include <inttypes.h>
#include <string.h>

#include "auth/opened.h"
#include "base/mem.h"
#include "chart/chart.h"
#include "db/db.h"
#include "limit.h"
#include "staff-patients.h"
#include "web/view.h"

enum { OPEN_MINUTES = 60 };

static const char OPEN[] =
    "INSERT INTO chart_access (staff_id, patient_id, reason, note, opened_at,"
    " ends_at) VALUES (?, ?, ?, ?, ?, ?)";

const char *const chart_open_sql[] = { OPEN, NULL };

/* Where a page leads back to: a conversation, or the patient's documents. */
static const char *const places[] = { "documents", NULL };

struct chart {
	const char *from;
	int64_t conversation;
};

const struct field chart_form[] = {
	FIELD_CHOICE_OPT(struct chart, from, places),
	FIELD_ID_OPT(struct chart, conversation),
	FIELDS_END
};

struct reason {
	const char *reason, *note, *from;
	int64_t conversation;
};

static const char *const reasons[] = { "treatment", "question", "billing",
	"records", "emergency", "other", NULL };

const struct field open_form[] = {
	FIELD_CHOICE(struct reason, reason, reasons),
	FIELD_LINE_OPT(struct reason, note, 255),
	FIELD_CHOICE_OPT(struct reason, from, places),
	FIELD_ID_OPT(struct reason, conversation),
	FIELDS_END
};

static void
set_way_back(struct req *r, int64_t conversation, const char *from)
{
	if (conversation != 0)
		view_set_int(r->page, "conversation", conversation);
	view_set(r->page, "from", from);
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
	set_way_back(r, in.conversation, in.from);
	if (!opened_is(r, r->id)) {
		r->audit_detail = "asked for the reason";
		return view(r, "staff-reason");
	}
	limit_add_agreed(r, r->id);
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
	set_way_back(r, in.conversation, in.from);
	if (!is_good || !is_said(r, &in)) {
		view(r, "staff-reason");
		return HTTP_UNPROCESSABLE;
	}
	db_exec(r, OPEN, db_int(r->staff->id), db_int(r->id),
	    db_text(in.reason), db_text(in.note), db_instant(r, r->in->at),
	    db_instant(r, r->in->at + OPEN_MINUTES * 60));
	r->audit_detail = mem_fmt(r, "%s, outside of work", in.reason);
	if (in.from != NULL)
		return redirect_to(r, "/staff/documents/%" PRId64, r->id);
	if (in.conversation == 0)
		return redirect_to(r, "/staff/patients/%" PRId64 "/chart",
		    r->id);
	return redirect_to(r, "/staff/patients/%" PRId64 "/chart?conversation=%"
	    PRId64, r->id, in.conversation);
}
