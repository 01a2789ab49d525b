/*
 * queue.h: the rows of outbox as kith-courier sees them.
 *
 * A message is taken with a lease: nobody else takes it until that has run
 * out, so a sender that dies delays its message and loses none. If it died
 * between the server's "taken" and the note of it, the message is sent once
 * more: a mail with the same Message-ID; a text with nothing to tell it by, so
 * that the phone gets it twice.
 */
#ifndef KITH_QUEUE_H
#define KITH_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

/*
 * The statements, for db_prepare(); and those that outbox_open() uses for what
 * goes with a mail.
 */
extern const char *const queue_sql[];
extern const char *const queue_file_sql[];

/* Seconds for which a mail is ours: more than sending one may take. */
enum { QUEUE_LEASE = 180 };

struct job {
	int64_t id;
	int64_t is_text;		/* else a mail */
	const char *dedupe_key, *recipient, *template;
	const uint8_t *sealed;		/* see outbox_open() */
	size_t sealed_len;
	int64_t attempts;		/* with this one */
	int64_t created_at;
	int64_t lease_until;
};

/*
 * Take the mail that has been due longest; those of template "message" that tell
 * of nothing unread any more are dropped. DB_COMMITTED: it is in *job, owned
 * by ctx; DB_ROLLED_BACK: none is due; DB_AWAY.
 */
enum db_outcome queue_take(const void *ctx, struct job *);

/* Note that it was sent, and wipe the message and what goes with it. */
enum db_outcome queue_sent(const struct job *);

/*
 * Note why it was not sent: a short sentence without addresses. It is tried
 * again a minute later, two, four ... up to an hour, until mail_give_up_hours
 * have passed since it was written; then it is failed, as is one for_good, and
 * what goes with it wiped.
 */
enum db_outcome queue_not_sent(const struct job *, const char *why,
    bool for_good);

/* Give the mail back as it was taken: the sender is told to stop. */
enum db_outcome queue_give_back(const struct job *);

#endif
