/*
 * fastcgi.c: a request in, an answer out; libfcgi only as a transport.
 *
 * Rules it needs (FastCGI 1.0 and the traps of libfcgi 2.4.2): standard input
 * is drained before the request ends, never FCGX_FPrintF, a
 * Content-Length unless nobody can know it, and a request may come without any
 * variable.
 */
#include "run/fastcgi.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"

enum { DRAIN_BYTES = 16384 };

static const char FILES_TYPE[] = "multipart/form-data";

static char *
param(const void *ctx, FCGX_Request *f, const char *name)
{
	const char *value = f->envp == NULL ? NULL
	    : FCGX_GetParam(name, f->envp);

	return mem_copy(ctx, value == NULL ? "" : value);
}

/* As printable ASCII, in place: it goes into rows and logs. */
static const char *
make_plain(char *text)
{
	char *s;

	for (s = text; *s != '\0'; s++)
		if ((unsigned char)*s < 0x20 || (unsigned char)*s >= 0x7f)
			*s = '?';
	return text;
}

static const char *
plain(const void *ctx, FCGX_Request *f, const char *name)
{
	return make_plain(param(ctx, f, name));
}

void
fastcgi_drain(FCGX_Request *f)
{
	char waste[DRAIN_BYTES];

	while (f->in != NULL && FCGX_GetStr(waste, sizeof(waste), f->in) > 0)
		;
}

static size_t
read_stream(void *arg, void *buffer, size_t len)
{
	FCGX_Request *f = arg;
	int n = FCGX_GetStr(buffer, len > INT_MAX ? INT_MAX : (int)len, f->in);

	return n > 0 ? (size_t)n : 0;
}

/* Read the body. False if it is not as long as it says. */
static bool
read_body(const void *ctx, FCGX_Request *f, struct inbound *in)
{
	const char *said = param(ctx, f, "CONTENT_LENGTH");
	int64_t len = 0;
	char *body;
	int got;

	in->body = "";
	if (*said == '\0' || strcmp(said, "0") == 0)
		return true;
	if (!text_id(said, &len))
		return false;
	in->body_len = (size_t)len;
	if (in->method == METHOD_POST && strncmp(in->content_type, FILES_TYPE,
	    sizeof(FILES_TYPE) - 1) == 0) {
		in->read = read_stream;
		in->read_arg = f;
		return true;
	}
	if (len > FORM_BYTES_MAX)
		return true; /* dispatch() says it is too large */
	body = mem_array(ctx, char, (size_t)len + 1);
	got = FCGX_GetStr(body, (int)len, f->in);
	in->body = body;
	return got == len;
}

static bool
read_method(const void *ctx, FCGX_Request *f, struct inbound *in,
    enum http *status)
{
	const char *method = param(ctx, f, "REQUEST_METHOD");

	in->is_head = strcmp(method, "HEAD") == 0;
	if (strcmp(method, "POST") == 0)
		in->method = METHOD_POST;
	else if (!in->is_head && strcmp(method, "GET") != 0)
		*status = *method == '\0' ? HTTP_BAD_REQUEST
		    : HTTP_METHOD_NOT_ALLOWED;
	return *status == HTTP_OK;
}

/*
 * The path without the query, not decoded: routes are plain ASCII. A byte that
 * only becomes a "?" does not begin a query.
 */
static const char *
path_of(const void *ctx, FCGX_Request *f)
{
	char *uri = param(ctx, f, "REQUEST_URI");

	uri[strcspn(uri, "?")] = '\0';
	return make_plain(uri);
}

const struct inbound *
fastcgi_read(const void *ctx, FCGX_Request *f, enum http *status)
{
	struct inbound *in = mem_new(ctx, struct inbound);

	*status = HTTP_OK;
	in->at = when_now();
	in->id = text_random(in, 16);
	log_request(in->id);
	in->path = path_of(in, f);
	in->query = param(in, f, "QUERY_STRING");
	in->content_type = plain(in, f, "CONTENT_TYPE");
	in->content_encoding = plain(in, f, "HTTP_CONTENT_ENCODING");
	in->cookies = plain(in, f, "HTTP_COOKIE");
	in->origin = plain(in, f, "HTTP_ORIGIN");
	in->fetch_site = plain(in, f, "HTTP_SEC_FETCH_SITE");
	in->address = plain(in, f, "REMOTE_ADDR");
	in->agent = plain(in, f, "HTTP_USER_AGENT");
	in->body = "";
	if (read_method(in, f, in, status) && !read_body(in, f, in))
		*status = HTTP_BAD_REQUEST;
	return in;
}

static void
put(FCGX_Request *f, const char *text)
{
	FCGX_PutStr(text, (int)strlen(text), f->out);
}

/* How long a cookie is kept: "" is until the browser ends. */
static const char *
cookie_age(const struct req *r, const struct cookie *c)
{
	if (*c->value == '\0')
		return "; Max-Age=0";
	return c->seconds == 0 ? "" : mem_fmt(r, "; Max-Age=%" PRId64,
	    c->seconds);
}

static void
put_cookies(FCGX_Request *f, const struct req *r)
{
	const struct cookie *c;

	for (c = r->set_cookies; c != NULL; c = c->next)
		put(f, mem_fmt(r, "Set-Cookie: %s=%s; Path=/; Secure; HttpOnly;"
		    " SameSite=Lax%s\r\n", c->name, c->value,
		    cookie_age(r, c)));
}

static const char *
reason(enum http status)
{
	switch (status) {
	case HTTP_OK: return "OK";
	case HTTP_NO_CONTENT: return "No Content";
	case HTTP_SEE_OTHER: return "See Other";
	case HTTP_BAD_REQUEST: return "Bad Request";
	case HTTP_UNAUTHORIZED: return "Unauthorized";
	case HTTP_FORBIDDEN: return "Forbidden";
	case HTTP_NOT_FOUND: return "Not Found";
	case HTTP_METHOD_NOT_ALLOWED: return "Method Not Allowed";
	case HTTP_TOO_LARGE: return "Content Too Large";
	case HTTP_UNSUPPORTED: return "Unsupported Media Type";
	case HTTP_CONFLICT: return "Conflict";
	case HTTP_UNPROCESSABLE: return "Unprocessable Content";
	case HTTP_TOO_MANY: return "Too Many Requests";
	case HTTP_SERVER_ERROR: return "Internal Server Error";
	case HTTP_UNAVAILABLE: return "Service Unavailable";
	}
	die("no such status: %d", (int)status);
}

/* Of other signs than these only the encoded form of the name is told. */
static bool
is_plain(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

/* The name for old and for new browsers (RFC 6266 4.3, RFC 8187 3.2). */
static void
put_file_name(FCGX_Request *f, const struct req *r)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t n = strlen(r->file_name);
	char *plain = mem_copy(r, r->file_name), *p;
	char *coded = mem_array(r, char, n * 3 + 1), *c = coded;

	for (p = plain; *p != '\0'; p++) {
		if (is_plain((unsigned char)*p)) {
			*c++ = *p;
			continue;
		}
		*c++ = '%';
		*c++ = digits[(unsigned char)*p >> 4];
		*c++ = digits[(unsigned char)*p & 15];
		*p = *p == ' ' ? ' ' : '_';
	}
	put(f, mem_fmt(r, "Content-Disposition: %s; filename=\"%s\";"
	    " filename*=UTF-8''%s\r\n", r->is_inline ? "inline" : "attachment",
	    plain, coded));
}

static void
put_headers(FCGX_Request *f, const struct req *r)
{
	int64_t len = r->source != NULL ? r->source->len
	    : (int64_t)r->out_len;

	put(f, mem_fmt(r, "Status: %d %s\r\nX-Request-Id: %s\r\n",
	    (int)r->status, reason(r->status), r->in->id));
	if (len != BODY_UNKNOWN)
		put(f, mem_fmt(r, "Content-Length: %" PRId64 "\r\n", len));
	if (r->content_type != NULL)
		put(f, mem_fmt(r, "Content-Type: %s\r\n", r->content_type));
	if (r->location != NULL)
		put(f, mem_fmt(r, "Location: %s\r\n", r->location));
	if (r->file_name != NULL)
		put_file_name(f, r);
	if (r->retry_after != 0)
		put(f, mem_fmt(r, "Retry-After: %" PRId64 "\r\n",
		    r->retry_after));
	if (r->clear_site_data)
		put(f, "Clear-Site-Data: \"cache\", \"storage\"\r\n");
	put_cookies(f, r);
	put(f, "\r\n");
}

static bool
put_bytes(void *arg, const void *bytes, size_t len)
{
	FCGX_Request *f = arg;
	const char *s = bytes;
	size_t n;

	for (; len > 0; s += n, len -= n) {
		n = len > 1 << 20 ? 1 << 20 : len;
		if (FCGX_PutStr(s, (int)n, f->out) < 0)
			return false; /* the person went away */
	}
	return true;
}

void
fastcgi_write(FCGX_Request *f, const struct req *r)
{
	put_headers(f, r);
	if (r->in->is_head)
		return;
	if (r->source == NULL) {
		put_bytes(f, r->out, r->out_len);
	} else if (!r->source->run(r->source->arg, put_bytes, f)) {
		log_line(LOG_WARNING, "an answer broke off");
		FCGX_Free(f, 1);
	}
}
