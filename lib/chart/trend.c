/* trend.c: the values of one test over time, as pictures. */
#include "chart/trend.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "chart/measure.h"
#include "chart/plot.h"
#include "chart/select.h"
#include "chart/unit.h"
#include "web/view.h"

/* How far apart words stand, in percent. */
enum { APART = 19 };

/* The values of a test, newest first. */
struct test {
	const void *ctx;
	struct measure *all;
	size_t n;
};

static const char *
kind_of(const struct measure *v)
{
	const char *flag = chart_value(v->node, "flag");
	const char *comparator = chart_value(v->node, "comparator");

	if (comparator != NULL)
		return *comparator == '<' ? "below" : "above";
	if (flag != NULL)
		return strcmp(flag, "N") == 0 ? "in" : "off";
	return (v->has_low && v->y < v->low) ||
	    (v->has_high && v->y > v->high) ? "off" : "in";
}

/* Take into the series what can be said in its unit. */
static bool
join(struct measure *v, const char *unit)
{
	if (v->is_drawn || !v->is_dated || !v->is_number ||
	    !unit_convert(&v->y, v->unit, unit))
		return false;
	v->has_low = v->has_low && unit_convert(&v->low, v->unit, unit);
	v->has_high = v->has_high && unit_convert(&v->high, v->unit, unit);
	v->kind = kind_of(v);
	v->is_drawn = true;
	return true;
}

/* A fifteenth of air at both ends; a day alone stands in the middle. */
static struct plot
frame(xmlNode *parent, struct measure **all, size_t n)
{
	struct span x = { all[n - 1]->x, all[0]->x };
	struct span y = { all[0]->y, all[0]->y };
	double air = x.to - x.from < 1 ? 1 : (x.to - x.from) / 15;
	size_t i;

	for (i = 0; i < n; i++) {
		plot_widen(&y, all[i]->y);
		if (all[i]->has_low)
			plot_widen(&y, all[i]->low);
		if (all[i]->has_high)
			plot_widen(&y, all[i]->high);
	}
	x.from -= air;
	x.to += air;
	return plot_new(parent, x, y);
}

static bool
has_same_range(const struct measure *a, const struct measure *b)
{
	return a->has_low == b->has_low && a->has_high == b->has_high &&
	    (!a->has_low || a->low == b->low) &&
	    (!a->has_high || a->high == b->high);
}

/* The usual range: from halfway to the value before to halfway to the next. */
static void
draw_ranges(const struct plot *p, struct measure **all, size_t n)
{
	struct span across = { p->across.from, p->across.to };
	size_t i;

	for (i = 0; i < n; i++) {
		across.from = i + 1 == n ? p->across.from :
		    (all[i]->x + all[i + 1]->x) / 2;
		if (i + 1 < n && has_same_range(all[i], all[i + 1]))
			continue;
		if (all[i]->has_low || all[i]->has_high)
			plot_band(p, across,
			    all[i]->has_low ? &all[i]->low : NULL,
			    all[i]->has_high ? &all[i]->high : NULL);
		across.to = across.from;
	}
}

static bool
is_exact(const struct measure *v)
{
	return strcmp(v->kind, "in") == 0 || strcmp(v->kind, "off") == 0;
}

/* One line through the exact values; it breaks where one is not. */
static void
draw_line(const void *ctx, const struct plot *p, int line, struct measure **all,
    size_t n)
{
	struct spot *spots = mem_array(ctx, struct spot, n);
	size_t i, m = 0;

	for (i = 0; i <= n; i++) {
		if (i < n && all[i]->line != line)
			continue;
		if (i < n && is_exact(all[i])) {
			spots[m++] = (struct spot){ all[i]->x, all[i]->y };
			continue;
		}
		if (m > 1)
			plot_line(p, "path", spots, m);
		m = 0;
	}
	talloc_free(spots);
}

static void
draw_points(const struct plot *p, const char *unit, int line,
    struct measure **all, size_t n)
{
	double x, edge = 200;
	xmlNode *point;
	size_t i;

	for (i = 0; i < n; i++) {
		if (all[i]->line != line)
			continue;
		x = plot_x(p, all[i]->x);
		point = plot_point(p, all[i]->x, all[i]->y);
		view_set(point, "observation", chart_value(all[i]->node, "id"));
		view_set(point, "kind", all[i]->kind);
		if (strcmp(all[i]->unit, unit) != 0)
			plot_say(point, all[i]->y);
		if (edge - x < APART)
			continue;
		view_set(point, "label", "1");
		edge = x;
	}
}

static void
add_series(const struct test *t, xmlNode *trend, const char *unit)
{
	struct measure **all = mem_array(t->ctx, struct measure *, t->n);
	xmlNode *series = view_add(trend, "series", NULL);
	struct plot p;
	size_t i, n = 0;
	int line, lines = 0;

	for (i = 0; i < t->n; i++)
		if (join(&t->all[i], unit)) {
			all[n++] = &t->all[i];
			if (t->all[i].line >= lines)
				lines = t->all[i].line + 1;
		}
	view_set(series, "unit", unit);
	view_set_int(series, "count", (int64_t)n);
	p = frame(series, all, n);
	draw_ranges(&p, all, lines > 1 ? 0 : n);
	plot_mark_time(&p);
	for (line = 0; line < lines; line++) {
		draw_line(t->ctx, &p, line, all, n);
		draw_points(&p, unit, line, all, n);
	}
}

/* A vital sign stands in the picture as Americans measure it. */
static const char *
unit_drawn(const struct measure *v)
{
	return chart_value(v->node, "custom") == NULL ? v->unit
	    : unit_custom(v->unit);
}

static xmlNode *
add_trend(struct test *t, xmlNode *parent, size_t max)
{
	xmlNode *trend;
	size_t i;

	if (t->n == 0)
		return NULL;
	trend = view_add(parent, "trend", NULL);
	view_set(trend, "observation", chart_value(t->all[0].node, "id"));
	view_set_int(trend, "count", (int64_t)t->n);
	if (t->n > max)
		t->n = max;
	for (i = 0; i < t->n; i++)
		if (t->all[i].is_dated && t->all[i].is_number &&
		    !t->all[i].is_drawn)
			add_series(t, trend, unit_drawn(&t->all[i]));
	for (i = 0; i < t->n; i++)
		view_set(view_add(trend, "value", NULL), "observation",
		    chart_value(t->all[i].node, "id"));
	return trend;
}

xmlNode *
trend_add(const void *ctx, xmlNode *parent, const xmlNode *record,
    int64_t observation, size_t max)
{
	struct test t = { .ctx = ctx };

	t.n = measure_like(ctx, record, observation, &t.all);
	return add_trend(&t, parent, max);
}

xmlNode *
trend_add_codes(const void *ctx, xmlNode *parent, const xmlNode *record,
    const char *const *lines)
{
	struct test t = { .ctx = ctx };

	t.n = measure_of(ctx, record, lines, &t.all);
	return add_trend(&t, parent, TREND_MAX);
}
