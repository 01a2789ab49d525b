/*
 * link.h: the links of our mails, each with a token that is a secret.
 *
 * Their address only leads on: the token goes into a cookie, and the person to
 * a page whose address does not have it. So no log, no history and no referrer
 * keeps it (AU-14). nginx's location of such an address logs no request.
 */
#ifndef KITH_LINK_H
#define KITH_LINK_H

#include "web/form.h"

/* The parameter of such an address: token. */
extern const struct field link_token_form[];

/*
 * Answer an address with a token: keep that in the cookie, if it may be one of
 * ours, and lead on to the page.
 */
enum http link_take(struct req *, const char *cookie, const char *page);

#endif
