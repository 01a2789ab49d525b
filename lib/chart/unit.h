/* unit.h: weights and lengths in other units. */
#ifndef KITH_UNIT_CONVERT_H
#define KITH_UNIT_CONVERT_H

#include <stdbool.h>

/*
 * Say a value in another unit, both as UCUM or as people write them ("[lb_av]",
 * "lb"); the same unit is fine, whatever it is. Return false, and leave *value
 * alone, if the one can't be said in the other.
 */
bool unit_convert(double *value, const char *from, const char *to);

#endif
