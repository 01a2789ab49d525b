/*
 * fastcgi.c: a request in, an answer out; libfcgi only as a transport.
 *
 * Rules it needs (FastCGI 1.0 and the traps of libfcgi 2.4.2): standard input
 * is drained before the request ends, never FCGX_FPrintF, always a
 * Content-Length, and a request may come without any variable.
 */
#include "run/fastcgi.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"

enum { BODY_LIMIT = 64 * 1024 + 1, DRAIN_BYTES = 16384 };

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

static void
drain(FCGX_Request *f)
{
	char waste[DRAIN_BYTES];

	while (f->in != NULL && FCGX_GetStr(waste, sizeof(waste), f->in) > 0)
		;
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
	if (len >= BODY_LIMIT)
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
	drain(f);
	return in;
}

static void
put(FCGX_Request *f, const char *text)
{
	FCGX_PutStr(text, (int)strlen(text), f->out);
}

static void
put_cookies(FCGX_Request *f, const struct req *r)
{
	const struct cookie *c;

	for (c = r->set_cookies; c != NULL; c = c->next)
		put(f, mem_fmt(r, "Set-Cookie: %s=%s; Path=/; Secure; HttpOnly;"
		    " SameSite=Lax%s\r\n", c->name, c->value,
		    *c->value == '\0' ? "; Max-Age=0" : ""));
}

static const char *
reason(enum http status)
{
	switch (status) {
	case HTTP_OK: return "OK";
	case HTTP_NO_CONTENT: return "No Content";
	case HTTP_SEE_OTHER: return "See Other";
	case HTTP_BAD_REQUEST: return "Bad Request";
	case HTTP_FORBIDDEN: return "Forbidden";
	case HTTP_NOT_FOUND: return "Not Found";
	case HTTP_METHOD_NOT_ALLOWED: return "Method Not Allowed";
	case HTTP_TOO_LARGE: return "Content Too Large";
	case HTTP_UNSUPPORTED: return "Unsupported Media Type";
	case HTTP_UNPROCESSABLE: return "Unprocessable Content";
	case HTTP_TOO_MANY: return "Too Many Requests";
	case HTTP_SERVER_ERROR: return "Internal Server Error";
	case HTTP_UNAVAILABLE: return "Service Unavailable";
	}
	die("no such status: %d", (int)status);
}

static void
put_headers(FCGX_Request *f, const struct req *r)
{
	put(f, mem_fmt(r, "Status: %d %s\r\nContent-Length: %zu\r\n"
	    "X-Request-Id: %s\r\n", (int)r->status, reason(r->status),
	    r->out_len, r->in->id));
	if (r->content_type != NULL)
		put(f, mem_fmt(r, "Content-Type: %s\r\n", r->content_type));
	if (r->location != NULL)
		put(f, mem_fmt(r, "Location: %s\r\n", r->location));
	if (r->file_name != NULL)
		put(f, mem_fmt(r, "Content-Disposition: attachment;"
		    " filename=\"%s\"\r\n", r->file_name));
	if (r->retry_after != 0)
		put(f, mem_fmt(r, "Retry-After: %" PRId64 "\r\n",
		    r->retry_after));
	if (r->clear_site_data)
		put(f, "Clear-Site-Data: \"cache\", \"storage\"\r\n");
	put_cookies(f, r);
	put(f, "\r\n");
}

void
fastcgi_write(FCGX_Request *f, const struct req *r)
{
	size_t at, n;

	put_headers(f, r);
	if (r->in->is_head)
		return;
	for (at = 0; at < r->out_len; at += n) {
		n = r->out_len - at;
		if (n > 1 << 20)
			n = 1 << 20;
		if (FCGX_PutStr(r->out + at, (int)n, f->out) < 0)
			return; /* the person went away */
	}
}
