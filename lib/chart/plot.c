/* plot.c: where things stand in a picture of values over time or age. */
#include "chart/plot.h"

#include <math.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/when.h"
#include "web/view.h"

enum { WIDTH = 1000, TICKS = 4, MARKS = 4 };

static const struct day epoch = { 1970, 1, 1 };

static void
set_number(xmlNode *node, const char *name, double number)
{
	char text[32];

	snprintf(text, sizeof(text), "%.1f", number);
	view_set(node, name, text);
}

double
plot_x(const struct plot *p, double x)
{
	return 100 * (x - p->across.from) / (p->across.to - p->across.from);
}

double
plot_y(const struct plot *p, double y)
{
	return PLOT_BASE - (PLOT_BASE - PLOT_TOP) * (y - p->down.from) /
	    (p->down.to - p->down.from);
}

/* 1, 2 or 5 times a power of ten: so that about TICKS steps fill the range. */
static double
round_step(double range)
{
	double power = pow(10, floor(log10(range / TICKS)));
	double times = range / TICKS / power;

	return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
}

static void
add_ticks(struct plot *p, double step)
{
	int decimals = step >= 1 ? 0 : (int)ceil(-log10(step) - 1e-9);
	int i, n = (int)lround((p->down.to - p->down.from) / step);
	double value;
	char says[64];
	xmlNode *tick;

	for (i = 0; i <= n; i++) {
		value = p->down.from + i * step;
		snprintf(says, sizeof(says), "%.*f", decimals, value);
		tick = view_add(p->node, "tick", NULL);
		set_number(tick, "y", plot_y(p, value));
		view_set(tick, "says", says);
	}
}

struct plot
plot_new(xmlNode *parent, struct span across, struct span down)
{
	struct plot p = { view_add(parent, "plot", NULL), across, down };
	double step;

	if (down.from == down.to) {
		p.down.from -= fabs(down.from) / 10 + 0.5 * (down.from == 0);
		p.down.to += fabs(down.to) / 10 + 0.5 * (down.to == 0);
	}
	step = round_step(p.down.to - p.down.from);
	p.down.from = floor(p.down.from / step + 1e-9) * step;
	p.down.to = ceil(p.down.to / step - 1e-9) * step;
	view_set_int(p.node, "height", PLOT_HEIGHT);
	add_ticks(&p, step);
	return p;
}

void
plot_mark(const struct plot *p, double x, const char *says)
{
	xmlNode *mark = view_add(p->node, "mark", NULL);

	set_number(mark, "x", plot_x(p, x));
	view_set(mark, "says", says);
}

/* Mark a day, said as precisely as its step and as short as it goes. */
static void
mark_day(const struct plot *p, double x, struct day day, int precision)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr",
		"May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	char says[32];

	if (precision == WHEN_YEAR)
		snprintf(says, sizeof(says), "%d", day.year);
	else
		snprintf(says, sizeof(says), "%s %d", months[day.month - 1],
		    precision == WHEN_MONTH ? day.year : day.day);
	plot_mark(p, x, says);
}

/* The first days of months, step months apart, that lie in the picture. */
static int
mark_months(const struct plot *p, int step, bool draw)
{
	struct day day = when_add_days(epoch, (int64_t)p->across.from);
	int n = 0, month = day.year * 12 + day.month - 1;
	double at;

	for (month += step - 1 - (month + step - 1) % step;; month += step) {
		day = (struct day){ month / 12, month % 12 + 1, 1 };
		at = (double)when_days_between(epoch, day);
		if (at > p->across.to)
			return n;
		if (at < p->across.from)
			continue;
		n++;
		if (draw)
			mark_day(p, at, day, step < 12 ? WHEN_MONTH : WHEN_YEAR);
	}
}

static void
mark_days(const struct plot *p)
{
	double width = p->across.to - p->across.from;
	double step = ceil(width / MARKS), at;

	for (at = ceil(p->across.from + width / 12); at < p->across.to;
	    at += step)
		mark_day(p, at, when_add_days(epoch, (int64_t)at), WHEN_DAY);
}

static void
mark_middle(const struct plot *p)
{
	double at = (p->across.from + p->across.to) / 2;

	mark_day(p, at, when_add_days(epoch, (int64_t)floor(at)), WHEN_DAY);
}

void
plot_mark_time(const struct plot *p)
{
	static const int steps[] = { 1, 2, 3, 6, 12, 24, 60, 120, 240 };
	double width = p->across.to - p->across.from;
	size_t i;

	if (width < 75) {
		if (width < 3)
			mark_middle(p);
		else
			mark_days(p);
		return;
	}
	for (i = 0; i + 1 < sizeof(steps) / sizeof(steps[0]); i++)
		if (mark_months(p, steps[i], false) <= MARKS)
			break;
	mark_months(p, steps[i], true);
}

static void
add_shape(const struct plot *p, const char *class, const char *d)
{
	xmlNode *shape = view_add(p->node, "shape", NULL);

	view_set(shape, "class", class);
	view_set(shape, "d", d);
}

void
plot_line(const struct plot *p, const char *class, const struct spot *spots,
    size_t n)
{
	char *d = mem_copy(NULL, "");
	size_t i;

	for (i = 0; i < n; i++)
		d = talloc_asprintf_append(d, "%s%.1f %.1f", i == 0 ? "M" : "L",
		    plot_x(p, spots[i].x) * WIDTH / 100,
		    plot_y(p, spots[i].y));
	add_shape(p, class, d);
	talloc_free(d);
}

void
plot_band(const struct plot *p, struct span across, const double *low,
    const double *high)
{
	double from = plot_x(p, across.from) * WIDTH / 100;
	double to = plot_x(p, across.to) * WIDTH / 100;
	double top = high == NULL ? PLOT_TOP / 2 : plot_y(p, *high);
	double end = low == NULL ? PLOT_HEIGHT : plot_y(p, *low);
	char d[128];

	snprintf(d, sizeof(d), "M%.1f %.1fH%.1fV%.1fH%.1fZ", from, top, to,
	    end, from);
	add_shape(p, "band", d);
	if (high != NULL)
		plot_line(p, "rule", (struct spot[]){ { across.from, *high },
		    { across.to, *high } }, 2);
	if (low != NULL)
		plot_line(p, "rule", (struct spot[]){ { across.from, *low },
		    { across.to, *low } }, 2);
}

void
plot_say(xmlNode *point, double number)
{
	set_number(point, "says", number);
}

xmlNode *
plot_point(const struct plot *p, double x, double y)
{
	xmlNode *point = view_add(p->node, "point", NULL);

	set_number(point, "x", plot_x(p, x));
	set_number(point, "y", plot_y(p, y));
	return point;
}

void
plot_widen(struct span *s, double value)
{
	if (value < s->from)
		s->from = value;
	if (value > s->to)
		s->to = value;
}
