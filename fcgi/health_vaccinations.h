/* health_vaccinations.h: the vaccination record on paper (S118, S119). */
#ifndef KITH_HEALTH_VACCINATIONS_H
#define KITH_HEALTH_VACCINATIONS_H

#include "web/form.h"
#include "web/req.h"

extern const struct field vaccinations_form[];
enum http print_vaccinations(struct req *);

#endif
