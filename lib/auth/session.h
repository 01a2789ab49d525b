/*
 * session.h: who is signed in, and the tokens of forms.
 *
 * The cookie holds 256 random bits; the database only their SHA-256. A
 * person who is not signed in has an entry cookie, which opens nothing: it
 * only binds forms (CSRF) and a sign-up under way to one browser.
 */
#ifndef KITH_SESSION_H
#define KITH_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "web/req.h"

#define SESSION_COOKIE	"__Host-kith"
#define ENTRY_COOKIE	"__Host-kith-entry"

enum { TOKEN_HASH = 32 };

/* The statements that every program uses, for db_prepare(). */
extern const char *const session_sql[];

/* The statements of session_open(), session_close(), session_freshen(). */
extern const char *const session_open_sql[];

/*
 * Find who is signed in by the cookie, and which patients they may open, with
 * the age rule applied (access.h): sets r->account, r->patients and r->token.
 * A session that is ended, idle too long or too old counts as none, as does a
 * disabled account. Without a session r->token is the entry cookie, made now
 * if there is none. Return whether a session had been there but was over.
 */
bool session_load(struct req *);

/*
 * Sign the account in: a new session, whatever cookie came (SE-02, SE-03);
 * the old session of this browser ends.
 */
void session_open(struct req *, int64_t account_id);

/*
 * Hold the account's grants to the patient until the end of the transaction:
 * what is stored in it was stored before they are taken away (AZ-17). False
 * if there is none any more; one that has changed since session_load() makes
 * the transaction run again.
 */
bool session_hold(struct req *, int64_t patient_id);

/*
 * Whether the password was typed in the last five minutes: before that nobody
 * changes who may see what, or how one signs in (AU-17). r->account is set.
 */
bool session_is_fresh(const struct req *);

/* Note that the password was typed now. */
void session_freshen(struct req *);

/* End the session of the request (SE-06). */
void session_close(struct req *);

/*
 * Note that the person was active now, at most once in five seconds: the page
 * counts from the click when it warns. Nothing that runs by itself may call
 * this (SE-05).
 */
void session_touch(struct req *);

/* Bind the request to its entry cookie, made now if there is none. */
void session_entry(struct req *);

/*
 * The cookie of that name if it has the form of a token of ours (64
 * hexadecimal digits), else NULL.
 */
const char *session_token(struct req *, const char *name);

/* SHA-256 of a token: how the database knows it. */
void session_hash_of(const char *token, uint8_t hash[TOKEN_HASH]);

/* Start a new entry token: the old one is worth nothing from now on. */
void session_renew_entry(struct req *);

/* SHA-256 of the cookie that the request is bound to. */
void session_hash(const struct req *, uint8_t hash[TOKEN_HASH]);

/*
 * The CSRF token of the request's cookie: a keyed hash, owned by the request.
 */
const char *session_csrf(struct req *);

/*
 * Whether the POST came from a page of ours: its token is the one of its
 * cookie, and neither Sec-Fetch-Site nor Origin says otherwise (SE-09).
 */
bool session_csrf_is_good(struct req *, const char *given);

#endif
