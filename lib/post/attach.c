/* attach.c: what goes with a mail, sealed in chunks. */
#include "post/attach.h"

#include <sodium.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "db/db.h"
#include "post/outbox.h"
#include "post/queue.h"

enum {
	HEADER = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
	SEAL = crypto_secretstream_xchacha20poly1305_ABYTES,
	/* what a chunk holds, so that its row is no larger than others' */
	PLAIN = CHUNK_BYTES - HEADER - SEAL,
	MORE = crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
	LAST = crypto_secretstream_xchacha20poly1305_TAG_FINAL,
};

_Static_assert(ATTACH_KEY == crypto_secretstream_xchacha20poly1305_KEYBYTES,
    "libsodium's key");

static const char ADD[] =
    "INSERT INTO outbox_attachment (outbox_id, position, data)"
    " VALUES (?, ?, ?)";

static const char CHUNKS[] =
    "SELECT data FROM outbox_attachment WHERE outbox_id = ? ORDER BY position";

const char *const outbox_file_sql[] = { ADD, NULL };
const char *const queue_file_sql[] = { CHUNKS, NULL };

/* The stream's header stands before the first chunk. */
void
attach_put(const void *ctx, int64_t mail_id, const uint8_t key[ATTACH_KEY],
    const uint8_t *bytes, size_t len)
{
	crypto_secretstream_xchacha20poly1305_state state;
	uint8_t *row = mem_array(ctx, uint8_t, CHUNK_BYTES);
	size_t at = 0, n, start = HEADER;
	int64_t position = 0;

	crypto_secretstream_xchacha20poly1305_init_push(&state, row, key);
	do {
		n = len - at < PLAIN ? len - at : PLAIN;
		crypto_secretstream_xchacha20poly1305_push(&state,
		    row + start, NULL, bytes + at, n, NULL, 0,
		    at + n == len ? LAST : MORE);
		db_exec(ctx, ADD, db_int(mail_id), db_int(position++),
		    db_bytes(row, start + n + SEAL));
		at += n;
		start = 0;
	} while (at < len);
	talloc_free(row);
}

/* A file that is opened chunk by chunk. */
struct opening {
	const void *ctx;
	int64_t mail_id;
	const uint8_t *key;
	uint8_t *bytes;
	size_t len, at;
	crypto_secretstream_xchacha20poly1305_state state;
	bool has_begun, is_whole;
	const uint8_t *data;		/* of the row */
	size_t data_len;
};

static bool
begin(struct opening *o)
{
	if (o->has_begun)
		return true;
	if (o->data_len < HEADER ||
	    crypto_secretstream_xchacha20poly1305_init_pull(&o->state,
	    o->data, o->key) != 0)
		return false;
	o->data += HEADER;
	o->data_len -= HEADER;
	o->has_begun = true;
	return true;
}

static bool
open_chunk(void *arg)
{
	struct opening *o = arg;
	unsigned long long n;
	uint8_t tag;

	o->is_whole = false;
	if (!begin(o) || o->data_len < SEAL ||
	    o->data_len - SEAL > o->len - o->at ||
	    crypto_secretstream_xchacha20poly1305_pull(&o->state,
	    o->bytes + o->at, &n, &tag, o->data, o->data_len, NULL, 0) != 0)
		return false;
	o->at += (size_t)n;
	o->is_whole = tag == LAST && o->at == o->len;
	return tag == MORE;
}

static bool
open_all(void *arg)
{
	struct opening *o = arg;

	o->at = 0;
	o->has_begun = o->is_whole = false;
	db_each(o->ctx, CHUNKS, DB_OUT(out_bytes(&o->data, &o->data_len)),
	    open_chunk, o, db_int(o->mail_id));
	return true;
}

bool
attach_get(const void *ctx, int64_t mail_id, const uint8_t key[ATTACH_KEY],
    uint8_t *bytes, size_t len)
{
	struct opening o = { .ctx = ctx, .mail_id = mail_id, .key = key,
	    .bytes = bytes, .len = len };

	return db_transaction(DB_READ, open_all, &o) == DB_COMMITTED &&
	    o.is_whole;
}
