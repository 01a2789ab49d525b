/* family.h: the parts of the program family: see family.c. */
#ifndef KITH_FAMILY_H
#define KITH_FAMILY_H

#include "auth/grant.h"
#include "web/route.h"

/* who can open which record, in family_settings.c */
handler show_settings;
extern const struct field settings_form[];
extern const char *const settings_sql[];

/* an invitation given and taken back, in family_invite.c */
handler show_invite, invite;
handler show_withdrawal, withdraw_invitation;
extern const struct field invite_form[];

/* access changed and ended, in family_access.c */
handler show_access, change_access;
handler show_removal, remove_access;
handler show_leaving, leave;
extern const struct field access_form[];

/* the invited, in family_invitation.c */
handler show_invitation, accept_invitation, decline_invitation;
handler show_own_invitation, accept_own_invitation, decline_own_invitation;
extern const struct field token_form[], answer_form[];

/* Add Patient, in family_add.c */
handler show_add, add_patient;
handler show_add_passcode, check_add_passcode, send_add_passcode_again;
handler show_added;
extern const struct field add_form[];

/* "full" and "billing", and what they are as a sum of enum area. */
extern const char *const level_choices[];
int level_areas(const char *level);

/*
 * The instant at which access ends whose last day this is; 0 for year 0: it
 * has no end.
 */
int64_t end_of(struct day last);

/*
 * Whether a last day that was typed will do; if not, say so beside the field.
 * form_show() comes first.
 */
bool check_last_day(struct req *, struct day last);

/*
 * Add to parent an <access @id @patient_id @holder @patient @initials @level
 * @basis @relation @giver>, with @until-says if it has an end, of a
 * guardian's @bills_from-says and @until-says as the age rule has it, and
 * @is_yours if it is the patient's to change. Return it.
 */
xmlNode *add_access(struct req *, xmlNode *parent, const struct grant *);

#endif
