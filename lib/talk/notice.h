/*
 * notice.h: "You have a new message", something new in a record, or an answer to a
 * request of the person's, by mail.
 *
 * Such a mail names nobody but the practice and says nothing of what is new. A
 * person chooses: at once (several within notice_minutes in one mail), once a
 * day (at digest_hour), or never. Messages that were read before a mail goes
 * out are not told any more: kith-courier drops the mail (queue.c).
 */
#ifndef KITH_NOTICE_H
#define KITH_NOTICE_H

#include <stdbool.h>
#include <stdint.h>

#include <libxml/tree.h>

/* What there is news of. */
enum notice { NOTICE_MESSAGE, NOTICE_RECORD, NOTICE_ANSWER };

/* The statements, for db_prepare(): of telling, and of notice_failures(). */
extern const char *const notice_sql[];
extern const char *const notice_failures_sql[];

/* An account that may read what is new. */
struct reader {
	int64_t account_id;
	const char *email;
	const char *choice;		/* each daily never */
	const struct reader *next;
};

/*
 * The accounts that may read what is of an area ("messages", "billing",
 * "health") of the patient now, with the age rule applied: those of the patient
 * alone if it is confidential. Owned by ctx.
 */
const struct reader *notice_readers(const void *ctx, int64_t patient_id,
    const char *area, bool confidential, int64_t now);

/*
 * Put a mail to the reader into the outbox, if they want one, unless one waits
 * that goes out as soon. Right after another mail it waits for what may come
 * in the minutes of the settings. The choice about messages counts for all.
 */
void notice_send(const void *ctx, enum notice, const struct reader *,
    int64_t patient_id, int64_t now);

/*
 * Add to parent, newest first, one <failure @to @why @failed_at> for each mail
 * about the patient that could not be delivered in the last 60 days: @why is a
 * sentence without a full stop.
 */
void notice_failures(const void *ctx, int64_t patient_id, xmlNode *parent);

#endif
