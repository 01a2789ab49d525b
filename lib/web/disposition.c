/* disposition.c: the headers of one part of a form with files. */
#include "web/disposition.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"

static const char *
skip_blanks(const char *s)
{
	return s + strspn(s, " \t");
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that "%XX" stands for, or -1. */
static int
escaped(const char *s)
{
	if (s[0] != '%' || hex(s[1]) < 0 || hex(s[2]) < 0)
		return -1;
	return hex(s[1]) << 4 | hex(s[2]);
}

/*
 * Decode what stands between quotes. Browsers escape three signs (HTML, 4.10.22.8);
 * a backslash is one of the name, but for older programs before a quote.
 */
static char *
unquote(const void *ctx, const char *s, size_t len)
{
	char *out = mem_copy_n(ctx, s, len), *o = out, *p = out;
	int c;

	while (*p != '\0') {
		c = escaped(p);
		if (c == '"' || c == '\r' || c == '\n') {
			*o++ = (char)c;
			p += 3;
			continue;
		}
		if (p[0] == '\\' && p[1] == '"')
			p++;
		*o++ = *p++;
	}
	*o = '\0';
	return out;
}

/* Read a value in quotes; leave *at behind it. NULL if it has no end. */
static const char *
read_quoted(const void *ctx, const char **at)
{
	const char *s = *at + 1, *end;

	for (end = s; *end != '"'; end++) {
		if (*end == '\0')
			return NULL;
		if (end[0] == '\\' && end[1] == '"')
			end++;
	}
	*at = end + 1;
	return unquote(ctx, s, (size_t)(end - s));
}

static const char *
read_token(const void *ctx, const char **at)
{
	size_t n = strcspn(*at, "; \t\"");
	const char *s = *at;

	*at += n;
	return n == 0 ? NULL : mem_copy_n(ctx, s, n);
}

/* RFC 8187: UTF-8''na%C3%AFve.pdf. NULL if it is not that. */
static const char *
decode_extended(const void *ctx, const char *s)
{
	static const char charset[] = "UTF-8'";
	char *out, *o;
	int c;

	if (strncasecmp(s, charset, sizeof(charset) - 1) != 0 ||
	    (s = strchr(s + sizeof(charset) - 1, '\'')) == NULL)
		return NULL;
	o = out = mem_copy(ctx, ++s);
	for (; *s != '\0'; s++) {
		if (*s != '%') {
			*o++ = *s;
			continue;
		}
		if ((c = escaped(s)) <= 0)
			return NULL;
		*o++ = (char)c;
		s += 2;
	}
	*o = '\0';
	return text_is_utf8(out, strlen(out)) ? out : NULL;
}

struct names {
	const char *name, *file_name, *extended;
};

/* Where the parameter's value goes, or NULL. */
static const char **
slot_of(struct names *n, const char *key, size_t len)
{
	if (len == 4 && strncasecmp(key, "name", len) == 0)
		return &n->name;
	if (len == 8 && strncasecmp(key, "filename", len) == 0)
		return &n->file_name;
	if (len == 9 && strncasecmp(key, "filename*", len) == 0)
		return &n->extended;
	return NULL;
}

/* One "; key=value". */
static bool
read_parameter(const void *ctx, const char **at, struct names *names)
{
	const char *key = skip_blanks(*at + 1), *value, **slot;
	size_t len = strcspn(key, "=; \t\"");

	if (**at != ';' || len == 0 || key[len] != '=')
		return false;
	*at = key + len + 1;
	value = **at == '"' ? read_quoted(ctx, at) : read_token(ctx, at);
	*at = skip_blanks(*at);
	slot = slot_of(names, key, len);
	if (value == NULL || (slot != NULL && *slot != NULL))
		return false;
	if (slot != NULL)
		*slot = value;
	return true;
}

static bool
read_disposition(const void *ctx, const char *s, struct disposition *d)
{
	static const char type[] = "form-data";
	struct names names = { 0 };

	if (d->name != NULL || strncasecmp(s, type, sizeof(type) - 1) != 0)
		return false;
	s = skip_blanks(s + sizeof(type) - 1);
	while (*s != '\0')
		if (!read_parameter(ctx, &s, &names))
			return false;
	d->name = names.name;
	d->file_name = names.file_name;
	if (names.extended != NULL && (d->file_name =
	    decode_extended(ctx, names.extended)) == NULL)
		return false;
	return d->name != NULL;
}

static bool
read_line(const void *ctx, const char *line, struct disposition *d)
{
	size_t len = strcspn(line, ":");
	const char *value;

	if (len == 0 || line[len] != ':' || strcspn(line, " \t") < len)
		return false;
	value = skip_blanks(line + len + 1);
	if (len == 19 && strncasecmp(line, "content-disposition", len) == 0)
		return read_disposition(ctx, value, d);
	if (len == 12 && strncasecmp(line, "content-type", len) == 0)
		return strncasecmp(value, "multipart/", 10) != 0;
	if (len == 25 &&
	    strncasecmp(line, "content-transfer-encoding", len) == 0)
		return strcasecmp(value, "binary") == 0 ||
		    strcasecmp(value, "8bit") == 0 ||
		    strcasecmp(value, "7bit") == 0;
	return true;
}

bool
disposition_read(const void *ctx, const char *lines, size_t len,
    struct disposition *d)
{
	char *line = mem_copy_n(ctx, lines, len), *end;

	*d = (struct disposition){ 0 };
	if (strlen(line) != len)
		return false;
	for (; line != NULL; line = end) {
		end = strstr(line, "\r\n");
		if (end != NULL) {
			*end = '\0';
			end += 2;
		}
		if (strpbrk(line, "\r\n") != NULL || !read_line(ctx, line, d))
			return false;
	}
	return d->name != NULL;
}

/* Copy the next character of *s to out if it is fine; return its bytes. */
static size_t
copy_character(const char **s, char *out)
{
	static const char unknown[] = "\xef\xbf\xbd";
	char one[5] = "";
	utf8proc_int32_t point;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)*s,
	    (utf8proc_ssize_t)strlen(*s), &point);
	size_t len = n < 1 ? 1 : (size_t)n;
	const char *from = n < 1 ? unknown : *s;

	*s += len;
	len = n < 1 ? sizeof(unknown) - 1 : len;
	memcpy(one, from, len);
	if (!text_is_clean(one, false))
		return 0;
	memcpy(out, one, len);
	return len;
}

/* The end of the text, at most max bytes, beginning with a character. */
static const char *
last_bytes(const char *s, size_t max)
{
	size_t len = strlen(s);

	if (len <= max)
		return s;
	for (s += len - max; ((unsigned char)*s & 0xc0) == 0x80; s++)
		;
	return s;
}

const char *
disposition_clean_name(const void *ctx, const char *name)
{
	size_t len = strlen(name);
	char *clean, *out;
	const char *s;

	for (s = name + len; s > name && s[-1] != '/' && s[-1] != '\\'; s--)
		;
	/* Each byte may become a U+FFFD of three. */
	out = clean = mem_array(ctx, char, strlen(s) * 3 + 1);
	while (*s != '\0')
		out += copy_character(&s, out);
	s = text_trim(clean);
	return *s == '\0' ? "file" : last_bytes(s, FILE_NAME_MAX);
}
