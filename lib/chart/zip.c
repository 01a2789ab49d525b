/* zip.c: a .zip that is written as it is made, by libarchive. */
#include "chart/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <sodium.h>

#include "base/log.h"
#include "base/mem.h"

struct zip {
	struct archive *archive;
	time_t at;
	body_writer *put;
	void *put_arg;
	crypto_hash_sha256_state hash;
	int64_t left;			/* bytes of the file that are to come */
	bool is_broken;			/* nothing more is written */
};

/* libarchive frees all only if it ends the .zip; that goes nowhere. */
static int
end_zip(struct zip *z)
{
	z->is_broken = true;
	archive_write_free(z->archive);
	return 0;
}

/* To libarchive all is taken: after an error it would not end the .zip. */
static la_ssize_t
write_some(struct archive *archive, void *arg, const void *bytes, size_t len)
{
	struct zip *z = arg;

	(void)archive;
	if (!z->is_broken && !z->put(z->put_arg, bytes, len))
		z->is_broken = true;
	return (la_ssize_t)len;
}

/* What libarchive says is good, or die(); and put() wants more. */
static bool
is_good(struct zip *z, int said)
{
	if (said < ARCHIVE_OK)
		die("zip: %s", archive_error_string(z->archive));
	return !z->is_broken;
}

struct zip *
zip_new(const void *ctx, const char *password, time_t at, body_writer *put,
    void *arg)
{
	struct zip *z = mem_new(ctx, struct zip);
	struct archive *a = archive_write_new();

	if (a == NULL)
		die("out of memory");
	*z = (struct zip){ .archive = a, .at = at, .put = put, .put_arg = arg };
	talloc_set_destructor(z, end_zip);
	is_good(z, archive_write_set_format_zip(a));
	is_good(z, archive_write_set_options(a, "zip:hdrcharset=UTF-8"));
	if (password != NULL) {
		is_good(z, archive_write_set_options(a,
		    "zip:encryption=aes256"));
		is_good(z, archive_write_set_passphrase(a, password));
	}
	is_good(z, archive_write_set_bytes_in_last_block(a, 1));
	is_good(z, archive_write_open2(a, z, NULL, write_some, NULL, NULL));
	return z;
}

bool
zip_begin(struct zip *z, const char *name, int64_t size, bool is_packed)
{
	struct archive_entry *e = archive_entry_new();
	bool good;

	if (e == NULL)
		die("out of memory");
	archive_entry_set_pathname_utf8(e, name);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_mtime(e, z->at, 0);
	archive_entry_set_size(e, size);
	is_good(z, is_packed ? archive_write_zip_set_compression_store(
	    z->archive) : archive_write_zip_set_compression_deflate(
	    z->archive));
	good = is_good(z, archive_write_header(z->archive, e));
	archive_entry_free(e);
	crypto_hash_sha256_init(&z->hash);
	z->left = size;
	return good;
}

bool
zip_put(struct zip *z, const void *bytes, size_t len)
{
	if (z->is_broken || len > (uint64_t)z->left)
		return false;
	z->left -= (int64_t)len;
	crypto_hash_sha256_update(&z->hash, bytes, len);
	return is_good(z, (int)archive_write_data(z->archive, bytes, len));
}

bool
zip_end(struct zip *z, uint8_t sha256[32])
{
	if (z->is_broken || z->left != 0)
		return false;
	crypto_hash_sha256_final(&z->hash, sha256);
	return is_good(z, archive_write_finish_entry(z->archive));
}

bool
zip_close(struct zip *z)
{
	return !z->is_broken && is_good(z, archive_write_close(z->archive));
}
