/*
 * account_sign_up.c: who are you: from "Who will use this account?" to the
 * patient it can be.
 *
 * Nothing here tells whether a record matched: pages, status and work are the
 * same, and only the mailbox that is on file learns more (S25, EN-01, EN-03).
 */
#include <string.h>

#include "account.h"
#include "auth/match.h"
#include "auth/session.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "web/view.h"

/* Their legal and other names, for those born that day with that address. */
static const char CANDIDATES[] =
    "SELECT p.id, p.given, p.family, c.value FROM patient p"
    " JOIN patient_contact c ON c.patient_id = p.id"
    " WHERE p.birth_day = ? AND p.died_day IS NULL AND p.active"
    "  AND c.kind = 'email' AND IFNULL(c.purpose, '') <> 'old'"
    "  AND c.value = ?"
    " UNION ALL"
    " SELECT p.id, IFNULL(n.given, p.given), n.family, c.value FROM patient p"
    " JOIN patient_contact c ON c.patient_id = p.id"
    " JOIN patient_name n ON n.patient_id = p.id"
    " WHERE p.birth_day = ? AND p.died_day IS NULL AND p.active"
    "  AND c.kind = 'email' AND IFNULL(c.purpose, '') <> 'old'"
    "  AND c.value = ?";

static const char HAS_ACCOUNT[] =
    "SELECT COUNT(*) FROM access_grant"
    " WHERE patient_id = ? AND basis = 'self' AND revoked_at IS NULL";

static const char BEGIN_SIGN_UP[] =
    "INSERT INTO signup (token_hash, patient_id, stage, contact, code_id,"
    " created_at) VALUES (?, ?, 'code', ?, ?, ?)";

const char *const sign_up_sql[] = { CANDIDATES, HAS_ACCOUNT, BEGIN_SIGN_UP,
	NULL };

static const char *const who_choices[] = { "patient", "family", NULL };

struct who {
	const char *who;
};

const struct field who_form[] = {
	FIELD_CHOICE(struct who, who, who_choices),
	FIELDS_END
};

struct person {
	const char *first_name, *last_name, *email;
	struct day birth_date;
};

const struct field patient_form[] = {
	FIELD_LINE(struct person, first_name, 100),
	FIELD_LINE(struct person, last_name, 100),
	FIELD_DAY(struct person, birth_date),
	FIELD_EMAIL(struct person, email),
	FIELDS_END
};

/* The ages that pages name are settings. */
static void
add_ages(struct req *r)
{
	view_set_int(r->page, "own_account_age", config()->age_of_own_account);
	view_set_int(r->page, "majority_age", config()->age_of_majority);
}

enum http
show_sign_up(struct req *r)
{
	if (r->account != NULL)
		return redirect_home(r);
	add_ages(r);
	return view(r, "sign-up");
}

enum http
choose_who(struct req *r)
{
	struct who in = { 0 };

	if (!form_read(r, who_form, &in)) {
		show_sign_up(r);
		return HTTP_UNPROCESSABLE;
	}
	return redirect_to(r, "/account/sign-up/%s", in.who);
}

enum http
show_minor(struct req *r)
{
	view_set(r->page, "age-group", strrchr(r->in->path, '/') + 1);
	add_ages(r);
	return view(r, "sign-up-minor");
}

enum http
show_patient_form(struct req *r)
{
	if (r->account != NULL)
		return redirect_home(r);
	return view(r, "sign-up-patient");
}

static enum http
patient_form_again(struct req *r)
{
	form_show(r, patient_form);
	view(r, "sign-up-patient");
	return HTTP_UNPROCESSABLE;
}

/* One row of CANDIDATES, and what was found so far. */
struct search {
	struct req *r;
	const struct person *typed;
	const char *email;		/* as it was typed, in lower case */
	int64_t id, found;
	const char *given, *family, *contact;
	const char *address;		/* as it is on file */
	bool is_ambiguous;
};

static bool
consider(void *arg)
{
	struct search *s = arg;

	/* The database takes "á" for "a": that is another mailbox. */
	if (strcmp(text_email_key(s->r, s->contact), s->email) != 0 ||
	    !match_name(s->r, s->typed->first_name, s->given) ||
	    !match_name(s->r, s->typed->last_name, s->family))
		return true;
	s->is_ambiguous = s->found != 0 && s->found != s->id;
	s->found = s->id;
	s->address = mem_copy(s->r, s->contact);
	return !s->is_ambiguous;
}

/*
 * The one patient it can be, with the address as it is on file: mail goes
 * only there. 0 for none, and for two (AZ-12).
 */
static int64_t
find_patient(struct req *r, const struct person *typed, const char **address)
{
	struct search s = { .r = r, .typed = typed,
	    .email = text_email_key(r, typed->email) };
	char day[WHEN_MAX];

	when_iso_day(typed->birth_date, day);
	db_each(r, CANDIDATES, DB_OUT(out_int(&s.id), out_text(&s.given),
	    out_text(&s.family), out_text(&s.contact)), consider, &s,
	    db_text(day), db_text(s.email), db_text(day), db_text(s.email));
	if (s.found == 0 || s.is_ambiguous)
		return 0;
	*address = s.address;
	return s.found;
}

static bool
has_account(struct req *r, int64_t patient_id)
{
	int64_t n = 0;

	db_one(r, HAS_ACCOUNT, DB_OUT(out_int(&n)), db_int(patient_id));
	return n > 0;
}

static enum http
begin_sign_up(struct req *r, const struct person *typed)
{
	const char *address = typed->email;
	int64_t patient_id = find_patient(r, typed, &address), code_id;
	bool is_known = has_account(r, patient_id);
	uint8_t hash[TOKEN_HASH];

	if (r->account != NULL) /* a sign-up is bound to an entry cookie */
		return redirect_home(r);
	send_notice(r, address, "already", is_known);
	if (is_known)
		patient_id = 0;
	session_renew_entry(r);
	code_id = send_code(r, address, patient_id != 0);
	session_hash(r, hash);
	db_exec(r, BEGIN_SIGN_UP, db_bytes(hash, sizeof(hash)),
	    db_id(patient_id), db_text(address), db_int(code_id),
	    db_instant(r, r->in->at));
	return redirect_to(r, "/account/sign-up/code");
}

enum http
identify_patient(struct req *r)
{
	struct person in = { 0 };
	struct day today = when_today();
	int age;

	if (!form_read(r, patient_form, &in))
		return patient_form_again(r);
	age = when_age(in.birth_date, today);
	if (when_days_between(in.birth_date, today) < 0 || age > 130) {
		form_show(r, patient_form);
		form_refuse(r, "birth_date", "Check the year: the date of birth"
		    " can’t be in the future or that long ago.");
		return patient_form_again(r);
	}
	if (age < config()->age_of_majority)
		return redirect_to(r, "/account/sign-up/%s",
		    age < config()->age_of_own_account ? "child" : "teen");
	return begin_sign_up(r, &in);
}
