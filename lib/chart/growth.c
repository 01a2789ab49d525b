/* growth.c: a child's values among the percentiles. */
#include "chart/growth.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "chart/measure.h"
#include "chart/plot.h"
#include "chart/select.h"
#include "chart/unit.h"
#include "web/view.h"

/* How far apart words stand, in percent. */
enum { APART = 19 };

/* Pictures are in the units that families use here, tables in both. */
static const struct kind {
	const char *name, *codes;
	const char *metric, *imperial;
	const char *unit;		/* of the picture, as it is said */
} kinds[GROWTH_KINDS] = {
	[GROWTH_WEIGHT] = { "weight", "29463-7 3141-9", "kg", "[lb_av]",
	    "lb" },
	[GROWTH_HEIGHT] = { "height", "8302-2 8306-3 3137-7", "cm",
	    "[in_i]", "in" },
	[GROWTH_BMI] = { "bmi", "39156-5", "kg/m2", "kg/m2", "kg/m²" },
	[GROWTH_HEAD] = { "head", "9843-4 8287-5", "cm", "[in_i]", "in" },
};

static const struct {
	const char *says;	/* how many of 100 have less */
	double z;
} curves[] = {
	{ "3", -1.88079 }, { "10", -1.28155 }, { "25", -0.67449 },
	{ "50", 0 }, { "75", 0.67449 }, { "90", 1.28155 }, { "97", 1.88079 },
};

enum { CURVES = sizeof(curves) / sizeof(curves[0]), SPOTS = 40 };

/* One picture: of a kind, in a part of childhood. */
struct phase {
	const char *name;
	double from, to, step;		/* months */
};

static const struct phase child = { "child", GROWTH_INFANT, GROWTH_GROWN, 6 };
static const struct phase infant = { "infant", 0, GROWTH_INFANT, 1 };
static const struct phase head = { "head", 0, GROWTH_HEAD_LAST, 1 };

struct child {
	const void *ctx;
	bool has_curves, is_girl;
	struct day birth;
};

/* A kind's values: x in months, y in the metric unit. */
struct values {
	enum growth_kind kind;
	struct measure *all;
	size_t n;
};

static double
drawn(enum growth_kind kind, double metric)
{
	unit_convert(&metric, kinds[kind].metric, kinds[kind].imperial);
	return metric;
}

/* Keep what has a day, a number and a unit that can be said in the tables'. */
static void
make_metric(const struct child *c, struct values *v)
{
	static const struct day epoch = { 1970, 1, 1 };
	struct measure m;
	size_t i, n = 0;

	for (i = 0; i < v->n; i++) {
		m = v->all[i];
		if (!m.is_dated || !m.is_number || m.y <= 0 ||
		    !unit_convert(&m.y, m.unit, kinds[v->kind].metric))
			continue;
		m.x = growth_months(c->birth, when_add_days(epoch,
		    (int64_t)floor(m.x)));
		if (m.x >= 0 && m.x <= GROWTH_GROWN)
			v->all[n++] = m;
	}
	v->n = n;
}

/* The spots of one curve; how many there are. */
static size_t
trace(const struct child *c, enum growth_kind kind, const struct phase *f,
    double z, struct spot spots[SPOTS])
{
	struct growth_lms lms;
	size_t n = 0;
	double x;

	for (x = f->from; x <= f->to && n < SPOTS; x += f->step)
		/* the end of the infants' tables counts for their picture */
		if (growth_at(kind, c->is_girl, x == f->to ? x - 0.01 : x,
		    &lms))
			spots[n++] = (struct spot){ x,
			    drawn(kind, growth_value(&lms, z)) };
	return n;
}

/* From the lowest curve and value to the highest. */
static struct plot
frame(const struct child *c, const struct values *v, const struct phase *f,
    xmlNode *parent)
{
	struct span y = { INFINITY, -INFINITY };
	struct spot spots[SPOTS];
	size_t i, j, n;

	for (i = 0; c->has_curves && i < CURVES; i += CURVES - 1) {
		n = trace(c, v->kind, f, curves[i].z, spots);
		for (j = 0; j < n; j++)
			plot_widen(&y, spots[j].y);
	}
	for (i = 0; i < v->n; i++)
		if (v->all[i].x >= f->from && v->all[i].x <= f->to)
			plot_widen(&y, drawn(v->kind, v->all[i].y));
	return plot_new(parent, (struct span){ f->from, f->to }, y);
}

static void
draw_curves(const struct child *c, const struct plot *p,
    enum growth_kind kind, const struct phase *f)
{
	struct spot spots[SPOTS];
	xmlNode *edge;
	size_t i, n;

	for (i = 0; i < CURVES; i++) {
		n = trace(c, kind, f, curves[i].z, spots);
		if (n < 2)
			return;
		plot_line(p, curves[i].z == 0 ? "curve middle" : "curve",
		    spots, n);
		if (i % (CURVES / 2) != 0)
			continue;
		edge = view_add(p->node, "edge", NULL);
		view_set_int(edge, "y", lround(plot_y(p, spots[n - 1].y)));
		view_set(edge, "says", curves[i].says);
	}
}

static void
draw_values(const struct plot *p, const struct values *v,
    const struct phase *f)
{
	double x, y, edge = 200;
	xmlNode *point;
	size_t i;

	for (i = 0; i < v->n; i++) {
		if (v->all[i].x < f->from || v->all[i].x > f->to)
			continue;
		y = drawn(v->kind, v->all[i].y);
		point = plot_point(p, v->all[i].x, y);
		plot_say(point, y);
		view_set(point, "observation",
		    chart_value(v->all[i].node, "id"));
		x = plot_x(p, v->all[i].x);
		if (edge - x < APART)
			continue;
		view_set(point, "label", "1");
		edge = x;
	}
}

/* In months of infants, in years of children. */
static void
mark_ages(const struct plot *p, const struct phase *f)
{
	bool is_infant = f->from < GROWTH_INFANT;
	int age, step = is_infant ? 6 : 5;
	char says[32];

	for (age = step; age * (is_infant ? 1 : 12) < f->to; age += step) {
		snprintf(says, sizeof(says), "%d", age);
		plot_mark(p, age * (is_infant ? 1 : 12), says);
	}
}

static void
add_phase(const struct child *c, const struct values *v,
    const struct phase *f, xmlNode *growth)
{
	xmlNode *node;
	struct plot p;
	size_t i = 0;

	while (i < v->n && (v->all[i].x < f->from || v->all[i].x > f->to))
		i++;
	if (i == v->n)
		return;
	node = view_add(growth, "phase", NULL);
	view_set(node, "name", f->name);
	view_set(node, "unit", kinds[v->kind].unit);
	p = frame(c, v, f, node);
	mark_ages(&p, f);
	if (c->has_curves)
		draw_curves(c, &p, v->kind, f);
	draw_values(&p, v, f);
}

static void
set_number(xmlNode *node, const char *name, double value)
{
	char text[32];

	snprintf(text, sizeof(text), "%.1f", value);
	view_set(node, name, text);
}

static void
add_value(const struct child *c, const struct values *v,
    const struct measure *m, xmlNode *growth)
{
	xmlNode *node = view_add(growth, "value", NULL);
	struct day day = when_add_days(c->birth,
	    lround(m->x * 30.4375));
	char says[WHEN_MAX];
	struct growth_lms lms;

	view_set(node, "observation", chart_value(m->node, "id"));
	view_set(node, "age-says", when_age_text(c->birth, day, says));
	set_number(node, "metric", m->y);
	set_number(node, "imperial", drawn(v->kind, m->y));
	if (c->has_curves && growth_at(v->kind, c->is_girl, m->x, &lms))
		view_set_int(node, "percentile",
		    lround(growth_percentile(&lms, m->y)));
}

void
growth_add(const void *ctx, xmlNode *parent, xmlNode *record,
    const char *sex, struct day birth)
{
	struct child c = { .ctx = ctx, .birth = birth,
	    .is_girl = strcmp(sex, "female") == 0 };
	struct values v;
	xmlNode *node;
	size_t i;

	c.has_curves = c.is_girl || strcmp(sex, "male") == 0;
	for (v.kind = 0; v.kind < GROWTH_KINDS; v.kind++) {
		v.n = measure_of(ctx, record,
		    (const char *[]){ kinds[v.kind].codes, NULL }, &v.all);
		make_metric(&c, &v);
		if (v.n == 0)
			continue;
		node = view_add(parent, "growth", NULL);
		view_set(node, "kind", kinds[v.kind].name);
		view_set_int(node, "count", (int64_t)v.n);
		if (v.kind == GROWTH_HEAD)
			add_phase(&c, &v, &head, node);
		else {
			add_phase(&c, &v, &child, node);
			add_phase(&c, &v, &infant, node);
		}
		for (i = 0; i < v.n; i++)
			add_value(&c, &v, &v.all[i], node);
	}
}
