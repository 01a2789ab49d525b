/* opened.h: which charts are open to a member of the practice (AZ-13). */
#ifndef KITH_OPENED_H
#define KITH_OPENED_H

#include <stdbool.h>
#include <stdint.h>

#include "web/req.h"

/* The statements of this module, for db_prepare(). */
extern const char *const opened_sql[];

/*
 * Whether the patient's chart is open to the member now: the patient's messages
 * are their work (they lie in a pool of theirs, or were given to them, and are
 * not closed), or they have said why they need it (chart_access). The audit row
 * says by which of both, and <opened @until_at> in the page until when.
 */
bool opened_is(struct req *, int64_t patient_id);

#endif
