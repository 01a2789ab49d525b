/* growth_lms.c: percentiles from L, M and S. */
#include <math.h>
#include <stddef.h>

#include "chart/growth.h"
#include "chart/growth_table.h"

/* From which month a table counts, until the next one of its kind begins. */
static const struct {
	enum growth_kind kind;
	double from, to;
	const struct growth_row *rows;
} tables[] = {
	{ GROWTH_WEIGHT, 0, 24, who_weight },
	{ GROWTH_WEIGHT, 24, 240.5, cdc_weight },
	{ GROWTH_HEIGHT, 0, 24, who_height },
	{ GROWTH_HEIGHT, 24, 240.5, cdc_height },
	{ GROWTH_BMI, 24, 240.5, cdc_bmi },
	{ GROWTH_HEAD, 0, 24, who_head },
	{ GROWTH_HEAD, 24, 36.01, cdc_head },
};

static struct growth_lms
lms_of(const struct growth_row *row, bool is_girl)
{
	if (is_girl)
		return (struct growth_lms){ row->girl_l, row->girl_m,
		    row->girl_s };
	return (struct growth_lms){ row->boy_l, row->boy_m, row->boy_s };
}

/* Between two rows; beyond the last one, as that says. */
static struct growth_lms
look_up(const struct growth_row *row, bool is_girl, double months)
{
	struct growth_lms a, b;
	double t;

	while (row[1].boy_m > 0 && row[1].months <= months)
		row++;
	a = lms_of(row, is_girl);
	if (row[1].boy_m <= 0 || months <= row->months)
		return a;
	b = lms_of(row + 1, is_girl);
	t = (months - row->months) / (row[1].months - row->months);
	return (struct growth_lms){ a.l + t * (b.l - a.l),
	    a.m + t * (b.m - a.m), a.s + t * (b.s - a.s) };
}

bool
growth_at(enum growth_kind kind, bool is_girl, double months,
    struct growth_lms *out)
{
	size_t i;

	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (tables[i].kind == kind && months >= tables[i].from &&
		    months < tables[i].to) {
			*out = look_up(tables[i].rows, is_girl, months);
			return true;
		}
	return false;
}

double
growth_value(const struct growth_lms *g, double z)
{
	if (fabs(g->l) < 1e-6)
		return g->m * exp(g->s * z);
	return g->m * pow(1 + g->l * g->s * z, 1 / g->l);
}

double
growth_percentile(const struct growth_lms *g, double value)
{
	double z = fabs(g->l) < 1e-6 ? log(value / g->m) / g->s :
	    (pow(value / g->m, g->l) - 1) / (g->l * g->s);

	return 50 * erfc(-z / sqrt(2));
}

double
growth_months(struct day birth, struct day day)
{
	return (double)when_days_between(birth, day) / 30.4375;
}
