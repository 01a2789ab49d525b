/*
 * device.h: devices on which the security option is not asked for, because
 * their owner said so.
 *
 * The cookie holds a token of 128 random bits for each account that is
 * remembered there, at most four: a family shares a computer. The database
 * knows their SHA-256. A token without the password opens nothing.
 */
#ifndef KITH_DEVICE_H
#define KITH_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "web/req.h"

#define DEVICE_COOKIE	"__Host-kith-device"

enum { DEVICE_DAYS = 30 };

/* The statements of this module, for db_prepare(). */
extern const char *const device_sql[];

/*
 * Whether the account is remembered on this device; notes that it was used.
 * Only in a POST.
 */
bool device_is_known(struct req *, int64_t account_id);

/* Remember the account on this device, for thirty days. */
void device_remember(struct req *, int64_t account_id);

/*
 * Whether no session of the account came from this browser and address, of
 * those that are still on record: its owner is then told (AU-20). Call it
 * before the new session is opened.
 */
bool device_is_new(struct req *, int64_t account_id);

/* Forget one of the account's devices, by its id. False if there is none. */
bool device_forget(struct req *, int64_t account_id, int64_t id);

/* Forget all devices of the account. */
void device_forget_all(struct req *, int64_t account_id);

#endif
