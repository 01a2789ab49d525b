/*
 * history.h: a patient's own chain over the audit rows about them, signed
 *
 * The chain of seal.h is over the rows of everybody: nobody can check their own
 * part of it without the rest. So the rows about one patient, in the order of
 * that chain, make another one. A row's leaf is
 *   SHA-256(32 zero bytes || the row's columns, each with its length),
 * its digest
 *   SHA-256(digest before || leaf),
 * the first with 32 zero bytes before it; and each digest is signed with its
 * place. So a file with these rows proves by itself that none was changed, left
 * out or put in; of a row that its reader may not see the leaf is enough, and
 * tells nothing: a row holds 128 random bits, its request_id.
 *
 * doc/history-file.md describes the file.
 */
#ifndef KITH_HISTORY_H
#define KITH_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "auth/seal.h"

/* The seal of a patient's row number place, from 1. */
struct history_seal {
	int64_t patient_id, place;
	int64_t at;			/* when it was sealed */
	uint8_t digest[SEAL_DIGEST];
	uint8_t signature[SEAL_SIGNATURE];
};

/* The leaf of a row. */
void history_leaf(uint8_t leaf[SEAL_DIGEST], const struct seal_row *);

/* Step from the digest of the patient's row before to that of this leaf. */
void history_digest(uint8_t digest[SEAL_DIGEST],
    const uint8_t leaf[SEAL_DIGEST]);

/*
 * Sign a seal with the sealer's secret key (64 bytes): the line, without an
 * end, "kith-history 1 PATIENT PLACE 2026-11-22T14:15:00Z DIGEST", its digest
 * in hexadecimal.
 */
void history_sign(struct history_seal *, const uint8_t *secret);

/* Whether the signature is that of the public key (32 bytes). */
bool history_is_signed(const struct history_seal *, const uint8_t *public);

/* The statements of history_pass(), for db_prepare(). */
extern const char *const history_sql[];

/* What a sealer remembers between passes; begins as zeros. */
struct history {
	int64_t done;		/* the newest seal that is in a history */
	int64_t floor;		/* up to here there is none for a history */
};

/*
 * Add to the patients' chains what was sealed since; of very much the first
 * part, and the rest in the next passes. False if the database is
 * away, or another sealer is at work.
 */
bool history_pass(struct history *, const uint8_t *secret);

#endif
