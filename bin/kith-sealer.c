/*
 * kith-sealer: chains the audit rows, all and each patient's, and signs them
 *
 * Reads audit, audit_seal, audit_head, history_seal; writes audit_seal,
 * audit_head, history_seal.
 *
 *   kith-sealer --config FILE
 *
 * Each head is also a line of the log: copied off the machine, it proves what
 * the audit trail was at that time (kithctl audit-verify --head).
 */
#include <inttypes.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "auth/history.h"
#include "auth/seal.h"
#include "base/key.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "run/daemon.h"

enum { PASS_SECONDS = 2, HEAD_SECONDS = 60 };

static uint8_t secret[crypto_sign_SECRETKEYBYTES];
static struct sealer sealer;
static int64_t next_head;
static struct history history;

/* A line of its own form: log_line() would quote the JSON. */
static void
log_head(const struct seal_head *h)
{
	char at[WHEN_MAX];
	void *ctx = mem_context(NULL);
	const char *line = mem_fmt(ctx, "{\"at\":\"%s\",\"program\":\"sealer\","
	    "\"pid\":%d,\"level\":\"info\",\"event\":\"audit head\","
	    "\"sequence\":%" PRId64 ",\"digest\":\"%s\","
	    "\"signature\":\"%s\"}\n",
	    when_instant_iso(h->at, at), (int)getpid(), h->sequence,
	    text_hex(ctx, h->digest, SEAL_DIGEST),
	    text_hex(ctx, h->signature, SEAL_SIGNATURE));

	if (write(STDERR_FILENO, line, strlen(line)) < 0)
		log_line(LOG_ERROR, "the head can't be written");
	talloc_free(ctx);
}

static void
make_head(void)
{
	struct seal_head head;

	if (seal_make_head(secret, &head))
		log_head(&head);
}

static bool
seal_all(void)
{
	return seal_pass(&sealer) && history_pass(&history, secret);
}

static int
pass(void)
{
	if (seal_all() && when_now() >= next_head) {
		make_head();
		next_head = when_now() + HEAD_SECONDS;
	}
	if (next_head > when_now() + HEAD_SECONDS)
		next_head = 0; /* the clock was set back */
	return PASS_SECONDS;
}

static void
begin(void)
{
	key_read(KEY_SEALER, secret, sizeof(secret));
}

static void
end(void)
{
	if (seal_all())
		make_head();
	sodium_memzero(secret, sizeof(secret));
}

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { seal_sql,
		history_sql, NULL };
	static const struct daemon daemon = { .name = "sealer",
	    .child = "sealer", .children = 1, .sql = all_sql, .begin = begin,
	    .pass = pass, .end = end };

	return daemon_run(argc, argv, &daemon);
}
