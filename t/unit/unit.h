/* unit.h: what every unit test includes; settings with their defaults. */
#ifndef KITH_UNIT_H
#define KITH_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"

/*
 * Read settings for a test: the few that must be given, with the list of
 * common passwords and views of this tree, plus the lines of more. A
 * cmocka group setup: call it from one.
 */
void unit_settings(const char *more);

#endif
