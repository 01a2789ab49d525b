/* req.c: what a handler says of the answer. */
#include "web/req.h"

#include <stdarg.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"

enum http
redirect_to(struct req *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	r->location = talloc_vasprintf(r, fmt, ap);
	va_end(ap);
	if (r->location == NULL)
		die("out of memory");
	if (r->location[0] != '/' || r->location[1] == '/' ||
	    strpbrk(r->location, "\r\n\\") != NULL)
		die("redirect to something that is not a path of ours");
	return HTTP_SEE_OTHER;
}

enum http
send_file(struct req *r, const char *content_type, const char *file_name,
    const void *bytes, size_t len)
{
	r->content_type = content_type;
	r->file_name = file_name;
	r->out = bytes;
	r->out_len = len;
	return HTTP_OK;
}

enum http
send_source(struct req *r, const char *content_type, const char *file_name,
    bool is_inline, const struct body_source *source)
{
	r->content_type = content_type;
	r->file_name = file_name;
	r->is_inline = is_inline;
	r->source = source;
	return HTTP_OK;
}

void
keep_all_the_same(struct req *r)
{
	r->keep = true;
}

void
set_cookie(struct req *r, const char *name, const char *value)
{
	set_lasting_cookie(r, name, value, 0);
}

/* The cookie of that name that the answer sets; if there is none, a new one. */
static struct cookie *
cookie_named(struct req *r, const char *name)
{
	struct cookie *c;

	for (c = (struct cookie *)(uintptr_t)r->set_cookies; c != NULL;
	    c = (struct cookie *)(uintptr_t)c->next)
		if (strcmp(c->name, name) == 0)
			return c;
	c = mem_new(r, struct cookie);
	c->name = mem_copy(r, name);
	c->next = r->set_cookies;
	r->set_cookies = c;
	return c;
}

void
set_lasting_cookie(struct req *r, const char *name, const char *value,
    int64_t seconds)
{
	struct cookie *c = cookie_named(r, name);

	c->value = mem_copy(r, value);
	c->seconds = seconds;
}

const char *
get_cookie(struct req *r, const char *name)
{
	const char *s = r->in->cookies;
	size_t n = strlen(name), len;

	for (; *s != '\0'; s += len + (s[len] == ';')) {
		s += strspn(s, " ");
		len = strcspn(s, ";");
		if (len > n && strncmp(s, name, n) == 0 && s[n] == '=')
			return mem_copy_n(r, s + n + 1, len - n - 1);
	}
	return NULL;
}

void
run_later(struct req *r, void (*fn)(struct req *, void *), void *arg)
{
	struct later *l = mem_new(r, struct later);

	l->run = fn;
	l->arg = arg;
	l->next = r->later;
	r->later = l;
}

bool
is_own_path(const char *path)
{
	return path != NULL && path[0] == '/' && path[1] != '/' &&
	    strspn(path, "abcdefghijklmnopqrstuvwxyz0123456789/-") ==
	    strlen(path);
}
