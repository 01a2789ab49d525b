/* mem.c: memory that belongs to a request. */
#include "base/mem.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

static void *
good(void *p)
{
	if (p == NULL)
		die("out of memory");
	return p;
}

void *
mem_zero(const void *ctx, size_t size, const char *name)
{
	return memset(good(talloc_named_const(ctx, size, name)), 0, size);
}

void *
mem_zeros(const void *ctx, size_t size, size_t n, const char *name)
{
	if (size != 0 && n > SIZE_MAX / size)
		die("out of memory: %zu times %zu bytes", n, size);
	return mem_zero(ctx, size * n, name);
}

char *
mem_copy(const void *ctx, const char *s)
{
	return s == NULL ? NULL : good(talloc_strdup(ctx, s));
}

char *
mem_copy_n(const void *ctx, const char *s, size_t len)
{
	char *copy = mem_zero(ctx, len + 1, "text");

	memcpy(copy, s, len);
	return copy;
}

char *
mem_fmt(const void *ctx, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = talloc_vasprintf(ctx, fmt, ap);
	va_end(ap);
	return good(s);
}

void *
mem_context(const void *parent)
{
	return good(talloc_new(parent));
}

/*
 * talloc reads its variable once. mallopt() passes over small pieces that are
 * freed; with a sanitizer, which keeps its own memory, it does nothing.
 */
void
mem_wipe_freed(void)
{
	if (setenv("TALLOC_FREE_FILL", "0x00", 1) != 0)
		die("freed memory can't be wiped");
	mallopt(M_PERTURB, 0xff);
}
