/*
 * option.h: the security options of an account: what its owner proves beside
 * the password: an authenticator app, a phone that gets text messages, a
 * passkey; and ten recovery codes for the day none of them is at hand.
 *
 * account.has_second_factor and account.needs_option follow what is here: no
 * other module writes them. An account that has an option is never left without
 * one.
 */
#ifndef KITH_OPTION_H
#define KITH_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libxml/tree.h>

#include "auth/passkey.h"
#include "auth/totp.h"
#include "web/req.h"

/* The statements of this module, for db_prepare(). */
extern const char *const option_sql[];

/* How many an account may have: nobody needs more, and each is asked for. */
enum { OPTIONS_MAX = 10 };

struct option {
	int64_t id;
	const char *kind;	/* app text passkey */
	const char *name;	/* as its owner knows it */
	const char *phone;	/* text: E.164 */
	const uint8_t *sealed;	/* app: its secret */
	size_t sealed_len;
	int64_t step;		/* app: newest step that was used */
	struct passkey passkey;
	const struct option *next;
};

/*
 * The account's options, the one that was used last first; owned by the
 * request. In a POST they are locked until the end of its transaction.
 */
const struct option *option_all(struct req *, int64_t account_id);

/* The first of a kind, or with an id; NULL if there is none. */
const struct option *option_of_kind(const struct option *, const char *kind);
const struct option *option_with_id(const struct option *, int64_t id);

/*
 * Whether the code is that of one of the account's apps now; its step is then
 * taken: of two who bring the same code one is let in (AU-07).
 */
bool option_takes_app_code(struct req *, int64_t account_id,
    const struct option *, const char *code);

/* Whether it is a recovery code of the account; it then works no more. */
bool option_takes_recovery_code(struct req *, int64_t account_id,
    const char *code);

/*
 * Whether the answer is the signature of one of the account's passkeys over the
 * challenge; its counter is then kept.
 */
bool option_takes_passkey(struct req *, int64_t account_id,
    const struct option *, const uint8_t challenge[PASSKEY_CHALLENGE],
    const struct passkey_answer *);

/* Note that the option was used now. */
void option_use(struct req *, int64_t account_id, int64_t id);

/*
 * Give the account an option (its kind with what belongs to it, and name); a
 * set-up that waited for one is at its end. Return its id; 0: it is a passkey
 * that somebody has already.
 */
int64_t option_add(struct req *, int64_t account_id, const struct option *);

/*
 * Take an option from the account. It can be brought again by option_restore()
 * for a week. False if there is none with that id, or it is the last one.
 */
bool option_remove(struct req *, int64_t account_id, int64_t id);

/* Bring an option again that was taken. False if it is not there. */
bool option_restore(struct req *, int64_t account_id, int64_t id);

/*
 * Give the account ten new recovery codes in place of the old ones, and add
 * each as <code> to the page: they are seen only now.
 */
void option_new_codes(struct req *, int64_t account_id, xmlNode *page);

/* Take all recovery codes from the account. */
void option_forget_codes(struct req *, int64_t account_id);

/* How many recovery codes the account can still use. */
int64_t option_codes_left(struct req *, int64_t account_id);

#endif
