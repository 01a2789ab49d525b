/*
 * shl.h: a secure link (share.h) as a SMART Health Link, for apps.
 *
 * What is handed over, "shlink:/...", holds where an app asks, with the link's
 * token, and the key of what it gets there. The key is made of the token and of
 * key_dir/tokens: it is stored nowhere, the database could not make it, and who
 * sees only the address can't either. doc/smart-health-link.md says more.
 */
#ifndef KITH_SHL_H
#define KITH_SHL_H

#include <stdint.h>

#include "base/jwe.h"

/*
 * The link of a token, 64 hexadecimal digits, that ends at an instant. Owned by
 * ctx; NULL if base_url is so long that the address has more than the 128
 * characters that apps take.
 */
const char *shl_link(const void *ctx, const char *token, int64_t ends);

/* The token that an app sent, owned by ctx; NULL if it can't be one. */
const char *shl_token(const void *ctx, const char *sent);

/* The key of a link: of what begins with its token. */
void shl_key(const char *token, uint8_t key[JWE_KEY]);

#endif
