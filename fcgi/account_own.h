/*
 * account_own.h: what the owner of an account does about it: a forgotten
 * password, email, phone and password, sessions, history, the end.
 */
#ifndef KITH_ACCOUNT_OWN_H
#define KITH_ACCOUNT_OWN_H

#include "account.h"

/* in account_forgot.c */
handler show_forgot, ask_reset, show_reset, choose_password;
extern const struct field forgot_page_form[], forgot_form[], reset_form[];
extern const char *const forgot_sql[];

/* in account_details.c */
handler show_details, change_phone, change_password;
extern const struct field details_page_form[], phone_form[],
    new_password_form[];
extern const char *const details_sql[];

/* in account_email.c */
handler ask_email, show_new_email, take_new_email, show_back, undo_email;
extern const struct field new_email_form[];
extern const char *const email_sql[];

/* in account_own.c */
handler show_sessions, end_session, sign_out_everywhere, show_account_history;
extern const struct field session_form[], history_form[];
extern const char *const own_sql[];

/* in account_close.c */
handler show_close, close_account, show_closed;
extern const struct field close_form[];
extern const char *const close_sql[];

/* the way from a link of ours to its page, in account_recover.c */
handler take_link;
extern const char *const recover_sql[];

/*
 * The token of the link that this browser came by, or NULL; it has the form of
 * a token. link_forget() takes it away.
 */
const char *link_token(struct req *);
void link_forget(struct req *);

/*
 * The owner with all that is known of them. False if there is no such account,
 * or nobody may use it.
 */
bool owner_load(struct req *, int64_t account_id, struct owner *);

/* As password_refuse(), for a loaded owner. */
const char *owner_refuse_password(struct req *, const struct owner *,
    const char *password);

/*
 * Give the account another password; hash is password_hash()'s. Links to a new
 * one, sessions (of this browser, too) and sign-ins under way end.
 */
void set_password(struct req *, int64_t account_id, const char *hash);

/* End every session of the account, and every sign-in under way. */
void end_sessions(struct req *, int64_t account_id);

/*
 * Someone else may have had the account: nobody stays signed in, no device is
 * remembered, the password is worth nothing. Who came by a link of ours goes on
 * to choose a new one: answer with that redirect.
 */
enum http take_back(struct req *, int64_t account_id);

/* The chart of who is signed in, or 0. */
int64_t own_patient(const struct req *);

/* Why a teenager may not use an email. */
extern const char teen_email[];

/*
 * The page "Email, phone, and password" with what is wrong in one of its
 * forms; why may be NULL if form_read() has said it.
 */
enum http details_again(struct req *, const struct field *form,
    const char *field, const char *why);

#endif
