/* password.c: passwords: rules, Argon2id (libsodium). */
#include "auth/password.h"

#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"

/* A hash that no password has: what an unknown address is compared with. */
static const char NOBODY[] = "$argon2id$v=19$m=65536,t=2,p=1$"
    "c29tZXNhbHRzb21lc2FsdA$"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

enum { WORD_MIN = 4 };

/* The list of common passwords: lower case, sorted by bytes, one a line. */
static const char *list;
static size_t list_size;

static void
open_list(void)
{
	const char *path = config()->password_list;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *map;

	if (fd < 0 || fstat(fd, &st) != 0)
		die("%s: the list of common passwords can't be read", path);
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED)
		die("%s: can't be mapped", path);
	close(fd);
	list = map;
	list_size = (size_t)st.st_size;
}

/* The line that holds position at. */
static const char *
line_at(const char *at, size_t *len)
{
	const char *end = list + list_size, *stop;

	while (at > list && at[-1] != '\n')
		at--;
	stop = memchr(at, '\n', (size_t)(end - at));
	*len = (size_t)((stop == NULL ? end : stop) - at);
	return at;
}

static int
compare(const char *word, size_t word_len, const char *line, size_t line_len)
{
	size_t n = word_len < line_len ? word_len : line_len;
	int order = memcmp(word, line, n);

	if (order != 0)
		return order;
	return word_len == line_len ? 0 : word_len < line_len ? -1 : 1;
}

static bool
is_listed(const char *word, size_t len)
{
	size_t low = 0, high, line_len;
	const char *line;
	int order;

	if (list == NULL)
		open_list();
	for (high = list_size; low < high;) {
		line = line_at(list + low + (high - low) / 2, &line_len);
		order = compare(word, len, line, line_len);
		if (order == 0)
			return true;
		if (order < 0)
			high = (size_t)(line - list);
		else
			low = (size_t)(line - list) + line_len + 1;
	}
	return false;
}

/* "passwordpassword", "abcabcabcabcabc": the length of what repeats. */
static size_t
period_of(const char *s, size_t len)
{
	size_t n;

	for (n = 1; n < len; n++)
		if (memcmp(s, s + n, len - n) == 0)
			return n;
	return len;
}

/* "abcdefghijklmno", "987654321": each character the neighbour of the last. */
static bool
is_run(const char *s, size_t len)
{
	size_t i;
	int step = s[1] - s[0];

	for (i = 2; i < len; i++)
		if (s[i] - s[i - 1] != step &&
		    !(s[i] == '0' && s[i - 1] == '9'))
			return false;
	return step == 1 || step == -1 || step == 0;
}

static bool
is_common(const char *s)
{
	size_t len = strlen(s), period;

	if (len < 2)
		return true;
	period = period_of(s, len);
	return is_listed(s, len) || is_run(s, len) || period <= 3 ||
	    (period < len && is_listed(s, period));
}

/* Take the word away wherever it stands; short ones stand everywhere. */
static void
take_away(char *s, const char *word)
{
	size_t n = strlen(word);
	char *at;

	if (n < WORD_MIN)
		return;
	while ((at = strstr(s, word)) != NULL)
		memmove(at, at + n, strlen(at + n) + 1);
}

/* Take away each part of a text of several words. */
static void
take_away_words(const void *ctx, char *s, const char *words)
{
	char *copy, *word, *rest;

	if (words == NULL)
		return;
	copy = mem_copy(ctx, words);
	for (word = strtok_r(copy, " @.-_,'", &rest); word != NULL;
	    word = strtok_r(NULL, " @.-_,'", &rest))
		take_away(s, text_name_key(ctx, word));
}

/* Whether hardly anything is left without the words everyone would try. */
static bool
is_made_of_context(const void *ctx, const char *password,
    const struct password_owner *owner)
{
	char *s = text_name_key(ctx, password);
	size_t before = strlen(s);

	take_away_words(ctx, s, owner->name);
	take_away_words(ctx, s, owner->email);
	take_away_words(ctx, s, config()->practice_name);
	take_away_words(ctx, s, "password portal patient health kith welcome");
	if (owner->birth_day != NULL) {
		take_away(s, text_name_key(ctx, owner->birth_day));
		take_away(s, mem_copy_n(ctx, owner->birth_day, 4));
	}
	return strlen(s) < before && strlen(s) < 6;
}

const char *
password_refuse(const void *ctx, const char *password, bool has_factor,
    const struct password_owner *owner)
{
	const struct config *c = config();
	int64_t min = has_factor ? c->password_min_with_factor
	    : c->password_min;
	const char *lower;

	if (strlen(password) > (size_t)c->password_max)
		return mem_fmt(ctx, "This is too long. Use at most %lld"
		    " characters.", (long long)c->password_max);
	if (!text_is_clean(password, false))
		return "A password can hold letters, numbers, blanks and signs,"
		    " but not this character.";
	if (text_length(password) < (size_t)min)
		return mem_fmt(ctx, "Use %lld characters or more. Three or four"
		    " words that only you would put together work well.",
		    (long long)min);
	lower = text_email_key(ctx, password);
	if (is_common(lower))
		return "Many people use this password, so it is easy to guess."
		    " Please choose another one.";
	if (is_made_of_context(ctx, password, owner))
		return "This is mostly your name, your email or our name, so it"
		    " is easy to guess. Please add words that only you would"
		    " think of.";
	return NULL;
}

const char *
password_hash(const void *ctx, const char *password)
{
	char *hash = mem_array(ctx, char, crypto_pwhash_STRBYTES);
	char *nfc = text_nfc(ctx, password);

	if (crypto_pwhash_str_alg(hash, nfc, strlen(nfc),
	    crypto_pwhash_OPSLIMIT_INTERACTIVE,
	    crypto_pwhash_MEMLIMIT_INTERACTIVE,
	    crypto_pwhash_ALG_ARGON2ID13) != 0)
		die("out of memory for a password");
	sodium_memzero(nfc, strlen(nfc));
	return hash;
}

bool
password_matches(const void *ctx, const char *password, const char *hash)
{
	char *nfc = text_nfc(ctx, password);
	int rc = crypto_pwhash_str_verify(hash == NULL ? NOBODY : hash, nfc,
	    strlen(nfc));

	sodium_memzero(nfc, strlen(nfc));
	return rc == 0 && hash != NULL;
}

bool
password_is_outdated(const char *hash)
{
	return crypto_pwhash_str_needs_rehash(hash,
	    crypto_pwhash_OPSLIMIT_INTERACTIVE,
	    crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0;
}
