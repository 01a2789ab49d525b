/*
 * attach.h: what goes with a mail, sealed in chunks; inside lib/post only.
 *
 * Chunks are one libsodium secretstream: none can be changed, left out, put
 * elsewhere or taken from another mail. Its key stands in the mail, which is
 * sealed for the courier alone.
 */
#ifndef KITH_ATTACH_H
#define KITH_ATTACH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ATTACH_KEY = 32 };

/*
 * Store len bytes as what goes with a mail of the outbox, under a key that is
 * used for nothing else. In the open transaction.
 */
void attach_put(const void *ctx, int64_t mail_id,
    const uint8_t key[ATTACH_KEY], const uint8_t *bytes, size_t len);

/*
 * Read what goes with a mail into bytes, in a transaction of its own. False if
 * it is not all there or not what was put, or the database is away.
 */
bool attach_get(const void *ctx, int64_t mail_id,
    const uint8_t key[ATTACH_KEY], uint8_t *bytes, size_t len);

#endif
