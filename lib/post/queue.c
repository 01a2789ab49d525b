/* queue.c: the rows of outbox as kith-courier sees them. */
#include "post/queue.h"

#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/when.h"

enum { FIRST_PAUSE = 60, LONGEST_PAUSE = 3600 };

/* A code that comes too late helps nobody. */
static const char EXPIRE[] =
    "UPDATE outbox SET state = 'failed', sealed = NULL, done_at = ?,"
    " last_error = 'too late' WHERE state = 'waiting' AND expires_at <= ?"
    " AND lease_until IS NULL LIMIT 100";

/* Rows that another sender is taking at this moment are passed over. */
static const char TAKE[] =
    "SELECT id, kind = 'text', dedupe_key, recipient, template, sealed,"
    " attempts + 1, created_at, account_id FROM outbox"
    " WHERE state = 'waiting' AND next_at <= ?"
    " AND (lease_until IS NULL OR lease_until <= ?)"
    " ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED";

static const char UNREAD[] =
    "SELECT patient_id FROM message_unread WHERE account_id = ? LIMIT 1";

static const char DROP[] =
    "UPDATE outbox SET state = 'dropped', sealed = NULL, lease_until = NULL,"
    " done_at = ?, last_error = 'read already' WHERE id = ?";

static const char LEASE[] =
    "UPDATE outbox SET lease_until = ?, attempts = attempts + 1 WHERE id = ?";

/* Whoever has the lease now: it is sent. */
static const char SENT[] =
    "UPDATE outbox SET state = 'sent', sealed = NULL, lease_until = NULL,"
    " done_at = ?, last_error = NULL WHERE id = ? AND state = 'waiting'";

static const char LATER[] =
    "UPDATE outbox SET next_at = ?, lease_until = NULL, last_error = ?"
    " WHERE id = ? AND state = 'waiting' AND lease_until = ?";

static const char FAILED[] =
    "UPDATE outbox SET state = 'failed', lease_until = NULL, done_at = ?,"
    " last_error = ? WHERE id = ? AND state = 'waiting' AND lease_until = ?";

static const char WIPE_FILE[] =
    "DELETE FROM outbox_attachment WHERE outbox_id = ?";

static const char GIVE_BACK[] =
    "UPDATE outbox SET lease_until = NULL, attempts = attempts - 1"
    " WHERE id = ? AND state = 'waiting' AND lease_until = ?";

const char *const queue_sql[] = { EXPIRE, TAKE, UNREAD, DROP, LEASE, SENT,
    LATER, FAILED, WIPE_FILE, GIVE_BACK, NULL };

struct step {
	const void *ctx;
	struct job *job;
	const struct job *done;
	const char *sql, *why;
	int64_t now, next_at;
};

static bool
find_due(const struct step *s, struct job *j, int64_t *account_id)
{
	struct db_arg now = db_instant(s->ctx, s->now);

	j->id = 0;
	return db_one(s->ctx, TAKE, DB_OUT(out_int(&j->id),
	    out_int(&j->is_text), out_text(&j->dedupe_key), out_text(&j->recipient),
	    out_text(&j->template), out_bytes(&j->sealed, &j->sealed_len),
	    out_int(&j->attempts), out_instant(&j->created_at),
	    out_int(account_id)), now, now);
}

/* "You have a new message", when all has been read: nobody needs it. */
static bool
is_needed(const struct step *s, const struct job *j, int64_t account_id)
{
	int64_t patient_id;

	return strcmp(j->template, "message") != 0 ||
	    db_one(s->ctx, UNREAD, DB_OUT(out_int(&patient_id)),
	    db_int(account_id));
}

static bool
take(void *arg)
{
	struct step *s = arg;
	struct job *j = s->job;
	struct db_arg now = db_instant(s->ctx, s->now);
	int64_t account_id;

	db_exec(s->ctx, EXPIRE, now, now);
	while (find_due(s, j, &account_id)) {
		if (is_needed(s, j, account_id)) {
			j->lease_until = s->now + QUEUE_LEASE;
			db_exec(s->ctx, LEASE, db_instant(s->ctx,
			    j->lease_until), db_int(j->id));
			break;
		}
		db_exec(s->ctx, DROP, now, db_int(j->id));
	}
	return true;
}

enum db_outcome
queue_take(const void *ctx, struct job *job)
{
	struct step s = { .ctx = ctx, .job = job, .now = when_now() };
	enum db_outcome outcome = db_transaction(DB_WRITE, take, &s);

	/* Even where none is due, some may have become too late. */
	return outcome == DB_COMMITTED && job->id == 0 ? DB_ROLLED_BACK
	    : outcome;
}

static bool
note(void *arg)
{
	const struct step *s = arg;
	const struct job *j = s->done;
	void *ctx = db_scratch();
	struct db_arg now = db_instant(ctx, s->now), id = db_int(j->id);
	struct db_arg lease = db_instant(ctx, j->lease_until);
	bool is_over = false;

	if (s->sql == SENT)
		is_over = db_exec(ctx, SENT, now, id) == 1;
	else if (s->sql == LATER)
		db_exec(ctx, LATER, db_instant(ctx, s->next_at),
		    db_text(s->why), id, lease);
	else if (s->sql == FAILED)
		is_over = db_exec(ctx, FAILED, now, db_text(s->why), id,
		    lease) == 1;
	else
		db_exec(ctx, GIVE_BACK, id, lease);
	if (is_over)
		db_exec(ctx, WIPE_FILE, id);
	return true;
}

enum db_outcome
queue_sent(const struct job *job)
{
	struct step s = { .done = job, .sql = SENT, .now = when_now() };

	return db_transaction(DB_WRITE, note, &s);
}

enum db_outcome
queue_give_back(const struct job *job)
{
	struct step s = { .done = job, .sql = GIVE_BACK };

	return db_transaction(DB_WRITE, note, &s);
}

/* The pause after so many attempts. */
static int64_t
pause_after(int64_t attempts)
{
	int64_t pause = FIRST_PAUSE;

	for (; attempts > 1 && pause < LONGEST_PAUSE; attempts--)
		pause *= 2;
	return pause < LONGEST_PAUSE ? pause : LONGEST_PAUSE;
}

enum db_outcome
queue_not_sent(const struct job *job, const char *why, bool for_good)
{
	struct step s = { .done = job, .sql = LATER, .why = why,
	    .now = when_now() };

	s.next_at = s.now + pause_after(job->attempts);
	if (for_good || s.next_at - job->created_at >
	    config()->mail_give_up_hours * 3600)
		s.sql = FAILED;
	return db_transaction(DB_WRITE, note, &s);
}
