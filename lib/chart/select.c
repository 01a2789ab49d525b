/* select.c: rows of the chart into one tree. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>

#include "base/log.h"
#include "base/mem.h"
#include "chart/chart.h"
#include "chart/meaning.h"
#include "chart/select.h"
#include "chart/unit.h"
#include "db/db.h"

/* What one chart_select() knows; hangs on a context of its own. */
struct selection {
	const struct chart_query *query;
	xmlNode *record;
	struct db_arg args[CHART_PARAMS_MAX];
	char from[WHEN_MAX], to[WHEN_MAX];
};

static xmlHashTable *
hash_new(int size)
{
	xmlHashTable *hash = xmlHashCreate(size);

	if (hash == NULL)
		die("out of memory");
	return hash;
}

const char *
chart_value(const xmlNode *node, const char *name)
{
	const xmlAttr *a;

	for (a = node->properties; a != NULL; a = a->next)
		if (strcmp((const char *)a->name, name) == 0)
			return a->children == NULL ? "" :
			    (const char *)a->children->content;
	return NULL;
}

bool
chart_number(const xmlNode *node, const char *name, double *number)
{
	const char *text = chart_value(node, name);
	char *end;

	if (text == NULL || *text == '\0')
		return false;
	*number = strtod(text, &end);
	return *end == '\0' && *number > -1e12 && *number < 1e12;
}

void
chart_set(xmlNode *node, const char *name, const char *value)
{
	if (xmlNewProp(node, BAD_CAST name, BAD_CAST value) == NULL)
		die("out of memory");
}

static int
rows(const struct selection *s, xmlNode *parent, const char *name,
    enum chart_params params, const char *sql)
{
	struct db_arg args[CHART_PARAMS_MAX + 1] = { 0 };

	memcpy(args, s->args, sizeof(args[0]) * params);
	args[params].type = DB_END;
	return db_rows_(s, parent, name, sql, args);
}

/* A node that holds rows until they have found their place. */
static xmlNode *
holder_new(const struct selection *s)
{
	xmlNode *holder = xmlNewDocNode(s->record->doc, NULL, BAD_CAST "rows",
	    NULL);

	if (holder == NULL)
		die("out of memory");
	return holder;
}

/* The rows of parent called name, by their id. */
static xmlHashTable *
by_id(const xmlNode *parent, const char *name)
{
	xmlHashTable *hash = hash_new(256);
	xmlNode *node;

	for (node = parent->children; node != NULL; node = node->next)
		if (strcmp((const char *)node->name, name) == 0 &&
		    xmlHashAddEntry(hash, BAD_CAST chart_value(node, "id"),
		    node) != 0)
			die("chart: two rows called %s with one id", name);
	return hash;
}

/* The node whose id the attribute of row holds; NULL if there is none. */
static xmlNode *
named_by(xmlHashTable *hash, const xmlNode *row, const char *attribute)
{
	const char *id = chart_value(row, attribute);

	return id == NULL ? NULL : xmlHashLookup(hash, BAD_CAST id);
}

static void
move(xmlNode *node, xmlNode *parent)
{
	xmlUnlinkNode(node);
	if (xmlAddChild(parent, node) == NULL)
		die("out of memory");
}

/*
 * Whether node is above, or the same as, the other: moving it there is a knot.
 */
static bool
is_above(const xmlNode *node, const xmlNode *other)
{
	for (; other != NULL; other = other->parent)
		if (other == node)
			return true;
	return false;
}

/* Move each row of holder into what its attribute names, drop the others. */
static void
nest(xmlNode *holder, const char *attribute, xmlHashTable *parents)
{
	xmlNode *row, *next, *parent;

	for (row = holder->children; row != NULL; row = next) {
		next = row->next;
		parent = named_by(parents, row, attribute);
		if (parent != NULL)
			move(row, parent);
	}
	xmlFreeNode(holder);
}

static void
select_children(struct selection *s, const char *parent, const char *name,
    const char *attribute, const char *sql)
{
	xmlHashTable *parents = by_id(s->record, parent);
	xmlNode *holder = holder_new(s);

	if (xmlHashSize(parents) > 0)
		rows(s, holder, name, OF_PATIENT, sql);
	nest(holder, attribute, parents);
	xmlHashFree(parents, NULL);
}

/*
 * Where an observation belongs: in the observation it is a component of, in
 * its report, or on its own. A component whose whole is not there is dropped.
 */
static xmlNode *
home_of(const struct selection *s, const xmlNode *row,
    xmlHashTable *observations, xmlHashTable *reports)
{
	xmlNode *report;

	if (chart_value(row, "parent_id") != NULL)
		return named_by(observations, row, "parent_id");
	report = named_by(reports, row, "report_id");
	return report == NULL ? s->record : report;
}

/* Common tests are said in plain words, too. */
static void
set_meaning(xmlNode *row)
{
	const char *code = chart_value(row, "code");
	const char *system = chart_value(row, "system");
	const struct meaning *m;

	if (code == NULL || system == NULL || strcmp(system, "LOINC") != 0 ||
	    (m = meaning_of(code)) == NULL)
		return;
	chart_set(row, "plain", m->plain);
	chart_set(row, "about", m->about);
}

/* The code of a body's height or length, as LOINC has it. */
static bool
is_height(const char *code)
{
	return code != NULL && (strcmp(code, "8302-2") == 0 ||
	    strcmp(code, "8306-3") == 0 || strcmp(code, "3137-7") == 0);
}

/* What row, of a vital sign or said of it before, was in metric units. */
static void
set_custom(const struct selection *s, const xmlNode *vital, xmlNode *row)
{
	const char *unit = chart_value(row, "unit_code");
	const char *says;
	double value;

	if (unit == NULL)
		unit = chart_value(row, "unit");
	if (unit == NULL || !chart_number(row, "value", &value))
		return;
	says = unit_custom_says(s, value, unit,
	    is_height(chart_value(vital, "code")));
	if (says != NULL)
		chart_set(row, "custom", says);
}

/* A vital sign is said as Americans measure it, too. */
static void
set_customs(const struct selection *s, xmlNode *row)
{
	const char *category = chart_value(row, "category");
	xmlNode *past;

	if (category == NULL || strcmp(category, "vital") != 0)
		return;
	set_custom(s, row, row);
	for (past = row->children; past != NULL; past = past->next)
		set_custom(s, row, past);
}

static void
select_observations(struct selection *s)
{
	xmlHashTable *reports = by_id(s->record, "report"), *observations;
	xmlNode *holder = holder_new(s), *past = holder_new(s);
	xmlNode *row, *next, *home;

	rows(s, holder, "observation", OF_REPORT, chart_observation_sql);
	observations = by_id(holder, "observation");
	if (holder->children != NULL)
		rows(s, past, "observation_past", OF_PATIENT, chart_past_sql);
	nest(past, "observation_id", observations);
	for (row = holder->children; row != NULL; row = next) {
		next = row->next;
		set_meaning(row);
		set_customs(s, row);
		home = home_of(s, row, observations, reports);
		if (home != NULL && !is_above(row, home))
			move(row, home);
	}
	xmlFreeNode(holder);
	xmlHashFree(observations, NULL);
	xmlHashFree(reports, NULL);
}

static void
select_kinds(struct selection *s)
{
	const struct chart_kind *k;

	for (k = chart_kinds; k->name != NULL; k++)
		if (s->query->sections & k->section)
			rows(s, s->record, k->name, k->params, k->sql);
}

/* The parameters of all statements: see enum chart_params. */
static void
set_args(struct selection *s)
{
	static const struct day first = { 1, 1, 1 }, last = { 9999, 12, 31 };
	const struct chart_query *q = s->query;
	int i;

	when_iso_day(q->has_range ? q->from : first, s->from);
	when_iso_day(q->has_range ? q->to : last, s->to);
	s->args[0] = db_int(q->patient_id);
	s->args[1] = db_int(q->show_confidential);
	s->args[2] = db_int(!q->has_range);
	s->args[3] = db_text(s->to);
	s->args[4] = db_text(s->from);
	s->args[5] = db_int(q->show_held);
	for (i = OF_PERIOD + 1; i < CHART_PARAMS_MAX; i++)
		s->args[i] = db_instant(s, when_now());
}

static void
set_day(xmlNode *record, const char *name, const char *iso)
{
	char attribute[16], said[WHEN_MAX];
	struct when w;

	if (!when_read(iso, &w))
		die("chart: no such day: %s", iso);
	chart_set(record, name, iso);
	snprintf(attribute, sizeof(attribute), "%s-says", name);
	chart_set(record, attribute, when_says(&w, said));
	snprintf(attribute, sizeof(attribute), "%s-ts", name);
	chart_set(record, attribute, when_hl7(&w, said));
}

static void
set_period(struct selection *s)
{
	const char *from, *to;

	if (!s->query->has_range) {
		chart_set(s->record, "period-says", "All time");
		return;
	}
	set_day(s->record, "from", s->from);
	set_day(s->record, "to", s->to);
	from = chart_value(s->record, "from-says");
	to = chart_value(s->record, "to-says");
	chart_set(s->record, "period-says", strcmp(from, to) == 0 ? from :
	    mem_fmt(s, "%s to %s", from, to));
}

static void
set_made_at(xmlNode *record)
{
	int64_t now = when_now();
	char said[WHEN_MAX];

	chart_set(record, "made_at", when_instant_iso(now, said));
	chart_set(record, "made_at-says", when_instant_says(now, said));
	chart_set(record, "made_at-full", when_instant_full(now, said));
	chart_set(record, "made_at-ts", when_instant_hl7(now, said));
}

static void
select_record(struct selection *s)
{
	unsigned sections = s->query->sections;

	select_kinds(s);
	if (sections & CHART_ALLERGIES)
		select_children(s, "allergy", "allergy_reaction", "allergy_id",
		    chart_reaction_sql);
	if (sections & CHART_PLANS)
		select_children(s, "care_plan", "care_plan_activity",
		    "care_plan_id", chart_activity_sql);
	if (sections & CHART_RESULTS)
		select_observations(s);
	if (sections & CHART_FILES)
		chart_select_files(s, s->record);
	chart_select_named(s, s->record);
}

xmlNode *
chart_select(const void *ctx, xmlNode *parent, const struct chart_query *q)
{
	struct selection *s = mem_new(ctx, struct selection);
	char id[24];

	s->query = q;
	s->record = xmlNewTextChild(parent, NULL, BAD_CAST "record", NULL);
	if (s->record == NULL)
		die("out of memory");
	snprintf(id, sizeof(id), "%" PRId64, q->patient_id);
	chart_set(s->record, "patient_id", id);
	set_args(s);
	set_period(s);
	set_made_at(s->record);
	if (rows(s, s->record, "patient", OF_PATIENT, chart_patient_sql) == 0) {
		xmlUnlinkNode(s->record);
		xmlFreeNode(s->record);
		return NULL;
	}
	select_record(s);
	return s->record;
}
