/*
 * totp.h: a second factor: six digits of an authenticator app (RFC 6238:
 * SHA-1, 30 seconds), and the recovery codes for the day the app is lost.
 *
 * A secret is kept sealed with the key of its side ("staff", "accounts") and
 * bound to its owner, so that neither a copy of the database nor a row moved to
 * another owner is of use. The first use of a sealing function reads the key
 * (die() without it): a program needs that of its own side only.
 */
#ifndef KITH_TOTP_H
#define KITH_TOTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	TOTP_SECRET = 20,	/* bytes of a secret that we make */
	TOTP_SECRET_MIN = 16,	/* and of one that is brought (RFC 4226) */
	TOTP_SECRET_MAX = 64,
	TOTP_SEALED_MAX = 128,
	RECOVERY_CODES = 10,	/* that an owner has */
	RECOVERY_HASH = 32,
};

/* Whose it is: one of the practice's people, or an account. */
struct totp_owner {
	enum { TOTP_STAFF, TOTP_ACCOUNT } side;
	int64_t id;
};

static inline struct totp_owner
totp_staff(int64_t id)
{
	return (struct totp_owner){ .side = TOTP_STAFF, .id = id };
}

static inline struct totp_owner
totp_account(int64_t id)
{
	return (struct totp_owner){ .side = TOTP_ACCOUNT, .id = id };
}

struct totp {
	uint8_t bytes[TOTP_SECRET_MAX];
	size_t len;
};

/* Make a new secret. */
void totp_new(struct totp *);

/* The secret in base32, in groups of four to type: owned by ctx. */
const char *totp_text(const void *ctx, const struct totp *);

/* Read base32, blanks dropped. False if it is none, too short or too long. */
bool totp_read(const char *text, struct totp *);

/*
 * What the app reads from the QR code: "otpauth://totp/Issuer:account?..."
 * with each part encoded; owned by ctx.
 */
const char *totp_uri(const void *ctx, const struct totp *, const char *issuer,
    const char *account);

/*
 * The step (30 seconds since 1970) whose code this is: that of now, or one
 * before or after; 0 if it is none of them. The caller sees to it that a step
 * is taken once.
 */
int64_t totp_step(const struct totp *, const char *code, int64_t now);

/* Seal the secret for its owner; owned by ctx, its length in *len. */
const uint8_t *totp_seal(const void *ctx, const struct totp *,
    struct totp_owner, size_t *len);

/* Open it again. False if it is not whole, or another owner's. */
bool totp_open(const uint8_t *sealed, size_t len, struct totp_owner,
    struct totp *);

/* A recovery code, "K7QAZ-3MXP2": 50 random bits; owned by ctx. */
char *recovery_new(const void *ctx);

/*
 * How the database knows an owner's recovery code: a keyed hash. Small letters,
 * blanks and dashes of what was typed make no difference.
 */
void recovery_hash(struct totp_owner, const char *typed,
    uint8_t hash[RECOVERY_HASH]);

/* What was typed without blanks and dashes: owned by ctx. */
const char *totp_bare(const void *ctx, const char *typed);

#endif
