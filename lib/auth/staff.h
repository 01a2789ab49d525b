/*
 * staff.h: who of the practice is signed in.
 *
 * As session.h, on the practice's side: a cookie and a table of its own, a
 * shorter idle time, and never a session before the second factor was right.
 */
#ifndef KITH_STAFF_H
#define KITH_STAFF_H

#include <stdbool.h>
#include <stdint.h>

#include "web/req.h"

#define STAFF_COOKIE	"__Host-kith-staff"

/* The statements that every program of the practice's side uses. */
extern const char *const staff_sql[];

/* The statements of staff_open() and staff_close(). */
extern const char *const staff_open_sql[];

/*
 * Find who is signed in by the cookie: sets r->staff and r->token. A session
 * that is ended, idle for staff_idle_minutes or older than staff_hours counts
 * as none, as does a disabled member. Without one r->token is the entry
 * cookie. Return whether a session had been there but was over.
 */
bool staff_load(struct req *);

/* Sign the member in: a new session, whatever cookie came. */
void staff_open(struct req *, int64_t staff_id);

/* End the session of the request. */
void staff_close(struct req *);

/* Note that the person was active now, at most once in five seconds. */
void staff_touch(struct req *);

#endif
