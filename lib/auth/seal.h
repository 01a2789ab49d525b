/*
 * seal.h: the chain over the audit rows, and its signed heads.
 *
 * Each row gets a sequence number without gaps and the digest
 *   SHA-256(digest before || the row's columns, each with its length),
 * the first with 32 zero bytes before it. Once a minute the newest sequence,
 * the time and the digest are signed (Ed25519, key_dir/sealer) and written to
 * audit_head and to the log, from where they are copied off the machine. So a
 * row that is changed, removed, moved or put in between shows, as the digests
 * after it no longer fit; a chain that is made anew shows, as it does not fit
 * the signed heads; and rows cut off at the end show, as a head is of more.
 *
 * Rows are sealed in the order in which they are seen. A transaction that
 * began early may commit late, and its row then has a lower id than rows that
 * are sealed: so what is not sealed is looked for among all rows, not above
 * the highest id.
 */
#ifndef KITH_SEAL_H
#define KITH_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

enum { SEAL_DIGEST = 32, SEAL_SIGNATURE = 64, SEAL_COLUMNS = 13,
	SEAL_COLUMNS_AT_FIRST = 12 };

/*
 * How long a row may be on its way: from when it has its id to when it can be
 * seen. No transaction of ours lasts that long.
 */
enum { SEAL_LATEST = 15 * 60 };

/*
 * The columns that are sealed, of audit as a, in this order for ever. One that
 * was added later counts only where it is not NULL: rows of before keep their
 * digests, and nobody can add or take away a value unseen.
 */
#define SEAL_COLUMN_LIST \
	"a.id, DATE_FORMAT(a.at, '%Y-%m-%d %H:%i:%s.%f'), a.request_id," \
	" a.program, a.account_id, a.actor, a.patient_id, a.action," \
	" a.object_id, a.status, a.address, a.detail, a.staff_id"

/* A row of audit as text; NULL for SQL's NULL. */
struct seal_row {
	const uint8_t *column[SEAL_COLUMNS];
	size_t length[SEAL_COLUMNS];
};

#define SEAL_OUT_1(r, i) out_bytes(&(r)->column[i], &(r)->length[i])
/* Where a row of SEAL_COLUMN_LIST goes. */
#define SEAL_OUT(r) \
	SEAL_OUT_1(r, 0), SEAL_OUT_1(r, 1), SEAL_OUT_1(r, 2), \
	SEAL_OUT_1(r, 3), SEAL_OUT_1(r, 4), SEAL_OUT_1(r, 5), \
	SEAL_OUT_1(r, 6), SEAL_OUT_1(r, 7), SEAL_OUT_1(r, 8), \
	SEAL_OUT_1(r, 9), SEAL_OUT_1(r, 10), SEAL_OUT_1(r, 11), \
	SEAL_OUT_1(r, 12)

/* Step from the digest of the row before to that of this row. */
void seal_digest(uint8_t digest[SEAL_DIGEST], const struct seal_row *);

struct seal_head {
	int64_t sequence, at;
	uint8_t digest[SEAL_DIGEST];
	uint8_t signature[SEAL_SIGNATURE];
};

/* Sign a head with the sealer's secret key (64 bytes). */
void seal_sign(struct seal_head *, const uint8_t *secret);

/* Whether the signature is that of the public key (32 bytes). */
bool seal_is_signed(const struct seal_head *, const uint8_t *public);

/* The statements of seal_pass() and seal_make_head(), for db_prepare(). */
extern const char *const seal_sql[];

/* What a sealer remembers between passes; begins as zeros. */
struct sealer {
	int64_t sequence;	/* of the newest seal that we saw */
	int64_t floor;		/* all rows up to this id are surely sealed */
	int64_t next_full;	/* when to begin at the first row again */
	struct { int64_t at, id; } mark[SEAL_LATEST / 60 + 1];
	size_t marks;
};

/*
 * Seal every row that is not. Two sealers can't fork the chain: the sequence
 * is a primary key, so the later one of two fails, and starts over with the
 * new end. False if the database is away.
 */
bool seal_pass(struct sealer *);

/*
 * Write a signed head if there are seals that none covers yet. True with the
 * head in *head if there were.
 */
bool seal_make_head(const uint8_t *secret, struct seal_head *head);

#endif
