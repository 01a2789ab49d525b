/*
 * contact.h: where a passcode may go: only to the patient, by what the practice
 * has had on file for a while (AZ-18).
 */
#ifndef KITH_CONTACT_H
#define KITH_CONTACT_H

#include <stdbool.h>
#include <stdint.h>

#include "web/req.h"

/* The statements of this module, for db_prepare(). */
extern const char *const contact_sql[];

/*
 * The patient's email address or mobile phone (E.164) as it is on file, owned
 * by the request; NULL if there is none to use. Passed over are: what is old,
 * temporary or of work; what changed in the last 30 days; and, unless it is for
 * a guardian, what is also the requester's own (account 0: not known yet) or of
 * somebody else with access: they would answer for the patient. A young child's
 * contact is the family's.
 */
const char *contact_of(struct req *, int64_t patient_id, bool is_text,
    bool is_guardian, int64_t account_id);

/* Whether the address leads to a mailbox that the patient has on file. */
bool contact_is_of(struct req *, int64_t patient_id, const char *email);

#endif
