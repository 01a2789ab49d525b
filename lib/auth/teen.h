/*
 * teen.h: a teenager's account is the teenager's alone (AZ-10).
 *
 * From age_of_own_account to age_of_majority the address and the phone of an
 * account must not be those of anyone who has access to the record, or the
 * codes and mails that are for the teenager would be read by them. Ways of
 * writing one mailbox are the same (text_mailbox_key()).
 */
#ifndef KITH_TEEN_H
#define KITH_TEEN_H

#include <stdbool.h>
#include <stdint.h>

#include "web/req.h"

/* The statements of this module, for db_prepare(). */
extern const char *const teen_sql[];

/*
 * Whether the email may be that of the account of this patient: of another age
 * any may.
 */
bool teen_may_use_email(struct req *, int64_t patient_id, const char *email);

/* The same for a phone, as text_phone() gives it. */
bool teen_may_use_phone(struct req *, int64_t patient_id, const char *phone);

#endif
