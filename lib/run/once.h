/* once.h: a form sent twice is done once. */
#ifndef KITH_ONCE_H
#define KITH_ONCE_H

#include <stdbool.h>

#include "web/req.h"

/* The statements of this module, for programs with POST routes. */
extern const char *const once_sql[];

/* A new key for the forms of a page, owned by the request. */
const char *once_new(struct req *);

/*
 * Take the key of a POST, in its transaction. ONCE_FIRST: go on. ONCE_AGAIN:
 * it was done before; the request now answers as it did then (303 to the same
 * place, with the same cookies). ONCE_NO_KEY: go on, it makes nothing twice
 * ("Stay signed in"); our forms all have one. ONCE_BROKEN: it is no key.
 * Someone who comes while the first is still at work waits for it.
 */
enum once { ONCE_FIRST, ONCE_AGAIN, ONCE_NO_KEY, ONCE_BROKEN };
enum once once_take(struct req *, const char *key);

/* Keep what the POST answered, in its transaction, for those who ask again. */
void once_keep(struct req *, const char *key);

#endif
