/* smtp.h: one mail to the mail server of the settings. */
#ifndef KITH_SMTP_H
#define KITH_SMTP_H

#include <stdbool.h>
#include <stdint.h>

#include "post/delivery.h"
#include "post/outbox.h"

struct envelope {
	const char *to;			/* one address; text_is_email() */
	const char *from;		/* where it comes back to; NULL:
					   mail_from */
	const char *message_id;		/* "<...@...>" */
	int64_t at;			/* the Date header */
};

/*
 * Whether the settings of mail will do: smtp_url, smtp_tls, mail_from,
 * mail_bounces, and the password file if there is a user. Return NULL, or a
 * sentence owned by ctx.
 */
const char *smtp_refuse_settings(const void *ctx);

/*
 * Whether the mail server can be reached as the settings say: greeting, TLS,
 * sign-in. Return NULL, or why not, owned by ctx.
 */
const char *smtp_try(const void *ctx);

/*
 * Send it: text and HTML as multipart/alternative, with a file inside
 * multipart/mixed; headers of RFC 5322, Auto-Submitted: auto-generated.
 * Connecting takes at most 10 s, each answer 20 s, all 60 s; with a file all
 * 150 s. *why is a short sentence for last_error, owned by ctx,
 * without addresses; *stop may become true meanwhile. DELIVERY_REFUSED: the
 * server said 5xx to this mail.
 */
enum delivery smtp_send(const void *ctx, const struct envelope *,
    const struct mail *, const volatile bool *stop, const char **why);

/*
 * A header's text as RFC 2047 wants it: as it is if it is plain ASCII,
 * otherwise as encoded words on folded lines. Owned by ctx. NULL if it holds
 * control characters (CR, LF) or is not UTF-8 (IO-14).
 */
const char *smtp_header_text(const void *ctx, const char *text);

#endif
