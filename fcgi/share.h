/* share.h: what the parts of the program share have in common: see share.c. */
#ifndef KITH_FCGI_SHARE_H
#define KITH_FCGI_SHARE_H

#include "auth/share.h"
#include "chart/chart.h"
#include "web/route.h"

/* What of the record a link opens. */
struct chart_query shared_query(const struct share *);

/* Which dates it is of, for the audit. */
const char *shared_dates(const struct share *);

/*
 * Have the row of the audit name record and link, which no path names here;
 * not if there is no such link.
 */
void audit_shared(struct req *, const struct share *);

/* Under which name wrong codes from this address count (failure.h). */
char *guesses_key(struct req *);

/* share_app.c: for apps that read SMART Health Links */
extern const struct field app_form[], app_file_form[];
handler open_in_app, send_to_app;

#endif
