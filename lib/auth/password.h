/* password.h: passwords: rules, Argon2id (libsodium). */
#ifndef KITH_PASSWORD_H
#define KITH_PASSWORD_H

#include <stdbool.h>

/* The person a password must not be made of; members may be NULL. */
struct password_owner {
	const char *name, *email, *birth_day;
};

/*
 * Why a password will not do, as a sentence for the person; NULL if it will
 * (AU-01 to AU-03): length in characters, the list of common passwords, words
 * of the portal and the person. has_factor: beside a security option shorter
 * ones will do. No network.
 */
const char *password_refuse(const void *ctx, const char *password,
    bool has_factor, const struct password_owner *);

/*
 * Argon2id of the password in NFC, as libsodium's text with its parameters
 * ("$argon2id$v=19$m=65536,t=2,p=1$..."), owned by ctx. 64 MiB, 70 ms.
 */
const char *password_hash(const void *ctx, const char *password);

/*
 * Whether the password is that of the hash. With hash NULL it takes as long
 * and says no (EN-05).
 */
bool password_matches(const void *ctx, const char *password,
    const char *hash);

/* Whether a hash was made with weaker parameters than now (AU-04). */
bool password_is_outdated(const char *hash);

#endif
