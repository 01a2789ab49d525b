/* account.h: the parts of the program account: see account.c. */
#ifndef KITH_ACCOUNT_H
#define KITH_ACCOUNT_H

#include "auth/option.h"
#include "web/route.h"

/* sign-up, in account_sign_up.c, account_code.c and account_new.c */
handler show_sign_up, choose_who, show_minor;
handler show_patient_form, identify_patient;
handler show_code, check_code, send_code_again;
handler show_account_form, make_account;
handler show_confirm, confirm_email;

/* the security option at sign-in, in account_second.c */
handler show_second, check_second, send_second_text;

extern const struct field second_ask_form[], second_form[],
    second_text_form[];
extern const char *const second_sql[];

/*
 * sign-up of who is no patient, in account_family.c (who asks for access),
 * account_relative.c (who they are), account_refuse.c (the patient says no)
 */
handler show_family, ask_for_access;
handler show_passcode, check_passcode, send_passcode_again;
handler begin_invited, show_relative_form, make_relative;
handler show_refusal, refuse_access;

extern const struct field family_form[], invited_form[], relative_form[],
    refuse_form[];
extern const char *const family_sql[], *const relative_sql[];

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

/*
 * Where a sign-up stands. It is for the own chart (patient_id; 0: nobody
 * matched), or for somebody else's, by a request or an invitation.
 */
struct sign_up {
	int64_t id, patient_id, request_id, invitation_id;
	const char *stage;		/* code details email done */
	const char *contact;		/* the address the first code went to */
	const char *email, *password_hash;
	int64_t code_id;
	const char *name, *birth_day;	/* of a relative, as they typed it */
};

/*
 * The sign-up of this browser at one of its stages, locked until the end of
 * the transaction if it writes; NULL if there is none, or at another stage.
 */
struct sign_up *sign_up_at(struct req *, const char *stage);

/* The same at the choice of email and password, or the proof after it. */
struct sign_up *sign_up_in_details(struct req *);

/*
 * What is wrong with a new password, or with its second copy, as a sentence;
 * *field is which. NULL: nothing.
 */
const char *refuse_passwords(struct req *, const struct sign_up *,
    const char *email, const char *password, const char *again,
    const char **field);

/*
 * Open the account at once if the email is the proven one, else send a code
 * there first. *why says why it can't be: then show the form again.
 */
enum http finish_details(struct req *, const struct sign_up *,
    const char *email, const char *password, const char **why);

/*
 * Give a new account the access that it was opened for, to somebody else's
 * chart. NULL, or a sentence for the person.
 */
const char *give_relative_access(struct req *, const struct sign_up *,
    int64_t account_id);

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

/* Whose account it is; the last two only from owner_load(). */
struct owner {
	int64_t id;
	const char *name, *email;
	const char *birth_day;	/* of the own chart, or NULL */
	bool has_option;
};

/*
 * Sign the owner in, who has proved all that is asked: a session, the wrong
 * tries forgotten, a mail if there had been many or if the device is new. Then
 * on to next, if that is a path of ours.
 */
enum http let_in(struct req *, const struct owner *, const char *next);

/*
 * A mail to the owner about the account, from views/mail/TEMPLATE.xsl. what
 * happened is for the view to word; link: a path of ours with a token in it, or
 * NULL.
 */
void tell_owner(struct req *, const struct owner *, const char *template,
    const char *what, const char *link);

/*
 * Between the password (or the link of a forgotten one) and the security
 * option. It opens nothing, and ends after ten minutes or five wrong answers.
 */
struct second_step {
	struct owner owner;
	const char *purpose;		/* sign-in, reset */
	const char *next;		/* path of ours to go to then, or NULL */
	const char *password_hash;	/* reset: the new one */
	const uint8_t *reset_hash;	/* reset: TOKEN_HASH bytes of its link */
	/* the rest is found by second_step_at() */
	int64_t code_id;		/* the newest code by text message */
	const uint8_t *challenge;	/* PASSKEY_CHALLENGE bytes */
	const struct option *options;	/* at least one */
};

/*
 * Begin it, of an account that has an option (account.has_second_factor), with
 * a new cookie (SE-03); the session of this browser ends. Only owner.id of the
 * owner need be set. Answer with a redirect to the page that asks.
 */
enum http second_step_begin(struct req *, const struct second_step *);

/*
 * The one of this browser, locked until the end of the transaction if it
 * writes, as are the options. False if there is none, or it is over.
 */
bool second_step_at(struct req *, struct second_step *);

/*
 * How long its owner has to wait, as wrong answers make one: "2 minutes"; NULL:
 * not at all.
 */
const char *second_step_wait(struct req *, const struct second_step *);

/*
 * Count a wrong answer, committed with the refusal. A passkey's next signature
 * is over another challenge.
 */
void second_step_wrong(struct req *, struct second_step *);

/*
 * The page that asks, for one of the ways: app text passkey recovery; NULL: the
 * option that was used last.
 */
enum http second_step_show(struct req *, const struct second_step *,
    const char *way);

/*
 * What a browser needs to be asked for one of the account's passkeys, or for
 * another one than these, as <passkey> of the page.
 */
void add_passkeys(struct req *, const struct option *,
    const uint8_t challenge[PASSKEY_CHALLENGE]);

/*
 * The option was right: sign the owner in. Of purpose reset the new password
 * is made theirs first, by recover_finish().
 */
enum http second_step_done(struct req *, const struct second_step *,
    bool remember);

/*
 * All that a new password asks for was proved: make it the owner's (hash is
 * password_hash()'s), end all sessions and sign-ins, forget the remembered
 * devices and the wrong tries, and tell the owner. In account_recover.c.
 */
void recover_finish(struct req *, const struct owner *, const char *hash);

/*
 * Text a new code to a phone (E.164), bound to the cookie as it is now. Return
 * its id. A phone that had enough gets none, and nobody is told.
 */
int64_t send_text_code(struct req *, int64_t account_id, const char *phone);

/* Why it is not the code of that id to that phone; NULL: it is, and used up. */
const char *check_text_code(struct req *, const char *phone, int64_t code_id,
    const char *typed);

/* The option whose phone the code went to; NULL if it is none of these. */
const struct option *option_of_code(struct req *, const struct option *,
    int64_t code_id);

/*
 * Leave in the page where the code went and until when it is good, if one was
 * sent (code_id is not 0).
 */
void show_text_code(struct req *, const char *phone, int64_t code_id);

/* There is no such step (any more): to the page of the sign-in. */
enum http second_step_over(struct req *);

#endif
