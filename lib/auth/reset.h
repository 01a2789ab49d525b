/*
 * reset.h: links by which the owner of an account chooses a new password.
 *
 * A link holds 256 random bits, of which the database knows the SHA-256. It
 * works once, for an hour, and only the newest one of an account does (AU-13).
 * At most three mails an hour go out, whoever asks (EN-06). What the link
 * proves is the mailbox: beside it stands the security option, or for an
 * account that has none a code that the practice tells its owner, once they
 * know on the phone or at the desk who it is (AU-16).
 */
#ifndef KITH_RESET_H
#define KITH_RESET_H

#include <stdbool.h>
#include <stdint.h>

#include "auth/session.h"
#include "web/req.h"

/* The statements of this module, for db_prepare(). */
extern const char *const reset_sql[];

enum { RESET_MINUTES = 60 };

/* A link that works. */
struct reset {
	int64_t account_id;
	bool has_code;		/* the practice told its owner a code */
	uint8_t hash[TOKEN_HASH];	/* how the database knows it */
};

/*
 * Mail a new link to the account, in the open transaction; older ones are
 * worth nothing from now on. After three in an hour the newest one stays, and
 * nothing is sent. Account 0 is nobody's: the work is the same, and nothing
 * comes of it (EN-05). With code, the practice's side starts it: six digits are
 * left there, owned by the request, for the person alone; NULL if nothing was
 * sent. Otherwise code is NULL.
 */
void reset_send(struct req *, int64_t account_id, const char *email,
    const char **code);

/*
 * A link without a mail, for someone who came by a mail of ours a moment ago:
 * its token, owned by the request. Older links are worth nothing from now on.
 */
const char *reset_new(struct req *, int64_t account_id);

/*
 * Find the link of a token, locked until the end of the transaction if it
 * writes. False for NULL, and for one that was used, is too old, or never was.
 */
bool reset_find(struct req *, const char *token, struct reset *);

/*
 * Whether it is the code that the practice told; what stands between the
 * digits is dropped. Five wrong ones end the link, and each is counted though
 * the request is refused.
 */
bool reset_takes_code(struct req *, const struct reset *, const char *typed);

/* Every link of the account is worth nothing from now on. */
void reset_end_all(struct req *, int64_t account_id);

#endif
