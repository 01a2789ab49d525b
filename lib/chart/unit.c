/* unit.c: weights and lengths in other units. */
#include "chart/unit.h"

#include <stddef.h>
#include <string.h>

enum dimension { MASS, LENGTH };

static const struct unit {
	const char *name;
	enum dimension of;
	double times;		/* kg, cm */
} units[] = {
	{ "kg", MASS, 1 }, { "g", MASS, 0.001 },
	{ "[lb_av]", MASS, 0.45359237 }, { "lb", MASS, 0.45359237 },
	{ "lbs", MASS, 0.45359237 }, { "[oz_av]", MASS, 0.028349523125 },
	{ "oz", MASS, 0.028349523125 },
	{ "cm", LENGTH, 1 }, { "m", LENGTH, 100 }, { "mm", LENGTH, 0.1 },
	{ "[in_i]", LENGTH, 2.54 }, { "in", LENGTH, 2.54 },
	{ "[in_us]", LENGTH, 2.54 }, { "[ft_i]", LENGTH, 30.48 },
	{ "ft", LENGTH, 30.48 },
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
	*value *= a->times / b->times;
	return true;
}
