/*
 * code.h: six digits that prove a mailbox or a phone, passcodes to hand over.
 *
 * A code is bound to the browser that asked for it (its entry cookie), works
 * once, for config code_minutes, dies after code_attempts wrong guesses, and is
 * kept only as a keyed hash (AU-07 to AU-09). To one address go at most
 * codes_per_hour, and it stands 20 wrong guesses a day over all its codes.
 *
 * A passcode goes to a patient, who gives it to somebody that asks for access:
 * eight characters of base32, bound to that request. At 40 bits five guesses
 * are the only limit it needs; one by the day would tell a stranger, who asks
 * again and again, whether there is a mailbox behind it.
 */
#ifndef KITH_CODE_H
#define KITH_CODE_H

#include <stdint.h>

#include "web/req.h"

enum { CODE_HASH = 32 };	/* bytes */

/*
 * The hash under which a code is kept: keyed (key_dir/tokens), and bound to its
 * kind ("code", "reset") and to len bytes of what it is for, so that the table
 * alone gives no code away, and one code can't stand for another.
 */
void code_hash_of(const char *kind, const void *bound_to, size_t len,
    const char *code, uint8_t hash[CODE_HASH]);

/* The statements of this module, for db_prepare(). */
extern const char *const code_sql[];

/* What was typed as a code without blanks and dashes, owned by ctx. */
char *code_typed(const void *ctx, const char *typed);

/* What a wrong guess is told. */
extern const char code_wrong[];

/*
 * Make a code for the contact (an address, "text +18025550142"), in the open
 * transaction, bound to r->token as it is now. Return its id and leave its
 * digits in *digits, owned by the request; *digits is NULL if the address has
 * had enough: then no mail may go out, but the person is told the same.
 */
int64_t code_make(struct req *, const char *contact, const char **digits);

/*
 * Check what the person typed (blanks and dashes are dropped) against the
 * code. Return NULL if it is right, and use it up; otherwise a sentence for
 * the person. A wrong guess is counted even though the request is refused.
 */
const char *code_check(struct req *, int64_t code_id, const char *contact,
    const char *typed);

/* The contact of a code, as code_make() was given it; NULL: no such code. */
const char *code_contact(struct req *, int64_t code_id);

/* What a wrong guess of a passcode is told. */
extern const char passcode_wrong[];

/*
 * Make a passcode for the request for access, good for so many seconds, to be
 * sent to the contact. Return its id and leave it in *passcode as people read
 * it, "K7QM-2XRT", owned by the request; NULL if the contact has had enough,
 * as with code_make().
 */
int64_t passcode_make(struct req *, const char *contact, int64_t request_id,
    int64_t seconds, const char **passcode);

/*
 * Check what was typed against the passcode of the request: case, blanks and
 * dashes don't matter. Return as code_check() does.
 */
const char *passcode_check(struct req *, int64_t code_id, int64_t request_id,
    const char *typed);

/* Until when the code is good, as an instant; 0 if there is no such code. */
int64_t code_expires(struct req *, int64_t code_id);

#endif
