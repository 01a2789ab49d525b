/*
 * passkey.h: passkeys (WebAuthn level 2): a key pair that stays in the person's
 * device, which asks for a finger, a face or a PIN before it signs.
 *
 * It is bound to the host of base_url, so that no other site gets anything from
 * it. Each signature is over a challenge that we made for it alone: the caller
 * keeps it, 32 random bytes, and takes it away once it was answered, right or
 * wrong. We ask for no attestation: which device it is does not matter to us.
 */
#ifndef KITH_PASSKEY_H
#define KITH_PASSKEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	PASSKEY_CHALLENGE = 32,
	PASSKEY_ID_MAX = 1023,		/* bytes */
	PASSKEY_TEXT_MAX = 8192,	/* of one field of an answer, base64url */
};

struct passkey {
	const uint8_t *id;	/* the credential id; NULL: it is no passkey */
	size_t id_len;
	const uint8_t *key;	/* the public key, in the form of libfido2 */
	size_t key_len;
	int64_t cose;		/* its algorithm: -7 ES256, -8 EdDSA, -257 RS256 */
	int64_t count;		/* newest counter of signatures; 0: has none */
};

/* What a browser answers, each field in base64url as its script sent it. */
struct passkey_answer {
	const char *id;			/* which one, of a signature */
	const char *client_data;	/* clientDataJSON */
	const char *attestation;	/* a new one: attestationObject */
	const char *data;		/* else: authenticatorData */
	const char *signature;
};

/*
 * Whether the answer makes a new passkey for this challenge: of type
 * webauthn.create, from a page of ours, for our host, with its owner present
 * and verified by the device, and a key of an algorithm that we know. It is
 * then in *made, owned by ctx.
 */
bool passkey_make(const void *ctx, const uint8_t challenge[PASSKEY_CHALLENGE],
    const struct passkey_answer *, struct passkey *made);

/*
 * Whether the answer is the passkey's signature over this challenge: of type
 * webauthn.get, and else as above; and its counter has grown, or there is none.
 * The new counter is then in *count.
 */
bool passkey_signs(const void *ctx, const uint8_t challenge[PASSKEY_CHALLENGE],
    const struct passkey_answer *, const struct passkey *, int64_t *count);

/* Whether the answer says that it is of this passkey. */
bool passkey_is(const void *ctx, const struct passkey_answer *,
    const struct passkey *);

/* Make a new challenge; owned by ctx. */
const uint8_t *passkey_challenge(const void *ctx);

#endif
