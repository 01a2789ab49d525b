/* text.c: bytes that people typed, as text. */
#include "base/text.h"

#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/log.h"
#include "base/mem.h"

enum { EMAIL_MAX = 254 };
enum { PHONE_MIN = 7, PHONE_MAX = 15, AMERICAN = 10 };	/* digits */

/* The next code point of a string of len bytes, or -1; *used gets its bytes. */
static int32_t
next_point(const char *s, size_t len, size_t *used)
{
	utf8proc_int32_t point;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s,
	    (utf8proc_ssize_t)len, &point);

	*used = n > 0 ? (size_t)n : 1;
	return n > 0 ? point : -1;
}

bool
text_is_utf8(const char *s, size_t len)
{
	size_t used;

	for (; len > 0; s += used, len -= used)
		if (next_point(s, len, &used) < 0)
			return false;
	return true;
}

static bool
is_forbidden(int32_t c, bool lines)
{
	if (lines && (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 ||
	    c == 0x2029))
		return false;
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) ||
	    (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	    c == 0xfffe || c == 0xffff;
}

bool
text_is_clean(const char *s, bool lines)
{
	size_t len = strlen(s), used;
	int32_t c;

	for (; len > 0; s += used, len -= used) {
		c = next_point(s, len, &used);
		if (c < 0 || is_forbidden(c, lines))
			return false;
	}
	return true;
}

size_t
text_length(const char *s)
{
	size_t len = strlen(s), used, n = 0;
	utf8proc_int32_t state = 0;
	int32_t c, before = 0;

	for (; len > 0; s += used, len -= used) {
		c = next_point(s, len, &used);
		if (n == 0 || c < 0 ||
		    utf8proc_grapheme_break_stateful(before, c, &state))
			n++;
		before = c < 0 ? 0 : c;
	}
	return n;
}

static char *
map(const void *ctx, const char *s, utf8proc_option_t options)
{
	utf8proc_uint8_t *mapped = NULL;
	char *copy;

	if (utf8proc_map((const utf8proc_uint8_t *)s, 0, &mapped,
	    options | UTF8PROC_NULLTERM) < 0)
		return mem_copy(ctx, s); /* not UTF-8: as it is */
	copy = mem_copy(ctx, (const char *)mapped);
	sodium_memzero(mapped, strlen((const char *)mapped));
	free(mapped);
	return copy;
}

char *
text_nfc(const void *ctx, const char *s)
{
	return map(ctx, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

static bool
is_letter(int32_t c)
{
	utf8proc_category_t k = utf8proc_category(c);

	return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
	    k == UTF8PROC_CATEGORY_ND;
}

char *
text_name_key(const void *ctx, const char *s)
{
	char *key = map(ctx, s, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
	    UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
	char *in = key, *out = key;
	size_t len = strlen(key), used;

	for (; len > 0; in += used, len -= used)
		if (is_letter(next_point(in, len, &used))) {
			memmove(out, in, used);
			out += used;
		}
	*out = '\0';
	return key;
}

char *
text_email_key(const void *ctx, const char *email)
{
	return map(ctx, email, UTF8PROC_STABLE | UTF8PROC_COMPOSE |
	    UTF8PROC_CASEFOLD);
}

char *
text_mailbox_key(const void *ctx, const char *email)
{
	char *key = text_email_key(ctx, email);
	char *at = strrchr(key, '@'), *in, *out = key;

	if (at == NULL)
		return key;
	for (in = key; in < at && (*in != '+' || in == key); in++)
		if (*in != '.')
			*out++ = *in;
	if (strcmp(at, "@googlemail.com") == 0)
		memcpy(at, "@gmail.com", sizeof("@gmail.com"));
	memmove(out, at, strlen(at) + 1);
	return key;
}

/* Some letters are longer in lower case: the key has to fit, too. */
static bool
has_short_key(const char *email)
{
	char *key = text_email_key(NULL, email);
	bool is_short = strlen(key) <= EMAIL_MAX;

	talloc_free(key);
	return is_short;
}

bool
text_is_email(const char *s)
{
	static const char specials[] = "()<>[]:;,\\\"@";
	const char *at = strchr(s, '@'), *c;
	size_t len = strlen(s);

	if (at == NULL || at == s || at - s > 64 || len > EMAIL_MAX)
		return false;
	for (c = s; *c != '\0'; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f ||
		    (c != at && strchr(specials, *c) != NULL))
			return false;
	if (!text_is_clean(s, false) || s[len - 1] == '.' || at[1] == '.')
		return false;
	return strchr(at + 1, '.') != NULL && strstr(at, "..") == NULL &&
	    has_short_key(s);
}

char *
text_mask_email(const void *ctx, const char *email)
{
	const char *at = strchr(email, '@');
	const char *dot = at == NULL ? NULL : strrchr(at, '.');
	size_t first, first_of_domain;

	if (dot == NULL)
		return mem_copy(ctx, "•••");
	next_point(email, strlen(email), &first);
	next_point(at + 1, strlen(at + 1), &first_of_domain);
	return mem_fmt(ctx, "%.*s•••@%.*s•••%s", (int)first, email,
	    (int)first_of_domain, at + 1, dot);
}

/* What people write between the digits; hard blanks and hyphens, too. */
static bool
is_between_digits(int32_t c)
{
	return (c > 0 && c < 0x80 && strchr(" -.()/", c) != NULL) ||
	    c == 0xa0 || c == 0x202f || (c >= 0x2010 && c <= 0x2013);
}

/* The digits of a number, and a + if it begins with one; NULL: other signs. */
static char *
phone_digits(const void *ctx, const char *typed)
{
	size_t len = strlen(typed), used;
	char *digits = mem_array(ctx, char, len + 1), *out = digits;
	int32_t c;

	for (; len > 0; typed += used, len -= used) {
		c = next_point(typed, len, &used);
		if (is_between_digits(c))
			continue;
		if ((c < '0' || c > '9') && (c != '+' || out > digits))
			return NULL;
		*out++ = (char)c;
	}
	return digits;
}

/* Ten digits; neither area nor exchange begins with 0 or 1. */
static bool
is_american(const char *digits)
{
	return strlen(digits) == AMERICAN && digits[0] > '1' &&
	    digits[3] > '1';
}

char *
text_phone(const void *ctx, const char *typed)
{
	const char *digits = phone_digits(ctx, typed);
	char *phone;

	if (digits == NULL)
		return NULL;
	if (*digits == '+')
		phone = mem_copy(ctx, digits);
	else
		phone = mem_fmt(ctx, *digits == '1' ? "+%s" : "+1%s", digits);
	return text_is_phone(phone) ? phone : NULL;
}

bool
text_is_phone(const char *s)
{
	size_t n = *s == '+' ? strspn(s + 1, "0123456789") : 0;

	if (n < PHONE_MIN || n > PHONE_MAX || s[1 + n] != '\0' || s[1] == '0')
		return false;
	return s[1] != '1' || is_american(s + 2);
}

char *
text_mask_phone(const void *ctx, const char *phone)
{
	size_t len = strlen(phone);

	return mem_fmt(ctx, "ending in %s", phone + (len > 2 ? len - 2 : len));
}

char *
text_replace(const void *ctx, const char *text, const char *name,
    const char *value)
{
	char *out = mem_copy(ctx, "");
	const char *at;

	while ((at = strstr(text, name)) != NULL) {
		out = mem_fmt(ctx, "%s%s%s", out,
		    mem_copy_n(ctx, text, (size_t)(at - text)), value);
		text = at + strlen(name);
	}
	return mem_fmt(ctx, "%s%s", out, text);
}

char *
text_trim(char *s)
{
	char *end;

	while (isspace((unsigned char)*s))
		s++;
	end = s + strlen(s);
	while (end > s && isspace((unsigned char)end[-1]))
		end--;
	*end = '\0';
	return s;
}

char *
text_hex(const void *ctx, const uint8_t *bytes, size_t len)
{
	char *hex = mem_array(ctx, char, 2 * len + 1);

	return sodium_bin2hex(hex, 2 * len + 1, bytes, len);
}

char *
text_random(const void *ctx, size_t n)
{
	uint8_t bytes[64];

	if (n > sizeof(bytes))
		die("%zu random bytes are too many", n);
	randombytes_buf(bytes, n);
	return text_hex(ctx, bytes, n);
}

bool
text_unhex(const char *s, uint8_t *bytes, size_t len)
{
	size_t n;

	return strlen(s) == 2 * len &&
	    sodium_hex2bin(bytes, len, s, 2 * len, NULL, &n, NULL) == 0 &&
	    n == len;
}

static char *
base64(const void *ctx, const void *bytes, size_t len, int variant)
{
	size_t size = sodium_base64_encoded_len(len, variant);

	return sodium_bin2base64(mem_array(ctx, char, size), size, bytes, len,
	    variant);
}

char *
text_base64(const void *ctx, const void *bytes, size_t len)
{
	return base64(ctx, bytes, len, sodium_base64_VARIANT_ORIGINAL);
}

char *
text_base64url(const void *ctx, const void *bytes, size_t len)
{
	return base64(ctx, bytes, len,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool
text_unbase64url(const char *s, uint8_t *bytes, size_t len)
{
	size_t n;

	return sodium_base642bin(bytes, len, s, strlen(s), NULL, &n, NULL,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 && n == len;
}

bool
text_id(const char *s, int64_t *id)
{
	int64_t n = 0;
	int digit;

	if (*s < '1' || *s > '9')
		return false;
	for (; *s != '\0'; s++) {
		digit = *s - '0';
		if (digit < 0 || digit > 9 || n > (INT64_MAX - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	*id = n;
	return true;
}
