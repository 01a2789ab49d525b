/* jwe.c: bytes for whoever has the key, as JSON Web Encryption (RFC 7516). */
#include "base/jwe.h"

#include <limits.h>
#include <openssl/evp.h>
#include <sodium.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"

enum { IV = 12, TAG = 16 };

static void
must(int result)
{
	if (result != 1)
		die("jwe: OpenSSL can't encrypt");
}

/* As much as one key and IV may (NIST SP 800-38D) is far more than an int. */
static int
length(size_t len)
{
	if (len > INT_MAX)
		die("jwe: %zu bytes are too many", len);
	return (int)len;
}

/* The head is not secret, but nobody can change it. */
static void
seal(const uint8_t key[JWE_KEY], const uint8_t iv[IV], const char *head,
    const void *bytes, size_t len, uint8_t *sealed, uint8_t tag[TAG])
{
	EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
	int n = 0;

	if (c == NULL)
		die("out of memory");
	must(EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), NULL, key, iv));
	must(EVP_EncryptUpdate(c, NULL, &n, (const uint8_t *)head,
	    length(strlen(head))));
	must(EVP_EncryptUpdate(c, sealed, &n, bytes, length(len)));
	must(EVP_EncryptFinal_ex(c, sealed + n, &n));
	must(EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, TAG, tag));
	EVP_CIPHER_CTX_free(c);
}

const char *
jwe_encrypt(const void *ctx, const uint8_t key[JWE_KEY], const char *type,
    const void *bytes, size_t len, size_t *out_len)
{
	void *scratch = mem_context(ctx);
	const char *says = mem_fmt(scratch,
	    "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"cty\":\"%s\"}", type);
	const char *head = text_base64url(scratch, says, strlen(says));
	uint8_t *sealed = mem_array(scratch, uint8_t, len + 1);
	uint8_t iv[IV], tag[TAG];
	const char *jwe;

	randombytes_buf(iv, sizeof(iv));
	seal(key, iv, head, bytes, len, sealed, tag);
	/* Between the dots would be an encrypted key. */
	jwe = mem_fmt(ctx, "%s..%s.%s.%s", head,
	    text_base64url(scratch, iv, sizeof(iv)),
	    text_base64url(scratch, sealed, len),
	    text_base64url(scratch, tag, sizeof(tag)));
	talloc_free(scratch);
	*out_len = strlen(jwe);
	return jwe;
}
