/* staff-documents_result.c: a result is entered, as the laboratory wrote it. */
#include "staff-documents.h"

#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "limit.h"
#include "staff-documents_value.h"
#include "web/view.h"

enum { VALUES_MAX = 12 };

static const char REPORT[] =
    "INSERT INTO report (patient_id, category, display, status, taken_when,"
    " taken_day, issued_when, issued_day, comment, comment_by, narrative,"
    " provider_id, encounter_id, confidential, added_at, posted_by)"
    " VALUES (?, ?, ?, 'final', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char OBSERVATION[] =
    "INSERT INTO observation (patient_id, report_id, position, category,"
    " display, status, taken_when, taken_day, issued_when, issued_day,"
    " value_kind, comparator, value, unit, low, high, flag, provider_id,"
    " encounter_id, confidential)"
    " VALUES (?, ?, ?, ?, ?, 'final', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
    " ?)";

const char *const result_sql[] = { REPORT, OBSERVATION, NULL };

/* One line of the form. */
struct line {
	const char *test;
	struct measured is;
};

struct result {
	const char *category, *title, *narrative, *comment, *private;
	struct day taken;
	int64_t provider, encounter;
	struct line line[VALUES_MAX];
};

static const char *const categories[] = { "laboratory", "imaging", "other",
	NULL };
static const char *const yes[] = { "yes", NULL };

#define LINE_FIELD(n, name, member, max) \
	{ name "-" #n, FORM_LINE, FORM_MEMBER(struct result, \
	    line[n - 1].member, const char *), max, false, NULL }

#define LINE(n) \
	LINE_FIELD(n, "test", test, 255), \
	LINE_FIELD(n, "value", is.value, 1000), \
	LINE_FIELD(n, "unit", is.unit, 64), \
	LINE_FIELD(n, "low", is.low, 40), \
	LINE_FIELD(n, "high", is.high, 40), \
	{ "flag-" #n, FORM_CHOICE, FORM_MEMBER(struct result, \
	    line[n - 1].is.flag, const char *), 8, false, measured_flags }

const struct field result_form[] = {
	FIELD_CHOICE(struct result, category, categories),
	FIELD_LINE(struct result, title, 255),
	FIELD_DAY(struct result, taken),
	FIELD_ID_OPT(struct result, provider),
	FIELD_ID_OPT(struct result, encounter),
	FIELD_TEXT_OPT(struct result, narrative, LETTER_CHARACTERS_MAX),
	FIELD_TEXT_OPT(struct result, comment, COMMENT_CHARACTERS_MAX),
	FIELD_CHOICE_OPT(struct result, private, yes),
	LINE(1), LINE(2), LINE(3), LINE(4), LINE(5), LINE(6), LINE(7),
	LINE(8), LINE(9), LINE(10), LINE(11), LINE(12),
	FIELDS_END
};

static enum http
view_form(struct req *r)
{
	int i;

	add_choices(r);
	limit_add_agreed(r, r->patient_id);
	for (i = 1; i <= VALUES_MAX; i++)
		view_set_int(view_add(r->page, "line", NULL), "n", i);
	return view(r, "staff-result-new");
}

enum http
show_new_result(struct req *r)
{
	enum http status = enter(r);
	char today[WHEN_MAX];

	if (status != HTTP_OK)
		return status;
	form_prefill(r, "taken", when_iso_day(when_today(), today));
	return view_form(r);
}

static bool
is_empty(const struct line *l)
{
	return l->test == NULL && l->is.value == NULL && l->is.unit == NULL &&
	    l->is.low == NULL && l->is.high == NULL;
}

/* A line is whole, or empty. */
static bool
is_line_good(struct req *r, const struct line *l, int n)
{
	if (is_empty(l))
		return true;
	if (l->test == NULL) {
		form_refuse(r, mem_fmt(r, "test-%d", n),
		    "Say what was tested.");
		return false;
	}
	return measured_is_good(r, &l->is, mem_fmt(r, "-%d", n));
}

static bool
is_result_good(struct req *r, const struct result *in)
{
	bool good = is_past(r, "taken", in->taken), any = false;
	int i;

	good = provider_name(r, in->provider) != NULL && good;
	good = encounter_fits(r, in->encounter) && good;
	for (i = 0; i < VALUES_MAX; i++) {
		good = is_line_good(r, &in->line[i], i + 1) && good;
		any = any || !is_empty(&in->line[i]);
	}
	if (any || in->narrative != NULL)
		return good;
	form_refuse(r, "test-1", "Enter at least one value, or the report in"
	    " words.");
	return false;
}

static void
add_line(struct req *r, const struct result *in, int64_t report, int i)
{
	char taken[WHEN_MAX], today[WHEN_MAX];
	const struct measured *m = &in->line[i].is;
	const char *number, *comparator, *kind;

	kind = measured_kind(r, m->value, &comparator, &number);
	when_iso_day(in->taken, taken);
	when_iso_day(when_today(), today);
	db_exec(r, OBSERVATION, db_int(r->patient_id), db_int(report),
	    db_int(i), db_text(in->category), db_text(in->line[i].test),
	    db_text(taken), db_text(taken), db_text(today), db_text(today),
	    db_text(kind), db_text(comparator), db_text(number),
	    db_text(m->unit), db_text(m->low), db_text(m->high),
	    db_text(m->flag), db_id(in->provider), db_id(in->encounter),
	    db_int(in->private != NULL));
}

static int64_t
add_report(struct req *r, const struct result *in)
{
	char taken[WHEN_MAX], today[WHEN_MAX];

	when_iso_day(in->taken, taken);
	when_iso_day(when_today(), today);
	db_exec(r, REPORT, db_int(r->patient_id), db_text(in->category),
	    db_text(in->title), db_text(taken), db_text(taken),
	    db_text(today), db_text(today), db_text(in->comment),
	    db_text(in->comment == NULL ? NULL : r->staff->name),
	    db_text(in->narrative), db_id(in->provider), db_id(in->encounter),
	    db_int(in->private != NULL), now_arg(r), db_int(r->staff->id));
	return db_last_id();
}

enum http
add_result(struct req *r)
{
	struct result in = { 0 };
	enum http status = enter(r);
	int64_t id;
	int i;

	if (status != HTTP_OK)
		return status;
	if (!form_read(r, result_form, &in) || !is_result_good(r, &in)) {
		form_show(r, result_form);
		return again(r, view_form);
	}
	id = add_report(r, &in);
	for (i = 0; i < VALUES_MAX; i++)
		if (!is_empty(&in.line[i]))
			add_line(r, &in, id, i);
	tell_of_result(r, id);
	r->audit_object = id;
	return go(r, "/result/%" PRId64 "?done=entered", id);
}
