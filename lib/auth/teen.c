/* teen.c: a teenager's account is the teenager's alone. */
#include "auth/teen.h"

#include <string.h>

#include "base/config.h"
#include "base/text.h"
#include "db/db.h"

static const char BIRTH_DAY[] =
    "SELECT birth_day FROM patient WHERE id = ?";

/*
 * Of everybody who has or had access and is not the patient: what they sign in
 * with, and what is on file of them where they are patients themselves.
 */
static const char EMAILS[] =
    "SELECT a.email FROM access_grant g JOIN account a ON a.id = g.account_id"
    " WHERE g.patient_id = ? AND g.basis <> 'self'"
    " UNION ALL"
    " SELECT c.value FROM access_grant g"
    " JOIN access_grant own ON own.account_id = g.account_id"
    "  AND own.basis = 'self'"
    " JOIN patient_contact c ON c.patient_id = own.patient_id"
    "  AND c.kind = 'email'"
    " WHERE g.patient_id = ? AND g.basis <> 'self'"
    "  AND own.patient_id <> g.patient_id";

/* ... and who stands in the record as parent or emergency contact. */
static const char PHONES[] =
    "SELECT a.phone FROM access_grant g JOIN account a ON a.id = g.account_id"
    " WHERE g.patient_id = ? AND g.basis <> 'self' AND a.phone IS NOT NULL"
    " UNION ALL"
    " SELECT o.phone FROM access_grant g"
    " JOIN security_option o ON o.account_id = g.account_id"
    " WHERE g.patient_id = ? AND g.basis <> 'self' AND o.phone IS NOT NULL"
    " UNION ALL"
    " SELECT c.value FROM access_grant g"
    " JOIN access_grant own ON own.account_id = g.account_id"
    "  AND own.basis = 'self'"
    " JOIN patient_contact c ON c.patient_id = own.patient_id"
    "  AND c.kind = 'phone'"
    " WHERE g.patient_id = ? AND g.basis <> 'self'"
    "  AND own.patient_id <> g.patient_id"
    " UNION ALL"
    " SELECT phone FROM related_person"
    " WHERE patient_id = ? AND phone IS NOT NULL";

const char *const teen_sql[] = { BIRTH_DAY, EMAILS, PHONES, NULL };

static bool
is_teen(struct req *r, int64_t patient_id)
{
	const char *text = NULL;
	struct day birth;
	int age;

	db_one(r, BIRTH_DAY, DB_OUT(out_text(&text)), db_int(patient_id));
	if (text == NULL || !when_read_day(text, &birth))
		return false;
	age = when_age(birth, when_today());
	return age >= config()->age_of_own_account &&
	    age < config()->age_of_majority;
}

/* Looks for a key among the rows, each made a key first. */
struct search {
	struct req *r;
	char *(*key_of)(const void *ctx, const char *);
	const char *wanted, *value;
	bool found;
};

static bool
compare(void *arg)
{
	struct search *s = arg;
	const char *key = s->key_of(s->r, s->value);

	s->found = key != NULL && strcmp(key, s->wanted) == 0;
	return !s->found;
}

bool
teen_may_use_email(struct req *r, int64_t patient_id, const char *email)
{
	struct search s = { .r = r, .key_of = text_mailbox_key,
	    .wanted = text_mailbox_key(r, email) };

	if (!is_teen(r, patient_id))
		return true;
	db_each(r, EMAILS, DB_OUT(out_text(&s.value)), compare, &s,
	    db_int(patient_id), db_int(patient_id));
	return !s.found;
}

bool
teen_may_use_phone(struct req *r, int64_t patient_id, const char *phone)
{
	struct search s = { .r = r, .key_of = text_phone, .wanted = phone };

	if (!is_teen(r, patient_id))
		return true;
	db_each(r, PHONES, DB_OUT(out_text(&s.value)), compare, &s,
	    db_int(patient_id), db_int(patient_id), db_int(patient_id),
	    db_int(patient_id));
	return !s.found;
}
