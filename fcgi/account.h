/* account.h: the parts of the program account: see account.c. */
#ifndef KITH_ACCOUNT_H
#define KITH_ACCOUNT_H

#include "web/route.h"

/* sign-up, in account_sign_up.c, account_code.c and account_new.c */
handler show_sign_up, choose_who, show_family, show_minor;
handler show_patient_form, identify_patient;
handler show_code, check_code, send_code_again;
handler show_account_form, make_account;
handler show_confirm, confirm_email;

/* the password once more, in account_again.c */
handler show_again, confirm_again;

extern const struct field again_form[], asked_again_form[];
extern const char *const again_sql[];

extern const struct field who_form[], patient_form[], code_form[],
    resent_form[], account_form[];
extern const char *const sign_up_sql[];
extern const char *const code_page_sql[];
extern const char *const new_account_sql[];

/* What code_form reads. */
struct code {
	const char *code;
};

/* Where a sign-up stands. */
struct sign_up {
	int64_t id, patient_id;		/* patient_id 0: nobody matched */
	const char *stage;		/* code details email done */
	const char *contact;		/* the address the first code went to */
	const char *email, *password_hash;
	int64_t code_id;
};

/*
 * The sign-up of this browser at one of its stages, locked until the end of
 * the transaction if it writes; NULL if there is none, or at another stage.
 */
struct sign_up *sign_up_at(struct req *, const char *stage);

/*
 * A code to an address, in a mail from views/mail/code.xsl. Return its id. One
 * that is not real is made all the same, and goes nowhere: the time it takes
 * tells nothing (EN-05).
 */
int64_t send_code(struct req *, const char *contact, bool is_real);

/*
 * A mail without a code: one an hour to an address, whoever asks (EN-06). If it
 * is not real, as with send_code().
 */
void send_notice(struct req *, const char *to, const char *template,
    bool is_real);

/* Give the sign-up a new cookie, stage and code (id; 0: none). */
void sign_up_move(struct req *, const struct sign_up *, const char *stage,
    int64_t code_id);

/* The page "Enter your code". */
enum http show_code_page(struct req *, const struct sign_up *,
    const char *purpose, const char *contact);

/* Where someone who has just signed in goes: their first patient. */
enum http redirect_home(struct req *);

#endif
