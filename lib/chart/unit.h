/* unit.h: weights, lengths and temperatures in other units. */
#ifndef KITH_UNIT_CONVERT_H
#define KITH_UNIT_CONVERT_H

#include <stdbool.h>

/*
 * Say a value in another unit, both as UCUM or as people write them ("[lb_av]",
 * "lb"); the same unit is fine, whatever it is. Return false, and leave *value
 * alone, if the one can't be said in the other.
 */
bool unit_convert(double *value, const char *from, const char *to);

/*
 * What Americans measure in that has this metric unit: "[lb_av]", "[in_i]" or
 * "[degF]"; NULL if it is none that a person is measured in.
 */
const char *unit_custom(const char *unit);

/*
 * A value as Americans say it, owned by ctx: "180.8 lb", "20.1 in", "98.6 °F",
 * from three feet on a height as "5 ft 9 in", with hard spaces. NULL if
 * unit_custom() is.
 */
const char *unit_custom_says(const void *ctx, double value, const char *unit,
    bool is_height);

#endif
