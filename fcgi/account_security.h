/*
 * account_security.h: the security options of who is signed in, and the
 * devices on which they are not asked for.
 */
#ifndef KITH_ACCOUNT_SECURITY_H
#define KITH_ACCOUNT_SECURITY_H

#include "account.h"

/* one more option, in account_option.c */
handler show_first, begin_option, show_app, prove_app;
handler show_text, send_to_phone, prove_phone;
extern const struct field add_option_form[], proof_form[], number_form[];
extern const char *const add_option_sql[];

/* a passkey, in account_passkey.c */
handler show_passkey, prove_passkey, check_passkey;
extern const struct field new_passkey_form[], passkey_form[];
extern const char *const passkey_sql[];

/* the page "Security", in account_security.c */
handler show_security, remove_option, new_codes, forget_device,
    forget_all_devices;
extern const struct field security_form[], one_form[];
extern const char *const security_sql[];

/* what was changed taken back, in account_undo.c */
handler show_undo, undo_change;
extern const char *const undo_sql[];

/* An option that is being added: it opens nothing. */
struct pending {
	const uint8_t *sealed;		/* app: its secret */
	size_t sealed_len;
	const char *phone;		/* text: where the code went */
	int64_t code_id;
	const uint8_t *challenge;	/* PASSKEY_CHALLENGE bytes */
	int64_t replaces;		/* an option that goes then; 0: none */
};

/*
 * That of who is signed in, if it is of the kind; in a POST locked until the
 * end of the transaction. False if there is none, or its hour is over.
 */
bool pending_at(struct req *, const char *kind, struct pending *);

/* There is none: to where its owner may begin one. */
enum http pending_none(struct req *);

/*
 * Its owner has proved it: it is theirs. The first one ends the set-up: a new
 * session (SE-03), and the recovery codes; there is nothing yet to go back to.
 * A later one is told with the way back.
 */
enum http pending_proved(struct req *, const struct pending *,
    const struct option *);

/*
 * Tell who is signed in what was done to their security options: what, for
 * views/mail/security.xsl. With the option that was added or removed (their
 * ids; 0: none) the mail has a link that takes it back, good for a week.
 */
void tell_change(struct req *, const char *what, int64_t added,
    int64_t removed);

/* The page "Security" with why it could not be done: last, many. */
enum http security_again(struct req *, const char *why);

/*
 * Make ten new recovery codes in place of the old ones, and answer with the
 * page that shows them, once.
 */
enum http show_new_codes(struct req *);

#endif
