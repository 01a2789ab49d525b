/*
 * grant.h: one account's access to one patient: given, changed, taken away.
 *
 * Each is told to both sides by mail (views/mail/access.xsl), in the
 * transaction that does it, and counts from the next request on: sessions read
 * the grants each time. Who may do it is for the caller to say; what can't be
 * is refused here, whoever asks.
 */
#ifndef KITH_GRANT_H
#define KITH_GRANT_H

#include <stdbool.h>
#include <stdint.h>

#include "web/req.h"

/*
 * The statements of this module, for db_prepare(). They read account (id,
 * name, email, disabled_at), patient, access_grant, access_block; and add to
 * access_grant, of which they change areas, ends_at, revoked_at, revoked_by.
 * outbox_sql is needed beside them.
 */
extern const char *const grant_sql[];

/* Those of grant_is_blocked() alone: they read access_block. */
extern const char *const grant_block_sql[];

struct grant {
	int64_t id, account_id, patient_id;
	int areas;		/* sum of enum area, before the age rule */
	const char *basis;	/* as in struct patient */
	const char *relation;	/* of the account to the patient; or NULL */
	int64_t ends;		/* instant from which it opens nothing; 0: none */
	int64_t given_by;	/* account; or 0 */
	const char *given_name;	/* who gave it, as both sides read it; or NULL */
	int64_t code_id;	/* passcode: the code handed over; or 0 */
	int64_t verified_by;	/* staff: who saw the document; or 0 */
	const char *document;	/* which; or NULL */

	/* filled in by grant_add() and grant_find() */
	const char *holder, *holder_email, *patient;	/* names */
	bool has_birth_day;	/* of the patient */
	struct day birth_day;
};

enum grant_outcome {
	GRANT_DONE,
	GRANT_THERE,	/* the account has this access already */
	GRANT_BLOCKED,	/* the practice keeps this person away, or suspended it */
	GRANT_AGE,	/* not at the patient's age */
	GRANT_GONE,	/* the invitation is over (invitation.h) */
};

/*
 * Whether the practice keeps a person away from the record: by account (0:
 * has none), by name, by address; name and email may be NULL. What it says
 * holds until the end of the transaction.
 */
bool grant_is_blocked(struct req *, int64_t patient_id, int64_t account_id,
    const char *name, const char *email);

/*
 * Give access from now on, and fill in the id. Of what the patient gives
 * (passcode, invited, patient) an account has one: a new one takes the place
 * of the old one. Under age_of_own_account a child gives nothing and has no
 * account (S28, S30); from then to age_of_majority nobody but the child gives
 * more than bills (AZ-09).
 */
enum grant_outcome grant_add(struct req *, struct grant *);

/*
 * The patient's grant of that id if it has not ended and was not taken away,
 * locked until the end of the transaction if that writes. For the holder's
 * side compare account_id.
 */
bool grant_find(struct req *, int64_t patient_id, int64_t id, struct grant *);

/* Whether it is the patient's to change or take away: nobody else gave it. */
bool grant_is_of_patient(const struct grant *);

/* The areas that it opens today: the age rule. */
int grant_areas_today(const struct grant *);

/* Give a found grant other areas and another end (0: none). */
void grant_change(struct req *, struct grant *, int areas, int64_t ends);

enum grant_side { GRANT_PATIENT, GRANT_HOLDER, GRANT_STAFF };

/* Take a found grant away; who did it is told to both sides. */
void grant_revoke(struct req *, const struct grant *, enum grant_side by);

/*
 * What people are told of a sum of areas: "full", "billing", or "part". Views
 * put it in words.
 */
const char *grant_level(int areas);

#endif
