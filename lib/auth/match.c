/* match.c: which patient somebody means who tells a name and a birth date. */
#include "auth/match.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

/* The legal and other names of those born that day. */
static const char BORN_THAT_DAY[] =
    "SELECT p.id, p.given, p.family FROM patient p"
    " WHERE p.birth_day = ? AND p.died_day IS NULL AND p.active"
    " UNION ALL"
    " SELECT p.id, IFNULL(n.given, p.given), n.family FROM patient p"
    " JOIN patient_name n ON n.patient_id = p.id"
    " WHERE p.birth_day = ? AND p.died_day IS NULL AND p.active";

static const char EMAILS[] =
    "SELECT value FROM patient_contact"
    " WHERE patient_id = ? AND kind = 'email' AND IFNULL(purpose, '') <> 'old'";

const char *const match_sql[] = { BORN_THAT_DAY, EMAILS, NULL };

bool
match_name(const void *ctx, const char *typed, const char *on_file)
{
	const char *key = text_name_key(ctx, typed);
	const char *first;

	if (on_file == NULL || *key == '\0')
		return false;
	first = mem_copy_n(ctx, on_file, strcspn(on_file, " "));
	return strcmp(key, text_name_key(ctx, on_file)) == 0 ||
	    strcmp(key, text_name_key(ctx, first)) == 0;
}

/* One row of BORN_THAT_DAY, and who was found so far. */
struct search {
	struct req *r;
	const struct described *described;
	int64_t id, found;
	const char *given, *family;
	bool is_ambiguous;
};

static bool
consider(void *arg)
{
	struct search *s = arg;

	if (!match_name(s->r, s->described->first_name, s->given) ||
	    !match_name(s->r, s->described->last_name, s->family))
		return true;
	s->is_ambiguous = s->found != 0 && s->found != s->id;
	s->found = s->id;
	return !s->is_ambiguous;
}

/* One row of EMAILS, beside the address that was typed, in lower case. */
struct look {
	struct req *r;
	const char *typed, *value;
	bool is_there;
};

/* The database takes "á" for "a": that is another mailbox. */
static bool
compare(void *arg)
{
	struct look *l = arg;

	l->is_there = strcmp(text_email_key(l->r, l->value), l->typed) == 0;
	return !l->is_there;
}

static bool
has_email(struct req *r, int64_t patient_id, const char *email)
{
	struct look l = { .r = r };

	if (email == NULL)
		return true;
	l.typed = text_email_key(r, email);
	db_each(r, EMAILS, DB_OUT(out_text(&l.value)), compare, &l,
	    db_int(patient_id));
	return l.is_there;
}

int64_t
match_patient(struct req *r, const struct described *described)
{
	struct search s = { .r = r, .described = described };
	char day[WHEN_MAX];

	when_iso_day(described->birth_date, day);
	db_each(r, BORN_THAT_DAY, DB_OUT(out_int(&s.id), out_text(&s.given),
	    out_text(&s.family)), consider, &s, db_text(day), db_text(day));
	if (!has_email(r, s.found, described->email) || s.is_ambiguous)
		return 0;
	return s.found;
}
