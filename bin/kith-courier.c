/*
 * kith-courier: sends the mails and texts that wait in the outbox
 *
 * Reads outbox, outbox_attachment, message_unread; writes outbox,
 * outbox_attachment.
 *
 *   kith-courier --config FILE
 *
 * A few senders, each with one message at a time, so that a slow server holds
 * up only one. SIGTERM: a message that the server has begun to take is
 * finished, all others wait for the next start.
 */
#include <inttypes.h>
#include <sodium.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "db/db.h"
#include "post/bounce.h"
#include "post/gateway.h"
#include "post/outbox.h"
#include "post/queue.h"
#include "post/smtp.h"
#include "run/daemon.h"

enum { POLL_SECONDS = 1, AWAY_SECONDS = 3 };

static void
rest(time_t seconds)
{
	struct timespec t = { .tv_sec = seconds };

	if (!daemon_stop)
		nanosleep(&t, NULL);
}

/* The same for each try of a mail: <outbox-ID.HASH@HOST>. */
static const char *
message_id(const void *ctx, const struct job *job)
{
	uint8_t hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, (const uint8_t *)job->dedupe_key,
	    strlen(job->dedupe_key));
	return mem_fmt(ctx, "<outbox-%" PRId64 ".%s@%s>", job->id,
	    text_hex(ctx, hash, 8), config_host(ctx));
}

static enum delivery
send_letter(const void *ctx, const struct job *job, const char **why)
{
	struct envelope e = { .to = job->recipient,
	    .from = bounce_address(ctx, job->id),
	    .message_id = message_id(ctx, job), .at = job->created_at };
	struct mail mail;

	if (outbox_open(ctx, job->id, job->sealed, job->sealed_len,
	    &mail) != 0) {
		/*
		 * Perhaps with another key, or as the database is away: it
		 * waits for the right one.
		 */
		*why = "the message can't be opened";
		return DELIVERY_LATER;
	}
	if (job->is_text)
		return gateway_send(ctx, job->recipient, mail.text,
		    &daemon_stop, why);
	return smtp_send(ctx, &e, &mail, &daemon_stop, why);
}

static enum db_outcome
note(const struct job *job, enum delivery outcome, const char *why)
{
	switch (outcome) {
	case DELIVERY_SENT:
		return queue_sent(job);
	case DELIVERY_STOPPED:
		return queue_give_back(job);
	default:
		return queue_not_sent(job, why, outcome == DELIVERY_REFUSED);
	}
}

static void
log_outcome(const struct job *job, enum delivery outcome, const char *why)
{
	static const char *const words[] = {
		[DELIVERY_SENT] = "sent",
		[DELIVERY_LATER] = "not sent",
		[DELIVERY_REFUSED] = "refused",
		[DELIVERY_STOPPED] = "put back",
	};

	log_line(outcome == DELIVERY_SENT ? LOG_INFO : LOG_WARNING,
	    "%s %" PRId64 " (%s) %s, try %" PRId64 "%s%s",
	    job->is_text ? "text" : "mail", job->id, job->template,
	    words[outcome], job->attempts,
	    why == NULL ? "" : ": ", why == NULL ? "" : why);
}

/*
 * Send one message. What became of it is noted even if the database is away for
 * a while: as long as the lease lasts, nobody else sends it.
 */
static void
deliver(const void *ctx, const struct job *job)
{
	const char *why = NULL;
	enum delivery outcome = send_letter(ctx, job, &why);

	log_outcome(job, outcome, why);
	while (note(job, outcome, why) == DB_AWAY &&
	    when_now() < job->lease_until)
		rest(POLL_SECONDS);
}

/* Take and send the next message. Return for how many seconds to rest then. */
static int
deliver_next(void)
{
	void *ctx = mem_context(NULL);
	struct job job;
	enum db_outcome outcome = queue_take(ctx, &job);

	if (outcome == DB_COMMITTED)
		deliver(ctx, &job);
	talloc_free(ctx);
	if (outcome == DB_COMMITTED)
		return 0;
	return outcome == DB_AWAY ? AWAY_SECONDS : POLL_SECONDS;
}

static void
begin(void)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		die("libcurl can't be used");
}

static const char *
refuse_settings(const void *ctx)
{
	const char *why = smtp_refuse_settings(ctx);

	return why != NULL ? why : gateway_refuse_settings(ctx);
}

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { queue_sql, queue_file_sql,
		NULL };
	static const struct daemon courier = { .name = "courier",
	    .child = "sender", .sql = all_sql, .begin = begin,
	    .pass = deliver_next, .refuse = refuse_settings };

	return daemon_run(argc, argv, &courier);
}
