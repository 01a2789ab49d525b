/* unit.c: weights, lengths and temperatures in other units. */
#include "chart/unit.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum dimension { MASS, LENGTH, HEAT };
enum { INCHES_A_FOOT = 12, FEET_FROM = 36 };

static const struct unit {
	const char *name;
	enum dimension of;
	double times, plus;		/* kg, cm, degrees Celsius */
	const char *custom;		/* what Americans measure it in */
} units[] = {
	{ "kg", MASS, 1, 0, "[lb_av]" }, { "g", MASS, 0.001, 0, "[lb_av]" },
	{ "[lb_av]", MASS, 0.45359237, 0, NULL },
	{ "lb", MASS, 0.45359237, 0, NULL },
	{ "lbs", MASS, 0.45359237, 0, NULL },
	{ "[oz_av]", MASS, 0.028349523125, 0, NULL },
	{ "oz", MASS, 0.028349523125, 0, NULL },
	{ "cm", LENGTH, 1, 0, "[in_i]" }, { "m", LENGTH, 100, 0, "[in_i]" },
	{ "mm", LENGTH, 0.1, 0, NULL },
	{ "[in_i]", LENGTH, 2.54, 0, NULL }, { "in", LENGTH, 2.54, 0, NULL },
	{ "[in_us]", LENGTH, 2.54, 0, NULL },
	{ "[ft_i]", LENGTH, 30.48, 0, NULL }, { "ft", LENGTH, 30.48, 0, NULL },
	{ "Cel", HEAT, 1, 0, "[degF]" }, { "°C", HEAT, 1, 0, "[degF]" },
	{ "[degF]", HEAT, 5.0 / 9, -160.0 / 9, NULL },
	{ "°F", HEAT, 5.0 / 9, -160.0 / 9, NULL },
};

static const struct unit *
unit_called(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strcmp(units[i].name, name) == 0)
			return &units[i];
	return NULL;
}

bool
unit_convert(double *value, const char *from, const char *to)
{
	const struct unit *a, *b;

	if (strcmp(from, to) == 0)
		return true;
	a = unit_called(from);
	b = unit_called(to);
	if (a == NULL || b == NULL || a->of != b->of)
		return false;
	*value = (*value * a->times + a->plus - b->plus) / b->times;
	return true;
}

const char *
unit_custom(const char *unit)
{
	const struct unit *u = unit_called(unit);

	return u == NULL ? NULL : u->custom;
}

/* With one digit after the point, if that says anything. */
static const char *
said(const void *ctx, double value, const char *unit)
{
	const char *number = mem_fmt(ctx, "%.1f", value);
	size_t n = strlen(number);

	if (strcmp(number + n - 2, ".0") == 0)
		n -= 2;
	return mem_fmt(ctx, "%.*s\u00a0%s", (int)n, number, unit);
}

static const char *
said_as_height(const void *ctx, double value)
{
	long inches = lround(value);

	if (value < FEET_FROM)
		return said(ctx, value, "in");
	return mem_fmt(ctx, "%ld\u00a0ft\u00a0%ld\u00a0in",
	    inches / INCHES_A_FOOT, inches % INCHES_A_FOOT);
}

const char *
unit_custom_says(const void *ctx, double value, const char *unit,
    bool is_height)
{
	const char *custom = unit_custom(unit);

	if (custom == NULL)
		return NULL;
	unit_convert(&value, unit, custom);
	if (strcmp(custom, "[lb_av]") == 0)
		return said(ctx, value, "lb");
	if (strcmp(custom, "[degF]") == 0)
		return said(ctx, value, "°F");
	return is_height ? said_as_height(ctx, value)
	    : said(ctx, value, "in");
}
