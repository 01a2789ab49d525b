/* clean_command.c: kithctl clean. */
#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/when.h"
#include "commands.h"
#include "db/db.h"

enum { DAY = 86400 };

/* What nobody needs any more, each in batches that hold no lock for long. */
static const struct rubbish {
	const char *what, *sql;
	int64_t days;
} rubbish[] = {
	{ "keys of forms", "DELETE FROM idempotency WHERE created_at < ?"
	    " LIMIT 5000", 1 },
	{ "sign-ups", "DELETE FROM signup WHERE created_at < ? LIMIT 5000",
	    2 },
	{ "codes", "DELETE FROM verification_code WHERE sent_at < ?"
	    " LIMIT 5000", 2 },
	{ "wrong passwords", "DELETE FROM sign_in_failure WHERE last_at < ?"
	    " LIMIT 5000", 30 },
	{ "sessions", "DELETE FROM session WHERE seen_at < ? LIMIT 5000",
	    30 },
	{ "sign-ins that nobody finished", "DELETE FROM sign_in"
	    " WHERE created_at < ? LIMIT 5000", 1 },
	{ "security options that nobody proved", "DELETE FROM option_pending"
	    " WHERE created_at < ? LIMIT 5000", 1 },
	{ "security options that were removed",
	    "DELETE FROM security_option_removed WHERE removed_at < ?"
	    " LIMIT 5000", 8 },
	{ "devices that are not remembered any more",
	    "DELETE FROM known_device WHERE expires_at < ? LIMIT 5000", 1 },
	{ "sign-ins of staff that nobody finished", "DELETE FROM staff_sign_in"
	    " WHERE created_at < ? LIMIT 5000", 1 },
	{ "links to staff, used or expired", "DELETE FROM staff_link"
	    " WHERE IFNULL(used_at, expires_at) < ? LIMIT 5000", 30 },
	{ "sessions of staff", "DELETE FROM staff_session WHERE seen_at < ?"
	    " LIMIT 5000", 30 },
	{ "counts of what was sent", "DELETE FROM upload_use"
	    " WHERE day < DATE(?) LIMIT 5000", 30 },
	{ "marks who has a conversation open", "DELETE FROM presence"
	    " WHERE seen_at < ? LIMIT 5000", 1 },
	{ "mails that were sent or given up", "DELETE FROM outbox"
	    " WHERE state <> 'waiting' AND done_at < ? LIMIT 5000", 90 },
};

/* One batch of one kind. */
struct batch {
	const struct rubbish *rubbish;
	int64_t deleted;
};

static bool
delete_batch(void *arg)
{
	struct batch *b = arg;
	void *ctx = mem_context(NULL);

	b->deleted = db_exec(ctx, b->rubbish->sql,
	    db_instant(ctx, when_now() - b->rubbish->days * DAY));
	talloc_free(ctx);
	return true;
}

/* Delete until nothing is left. Return how many rows, or -1. */
static int64_t
delete_all(const struct rubbish *r)
{
	struct batch b = { .rubbish = r };
	int64_t total = 0;

	do {
		if (db_transaction(DB_WRITE, delete_batch, &b) !=
		    DB_COMMITTED)
			return -1;
		total += b.deleted;
	} while (b.deleted > 0);
	return total;
}

int
clean_command(int argc, char **argv)
{
	size_t i;
	int64_t n;

	if (argc > 1)
		return ctl_usage(argv);
	for (i = 0; i < sizeof(rubbish) / sizeof(rubbish[0]); i++) {
		if ((n = delete_all(&rubbish[i])) < 0) {
			fputs("the database can't be reached\n", stderr);
			return CTL_BAD;
		}
		printf("%8" PRId64 "  %s older than %" PRId64 " days\n", n,
		    rubbish[i].what, rubbish[i].days);
	}
	return CTL_GOOD;
}
