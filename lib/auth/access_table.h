/*
 * access_table.h: what access to a patient opens, by its basis and by the
 * patient's age today: the whole table, which access.c reads and "kithctl
 * access-table" prints.
 *
 * A grant opens the areas that were granted and that its cell allows, for
 * reading and writing alike. The cell alone decides what may be done beside
 * that. Ages are settings; a birthday begins at midnight of the practice.
 */
#ifndef KITH_ACCESS_TABLE_H
#define KITH_ACCESS_TABLE_H

#include <stdbool.h>

#include "base/when.h"

/* How old the patient is, as far as access goes. */
enum access_age {
	AGE_CHILD,	/* under age_of_own_account */
	AGE_TEEN,	/* under age_of_majority */
	AGE_ADULT,
	AGE_UNKNOWN,	/* no date of birth on record */
	ACCESS_AGES
};

/* What may be done beside opening areas; a set of them is the sum. */
enum access_act {
	ACT_OWN = 1,	/* as the patient: see what is confidential, end others'
			   access */
	ACT_GIVE = 2,	/* give others access */
};

struct access_cell {
	int areas;	/* sum of enum area: the most that a grant opens */
	int acts;	/* sum of enum access_act */
};

/*
 * The condition under which a grant g is in force, with two parameters: now
 * and now. Whoever asks for grants to decide by, asks with it.
 */
#define ACCESS_SQL_LIVE							\
	"g.begins_at <= ? AND (g.ends_at IS NULL OR g.ends_at > ?)"	\
	" AND g.revoked_at IS NULL AND g.suspended_at IS NULL"		\
	" AND NOT EXISTS (SELECT 1 FROM access_block b"			\
	"  WHERE b.patient_id = g.patient_id"				\
	"  AND b.account_id = g.account_id AND b.ended_at IS NULL)"

/*
 * The condition on a grant g under which confidential rows count for it: the
 * same as ACT_OWN, for SQL.
 */
#define ACCESS_SQL_OWN "g.basis = 'self'"

/* How old someone is today; the birth day counts only if there is one. */
enum access_age access_age(bool has_birth_day, struct day birth_day,
    struct day today);

/* The cell of a basis, as access_grant.basis names it; nothing for another. */
const struct access_cell *access_cell(const char *basis, enum access_age);

/* The basis of row i of the table: "self"; NULL after the last. */
const char *access_basis_name(int i);

#endif
