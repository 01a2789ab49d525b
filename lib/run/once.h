/* once.h: a form sent twice is done once. */
#ifndef KITH_ONCE_H
#define KITH_ONCE_H

#include <stdint.h>

#include "web/req.h"

/* The statements of this module, for programs with POST routes. */
extern const char *const once_sql[];

/* A new key for the forms of a page, owned by the request. */
const char *once_new(struct req *);

/* A key that was taken: of one browser, for one form as it was filled in. */
struct once_key {
	uint8_t scope[32], bytes[16];
};

/*
 * Take the key of a POST, in its transaction. ONCE_FIRST: go on, *taken is
 * for once_keep(). ONCE_AGAIN: it was done before; the request now answers as
 * it did then (303 to the same place, with the same cookies). ONCE_NO_KEY: go
 * on, it makes nothing twice ("Stay signed in"); our forms all have one.
 * ONCE_BROKEN: it is no key. Someone who comes while the first is still at
 * work waits for it. The forms of a page share its key, and a form that was
 * changed is another one: the key is taken for one form with one content.
 */
enum once { ONCE_FIRST, ONCE_AGAIN, ONCE_NO_KEY, ONCE_BROKEN };
enum once once_take(struct req *, const char *key, struct once_key *taken);

/* Let the key go: the form was refused, and may come again as it is. */
void once_forget(struct req *, const struct once_key *taken);

/*
 * Keep what the POST answered, in its transaction, for those who ask again.
 * The request's cookie may be another by now.
 */
void once_keep(struct req *, const struct once_key *taken);

#endif
