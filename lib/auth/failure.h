/*
 * failure.h: wrong passwords in a row, and the growing pause after them.
 *
 * They are counted under a key, for an address with and without an account
 * alike, so that neither the pause nor its time tells which it is (AU-10,
 * EN-01). The first sign_in_free_failures are free; then 5 seconds, 10, 20
 * ... 15 minutes, and a day from 100 on, but never for good: a stranger could
 * lock anybody out.
 */
#ifndef KITH_FAILURE_H
#define KITH_FAILURE_H

#include <stdbool.h>
#include <stdint.h>

#include "web/req.h"

/* The statements of this module, for db_prepare(). */
extern const char *const failure_sql[];

/*
 * Under which key the address of one of the practice's people counts, owned by
 * ctx; of patients and relatives it is text_email_key().
 */
char *failure_staff_key(const void *ctx, const char *email);

/*
 * Seconds that the key has to wait still, 0: it may try. *failures: how many
 * there were in a row.
 */
int64_t failure_pause(struct req *, const char *key, int64_t *failures);

/* Seconds as "20 seconds", "2 minutes", "24 hours"; owned by the request. */
const char *failure_pause_says(struct req *, int64_t seconds);

/* Whether so many failures had a pause: then their owner is told (AU-20). */
bool failure_is_worth_telling(int64_t failures);

/* Count one more, now: fits run_later(), key must live as long. */
void failure_count(struct req *, void *key);

/* Forget those of the key: the person has signed in. */
void failure_forget(struct req *, const char *key);

#endif
