/*
 * kith-scanner: asks the virus scanner about files that were sent
 *
 * Reads attachment, attachment_chunk; writes attachment.
 *
 *   kith-scanner --config FILE
 *
 * A file waits until clamd has said in so many words what it is: whatever
 * fails, it waits on. scanned_at of one that waits is when clamd was asked in
 * vain, so that it does not keep up those behind it. Without clamd_socket
 * nothing is asked, and nothing that waits is let go.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/when.h"
#include "db/db.h"
#include "file/clamd.h"
#include "run/daemon.h"

enum {
	PASS_SECONDS = 2,
	IDLE_SECONDS = 3600,
	PAUSE_MAX_SECONDS = 60,
	AGAIN_SECONDS = 300,	/* until clamd is asked again about the same file */
};

/* First come, first looked at. */
static const char NEXT[] =
    "SELECT patient_id, id, bytes FROM attachment"
    " WHERE scan = 'waiting' AND (scanned_at IS NULL OR scanned_at <= ?)"
    " ORDER BY id LIMIT 1";

static const char CHUNKS[] =
    "SELECT data FROM attachment_chunk"
    " WHERE patient_id = ? AND attachment_id = ? ORDER BY position";

static const char NOTE[] =
    "UPDATE attachment SET scan = ?, scanned_at = ?"
    " WHERE patient_id = ? AND id = ? AND scan = 'waiting'";

static const char *const scanner_sql[] = { NEXT, CHUNKS, NOTE, NULL };

/* The file that is looked at. */
struct look {
	void *ctx;
	int64_t patient_id, id, bytes, sent;
	int fd;
	const uint8_t *data;	/* of a chunk */
	size_t len;
	enum clamd result;
	char virus[CLAMD_NAME_MAX];
};

/* Seconds to rest after the last failure, more each time; 0: all is well. */
static int pause_seconds;

static bool
find_next(void *arg)
{
	struct look *l = arg;

	return db_one(l->ctx, NEXT, DB_OUT(out_int(&l->patient_id),
	    out_int(&l->id), out_int(&l->bytes)),
	    db_instant(l->ctx, when_now() - AGAIN_SECONDS));
}

static bool
send_chunk(void *arg)
{
	struct look *l = arg;

	if (daemon_stop || !clamd_send(l->fd, l->data, l->len))
		return false;
	l->sent += (int64_t)l->len;
	return true;
}

/* A lost connection to the database begins it anew. */
static bool
ask(void *arg)
{
	struct look *l = arg;

	l->result = CLAMD_AWAY;
	l->sent = 0;
	if ((l->fd = clamd_begin(config()->clamd_socket)) < 0)
		return true;
	db_each(l->ctx, CHUNKS, DB_OUT(out_bytes(&l->data, &l->len)),
	    send_chunk, l, db_int(l->patient_id), db_int(l->id));
	if (l->sent == l->bytes) {
		l->result = clamd_end(l->fd, l->virus);
		return true;
	}
	l->result = CLAMD_UNSURE;
	clamd_give_up(l->fd);
	return true;
}

static bool
note(void *arg)
{
	struct look *l = arg;
	const char *scan = l->result == CLAMD_CLEAN ? "clean"
	    : l->result == CLAMD_INFECTED ? "infected" : "waiting";

	db_exec(l->ctx, NOTE, db_text(scan), db_instant(l->ctx, when_now()),
	    db_int(l->patient_id), db_int(l->id));
	return true;
}

static int
rest(const char *why)
{
	if (pause_seconds == 0)
		log_line(LOG_WARNING, "%s: files wait", why);
	pause_seconds = pause_seconds == 0 ? PASS_SECONDS : pause_seconds * 2;
	if (pause_seconds > PAUSE_MAX_SECONDS)
		pause_seconds = PAUSE_MAX_SECONDS;
	return pause_seconds;
}

/* What was heard about a file. Nothing in the log says whose it is. */
static void
tell(const struct look *l)
{
	if (l->result == CLAMD_INFECTED)
		log_line(LOG_WARNING, "attachment %" PRId64 " is infected: %s",
		    l->id, l->virus);
	if (l->result == CLAMD_UNSURE)
		log_line(LOG_WARNING, "attachment %" PRId64 ": clamd could not"
		    " look at it; it waits", l->id);
	if (l->result != CLAMD_AWAY && pause_seconds > 0) {
		log_line(LOG_INFO, "clamd answers again");
		pause_seconds = 0;
	}
}

static int
look_at_next(struct look *l)
{
	enum db_outcome outcome = db_transaction(DB_READ, find_next, l);

	if (outcome == DB_AWAY)
		return rest("the database is away");
	if (outcome == DB_ROLLED_BACK)
		return PASS_SECONDS;
	if (db_transaction(DB_READ, ask, l) == DB_AWAY)
		return rest("the database is away");
	if (daemon_stop)
		return 0;
	if (l->result == CLAMD_AWAY)
		return rest("clamd does not answer");
	tell(l);
	return db_transaction(DB_WRITE, note, l) == DB_AWAY
	    ? rest("the database is away") : 0;
}

static int
pass(void)
{
	struct look l = { .ctx = mem_context(NULL) };
	int seconds = *config()->clamd_socket == '\0' ? IDLE_SECONDS
	    : look_at_next(&l);

	talloc_free(l.ctx);
	return seconds;
}

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { scanner_sql, NULL };
	static const struct daemon scanner = { .name = "scanner",
	    .child = "scanner", .children = 1, .sql = all_sql, .pass = pass };

	return daemon_run(argc, argv, &scanner);
}
