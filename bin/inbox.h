/* inbox.h: the set-up of the practice's inbox, inside kithctl. */
#ifndef KITH_INBOX_H
#define KITH_INBOX_H

#include <cjson/cJSON.h>

/*
 * Read a set-up as "kithctl inbox" prints it, and check all that can be known
 * without the database: what is there, its type, its bounds. The tree goes
 * with ctx. NULL if it will not do: then *why is a sentence, owned by ctx.
 */
const cJSON *inbox_read(const void *ctx, const char *text, size_t len,
    const char **why);

/*
 * Make the inbox so, in the open transaction, with a row in the audit. Return
 * NULL, or why it can't be done (a sentence owned by ctx): the caller then
 * rolls back.
 */
const char *inbox_store(const void *ctx, const cJSON *);

/* The set-up as it is now, in the open transaction: to be deleted by cJSON. */
cJSON *inbox_select(const void *ctx);

#endif
