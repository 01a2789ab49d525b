/*
 * gateway.h: one text message to the gateway of the settings, in the form that
 * Twilio's API has: POST /2010-04-01/Accounts/SID/Messages.json.
 */
#ifndef KITH_GATEWAY_H
#define KITH_GATEWAY_H

#include <stdbool.h>
#include <stddef.h>

#include "post/delivery.h"

/*
 * Whether the settings of texts will do: text_gateway (https, or http on this
 * machine), text_sid, text_token_file, text_from; none at all is fine, too.
 * Return NULL, or a sentence owned by ctx.
 */
const char *gateway_refuse_settings(const void *ctx);

/*
 * Whether the gateway can be reached and knows our account. Return NULL, or why
 * not, owned by ctx.
 */
const char *gateway_try(const void *ctx);

/*
 * Send text to a number, text_is_phone(). Connecting takes at most 10 s, all
 * 60 s; *stop may become true meanwhile. The status of the answer alone
 * decides: 2xx is DELIVERY_SENT, even if the rest of the answer never comes;
 * other 4xx than those about our account, our rate or a slow request are
 * DELIVERY_REFUSED; all else, no answer too, is DELIVERY_LATER. *why is a short
 * sentence for last_error, owned by ctx, without the number and the text.
 */
enum delivery gateway_send(const void *ctx, const char *to, const char *text,
    const volatile bool *stop, const char **why);

/*
 * The code of what went wrong in an answer, {"code": 21610, ...}; 0 if it is
 * not such an answer. It may be anything, of any length.
 */
int gateway_code(const char *answer, size_t len);

#endif
