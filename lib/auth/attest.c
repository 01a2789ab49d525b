/* attest.c: what a passkey's device wrote in CBOR (RFC 8949). */
#include "auth/attest.h"

#include <string.h>

enum { DEPTH = 4 };	/* CTAP2: no message is nested deeper */

enum major { UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG, SIMPLE };

static void
advance(struct bytes *b, uint64_t n)
{
	b->at += n;
	b->len -= n;
}

/* Read how an item begins: its type, and its number or length. */
static bool
read_head(struct bytes *b, enum major *major, uint64_t *n)
{
	unsigned more;

	if (b->len == 0)
		return false;
	*major = (enum major)(b->at[0] >> 5);
	*n = b->at[0] & 31;
	advance(b, 1);
	if (*n < 24)
		return true;
	if (*n > 27)
		return false;
	more = 1U << (*n - 24);
	for (*n = 0; more > 0 && b->len > 0; more--) {
		*n = *n << 8 | b->at[0];
		advance(b, 1);
	}
	return more == 0;
}

static bool skip(struct bytes *b, int depth);

/* Each item has a byte at least: so many must be there. */
static bool
skip_items(struct bytes *b, uint64_t n, int depth)
{
	if (n > b->len || depth == 0)
		return false;
	while (n > 0 && skip(b, depth - 1))
		n--;
	return n == 0;
}

/* Go on to what follows the next item. */
static bool
skip(struct bytes *b, int depth)
{
	enum major major;
	uint64_t n;

	if (!read_head(b, &major, &n))
		return false;
	switch (major) {
	case BYTES:
	case TEXT:
		if (n > b->len)
			return false;
		advance(b, n);
		return true;
	case ARRAY:
		return skip_items(b, n, depth);
	case MAP:
		return n <= b->len / 2 && skip_items(b, 2 * n, depth);
	case TAG:
		return false;
	default:
		return true;
	}
}

bool
attest_is_whole(struct bytes b)
{
	while (b.len > 0)
		if (!skip(&b, DEPTH))
			return false;
	return true;
}

/* The content of the next item, if it is a string of that type. */
static bool
read_string(struct bytes b, enum major wanted, struct bytes *content)
{
	enum major major;
	uint64_t n;

	if (!read_head(&b, &major, &n) || major != wanted || n > b.len)
		return false;
	*content = (struct bytes){ b.at, n };
	return true;
}

static bool
is_name(struct bytes key, const char *name)
{
	struct bytes text;

	return read_string(key, TEXT, &text) && text.len == strlen(name) &&
	    memcmp(text.at, name, text.len) == 0;
}

bool
attest_data(struct bytes object, struct bytes *data)
{
	bool found = false;
	struct bytes key;
	enum major major;
	uint64_t n;

	if (!read_head(&object, &major, &n) || major != MAP)
		return false;
	for (; n > 0; n--) {
		key = object;
		if (!skip(&object, DEPTH - 1))
			return false;
		if (is_name(key, "authData"))
			found = read_string(object, BYTES, data);
		if (!skip(&object, DEPTH - 1))
			return false;
	}
	return found && object.len == 0;
}
