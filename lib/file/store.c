/* store.c: files as rows: those of messages, and documents of charts. */
#include "file/file.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "db/db.h"

static const char ADD[] =
    "INSERT INTO attachment (patient_id, draft_id, name, media_type, bytes,"
    "  sha256, width, height, preview, scan, added_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char ADD_CHUNK[] =
    "INSERT INTO attachment_chunk (patient_id, attachment_id, position, data)"
    " VALUES (?, ?, ?, ?)";

/* From a position on: an answer goes on where a lost connection broke it. */
static const char CHUNKS[] =
    "SELECT data FROM attachment_chunk"
    " WHERE patient_id = ? AND attachment_id = ? AND position >= ?"
    " ORDER BY position";

static const char DOCUMENT_CHUNKS[] =
    "SELECT data FROM document_chunk"
    " WHERE patient_id = ? AND document_id = ? AND position >= ?"
    " ORDER BY position";

static const char DROP_CHUNKS[] =
    "DELETE FROM attachment_chunk WHERE patient_id = ? AND attachment_id = ?";

static const char DROP[] =
    "DELETE FROM attachment WHERE patient_id = ? AND id = ?";

const char *const file_sql[] = { ADD, ADD_CHUNK, CHUNKS, NULL };
const char *const file_drop_sql[] = { DROP_CHUNKS, DROP, NULL };
const char *const file_document_sql[] = { DOCUMENT_CHUNKS, NULL };

/* Read the bytes at a place, as many as there should be. */
static void
read_chunk(int fd, uint8_t *bytes, size_t len, int64_t at)
{
	ssize_t n;

	for (; len > 0; bytes += n, len -= (size_t)n, at += n)
		if ((n = pread(fd, bytes, len, at)) <= 0)
			die("a file in spool_dir: %s", n == 0 ? "too short"
			    : strerror(errno));
}

/* The row of a chunk is owned by one context, which goes with it. */
static void
store_chunks(int64_t patient_id, int64_t id, const struct file *f)
{
	void *ctx = mem_context(db_scratch());
	uint8_t *bytes = mem_array(ctx, uint8_t, CHUNK_BYTES);
	int64_t at, left;
	size_t len;

	for (at = 0; at < f->bytes; at += CHUNK_BYTES) {
		left = f->bytes - at;
		len = left < CHUNK_BYTES ? (size_t)left : CHUNK_BYTES;
		read_chunk(f->fd, bytes, len, at);
		db_exec(ctx, ADD_CHUNK, db_int(patient_id), db_int(id),
		    db_int(at / CHUNK_BYTES), db_bytes(bytes, len));
	}
	talloc_free(ctx);
}

int64_t
file_store(const void *ctx, int64_t patient_id, int64_t draft_id,
    const struct file *f, int64_t now)
{
	bool is_scanned = *config()->clamd_socket != '\0';
	int64_t id;

	db_exec(ctx, ADD, db_int(patient_id), db_id(draft_id),
	    db_text(f->name), db_text(f->media_type), db_int(f->bytes),
	    db_bytes(f->sha256, sizeof(f->sha256)), db_id(f->width),
	    db_id(f->height), db_bytes(f->preview, f->preview_len),
	    db_text(is_scanned ? "waiting" : "none"), db_instant(ctx, now));
	id = db_last_id();
	store_chunks(patient_id, id, f);
	return id;
}

void
file_drop(const void *ctx, int64_t patient_id, int64_t attachment_id)
{
	db_exec(ctx, DROP_CHUNKS, db_int(patient_id), db_int(attachment_id));
	db_exec(ctx, DROP, db_int(patient_id), db_int(attachment_id));
}

/* A file on its way to a person. */
struct stored {
	const char *sql;		/* its chunks from a position on */
	int64_t patient_id, id, bytes;
	int64_t next, sent;		/* chunk; bytes */
	body_writer *put;
	void *put_arg;
	bool is_broken;			/* the person went away */
	const uint8_t *data;		/* of the chunk that is sent */
	size_t len;
};

static bool
send_chunk(void *arg)
{
	struct stored *s = arg;

	s->is_broken = s->len > (uint64_t)(s->bytes - s->sent) ||
	    !s->put(s->put_arg, s->data, s->len);
	s->sent += (int64_t)s->len;
	s->next++;
	return !s->is_broken;
}

static bool
send_chunks(void *arg)
{
	struct stored *s = arg;
	void *ctx = db_scratch();

	db_each(ctx, s->sql, DB_OUT(out_bytes(&s->data, &s->len)), send_chunk,
	    s, db_int(s->patient_id), db_int(s->id), db_int(s->next));
	return true;
}

static bool
send_all(void *arg, body_writer *put, void *put_arg)
{
	struct stored *s = arg;

	s->put = put;
	s->put_arg = put_arg;
	return db_transaction(DB_READ, send_chunks, s) == DB_COMMITTED &&
	    !s->is_broken && s->sent == s->bytes;
}

static const struct body_source *
source_new(const void *ctx, const struct stored *of)
{
	struct body_source *source = mem_new(ctx, struct body_source);
	struct stored *s = mem_new(source, struct stored);

	*s = *of;
	*source = (struct body_source){ .len = s->bytes, .run = send_all,
	    .arg = s };
	return source;
}

const struct body_source *
file_source(const void *ctx, int64_t patient_id, int64_t attachment_id,
    int64_t bytes)
{
	return source_new(ctx, &(struct stored){ .sql = CHUNKS,
	    .patient_id = patient_id, .id = attachment_id, .bytes = bytes });
}

const struct body_source *
file_document_source(const void *ctx, int64_t patient_id,
    int64_t document_id, int64_t bytes)
{
	return source_new(ctx, &(struct stored){ .sql = DOCUMENT_CHUNKS,
	    .patient_id = patient_id, .id = document_id, .bytes = bytes });
}
