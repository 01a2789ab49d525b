/*
 * conversations.h: a patient's conversations, as one account may read them.
 *
 * For the list of the program messages and the newest on the start page. Each
 * statement about conversations binds the two values below: what is not
 * readable is not there, and is not counted.
 */
#ifndef KITH_CONVERSATIONS_H
#define KITH_CONVERSATIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"
#include "web/req.h"

/*
 * A conversation c that the account may read; takes readable_areas() and
 * readable_confidential(), in this order.
 */
#define IS_READABLE \
	" FIND_IN_SET(c.area, ?) AND (NOT c.confidential OR ?)"

/* The areas of conversations that r->patient's grant opens: "billing". */
struct db_arg readable_areas(struct req *);
struct db_arg readable_confidential(struct req *);

/* The statements of this module, for db_prepare(). */
extern const char *const conversations_sql[];

/*
 * Show up to max conversations with an answer that the account has not read,
 * the newest first, older than the message before (0: any): <conversation @id
 * @subject @area @state @last @last_at @author @kind @own @relation @begins
 * @provider @pool @staff @given_at @unread @private>. Return how many.
 */
int conversations_unread(struct req *, int64_t before, int64_t max);

/*
 * The same of those that are read, in a state (NULL: any), or those in which
 * the account wrote.
 */
int conversations_read(struct req *, const char *state, int64_t before,
    int64_t max);
int conversations_sent(struct req *, int64_t before, int64_t max);

/* The same of all, read or not, that hold the words. */
int conversations_with(struct req *, const char *words, int64_t before,
    int64_t max);

#endif
