/* health_results.c: results, one report, and it beside the earlier ones. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "chart/chart.h"
#include "chart/release.h"
#include "chart/trend.h"
#include "db/db.h"
#include "health.h"
#include "web/view.h"

static const char REPORT_EXISTS[] =
    "SELECT id FROM report r WHERE patient_id = ? AND id = ?"
    " AND (NOT confidential OR ?) AND status <> 'entered-in-error'"
    " AND " RELEASE_SQL_REPORT;

static const char MARK_SEEN[] =
    "INSERT IGNORE INTO result_seen (account_id, patient_id, report_id,"
    " seen_at) VALUES (?, ?, ?, ?)";

static const char SEEN[] =
    "SELECT report_id FROM result_seen WHERE account_id = ?"
    " AND patient_id = ?";

const char *const results_sql[] = { REPORT_EXISTS, MARK_SEEN, SEEN, NULL };

struct find {
	const char *q, *kind;
};

static const char *const kinds[] = { "laboratory", "imaging", "other", NULL };

const struct field find_form[] = {
	FIELD_LINE_OPT(struct find, q, 100),
	FIELD_CHOICE_OPT(struct find, kind, kinds),
	FIELDS_END
};

static bool
has_key(struct req *r, const xmlNode *node, const char *attribute,
    const char *key)
{
	xmlChar *text = xmlGetNoNsProp(node, BAD_CAST attribute);
	bool found = text != NULL &&
	    strstr(text_name_key(r, (const char *)text), key) != NULL;

	xmlFree(text);
	return found;
}

/* Whether a report or result, or a result in it, is called so. */
static bool
is_called(struct req *r, const xmlNode *node, const char *key)
{
	const xmlNode *below;

	if (has_key(r, node, "display", key) || has_key(r, node, "plain", key)
	    || has_key(r, node, "about", key))
		return true;
	for (below = node->children; below != NULL; below = below->next)
		if (is_called(r, below, key))
			return true;
	return false;
}

static bool
has(const xmlNode *node, const char *attribute, const char *value)
{
	xmlChar *text = xmlGetNoNsProp(node, BAD_CAST attribute);
	bool is_same = text != NULL && xmlStrcmp(text, BAD_CAST value) == 0;

	xmlFree(text);
	return is_same;
}

static bool
is_result(const xmlNode *node)
{
	return xmlStrcmp(node->name, BAD_CAST "report") == 0 ||
	    xmlStrcmp(node->name, BAD_CAST "observation") == 0;
}

/* Leave in the record what was looked for. */
static void
narrow(struct req *r, xmlNode *record, const struct find *in)
{
	const char *key = in->q == NULL ? NULL : text_name_key(r, in->q);
	xmlNode *node, *next;

	for (node = record->children; node != NULL; node = next) {
		next = node->next;
		if (!is_result(node) ||
		    ((in->kind == NULL || has(node, "category", in->kind)) &&
		    (key == NULL || is_called(r, node, key))))
			continue;
		xmlUnlinkNode(node);
		xmlFreeNode(node);
	}
}

/* An address that was changed by hand shows all. */
enum http
show_results(struct req *r)
{
	struct find in = { 0 };
	char since[WHEN_MAX];
	xmlNode *record, *n;

	if (!form_read(r, find_form, &in))
		in = (struct find){ 0 };
	view_set(r->page, "new_since", when_iso_day(
	    when_add_days(when_today(), -config()->news_days), since));
	record = add_record(r, CHART_RESULTS);
	narrow(r, record, &in);
	n = view_add(r->page, "find", NULL);
	view_set(n, "q", in.q);
	view_set(n, "kind", in.kind);
	db_rows(r, r->page, "seen", SEEN, db_int(r->account->id),
	    db_int(r->patient->id));
	add_waiting(r);
	return view(r, "results");
}

static void
mark_seen(struct req *r, void *unused)
{
	(void)unused;
	db_exec(r, MARK_SEEN, db_int(r->account->id), db_int(r->patient->id),
	    db_int(r->id), db_instant(r, r->in->at));
}

static xmlNode *
report_of(const struct req *r, xmlNode *record)
{
	const char *id = mem_fmt(r, "%" PRId64, r->id);
	xmlNode *node;

	for (node = record->children; node != NULL; node = node->next)
		if (xmlStrcmp(node->name, BAD_CAST "report") == 0 &&
		    has(node, "id", id))
			return node;
	return NULL;
}

/* The tests of the report over time. */
static void
add_trends(struct req *r, xmlNode *record)
{
	xmlNode *node, *trend;
	xmlChar *id;

	for (node = report_of(r, record)->children; node != NULL;
	    node = node->next) {
		id = xmlGetNoNsProp(node, BAD_CAST "id");
		trend = trend_add(r, r->page, record,
		    strtoll((const char *)id, NULL, 10), TREND_FEW);
		if (trend != NULL)
			view_set(trend, "of", (const char *)id);
		xmlFree(id);
	}
}

/*
 * The record with all reports, of which :id is one; NULL if it is not there
 * for this viewer. It is then seen.
 */
static xmlNode *
open_report(struct req *r)
{
	struct db_arg now = db_instant(r, r->in->at);
	int64_t id;

	if (!db_one(r, REPORT_EXISTS, DB_OUT(out_int(&id)),
	    db_int(r->patient->id), db_int(r->id),
	    db_int(r->patient->sees_confidential), now, now))
		return NULL;
	view_set_int(r->page, "report", id);
	run_later(r, mark_seen, NULL);
	return add_record(r, CHART_RESULTS);
}

enum http
show_result(struct req *r)
{
	xmlNode *record = open_report(r);

	if (record == NULL)
		return HTTP_NOT_FOUND;
	add_trends(r, record);
	return view(r, "result");
}

enum http
compare_results(struct req *r)
{
	return open_report(r) == NULL ? HTTP_NOT_FOUND : view(r, "compare");
}
