/*
 * invitation.h: a patient offers access; the invited person takes it or not.
 *
 * The link in the mail works once, for seven days, and what it gives stands
 * in the row, not in the link (AZ-19). Whether the address has an account
 * nobody learns from it.
 */
#ifndef KITH_INVITATION_H
#define KITH_INVITATION_H

#include <stdbool.h>
#include <stdint.h>

#include "auth/grant.h"
#include "web/req.h"

/*
 * The statements of this module, for db_prepare(): they add to invitation and
 * change its times; they need those of grant.h and outbox.h beside them.
 */
extern const char *const invitation_sql[];

/*
 * Those of them that a sign-up needs: to find an invitation by its link, and to
 * take it.
 */
extern const char *const invitation_take_sql[];

struct invitation {
	int64_t id, patient_id;
	int64_t given_by;	/* account of the patient */
	const char *given_name;	/* its name: who invites */
	const char *patient;	/* name on the record */
	const char *name;	/* of the invited, as the patient wrote it */
	const char *relation;	/* of the invited to the patient */
	const char *email;
	int areas;		/* sum of enum area */
	int64_t access_ends;	/* of the access it gives; 0: none */
	int64_t expires;
};

enum invitation_outcome {
	INVITATION_DONE,
	INVITATION_OWN,		/* one's own address */
	INVITATION_TOO_MANY,	/* ten a day */
	INVITATION_REFUSED,	/* blocked, or the patient is too young */
};

/*
 * Invite somebody to the record of r->patient, in the name of r->account: patient_id,
 * name, relation, email, areas and access_ends are given, the rest is filled
 * in. One that waits for the same address is withdrawn. Both sides get a
 * mail.
 */
enum invitation_outcome invitation_make(struct req *, struct invitation *);

/*
 * The invitation of a link's token (NULL: none), if it waits: not taken,
 * declined, withdrawn or too old, and who gave it still may.
 */
bool invitation_find(struct req *, const char *token, struct invitation *);

/* The same by its id, for the account with the address it was sent to. */
bool invitation_find_own(struct req *, int64_t id, struct invitation *);

/* The same by its id, for the patient who gave it. */
bool invitation_find_given(struct req *, int64_t patient_id, int64_t id,
    struct invitation *);

/* The same by its id, for the sign-up that began with its link. */
bool invitation_find_again(struct req *, int64_t id, struct invitation *);

/*
 * Add to parent an <invitation @id @name @relation @email @giver @patient
 * @level @expires-says>, with @until-says if what it gives has an end.
 */
void invitation_show(struct req *, xmlNode *parent,
    const struct invitation *);

/* The same for all that wait: of a patient, or for r->account's address. */
void invitation_show_given(struct req *, xmlNode *parent, int64_t patient_id);
void invitation_show_own(struct req *, xmlNode *parent);

/* Whether it was sent to the address of this account. */
bool invitation_is_for(struct req *, const struct invitation *,
    const char *email);

/*
 * Take a found invitation: the account gets the access, both sides a mail.
 * GRANT_GONE if it was taken or ended since it was found; on any outcome but
 * GRANT_DONE the caller refuses, so that nothing of it is kept.
 */
enum grant_outcome invitation_accept(struct req *, const struct invitation *,
    int64_t account_id);

/* Say no to a found invitation. The patient is told. */
void invitation_decline(struct req *, const struct invitation *);

/*
 * Take back an invitation of the patient that waits; both sides are told. Return
 * whether there was one.
 */
bool invitation_withdraw(struct req *, int64_t patient_id, int64_t id);

#endif
