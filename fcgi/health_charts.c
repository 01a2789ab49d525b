/* health_charts.c: values over time, and how a child grows. */
#include "chart/chart.h"
#include "chart/growth.h"
#include "chart/trend.h"
#include "health.h"
#include "web/view.h"

enum { GROWN_YEARS = 20 };

/* What is measured at most visits, in this order; lines as in trend.h. */
static const struct {
	const char *name, *lines[3];
} measures[] = {
	{ "pressure", { "8480-6", "8462-4" } },
	{ "pulse", { "8867-4" } },
	{ "weight", { "29463-7 3141-9" } },
	{ "height", { "8302-2 8306-3 3137-7" } },
	{ "bmi", { "39156-5" } },
	{ "oxygen", { "59408-5 2708-6" } },
	{ "breaths", { "9279-1" } },
	{ "temperature", { "8310-5 8331-1" } },
};

enum http
show_trend(struct req *r)
{
	xmlNode *record = add_record(r, CHART_RESULTS);

	if (trend_add(r, r->page, record, r->id, TREND_MAX) == NULL)
		return HTTP_NOT_FOUND;
	return view(r, "trend");
}

enum http
show_measures(struct req *r)
{
	xmlNode *record = add_record(r, CHART_RESULTS), *trend;
	size_t i;

	for (i = 0; i < sizeof(measures) / sizeof(measures[0]); i++) {
		trend = trend_add_codes(r, r->page, record,
		    measures[i].lines);
		if (trend != NULL)
			view_set(trend, "name", measures[i].name);
	}
	return view(r, "measures");
}

bool
is_growing(const struct req *r)
{
	return r->patient->has_birth_day &&
	    when_age(r->patient->birth_day, when_today()) < GROWN_YEARS;
}

enum http
show_growth(struct req *r)
{
	const struct patient *p = r->patient;

	if (is_growing(r)) {
		view_set(r->page, "is_growing", "1");
		growth_add(r, r->page, add_record(r, CHART_RESULTS), p->sex,
		    p->birth_day);
	}
	return view(r, "growth");
}
