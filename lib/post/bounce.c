/* bounce.c: mail that another server could not deliver, and said so later. */
#include "post/bounce.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/config.h"
#include "base/key.h"
#include "base/mem.h"
#include "base/text.h"

enum { HASH_BYTES = 8, LINE_BYTES = 998 };

static void
hash_of(const void *ctx, int64_t id, uint8_t hash[HASH_BYTES])
{
	uint8_t key[crypto_generichash_KEYBYTES];
	uint8_t whole[crypto_generichash_BYTES];
	const char *text = mem_fmt(ctx, "bounce %" PRId64, id);

	key_read(KEY_TOKENS, key, sizeof(key));
	crypto_generichash(whole, sizeof(whole), (const uint8_t *)text,
	    strlen(text), key, sizeof(key));
	memcpy(hash, whole, HASH_BYTES);
	sodium_memzero(key, sizeof(key));
}

const char *
bounce_address(const void *ctx, int64_t id)
{
	const char *address = config()->mail_bounces;
	uint8_t hash[HASH_BYTES];
	size_t local = strcspn(address, "@");

	if (*address == '\0')
		return NULL;
	hash_of(ctx, id, hash);
	return mem_fmt(ctx, "%.*s+%" PRId64 ".%s%s", (int)local, address, id,
	    text_hex(ctx, hash, sizeof(hash)), address + local);
}

int64_t
bounce_mail(const void *ctx, const char *address)
{
	char *text = mem_copy(ctx, address);
	char *plus = strrchr(text, '+'), *dot, *at;
	uint8_t given[HASH_BYTES], right[HASH_BYTES];
	int64_t id;

	if (plus == NULL || (dot = strchr(plus, '.')) == NULL ||
	    (at = strchr(dot, '@')) == NULL)
		return 0;
	*dot = *at = '\0';
	if (!text_id(plus + 1, &id) ||
	    !text_unhex(dot + 1, given, sizeof(given)))
		return 0;
	hash_of(ctx, id, right);
	return sodium_memcmp(given, right, sizeof(right)) == 0 ? id : 0;
}

/* Where the reader is in the mail. */
struct reader {
	const char *at, *end;
	char line[LINE_BYTES + 1];	/* without its end; longer ones are cut */
};

static bool
next_line(struct reader *r)
{
	const char *end;
	size_t len;

	if (r->at == r->end)
		return false;
	end = memchr(r->at, '\n', (size_t)(r->end - r->at));
	len = (size_t)((end == NULL ? r->end : end) - r->at);
	snprintf(r->line, sizeof(r->line), "%.*s",
	    (int)(len < LINE_BYTES ? len : LINE_BYTES), r->at);
	r->line[strcspn(r->line, "\r")] = '\0';
	r->at = end == NULL ? r->end : end + 1;
	return true;
}

/* The value of the field on a line; NULL if it is another. */
static const char *
value_of(const char *line, const char *field)
{
	size_t n = strlen(field);

	if (strncasecmp(line, field, n) != 0 || line[n] != ':')
		return NULL;
	return line + n + 1 + strspn(line + n + 1, " \t");
}

/* Go to the first line of the part that machines read. */
static bool
find_report(struct reader *r)
{
	static const char type[] = "message/delivery-status";
	const char *value;
	bool found = false;

	while (next_line(r)) {
		value = value_of(r->line, "Content-Type");
		if (value != NULL)
			found = strncasecmp(value, type, strlen(type)) == 0;
		if (found && *r->line == '\0')
			return true;
	}
	return false;
}

/* "5.1.1 (no such mailbox)" as "5.1.1"; "" if it is not a status. */
static void
read_status(const char *value, char out[12])
{
	size_t n = strspn(value, "0123456789.");

	if (n >= sizeof("5.1.1") - 1 && n < 12)
		snprintf(out, 12, "%.*s", (int)n, value);
}

/*
 * What was given up after days of "later" has action failed and status 4: it
 * is the action that counts, and the status only where there is none.
 */
void
bounce_read(const char *mail, size_t len, struct bounce *b)
{
	struct reader r = { .at = mail, .end = mail + len };
	const char *value;
	bool has_action = false, has_failed = false;

	*b = (struct bounce){ .what = BOUNCE_NONE };
	if (!find_report(&r))
		return;
	while (next_line(&r) && strncmp(r.line, "--", 2) != 0) {
		if ((value = value_of(r.line, "Action")) != NULL) {
			has_action = true;
			has_failed = strncasecmp(value, "failed", 6) == 0;
		} else if ((value = value_of(r.line, "Status")) != NULL) {
			read_status(value, b->status);
		}
	}
	if (!has_action)
		has_failed = *b->status == '5';
	if (has_action || *b->status != '\0')
		b->what = has_failed ? BOUNCE_FAILED : BOUNCE_NEWS;
}

/* What is read of last_error, the longest first. */
static const struct { const char *part, *says; } reasons[] = {
	{ "gateway said 400 21610", "This phone asked for no more texts" },
	{ "gateway said 400 21211", "This is not a phone number" },
	{ "gateway said 400 21614", "This phone does not take texts" },
	{ "gateway", "The text could not be sent" },
	{ "not a phone number", "This is not a phone number" },
	{ ".1.2", "There is no such mail address" },
	{ ".1.", "The mailbox does not exist" },
	{ ".2.1", "The mailbox is closed" },
	{ ".2.2", "The mailbox is full" },
	{ "5.4.", "The mail server refused it" },
	{ ".4.", "The mail server could not be reached" },
	{ "not an email address", "This is not an email address" },
	{ "too late", "It could not be sent in time" },
	{ " 5", "The mail server refused it" },
	{ " 4", "The mail server did not take it" },
};

const char *
bounce_says(const char *last_error)
{
	size_t i;

	for (i = 0; last_error != NULL &&
	    i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (strstr(last_error, reasons[i].part) != NULL)
			return reasons[i].says;
	return "The mail server could not be reached";
}
