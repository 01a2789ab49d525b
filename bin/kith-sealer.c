/*
 * kith-sealer: chains the audit rows and signs the head of the chain
 *
 * Reads audit, audit_seal, audit_head; writes audit_seal, audit_head.
 *
 *   kith-sealer --config FILE
 *
 * Each head is also a line of the log: copied off the machine, it proves what
 * the audit trail was at that time (kithctl audit-verify --head).
 */
#include <inttypes.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "auth/seal.h"
#include "base/config.h"
#include "base/key.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/supervise.h"
#include "base/text.h"
#include "base/when.h"
#include "db/db.h"

enum { PASS_SECONDS = 2, HEAD_SECONDS = 60 };

static volatile sig_atomic_t stop;

static void
on_term(int signal_number)
{
	(void)signal_number;
	stop = 1;
}

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
make_head(const uint8_t *secret)
{
	struct seal_head head;

	if (seal_make_head(secret, &head))
		log_head(&head);
}

static void
seal_until_told(const uint8_t *secret)
{
	struct sealer s = { 0 };
	struct timespec pause = { .tv_sec = PASS_SECONDS };
	int64_t next_head = 0;

	while (!stop) {
		if (seal_pass(&s) && when_now() >= next_head) {
			make_head(secret);
			next_head = when_now() + HEAD_SECONDS;
		}
		if (next_head > when_now() + HEAD_SECONDS)
			next_head = 0; /* the clock was set back */
		if (!stop)
			nanosleep(&pause, NULL);
	}
	if (seal_pass(&s))
		make_head(secret);
}

static int
work(void *arg)
{
	uint8_t secret[crypto_sign_SECRETKEYBYTES];
	struct rlimit no_core = { 0, 0 };
	struct sigaction term = { .sa_handler = on_term };

	(void)arg;
	setrlimit(RLIMIT_CORE, &no_core);
	sigaction(SIGTERM, &term, NULL);
	key_read(KEY_SEALER, secret, sizeof(secret));
	db_prepare(seal_sql);
	seal_until_told(secret);
	sodium_memzero(secret, sizeof(secret));
	db_close();
	return 0;
}

static void
use_settings(const char *file)
{
	const struct config *c = config_read(file);
	struct db_config db = { .socket = c->database_socket,
	    .database = c->database_name, .user = "kith_sealer",
	    .password = key_database_password("sealer") };

	db_configure(&db);
}

int
main(int argc, char **argv)
{
	struct supervisor s = { .name = "sealer", .children = 1,
	    .work = work };

	log_program("sealer");
	if (argc != 3 || strcmp(argv[1], "--config") != 0) {
		fprintf(stderr, "usage: kith-sealer --config FILE\n");
		return 2;
	}
	if (sodium_init() < 0)
		die("libsodium can't be used");
	use_settings(argv[2]);
	s.stop_seconds = config()->stop_seconds;
	return supervise(&s);
}
