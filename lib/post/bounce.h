/*
 * bounce.h: mail that another server could not deliver, and said so later.
 *
 * The sender that a mail server sees of mail 42 is an address of its own,
 * bounces+42.HASH@practice.example: what comes back to it tells which mail it
 * was, and nobody else can make one up.
 */
#ifndef KITH_BOUNCE_H
#define KITH_BOUNCE_H

#include <stddef.h>
#include <stdint.h>

/*
 * The sender of a mail as servers see it, owned by ctx; NULL if the setting
 * mail_bounces is empty.
 */
const char *bounce_address(const void *ctx, int64_t mail_id);

/* The mail of such an address; 0 if it is not one that we made. */
int64_t bounce_mail(const void *ctx, const char *address);

/* What a delivery status notification (RFC 3464) says. */
struct bounce {
	enum {
		BOUNCE_NONE,	/* it is not such a notification */
		BOUNCE_NEWS,	/* delayed, delivered: nothing to do */
		BOUNCE_FAILED,	/* given up */
	} what;
	char status[12];	/* "5.1.1" (RFC 3463) */
};

/* Read a mail, as it came: anything, of any length. */
void bounce_read(const char *mail, size_t len, struct bounce *);

/*
 * Why a message of the outbox was not delivered, from its last_error, as a
 * sentence for people without a full stop: "The mailbox does not exist".
 */
const char *bounce_says(const char *last_error);

#endif
