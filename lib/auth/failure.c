/* failure.c: wrong passwords in a row, and the growing pause after them. */
#include "auth/failure.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

enum { FAILURES_MAX = 100, FIRST_PAUSE = 5, LONGEST_PAUSE = 900, DAY = 86400 };

static const char FAILURES[] =
    "SELECT failures, last_at FROM sign_in_failure WHERE email_key = ?";

static const char COUNT[] =
    "INSERT INTO sign_in_failure (email_key, failures, last_at)"
    " VALUES (?, 1, ?)"
    " ON DUPLICATE KEY UPDATE failures = failures + 1, last_at = ?";

static const char FORGET[] =
    "DELETE FROM sign_in_failure WHERE email_key = ?";

const char *const failure_sql[] = { FAILURES, COUNT, FORGET, NULL };

/* Hashed: a word before the longest address would not fit the column. */
char *
failure_staff_key(const void *ctx, const char *email)
{
	const char *key = text_email_key(ctx, email);
	uint8_t hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, (const unsigned char *)key, strlen(key));
	return mem_fmt(ctx, "staff %s", text_hex(ctx, hash, sizeof(hash)));
}

static int64_t
pause_after(int64_t failures)
{
	int64_t over = failures - config()->sign_in_free_failures;
	int64_t seconds = FIRST_PAUSE;

	if (over <= 0)
		return 0;
	if (failures >= FAILURES_MAX)
		return DAY;
	while (--over > 0 && seconds < LONGEST_PAUSE)
		seconds *= 2;
	return seconds < LONGEST_PAUSE ? seconds : LONGEST_PAUSE;
}

int64_t
failure_pause(struct req *r, const char *key, int64_t *failures)
{
	int64_t last = 0, until;

	*failures = 0;
	db_one(r, FAILURES, DB_OUT(out_int(failures), out_instant(&last)),
	    db_text(key));
	until = last + pause_after(*failures);
	return until > r->in->at ? until - r->in->at : 0;
}

const char *
failure_pause_says(struct req *r, int64_t seconds)
{
	if (seconds < 60)
		return mem_fmt(r, "%" PRId64 " seconds", seconds);
	if (seconds > 7200)
		return mem_fmt(r, "%" PRId64 " hours", (seconds + 3599) / 3600);
	return seconds < 120 ? "1 minute" : mem_fmt(r, "%" PRId64 " minutes",
	    (seconds + 59) / 60);
}

bool
failure_is_worth_telling(int64_t failures)
{
	return failures > config()->sign_in_free_failures;
}

void
failure_count(struct req *r, void *key)
{
	db_exec(r, COUNT, db_text(key), db_instant(r, r->in->at),
	    db_instant(r, r->in->at));
}

void
failure_forget(struct req *r, const char *key)
{
	db_exec(r, FORGET, db_text(key));
}
