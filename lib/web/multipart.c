/* multipart.c: a form with files, read from a stream. */
#include "web/multipart.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/config.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "web/disposition.h"

enum {
	WINDOW_BYTES = 128 * 1024,
	BOUNDARY_MAX = 70,		/* RFC 2046 5.1.1 */
	HEADERS_MAX = 8 * 1024,
	FIELDS_MAX = 100,
	FILE_PARTS_MAX = 4 * FILES_MAX,
};

/* A piece of a part's content, or why there is none. */
enum piece { PIECE, PIECE_END, PIECE_BROKEN };

/* A form that is being read. */
struct reader {
	const void *ctx;
	const struct inbound *in;
	uint8_t *window;
	size_t at, len;		/* what of the window is not used yet */
	bool is_over;		/* there is no more than the window holds */
	size_t total;
	char mark[BOUNDARY_MAX + sizeof("\r\n--")];	/* between parts */
	size_t mark_len;

	char *text;		/* of all fields, each with its NUL */
	size_t text_len;
	int fields, files, file_parts;
	const struct upload **last;
	struct multipart *out;
	crypto_hash_sha256_state hash;
};

/* Get as much into the window as it can hold. */
static void
fill(struct reader *r)
{
	size_t n;

	memmove(r->window, r->window + r->at, r->len - r->at);
	r->len -= r->at;
	r->at = 0;
	while (!r->is_over && r->len < WINDOW_BYTES) {
		n = r->in->read(r->in->read_arg, r->window + r->len,
		    WINDOW_BYTES - r->len);
		r->is_over = n == 0;
		r->len += n;
		r->total += n;
	}
}

/* Whether the next bytes are these; then they are used. */
static bool
take(struct reader *r, const char *bytes, size_t len)
{
	if (r->len - r->at < len)
		fill(r);
	if (r->len - r->at < len ||
	    memcmp(r->window + r->at, bytes, len) != 0)
		return false;
	r->at += len;
	return true;
}

/* The next bytes of the part's content, which live until the next call. */
static enum piece
next_piece(struct reader *r, const uint8_t **bytes, size_t *len)
{
	const uint8_t *mark;

	if (r->len - r->at < r->mark_len)
		fill(r);
	*bytes = r->window + r->at;
	mark = memmem(*bytes, r->len - r->at, r->mark, r->mark_len);
	if (mark == *bytes) {
		r->at += r->mark_len;
		return PIECE_END;
	}
	if (mark == NULL && r->len - r->at < r->mark_len)
		return PIECE_BROKEN;
	/* The last bytes may be the beginning of a mark. */
	*len = mark != NULL ? (size_t)(mark - *bytes)
	    : r->len - r->at - r->mark_len + 1;
	r->at += *len;
	return PIECE;
}

static void
hash_text(crypto_hash_sha256_state *h, const char *text, size_t len)
{
	uint64_t n = len;

	crypto_hash_sha256_update(h, (const uint8_t *)&n, sizeof(n));
	crypto_hash_sha256_update(h, (const uint8_t *)text, len);
}

static bool
has_value(const struct value *v, const char *name)
{
	for (; v != NULL; v = v->next)
		if (strcmp(v->name, name) == 0)
			return true;
	return false;
}

static enum http
read_field(struct reader *r, const char *name)
{
	struct value *v = mem_new(r->ctx, struct value);
	const uint8_t *bytes;
	char *text = r->text + r->text_len;
	size_t n, len = 0;
	enum piece piece;

	if (++r->fields > FIELDS_MAX || has_value(r->out->values, name))
		return HTTP_BAD_REQUEST;
	while ((piece = next_piece(r, &bytes, &n)) == PIECE) {
		if (n > FORM_BYTES_MAX + (size_t)r->fields - 1 - r->text_len - len)
			return HTTP_TOO_LARGE;
		memcpy(text + len, bytes, n);
		len += n;
	}
	text[len] = '\0';
	r->text_len += len + 1;
	v->name = name;
	v->text = text;
	v->is_broken = strlen(text) != len || !text_is_utf8(text, len);
	v->next = r->out->values;
	r->out->values = v;
	hash_text(&r->hash, "field", 5);
	hash_text(&r->hash, name, strlen(name));
	hash_text(&r->hash, text, len);
	return piece == PIECE_END ? HTTP_OK : HTTP_BAD_REQUEST;
}

static int
close_upload(struct upload *u)
{
	if (u->fd >= 0)
		close(u->fd);
	return 0;
}

/* A file without a name in spool_dir; -1 if the disk is full. */
static int
open_spool(void)
{
	int fd = open(config()->spool_dir,
	    O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0 && errno != ENOSPC)
		die("spool_dir %s: %s", config()->spool_dir, strerror(errno));
	return fd;
}

static bool
write_all(int fd, const uint8_t *bytes, size_t len)
{
	ssize_t n;

	for (; len > 0; bytes += n, len -= (size_t)n)
		if ((n = write(fd, bytes, len)) < 0)
			return false;
	return true;
}

static void
drop(struct upload *u)
{
	close_upload(u);
	u->fd = -1;
}

/* Keep the content, as long as it is not too large. */
static enum http
spool(struct reader *r, struct upload *u, crypto_hash_sha256_state *h)
{
	const uint8_t *bytes;
	size_t n;
	enum piece piece;

	while ((piece = next_piece(r, &bytes, &n)) == PIECE) {
		crypto_hash_sha256_update(h, bytes, n);
		u->bytes += (int64_t)n;
		if (u->bytes > FILE_BYTES_MAX && u->fd >= 0)
			drop(u);
		if (u->fd >= 0 && !write_all(u->fd, bytes, n)) {
			log_line(LOG_ERROR, "spool_dir: %s", strerror(errno));
			return HTTP_UNAVAILABLE;
		}
	}
	u->is_too_large = u->bytes > FILE_BYTES_MAX;
	return piece == PIECE_END ? HTTP_OK : HTTP_BAD_REQUEST;
}

static void
add_upload(struct reader *r, struct upload *u)
{
	r->files++;
	*r->last = u;
	r->last = &u->next;
}

/* A control in which no file was chosen is sent as one without name and bytes. */
static enum http
read_file(struct reader *r, const struct disposition *d)
{
	struct upload *u = mem_new(r->ctx, struct upload);
	crypto_hash_sha256_state h;
	uint8_t hash[CONTENT_HASH];
	enum http status;

	if (++r->file_parts > FILE_PARTS_MAX)
		return HTTP_BAD_REQUEST;
	u->is_too_many = r->files >= FILES_MAX;
	u->name = disposition_clean_name(r->ctx, d->file_name);
	u->fd = u->is_too_many ? -1 : open_spool();
	talloc_set_destructor(u, close_upload);
	if (u->fd < 0 && !u->is_too_many)
		return HTTP_UNAVAILABLE;
	crypto_hash_sha256_init(&h);
	if ((status = spool(r, u, &h)) != HTTP_OK)
		return status;
	crypto_hash_sha256_final(&h, hash);
	if (*d->file_name == '\0' && u->bytes == 0) {
		talloc_free(u);
		return HTTP_OK;
	}
	hash_text(&r->hash, "file", 4);
	hash_text(&r->hash, d->name, strlen(d->name));
	hash_text(&r->hash, d->file_name, strlen(d->file_name));
	crypto_hash_sha256_update(&r->hash, hash, sizeof(hash));
	add_upload(r, u);
	return HTTP_OK;
}

static enum http
read_part(struct reader *r)
{
	struct disposition d;
	const char *lines;
	const uint8_t *end;
	size_t n;

	if (r->len - r->at < HEADERS_MAX)
		fill(r);
	lines = (const char *)r->window + r->at;
	n = r->len - r->at > HEADERS_MAX ? HEADERS_MAX : r->len - r->at;
	end = memmem(lines, n, "\r\n\r\n", 4);
	if (end == NULL)
		return HTTP_BAD_REQUEST;
	n = (size_t)(end - (const uint8_t *)lines);
	if (!disposition_read(r->ctx, lines, n, &d))
		return HTTP_BAD_REQUEST;
	r->at += n + 4;
	return d.file_name == NULL ? read_field(r, d.name) : read_file(r, &d);
}

static bool
is_boundary(const char *s, size_t len)
{
	return len > 0 && len <= BOUNDARY_MAX && s[len - 1] != ' ' &&
	    strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789'()+_,-./:=? ") >= len;
}

/* What stands between the parts, from the header of the request. */
static bool
read_boundary(struct reader *r)
{
	static const char type[] = "multipart/form-data";
	const char *s = r->in->content_type, *name = "boundary=";
	size_t len;

	if (strncasecmp(s, type, sizeof(type) - 1) != 0)
		return false;
	s += sizeof(type) - 1;
	s += strspn(s, " \t");
	if (*s++ != ';')
		return false;
	s += strspn(s, " \t");
	if (strncasecmp(s, name, strlen(name)) != 0)
		return false;
	s += strlen(name);
	len = *s == '"' ? strcspn(++s, "\"") : strcspn(s, "; \t");
	if (!is_boundary(s, len))
		return false;
	memcpy(r->mark, "\r\n--", 4);
	memcpy(r->mark + 4, s, len);
	r->mark_len = len + 4;
	return true;
}

/* Parts until the last mark, after which at most a line end comes. */
static enum http
read_parts(struct reader *r)
{
	enum http status = HTTP_OK;

	if (!take(r, r->mark + 2, r->mark_len - 2))
		return HTTP_BAD_REQUEST;
	while (status == HTTP_OK && !take(r, "--", 2)) {
		if (!take(r, "\r\n", 2))
			return HTTP_BAD_REQUEST;
		status = read_part(r);
		if (r->total > UPLOAD_BYTES_MAX)
			return HTTP_TOO_LARGE;
	}
	if (status != HTTP_OK)
		return status;
	take(r, "\r\n", 2);
	fill(r);
	return r->len == 0 && r->total == r->in->body_len ? HTTP_OK
	    : HTTP_BAD_REQUEST;
}

enum http
multipart_read(const void *ctx, const struct inbound *in,
    struct multipart *out)
{
	struct reader r = { .ctx = ctx, .in = in, .out = out,
	    .last = &out->uploads };
	enum http status;

	*out = (struct multipart){ 0 };
	if (!read_boundary(&r))
		return HTTP_BAD_REQUEST;
	r.window = mem_array(ctx, uint8_t, WINDOW_BYTES);
	r.text = mem_array(ctx, char, FORM_BYTES_MAX + FIELDS_MAX);
	crypto_hash_sha256_init(&r.hash);
	status = read_parts(&r);
	crypto_hash_sha256_final(&r.hash, out->hash);
	talloc_free(r.window);
	return status;
}
