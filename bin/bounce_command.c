/* bounce_command.c: kithctl bounce: a mail that came back. */
#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/mem.h"
#include "base/when.h"
#include "commands.h"
#include "db/db.h"
#include "post/bounce.h"

/* The report comes before the mail it is about: the rest is not looked at. */
enum { READ_MAX = 256 * 1024 };

static const char CAME_BACK[] =
    "UPDATE outbox SET bounced_at = ?, last_error = ?"
    " WHERE id = ? AND state = 'sent' AND bounced_at IS NULL";

struct note {
	void *ctx;
	int64_t mail_id;
	const char *why;
};

/* What waits on standard input, to its end: the mail server writes it all. */
static size_t
read_mail(char *mail)
{
	char rest[4096];
	size_t len = fread(mail, 1, READ_MAX, stdin);

	while (fread(rest, 1, sizeof(rest), stdin) > 0)
		;
	return len;
}

static bool
note(void *arg)
{
	struct note *n = arg;

	db_exec(n->ctx, CAME_BACK, db_instant(n->ctx, when_now()),
	    db_text(n->why), db_int(n->mail_id));
	return true;
}

/* With the database away the mail server is told to come again. */
static int
note_failure(void *ctx, int64_t mail_id, const struct bounce *b)
{
	struct note n = { .ctx = ctx, .mail_id = mail_id,
	    .why = mem_fmt(ctx, "it came back %s", b->status) };

	if (db_transaction(DB_WRITE, note, &n) == DB_COMMITTED) {
		printf("mail %" PRId64 " came back: %s\n", mail_id,
		    bounce_says(n.why));
		return CTL_GOOD;
	}
	fprintf(stderr, "the database is away: try again later\n");
	return EX_TEMPFAIL;
}

int
bounce_command(int argc, char **argv)
{
	void *ctx = mem_context(NULL);
	char *mail = mem_array(ctx, char, READ_MAX);
	size_t len;
	int64_t mail_id;
	struct bounce b;
	int status = CTL_GOOD;

	if (argc != 2)
		return ctl_usage(argv);
	len = read_mail(mail);
	mail_id = bounce_mail(ctx, argv[1]);
	bounce_read(mail, len, &b);
	if (mail_id == 0) {
		fprintf(stderr, "not an address that a mail of ours had\n");
		status = CTL_BAD;
	} else if (b.what == BOUNCE_FAILED) {
		status = note_failure(ctx, mail_id, &b);
	} else {
		printf("mail %" PRId64 ": %s\n", mail_id,
		    b.what == BOUNCE_NEWS ? "not given up, nothing to do"
		    : "no delivery status notification, nothing to do");
	}
	talloc_free(ctx);
	return status;
}
