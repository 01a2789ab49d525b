/* access_table.c: what access to a patient opens, by basis and age. */
#include "auth/access_table.h"

#include <stddef.h>
#include <string.h>

#include "base/config.h"
#include "web/req.h"

#define NOTHING		{ 0, 0 }
#define BILLING		{ AREA_BILLING, 0 }
#define AS_GRANTED	{ AREA_FULL, 0 }
#define TO_READ		{ AREA_FULL, ACT_OWN }
#define THE_OWN		{ AREA_FULL, ACT_OWN | ACT_GIVE }

/*
 * self      no account of one's own under 13 (S28, COPPA): one that is there,
 *           as a date of birth was corrected, is shut. Of whom no date of
 *           birth is known nobody knows that they may decide for themselves.
 * guardian  verified by the contact of a child, or by a document: all of a
 *           child, bills of a teenager (S46), nothing of an adult, and nothing
 *           where nobody knows how old the patient is.
 * passcode, invited, patient
 *           the patient said yes. A child can't say it; what a teenager gave
 *           (S47) goes on at 18, when it is an adult's.
 * staff     the practice has seen a document about the person: an adult who
 *           can't decide. Age does not end it; its end date does. That it is
 *           not given on a teenager's record (AZ-09) is seen to where it is
 *           given.
 *
 * What is confidential is shown to the patient alone, whoever speaks for them
 * (H5); and nobody but the patient gives access on.
 */
static const struct {
	const char *basis;
	struct access_cell cell[ACCESS_AGES];
} table[] = {
	/*		child		teen		adult		unknown */
	{ "self",     { NOTHING,	THE_OWN,	THE_OWN,	TO_READ } },
	{ "guardian", { AS_GRANTED,	BILLING,	NOTHING,	NOTHING } },
	{ "passcode", { NOTHING,	AS_GRANTED,	AS_GRANTED,	AS_GRANTED } },
	{ "invited",  { NOTHING,	AS_GRANTED,	AS_GRANTED,	AS_GRANTED } },
	{ "patient",  { NOTHING,	AS_GRANTED,	AS_GRANTED,	AS_GRANTED } },
	{ "staff",    { AS_GRANTED,	AS_GRANTED,	AS_GRANTED,	AS_GRANTED } },
};

enum { BASES = sizeof(table) / sizeof(table[0]) };

enum access_age
access_age(bool has_birth_day, struct day birth_day, struct day today)
{
	int age;

	if (!has_birth_day)
		return AGE_UNKNOWN;
	age = when_age(birth_day, today);
	if (age >= config()->age_of_majority)
		return AGE_ADULT;
	return age >= config()->age_of_own_account ? AGE_TEEN : AGE_CHILD;
}

const struct access_cell *
access_cell(const char *basis, enum access_age age)
{
	static const struct access_cell nothing = NOTHING;
	int i;

	for (i = 0; i < BASES; i++)
		if (strcmp(table[i].basis, basis) == 0)
			return &table[i].cell[age];
	return &nothing;
}

const char *
access_basis_name(int i)
{
	return i < BASES ? table[i].basis : NULL;
}
