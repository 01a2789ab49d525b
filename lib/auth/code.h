/*
 * code.h: the six digits that prove a mailbox.
 *
 * A code is bound to the browser that asked for it (its entry cookie), works
 * once, for config code_minutes, dies after code_attempts wrong guesses, and is
 * kept only as a keyed hash (AU-07 to AU-09). To one address go at most
 * codes_per_hour, and it stands 20 wrong guesses a day over all its codes.
 */
#ifndef KITH_CODE_H
#define KITH_CODE_H

#include <stdint.h>

#include "web/req.h"

/* The statements of this module, for db_prepare(). */
extern const char *const code_sql[];

/* What a wrong guess is told. */
extern const char code_wrong[];

/*
 * Make a code for the contact (an address), in the open transaction, bound to
 * r->token as it is now. Return its id and leave its digits in *digits,
 * owned by the request; *digits is NULL if the address has had enough: then
 * no mail may go out, but the person is told the same.
 */
int64_t code_make(struct req *, const char *contact, const char **digits);

/*
 * Check what the person typed (blanks and dashes are dropped) against the
 * code. Return NULL if it is right, and use it up; otherwise a sentence for
 * the person. A wrong guess is counted even though the request is refused.
 */
const char *code_check(struct req *, int64_t code_id, const char *contact,
    const char *typed);

/* Until when the code is good, as an instant; 0 if there is no such code. */
int64_t code_expires(struct req *, int64_t code_id);

#endif
