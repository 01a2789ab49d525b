/*
 * verify.h: proof that the audit trail is whole: every row that was sealed is
 * there, as it was, in its place (see seal.h).
 */
#ifndef KITH_VERIFY_H
#define KITH_VERIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "auth/seal.h"

struct verdict {
	const char *why;	/* what is wrong first; NULL: it is whole */
	int64_t rows, heads;	/* that were looked at */
	int64_t last_head_at;	/* 0: there is none */
	int64_t waiting;	/* rows not sealed yet */
	int64_t waiting_since;	/* the oldest of them */
};

/*
 * Walk the chain from the first row and compare it with the heads of the
 * database and with n heads that were copied off it. verdict->why, owned by
 * ctx, names the first row that was changed, removed, moved, put in between
 * or cut off. Rows that an attacker added before the newest head and that the
 * sealer then sealed show by their low id. Then walk the patients' own chains
 * (history.h): each place, and that none leaves out a row. False if the database
 * is away.
 */
bool verify(const void *ctx, const struct seal_head *copied, size_t n,
    const uint8_t *public, struct verdict *);

#endif
