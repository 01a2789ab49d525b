/* fhir_scan.c: the text of JSON, checked and marked for cJSON. */
#include "chart/fhir_json.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"

enum {
	ROOM = 32,	/* free bytes in the copy before each step */
	MARKS = 100000,	/* so that a bad file can't grow without end */
};

struct scan {
	const void *ctx;
	const char *at, *end;	/* of the source */
	char *copy;
	size_t used, size;
	int depth, marks;
};

static void
make_room(struct scan *s, size_t n)
{
	size_t size = s->size;

	if (s->used + n + ROOM <= size)
		return;
	while (s->used + n + ROOM > size)
		size = size * 2;
	s->copy = talloc_realloc(s->ctx, s->copy, char, (unsigned)size);
	if (s->copy == NULL)
		die("out of memory");
	s->size = size;
}

static void
put(struct scan *s, const char *from, size_t n)
{
	make_room(s, n);
	memcpy(s->copy + s->used, from, n);
	s->used += n;
}

static void
put_mark(struct scan *s, int mark, unsigned value)
{
	char text[16];

	snprintf(text, sizeof(text), mark == JSON_BROKEN ? "%c%02X" : "%c%04X",
	    mark, value);
	put(s, text, strlen(text));
	s->marks++;
}

static bool
is_digit(const struct scan *s)
{
	return s->at < s->end && *s->at >= '0' && *s->at <= '9';
}

/* One or more digits; false if there is none. */
static bool
skip_digits(struct scan *s)
{
	if (!is_digit(s))
		return false;
	while (is_digit(s))
		s->at++;
	return true;
}

/* Skip one character if it is one of these. */
static bool
skip_one(struct scan *s, const char *these)
{
	if (s->at == s->end || *s->at == '\0' || strchr(these, *s->at) == NULL)
		return false;
	s->at++;
	return true;
}

/* Whether digits, after their sign, are at most 2^53. */
static bool
fits_double(const char *digits, size_t n)
{
	static const char most[] = "9007199254740992";
	size_t len = sizeof(most) - 1;

	return n < len || (n == len && memcmp(digits, most, n) <= 0);
}

/* Letters and digits; false if there are none. */
static bool
skip_word(struct scan *s)
{
	const char *start = s->at;

	while (s->at < s->end && isalnum((unsigned char)*s->at))
		s->at++;
	return s->at > start;
}

static bool
scan_number(struct scan *s)
{
	const char *start = s->at, *digits;
	bool decimal = false, big;
	char mark;

	skip_one(s, "-");
	digits = s->at;
	if (!skip_one(s, "0") && !skip_digits(s))
		return false;
	big = !fits_double(digits, (size_t)(s->at - digits));
	if (skip_one(s, ".")) {
		decimal = true;
		if (!skip_digits(s))
			return false;
	}
	if (skip_one(s, "eE")) {
		decimal = true;
		skip_one(s, "+-");
		if (!skip_digits(s))
			return false;
	}
	if (skip_word(s))
		return false;	/* 01, 1x */
	if (!decimal && !big) {
		put(s, start, (size_t)(s->at - start));
		return true;
	}
	mark = decimal ? JSON_DECIMAL : JSON_BIG;
	put(s, "\"", 1);
	put(s, &mark, 1);
	put(s, start, (size_t)(s->at - start));
	put(s, "\"", 1);
	return true;
}

/* Four hexadecimal digits at p, or -1. */
static int32_t
hex4(const struct scan *s, const char *p)
{
	int32_t value = 0;
	int i, c;

	if (s->end - p < 4)
		return -1;
	for (i = 0; i < 4; i++) {
		c = p[i];
		if (c >= '0' && c <= '9')
			value = value * 16 + c - '0';
		else if (c >= 'a' && c <= 'f')
			value = value * 16 + c - 'a' + 10;
		else if (c >= 'A' && c <= 'F')
			value = value * 16 + c - 'A' + 10;
		else
			return -1;
	}
	return value;
}

/* Whether the code point may stand in text that is stored. */
static bool
is_clean_point(uint32_t c)
{
	char s[5] = "";

	if (c >= 0x20 && c < 0x7f)
		return true;
	if (c == 0)
		return false;
	if (c < 0x80) {
		s[0] = (char)c;
	} else if (c < 0x800) {
		s[0] = (char)(0xc0 | (c >> 6));
		s[1] = (char)(0x80 | (c & 0x3f));
	} else {
		s[0] = (char)(0xe0 | (c >> 12));
		s[1] = (char)(0x80 | ((c >> 6) & 0x3f));
		s[2] = (char)(0x80 | (c & 0x3f));
	}
	return text_is_clean(s, true);
}

/* \uXXXX, and the other half of a pair. */
static bool
scan_unicode(struct scan *s)
{
	int32_t c = hex4(s, s->at + 2), low = -1;
	bool high = c >= 0xd800 && c <= 0xdbff;

	if (c < 0)
		return false;
	if (high && s->end - s->at >= 12 && s->at[6] == '\\' && s->at[7] == 'u')
		low = hex4(s, s->at + 8);
	if (high && low >= 0xdc00 && low <= 0xdfff) {
		put(s, s->at, 12);
		s->at += 12;
		return true;
	}
	if (c >= 0xd800 && c <= 0xdfff)
		put_mark(s, JSON_HALF, (unsigned)c);
	else if (!is_clean_point((uint32_t)c))
		put_mark(s, JSON_CONTROL, (unsigned)c);
	else
		put(s, s->at, 6);
	s->at += 6;
	return true;
}

static bool
scan_escape(struct scan *s)
{
	if (s->end - s->at < 2)
		return false;
	if (s->at[1] == 'u')
		return scan_unicode(s);
	if (s->at[1] == '\0' || strchr("\"\\/bfnrt", s->at[1]) == NULL)
		return false;
	if (s->at[1] == 'b' || s->at[1] == 'f')
		put_mark(s, JSON_CONTROL, s->at[1] == 'b' ? 8 : 12);
	else
		put(s, s->at, 2);
	s->at += 2;
	return true;
}

/* The length in bytes that a first byte promises; 0 if it begins nothing. */
static size_t
sequence_length(unsigned char c)
{
	if (c >= 0xc2 && c <= 0xdf)
		return 2;
	if (c >= 0xe0 && c <= 0xef)
		return 3;
	return c >= 0xf0 && c <= 0xf4 ? 4 : 0;
}

/* One character that is not printable ASCII. */
static void
scan_other(struct scan *s)
{
	unsigned char first = (unsigned char)*s->at;
	size_t n = sequence_length(first);
	char one[5] = "";
	unsigned point;

	if (first < 0x80) {
		put_mark(s, JSON_CONTROL, first);
		s->at++;
	} else if (n == 0 || (size_t)(s->end - s->at) < n ||
	    !text_is_utf8(s->at, n)) {
		put_mark(s, JSON_BROKEN, first);
		s->at++;
	} else {
		memcpy(one, s->at, n);
		point = (first & (0xffu >> (n + 1))) << 6 | (one[1] & 0x3f);
		if (n > 2)
			point = point << 6 | (one[2] & 0x3f);
		if (text_is_clean(one, true))
			put(s, one, n);
		else
			put_mark(s, JSON_CONTROL, point);
		s->at += n;
	}
}

static bool
scan_string(struct scan *s)
{
	const char *run;

	put(s, s->at++, 1);
	while (s->at < s->end && *s->at != '"') {
		run = s->at;
		while (s->at < s->end && *s->at >= ' ' && *s->at < 0x7f &&
		    *s->at != '"' && *s->at != '\\')
			s->at++;
		put(s, run, (size_t)(s->at - run));
		if (s->at == s->end)
			return false;
		if (*s->at == '\\') {
			if (!scan_escape(s))
				return false;
		} else if (*s->at != '"') {
			scan_other(s);
		}
	}
	if (s->at == s->end)
		return false;
	put(s, s->at++, 1);
	return true;
}

/* true, false, null: cJSON checks which. */
static bool
scan_word(struct scan *s)
{
	const char *start = s->at;

	if (!skip_word(s))
		return false;
	put(s, start, (size_t)(s->at - start));
	return true;
}

/* One token; false where no JSON goes on. */
static bool
scan_token(struct scan *s)
{
	switch (*s->at) {
	case ' ': case '\n': case '\r': case '\t':
	case ':': case ',':
		put(s, s->at++, 1);
		return true;
	case '{': case '[':
		if (++s->depth > JSON_DEPTH)
			return false;
		put(s, s->at++, 1);
		return true;
	case '}': case ']':
		s->depth--;
		put(s, s->at++, 1);
		return true;
	case '"':
		return scan_string(s);
	case '-': case '0': case '1': case '2': case '3': case '4':
	case '5': case '6': case '7': case '8': case '9':
		return scan_number(s);
	default:
		return scan_word(s);
	}
}

static const char *
why_not(const void *ctx, const struct scan *s, const char *text)
{
	if (s->depth > JSON_DEPTH)
		return mem_fmt(ctx, "nests deeper than %d", JSON_DEPTH);
	if (s->marks >= MARKS)
		return "has more broken characters than text";
	return mem_fmt(ctx, "is not JSON at byte %zu",
	    (size_t)(s->at - text) + 1);
}

char *
json_scan(const void *ctx, const char *text, size_t len, const char **why)
{
	struct scan s = { .ctx = ctx, .at = text, .end = text + len,
	    .size = len + len / 8 + ROOM };

	s.copy = mem_array(ctx, char, s.size);
	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		s.at += 3;	/* a byte order mark, as Windows writes it */
	while (s.at < s.end && s.marks < MARKS && scan_token(&s))
		;
	if (s.at == s.end && s.marks < MARKS) {
		make_room(&s, 1);
		s.copy[s.used] = '\0';
		return s.copy;
	}
	talloc_free(s.copy);
	*why = why_not(ctx, &s, text);
	return NULL;
}
