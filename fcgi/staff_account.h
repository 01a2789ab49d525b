/* staff_account.h: the parts of the program staff-account. */
#ifndef KITH_STAFF_ACCOUNT_H
#define KITH_STAFF_ACCOUNT_H

#include "auth/totp.h"
#include "web/route.h"

/* the one-time link and the set-up, in staff_account_start.c */
handler show_start, choose_password, show_app, prove_app;

/* of who is signed in, in staff_account_security.c */
handler show_security, change_password, make_new_codes, end_other_sessions;

extern const struct field link_form[], password_form[], code_form[],
    change_form[], new_codes_form[];
extern const char *const pending_sql[], *const start_sql[],
    *const security_sql[];

/* One of the practice's people, signed in or about to be. */
struct member {
	int64_t id;
	const char *name, *email, *password_hash;
	const uint8_t *totp_sealed;	/* NULL: no app yet */
	size_t totp_len;
	int64_t totp_step;	/* the newest that was used */
	int64_t is_disabled;
};

/* A sign-in between its steps: it opens nothing (SE-11). */
struct pending {
	struct member member;
	const uint8_t *totp_sealed;	/* the secret that is shown */
	size_t totp_len;
};

/* What code_form reads. */
struct typed_code {
	const char *code, *next;
};

/*
 * The member by their id, locked until the end of the transaction if it
 * writes. False if there is none, or it is disabled.
 */
bool member_load(struct req *, int64_t id, struct member *);

/*
 * The sign-in of this browser, if it is at that stage ("code", "enroll") and
 * not older than ten minutes; locked like the member if it writes.
 */
bool pending_load(struct req *, const char *stage, struct pending *);

/*
 * Begin a stage with a new cookie (SE-03), after the session of this browser
 * has ended; a secret to enroll or NULL.
 */
void pending_begin(struct req *, int64_t staff_id, const char *stage,
    const struct totp *);

/*
 * Count a wrong code, committed with the refusal: five end the sign-in, and
 * each counts among the member's wrong passwords.
 */
void pending_count_wrong(struct req *, const struct member *);

/*
 * Sign the member in after both steps: a session, the sign-in and the wrong
 * tries forgotten, and a mail if there had been many.
 */
void let_in(struct req *, const struct member *);

/* End every sign-in of the member that is between its steps. */
void pending_end_all(struct req *, int64_t staff_id);

/*
 * A mail to the member from views/mail/staff.xsl: what is failures, link,
 * password, codes or recovery. One of a kind an hour.
 */
void tell_member(struct req *, const struct member *, const char *what);

/*
 * Make the member ten new recovery codes in place of the old ones, and answer
 * with the page that shows them, once.
 */
enum http show_new_codes(struct req *, const struct member *);

#endif
