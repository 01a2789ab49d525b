/*
 * request.h: somebody asks for access to a record; the patient is told, and
 * agrees by handing over the passcode (S34 to S44, S52 to S59).
 *
 * Whether anybody matched is never told: rows, letters and answers are the same,
 * but a letter to nobody goes nowhere (EN-03, EN-05).
 */
#ifndef KITH_REQUEST_H
#define KITH_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "auth/match.h"
#include "web/req.h"

/*
 * The statements of this module, for db_prepare(). They read and add to
 * access_request, of which they change all but who asked. Beside them are
 * needed match_sql, contact_sql, code_sql, outbox_sql and grant_sql.
 */
extern const char *const request_sql[];

/* What somebody asks for. */
struct wish {
	struct described patient;
	const char *name;	/* of who asks */
	const char *relation;	/* of who asks to the patient: one of the list */
	const char *channel;	/* email or text */
};

/* Relations to choose from, and channels; NULL-ended, for forms. */
extern const char *const request_relations[], *const request_channels[];

struct request {
	int64_t id, account_id;	/* account_id 0: of one who signs up */
	int64_t patient_id;	/* 0: nobody matched */
	const char *basis;	/* guardian or passcode */
	const char *name, *relation, *channel, *contact;
	int64_t code_id, is_refused, created;
};

/* Whether it looks like a person's name: no figures, no address of a page. */
bool request_name_will_do(const char *name);

/*
 * Whether r->account asked 5 times within a day, or its network 20 times: more
 * is a search for people (EN-04). Then it is logged. The count holds until the
 * end of the transaction.
 */
bool request_is_too_much(struct req *);

/*
 * Ask for access: find the patient, send the passcode to the contact on file,
 * with the name of who asks and a way to refuse. It is bound to r->account, or
 * to the entry cookie as it is now. Return its id.
 */
int64_t request_begin(struct req *, const struct wish *);

/*
 * The account's request of that id, or that of this browser, that waits for its
 * passcode; locked until the end of the transaction if that writes. NULL if
 * there is none of the last 24 hours.
 */
struct request *request_of_account(struct req *, int64_t id);
struct request *request_of_browser(struct req *);

/* A new passcode: the old one is worth nothing (AU-08). */
void request_send_again(struct req *, struct request *);

/*
 * Check what was typed. Return NULL if it is right, and use it up: the consent
 * of the patient; otherwise a sentence for the person. The right passcode of a
 * request that was refused is as wrong as any.
 */
const char *request_check(struct req *, const struct request *,
    const char *typed);

/* The passcode was right; whose account it will be is not known yet. */
void request_wants_details(struct req *, const struct request *);

/*
 * The request of which the passcode was right, for who signs up; locked. NULL
 * if it was refused meanwhile.
 */
struct request *request_for_sign_up(struct req *, int64_t id);

/*
 * Give the account what was asked for. False if it can't be: the practice keeps
 * this person away, or the patient's age has changed.
 */
bool request_give(struct req *, const struct request *, int64_t account_id);

/*
 * The patient of the account's request of that id, once access was given; 0 if
 * it was not.
 */
int64_t request_given(struct req *, int64_t id);

/*
 * Leave a <request> in the page for each of the account's requests that wait for
 * their passcode, newest first: @id, @asked_at. None says whom it is about.
 */
void request_show_waiting(struct req *);

/* A request as the patient sees it who follows the link of the letter. */
struct refusal {
	int64_t id, patient_id;
	const char *name, *relation, *basis, *stage;
	int64_t created;
};

/* The request of a link; NULL if there is none, or it is older than 24 hours. */
struct refusal *request_to_refuse(struct req *, const char *token);

/* The patient says no: the passcode is dead, and nobody is told. */
void request_refuse(struct req *, const struct refusal *);

#endif
