/* page.h: what every page knows: who is signed in, whose record is open. */
#ifndef KITH_PAGE_H
#define KITH_PAGE_H

#include "web/req.h"

/*
 * Go on with the request's page: <practice>, <account>, <patient> (the open
 * record), one <person> for each patient the account may open, and the tokens
 * of forms.
 */
void page_begin(struct req *);

/* "Dana Whitfield" as "DW", "Leah Okafor, NP" as "LO"; owned by ctx. */
const char *page_initials(const void *ctx, const char *name);

#endif
