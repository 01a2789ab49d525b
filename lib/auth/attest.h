/*
 * attest.h: what a passkey's device wrote in CBOR, as much of it as we look at
 * ourselves: WebAuthn's attestation object, in the canonical form of CTAP2
 * (definite lengths, no tags, four levels).
 */
#ifndef KITH_ATTEST_H
#define KITH_ATTEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
	const uint8_t *at;
	size_t len;
};

/*
 * The byte string "authData" of an attestation object, in its memory. False if
 * the object is anything else than one whole map with it.
 */
bool attest_data(struct bytes object, struct bytes *data);

/*
 * Whether the bytes are whole items, one after the other, or none at all. Ask
 * before libfido2 reads them: its libcbor takes memory for as many elements as
 * an item claims to have, before it looks whether they are there.
 */
bool attest_is_whole(struct bytes);

#endif
