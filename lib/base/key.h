/*
 * key.h: keys and passwords of the portal, one file each in key_dir.
 *
 * Each program reads only what its unix user may read. Made by kithctl keys.
 */
#ifndef KITH_KEY_H
#define KITH_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Files of key_dir, each hexadecimal text with a line end. */
#define KEY_TOKENS	"tokens"	/* 32 bytes: CSRF tokens, codes */
#define KEY_STAFF	"staff"		/* 32 bytes: secrets of the staff's apps */
#define KEY_ACCOUNTS	"accounts"	/* 32 bytes: the same of accounts */
#define KEY_COURIER	"courier"	/* 32 bytes: opens the outbox (crypto_box) */
#define KEY_COURIER_PUB	"courier.pub"	/* 32 bytes: seals for the courier */
#define KEY_SEALER	"sealer"	/* 64 bytes: signs the audit head (Ed25519) */
#define KEY_SEALER_PUB	"sealer.pub"	/* 32 bytes: checks it */

/*
 * Read the key of exactly len bytes; die() if it can't be read or is not one.
 */
void key_read(const char *name, uint8_t *key, size_t len);

/*
 * The database user of a program: kith_home of home, kith_staff_inbox of
 * staff-inbox. Owned by ctx.
 */
const char *key_database_user(const void *ctx, const char *program);

/*
 * The password of a program's database user (file database-PROGRAM), owned by
 * the process; NULL if there is no such file: then MariaDB knows the unix user.
 */
const char *key_database_password(const char *program);

/*
 * Make every key that is missing, and a password for each database user of the
 * NULL-ended list. Files are 0600, whole or not at all. A key that is there is
 * never replaced. Return false with a sentence on standard error if a file
 * can't be written, or a public key is there without its secret one.
 */
bool key_make_all(const char *const *programs);

#endif
