/* staff-documents_value.c: what is said about a result, and set right in it. */
#include "staff-documents.h"

#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "chart/release.h"
#include "limit.h"
#include "person.h"
#include "staff-documents_value.h"
#include "web/view.h"

static const char VISIBLE[] =
    "SELECT r.confidential FROM report r WHERE r.patient_id = ? AND r.id = ?"
    " AND " RELEASE_SQL_REPORT;

static const char COMMENTED[] =
    "SELECT SHA2(IFNULL(comment, ''), 256) FROM report"
    " WHERE patient_id = ? AND id = ? AND recalled_at IS NULL FOR UPDATE";

static const char COMMENT[] =
    "UPDATE report SET comment = ?, comment_by = ?"
    " WHERE patient_id = ? AND id = ?";

#define DIGEST \
    "SHA2(CONCAT_WS('|', o.value, IFNULL(o.comparator, ''), " \
    "IFNULL(o.unit, ''), IFNULL(o.low, ''), IFNULL(o.high, ''), " \
    "IFNULL(o.flag, '')), 256)"

/* One value of a report; a part of another (as of blood pressure) is not. */
#define VALUE_OF \
    " FROM observation o JOIN report r ON r.patient_id = o.patient_id" \
    "  AND r.id = o.report_id WHERE o.patient_id = ? AND o.id = ?" \
    "  AND r.recalled_at IS NULL AND r.status <> 'entered-in-error'"

static const char SHOWN[] =
    "SELECT o.id, o.display, o.report_id, r.display AS report,"
    " CONCAT(IFNULL(o.comparator, ''), o.value) AS value, o.unit, o.low,"
    " o.high, o.flag, " DIGEST " AS version" VALUE_OF;

static const char FIND[] =
    "SELECT o.report_id, " DIGEST VALUE_OF " FOR UPDATE";

static const char KEEP_PAST[] =
    "INSERT INTO observation_past (patient_id, observation_id, value,"
    " comparator, unit, flag, flag_text, replaced_when, replaced_day)"
    " SELECT patient_id, id, value, comparator, unit, flag, flag_text, ?, ?"
    " FROM observation WHERE patient_id = ? AND id = ?";

/* The codes of what it said before would say it still. */
static const char CORRECT[] =
    "UPDATE observation SET status = 'corrected', value_kind = ?,"
    " comparator = ?, value = ?, value_code = NULL, value_system = NULL,"
    " unit_code = IF(unit <=> ?, unit_code, NULL), unit = ?, low = ?, high = ?,"
    " range_text = NULL, flag = ?, flag_text = NULL, absent_reason = NULL"
    " WHERE patient_id = ? AND id = ?";

static const char CORRECTED[] =
    "UPDATE report SET status = 'corrected' WHERE patient_id = ? AND id = ?";

/* A corrected result is new to everybody. */
static const char UNSEEN[] =
    "DELETE FROM result_seen WHERE patient_id = ? AND report_id = ?";

const char *const value_sql[] = { VISIBLE, COMMENTED, COMMENT, SHOWN, FIND,
	KEEP_PAST, CORRECT, CORRECTED, UNSEEN, NULL };

const char *const measured_flags[] = { "N", "L", "H", "LL", "HH", "A", "AA",
	NULL };

struct comment {
	const char *comment, *version;
};

const struct field comment_form[] = {
	FIELD_TEXT(struct comment, comment, COMMENT_CHARACTERS_MAX),
	FIELD_LINE(struct comment, version, 64),
	FIELDS_END
};

struct corrected {
	struct measured is;
	const char *version;
};

#define VALUE_FIELD(name, max) \
	{ #name, FORM_LINE, FORM_MEMBER(struct corrected, is.name, \
	    const char *), max, false, NULL }

const struct field value_form[] = {
	VALUE_FIELD(value, 1000), VALUE_FIELD(unit, 64),
	VALUE_FIELD(low, 40), VALUE_FIELD(high, 40),
	{ "flag", FORM_CHOICE, FORM_MEMBER(struct corrected, is.flag,
	    const char *), 8, false, measured_flags },
	FIELD_LINE(struct corrected, version, 64),
	FIELDS_END
};

/* --- what people type --- */

static bool
is_number(const char *s)
{
	const char *digits;

	if (*s == '-')
		s++;
	digits = s;
	s += strspn(s, "0123456789");
	if (s == digits)
		return false;
	if (*s == '.')
		s += 1 + strspn(s + 1, "0123456789");
	return *s == '\0';
}

static bool
is_end_good(struct req *r, const char *field, const char *suffix,
    const char *typed)
{
	if (typed == NULL || is_number(typed))
		return true;
	form_refuse(r, mem_fmt(r, "%s%s", field, suffix),
	    "Enter a number, or leave it out.");
	return false;
}

bool
measured_is_good(struct req *r, const struct measured *m, const char *suffix)
{
	bool good = is_end_good(r, "low", suffix, m->low);

	good = is_end_good(r, "high", suffix, m->high) && good;
	if (m->value != NULL)
		return good;
	form_refuse(r, mem_fmt(r, "value%s", suffix), "Enter the result.");
	return false;
}

const char *
measured_kind(struct req *r, const char *typed, const char **comparator,
    const char **value)
{
	static const char *const signs[] = { "<=", ">=", "<", ">", NULL };
	const char *rest = typed;
	size_t i = 0;

	while (signs[i] != NULL && strncmp(typed, signs[i],
	    strlen(signs[i])) != 0)
		i++;
	if (signs[i] != NULL)
		rest = text_trim(mem_copy(r, typed + strlen(signs[i])));
	if (is_number(rest)) {
		*comparator = signs[i];
		*value = rest;
		return "quantity";
	}
	*comparator = NULL;
	*value = typed;
	return "text";
}

void
tell_of_result(struct req *r, int64_t report_id)
{
	int64_t is_private;

	if (db_one(r, VISIBLE, DB_OUT(out_int(&is_private)),
	    db_int(r->patient_id), db_int(report_id), now_arg(r),
	    now_arg(r)))
		tell_family(r, is_private != 0);
}

/* --- a comment --- */

/* What stands there was written since the page was made: it is shown. */
static enum http
say_changed(struct req *r, handler *show)
{
	view_set(r->page, "changed", "1");
	show(r);
	return HTTP_CONFLICT;
}

enum http
comment_result(struct req *r)
{
	struct comment in = { NULL };
	enum http status = enter(r);
	const char *version;

	if (status != HTTP_OK)
		return status;
	if (!db_one(r, COMMENTED, DB_OUT(out_text(&version)),
	    db_int(r->patient_id), db_int(r->id)))
		return HTTP_NOT_FOUND;
	if (!form_read(r, comment_form, &in))
		return again(r, view_result);
	if (strcmp(version, in.version) != 0) {
		form_show(r, comment_form);
		return say_changed(r, view_result);
	}
	db_exec(r, COMMENT, db_text(in.comment), db_text(r->staff->name),
	    db_int(r->patient_id), db_int(r->id));
	tell_of_result(r, r->id);
	return go(r, "/result/%" PRId64 "?done=commented", r->id);
}

/* --- a value --- */

static enum http
view_value(struct req *r)
{
	static const char *const fields[] = { "value", "unit", "low", "high",
		"flag", NULL };
	size_t i;

	if (db_rows(r, r->page, "value", SHOWN, db_int(r->patient_id),
	    db_int(r->id)) == 0)
		return HTTP_NOT_FOUND;
	for (i = 0; r->in->method == METHOD_GET && fields[i] != NULL; i++)
		form_prefill(r, fields[i], get_attribute(r,
		    first_element(r->page->children, "value"), fields[i]));
	limit_add_agreed(r, r->patient_id);
	return view(r, "staff-value");
}

enum http
show_value(struct req *r)
{
	enum http status = enter(r);

	return status == HTTP_OK ? view_value(r) : status;
}

static void
correct(struct req *r, const struct measured *m)
{
	struct db_arg patient = db_int(r->patient_id), id = db_int(r->id);
	const char *number, *comparator, *kind;
	char now[WHEN_MAX], today[WHEN_MAX];

	kind = measured_kind(r, m->value, &comparator, &number);
	db_exec(r, KEEP_PAST, db_text(when_instant_iso(r->in->at, now)),
	    db_text(when_iso_day(when_today(), today)), patient, id);
	db_exec(r, CORRECT, db_text(kind), db_text(comparator),
	    db_text(number), db_text(m->unit), db_text(m->unit),
	    db_text(m->low), db_text(m->high), db_text(m->flag), patient, id);
}

enum http
correct_value(struct req *r)
{
	struct corrected in = { .version = NULL };
	enum http status = enter(r);
	const char *version;
	int64_t report;

	if (status != HTTP_OK)
		return status;
	if (!db_one(r, FIND, DB_OUT(out_int(&report), out_text(&version)),
	    db_int(r->patient_id), db_int(r->id)))
		return HTTP_NOT_FOUND;
	if (!form_read(r, value_form, &in) ||
	    !measured_is_good(r, &in.is, "")) {
		form_show(r, value_form);
		return again(r, view_value);
	}
	if (strcmp(version, in.version) != 0) {
		form_show(r, value_form);
		return say_changed(r, view_value);
	}
	correct(r, &in.is);
	db_exec(r, CORRECTED, db_int(r->patient_id), db_int(report));
	db_exec(r, UNSEEN, db_int(r->patient_id), db_int(report));
	tell_of_result(r, report);
	return go(r, "/result/%" PRId64 "?done=corrected", report);
}
