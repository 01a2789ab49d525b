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

/* the page "Security", in account_security.c */
handler show_security, remove_option, new_codes, forget_device,
    forget_all_devices;
extern const struct field security_form[], one_form[];
extern const char *const security_sql[];

/* what was changed taken back, in account_undo.c */
handler show_undo, undo_change;
extern const char *const undo_sql[];

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
