/*
 * account_sign_up.c: who are you, and is it you: from "Who will use this
 * account?" to the code.
 *
 * Nothing here tells whether a record matched: pages, status and work are the
 * same, and only the mailbox that is on file learns more (S25, EN-01, EN-03).
 */
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "account.h"
#include "auth/code.h"
#include "auth/session.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "post/outbox.h"
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

static const char SIGN_UP[] =
    "SELECT id, IFNULL(patient_id, 0), stage, contact, email, password_hash,"
    " IFNULL(code_id, 0) FROM signup"
    " WHERE token_hash = ? AND created_at > ?";

static const char SIGN_UP_LOCKED[] =
    "SELECT id, IFNULL(patient_id, 0), stage, contact, email, password_hash,"
    " IFNULL(code_id, 0) FROM signup"
    " WHERE token_hash = ? AND created_at > ? FOR UPDATE";

static const char MOVE[] =
    "UPDATE signup SET token_hash = ?, stage = ?, code_id = ? WHERE id = ?";

const char *const sign_up_sql[] = { CANDIDATES, HAS_ACCOUNT, BEGIN_SIGN_UP,
	SIGN_UP, SIGN_UP_LOCKED, MOVE, NULL };

enum { SIGN_UP_SECONDS = 3600 };

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

struct code {
	const char *code;
};

const struct field code_form[] = {
	FIELD_LINE(struct code, code, 20),
	FIELDS_END
};

/* What the page of the code is asked to say. */
struct resent {
	const char *resent;
};

const struct field resent_form[] = {
	FIELD_LINE_OPT(struct resent, resent, 1),
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
show_family(struct req *r)
{
	return view(r, "sign-up-family");
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

/*
 * Whether two names are the same for a tired person: accents, case and
 * punctuation aside, and the first of several names is enough ("José" for "José
 * Ángel", "Núñez" for "Núñez Peña").
 */
static bool
is_same_name(struct req *r, const char *typed, const char *on_file)
{
	const char *key = text_name_key(r, typed);
	const char *first;

	if (on_file == NULL || *key == '\0')
		return false;
	first = mem_copy_n(r, on_file, strcspn(on_file, " "));
	return strcmp(key, text_name_key(r, on_file)) == 0 ||
	    strcmp(key, text_name_key(r, first)) == 0;
}

static bool
consider(void *arg)
{
	struct search *s = arg;

	/* The database takes "á" for "a": that is another mailbox. */
	if (strcmp(text_email_key(s->r, s->contact), s->email) != 0 ||
	    !is_same_name(s->r, s->typed->first_name, s->given) ||
	    !is_same_name(s->r, s->typed->last_name, s->family))
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

/*
 * A mail to an address; its view in views/mail says what of the tree is
 * shown. Of two with the same dedupe key only the first goes out.
 */
static void
post_mail(struct req *r, const char *to, const char *template,
    const char *digits, const char *dedupe_key)
{
	xmlDoc *model = xmlNewDoc(BAD_CAST "1.0");
	xmlNode *mail = xmlNewDocNode(model, NULL, BAD_CAST "mail", NULL);
	struct letter letter = { .to = to, .template = template,
	    .dedupe_key = dedupe_key };
	char text[WHEN_MAX];

	xmlDocSetRootElement(model, mail);
	view_set(mail, "code", digits);
	view_set_int(mail, "minutes", config()->code_minutes);
	view_set(mail, "until-says", when_instant_time(r->in->at +
	    config()->code_minutes * 60, text));
	view_set(mail, "at-says", when_instant_full(r->in->at, text));
	view_set(mail, "after", "failures");
	outbox_add(r, &letter, model);
	xmlFreeDoc(model);
}

void
send_notice(struct req *r, const char *to, const char *template)
{
	uint8_t hash[TOKEN_HASH];
	const char *key = text_email_key(r, to);

	crypto_hash_sha256(hash, (const unsigned char *)key, strlen(key));
	post_mail(r, to, template, NULL, mem_fmt(r, "%s-%s-%" PRId64,
	    template, text_hex(r, hash, sizeof(hash)), r->in->at / 3600));
}

int64_t
send_code(struct req *r, const char *contact, bool is_real)
{
	const char *digits;
	int64_t id = code_make(r, contact, &digits);

	/* Without a match the mail is made all the same, and goes nowhere. */
	post_mail(r, is_real && digits != NULL ? contact : NULL, "code",
	    digits == NULL ? "000000" : digits,
	    mem_fmt(r, "code-%s", r->in->id));
	return id;
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
	uint8_t hash[TOKEN_HASH];

	if (r->account != NULL) /* a sign-up is bound to an entry cookie */
		return redirect_home(r);
	if (has_account(r, patient_id)) {
		send_notice(r, address, "already");
		patient_id = 0;
	}
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

struct sign_up *
sign_up_at(struct req *r, const char *stage)
{
	struct sign_up *s = mem_new(r, struct sign_up);
	const char *sql = r->in->method == METHOD_POST ? SIGN_UP_LOCKED
	    : SIGN_UP;
	uint8_t hash[TOKEN_HASH];

	session_hash(r, hash);
	if (!db_one(r, sql, DB_OUT(out_int(&s->id), out_int(&s->patient_id),
	    out_text(&s->stage), out_text(&s->contact), out_text(&s->email),
	    out_text(&s->password_hash), out_int(&s->code_id)),
	    db_bytes(hash, sizeof(hash)),
	    db_instant(r, r->in->at - SIGN_UP_SECONDS)))
		return NULL;
	return strcmp(s->stage, stage) == 0 ? s : NULL;
}

void
sign_up_move(struct req *r, const struct sign_up *s, const char *stage,
    int64_t code_id)
{
	uint8_t hash[TOKEN_HASH];

	session_hash(r, hash);
	db_exec(r, MOVE, db_bytes(hash, sizeof(hash)), db_text(stage),
	    db_id(code_id), db_int(s->id));
}

enum http
show_code_page(struct req *r, const struct sign_up *s, const char *purpose,
    const char *contact)
{
	int64_t expires = code_expires(r, s->code_id);
	struct resent in = { 0 };
	char until[WHEN_MAX];

	if (r->in->method == METHOD_GET && form_read(r, resent_form, &in))
		view_set(r->page, "resent", in.resent);
	view_set(r->page, "purpose", purpose);
	/* In lower case: a capital would tell typed from on file. */
	view_set(r->page, "contact-masked", text_mask_email(r,
	    text_email_key(r, contact)));
	if (expires > r->in->at)
		view_set(r->page, "until-says",
		    when_instant_time(expires, until));
	return view(r, "code");
}

enum http
show_code(struct req *r)
{
	struct sign_up *s = sign_up_at(r, "code");

	if (s == NULL)
		return redirect_to(r, "/account/sign-up");
	return show_code_page(r, s, "contact", s->contact);
}

enum http
check_code(struct req *r)
{
	struct sign_up *s = sign_up_at(r, "code");
	struct code in = { 0 };
	const char *why;

	if (s == NULL)
		return redirect_to(r, "/account/sign-up");
	if (!form_read(r, code_form, &in)) {
		show_code_page(r, s, "contact", s->contact);
		return HTTP_UNPROCESSABLE;
	}
	why = code_check(r, s->code_id, s->contact, in.code);
	if (why == NULL && s->patient_id == 0)
		why = code_wrong; /* guessed a code that nobody got */
	if (why != NULL) {
		form_show(r, code_form);
		form_refuse(r, "code", why);
		show_code_page(r, s, "contact", s->contact);
		return HTTP_UNPROCESSABLE;
	}
	session_renew_entry(r);
	sign_up_move(r, s, "details", 0);
	return redirect_to(r, "/account/sign-up/account");
}

/* The new code makes the old one worth nothing (AU-08). */
enum http
send_code_again(struct req *r)
{
	struct sign_up *s = sign_up_at(r, "code");
	bool is_contact = s != NULL;

	if (s == NULL && (s = sign_up_at(r, "email")) == NULL)
		return redirect_to(r, "/account/sign-up");
	session_renew_entry(r);
	sign_up_move(r, s, s->stage, is_contact
	    ? send_code(r, s->contact, s->patient_id != 0)
	    : send_code(r, s->email, true));
	return redirect_to(r, "/account/sign-up/%s?resent=1",
	    is_contact ? "code" : "confirm");
}
