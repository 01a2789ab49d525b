/* key.c: keys and passwords of the portal. */
#include "base/key.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"

enum { KEY_TEXT_MAX = 160 };

static const char *
path_of(const void *ctx, const char *name)
{
	return mem_fmt(ctx, "%s/%s", config()->key_dir, name);
}

/* Read a file's one line into text; false if there is none. */
static bool
read_line(const char *name, char text[KEY_TEXT_MAX])
{
	void *ctx = mem_context(NULL);
	FILE *in = fopen(path_of(ctx, name), "r");
	bool good = in != NULL && fgets(text, KEY_TEXT_MAX, in) != NULL;

	talloc_free(ctx);
	if (in != NULL)
		fclose(in);
	if (good)
		text[strcspn(text, "\n")] = '\0';
	return good;
}

void
key_read(const char *name, uint8_t *key, size_t len)
{
	char text[KEY_TEXT_MAX];

	if (!read_line(name, text))
		die("key %s can't be read: %s", name, strerror(errno));
	if (!text_unhex(text, key, len))
		die("key %s is not %zu bytes", name, len);
	sodium_memzero(text, sizeof(text));
}

const char *
key_database_user(const void *ctx, const char *program)
{
	char *user = mem_fmt(ctx, "kith_%s", program), *c;

	for (c = user; *c != '\0'; c++)
		if (*c == '-')
			*c = '_';
	return user;
}

const char *
key_database_password(const char *program)
{
	char text[KEY_TEXT_MAX], name[64];

	snprintf(name, sizeof(name), "database-%s", program);
	if (read_line(name, text))
		return mem_copy(NULL, text);
	if (errno != ENOENT)
		die("key %s can't be read: %s", name, strerror(errno));
	return NULL;
}

static bool
has(const char *name)
{
	void *ctx = mem_context(NULL);
	bool there = access(path_of(ctx, name), F_OK) == 0;

	talloc_free(ctx);
	return there;
}

/* Write bytes as hexadecimal text: to a new file that then takes the name. */
static bool
write_key(const char *name, const uint8_t *bytes, size_t len)
{
	void *ctx = mem_context(NULL);
	const char *path = path_of(ctx, name);
	const char *draft = mem_fmt(ctx, "%s.new", path);
	const char *text = mem_fmt(ctx, "%s\n", text_hex(ctx, bytes, len));
	int fd = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool good = fd >= 0 &&
	    write(fd, text, strlen(text)) == (ssize_t)strlen(text) &&
	    fsync(fd) == 0 && rename(draft, path) == 0;

	if (!good)
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	talloc_free(ctx);
	return good;
}

static bool
make_random(const char *name, size_t len)
{
	uint8_t bytes[32];

	if (has(name))
		return true;
	randombytes_buf(bytes, sizeof(bytes));
	return write_key(name, bytes, len);
}

/*
 * Whether the public key is there without its secret one, which may be on
 * another machine: a new pair would make worthless what it sealed or signed.
 */
static bool
is_half(const char *secret_name, const char *public_name)
{
	if (has(secret_name) || !has(public_name))
		return false;
	fprintf(stderr, "%s/%s is there without %s: copy that here from where"
	    " it is, or remove %s to make both anew\n", config()->key_dir,
	    public_name, secret_name, public_name);
	return true;
}

static bool
make_courier(void)
{
	uint8_t public[crypto_box_PUBLICKEYBYTES];
	uint8_t secret[crypto_box_SECRETKEYBYTES];

	if (has(KEY_COURIER) && has(KEY_COURIER_PUB))
		return true;
	if (is_half(KEY_COURIER, KEY_COURIER_PUB) ||
	    !make_random(KEY_COURIER, sizeof(secret)))
		return false;
	key_read(KEY_COURIER, secret, sizeof(secret));
	crypto_scalarmult_base(public, secret);
	return write_key(KEY_COURIER_PUB, public, sizeof(public));
}

static bool
make_sealer(void)
{
	uint8_t public[crypto_sign_PUBLICKEYBYTES];
	uint8_t secret[crypto_sign_SECRETKEYBYTES];

	if (has(KEY_SEALER) && has(KEY_SEALER_PUB))
		return true;
	if (is_half(KEY_SEALER, KEY_SEALER_PUB))
		return false;
	crypto_sign_keypair(public, secret);
	if (!has(KEY_SEALER) &&
	    !write_key(KEY_SEALER, secret, sizeof(secret)))
		return false;
	key_read(KEY_SEALER, secret, sizeof(secret));
	crypto_sign_ed25519_sk_to_pk(public, secret);
	return write_key(KEY_SEALER_PUB, public, sizeof(public));
}

bool
key_make_all(const char *const *programs)
{
	char name[64];

	if (mkdir(config()->key_dir, 0700) != 0 && errno != EEXIST) {
		fprintf(stderr, "%s: %s\n", config()->key_dir,
		    strerror(errno));
		return false;
	}
	for (; *programs != NULL; programs++) {
		snprintf(name, sizeof(name), "database-%s", *programs);
		if (!make_random(name, 24))
			return false;
	}
	return make_random(KEY_TOKENS, 32) && make_random(KEY_STAFF, 32) &&
	    make_random(KEY_ACCOUNTS, 32) && make_courier() && make_sealer();
}
