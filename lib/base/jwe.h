/* jwe.h: bytes for whoever has the key, as JSON Web Encryption (RFC 7516). */
#ifndef KITH_JWE_H
#define KITH_JWE_H

#include <stddef.h>
#include <stdint.h>

enum { JWE_KEY = 32 };

/*
 * Encrypt len bytes with the key itself (alg "dir") and a fresh IV by
 * AES-256-GCM (enc "A256GCM"): the compact serialization, owned by ctx, with
 * *out_len characters. The type of what is inside, plain ASCII without quotes,
 * stands in the clear, as cty. Nothing is packed first: common readers unpack no
 * more than 250 kB.
 */
const char *jwe_encrypt(const void *ctx, const uint8_t key[JWE_KEY],
    const char *type, const void *bytes, size_t len, size_t *out_len);

#endif
