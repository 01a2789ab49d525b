/*
 * account_relative.c: sign-up of who is no patient: who they are, and the
 * account (S42 to S44).
 */
#include <string.h>

#include "account.h"
#include "auth/contact.h"
#include "auth/invitation.h"
#include "auth/request.h"
#include "auth/session.h"
#include "auth/contact.h"
#include "auth/request.h"
#include "base/config.h"
#include "db/db.h"
#include "web/view.h"

/* The link of an invitation is the proof of the address it was sent to. */
static const char BEGIN_INVITED[] =
    "INSERT INTO signup (token_hash, stage, contact, invitation_id, created_at)"
    " VALUES (?, 'details', ?, ?, ?)";

const char *const relative_sql[] = { BEGIN_INVITED, NULL };

struct invited {
	const char *token;
};

const struct field invited_form[] = {
	FIELD_LINE(struct invited, token, 64),
	FIELDS_END
};

/* The name is asked for only where we don't know it. */
struct relative {
	const char *name;
	struct day birth_date;
	const char *email, *password, *password2;
};

const struct field relative_form[] = {
	FIELD_LINE_OPT(struct relative, name, 100),
	FIELD_DAY(struct relative, birth_date),
	FIELD_EMAIL(struct relative, email),
	FIELD_SECRET(struct relative, password, 65536),
	FIELD_SECRET(struct relative, password2, 65536),
	FIELDS_END
};

/* From the page of the invitation, which says so if it is over. */
enum http
begin_invited(struct req *r)
{
	struct invited in = { 0 };
	struct invitation i;
	uint8_t hash[TOKEN_HASH];

	if (r->account != NULL)
		return redirect_home(r);
	if (!form_read(r, invited_form, &in) ||
	    !invitation_find(r, in.token, &i))
		return HTTP_NOT_FOUND;
	session_renew_entry(r);
	session_hash(r, hash);
	db_exec(r, BEGIN_INVITED, db_bytes(hash, sizeof(hash)),
	    db_text(i.email), db_int(i.id), db_instant(r, r->in->at));
	r->audit_object = i.id;
	return redirect_to(r, "/account/sign-up/relative");
}

static bool
is_relative(const struct sign_up *s)
{
	return s != NULL && (s->request_id != 0 || s->invitation_id != 0);
}

static enum http
show_page(struct req *r, const struct sign_up *s)
{
	if (s->request_id != 0)
		view_set(r->page, "own-name", s->name);
	else
		form_prefill(r, "email", s->contact);
	view_set_int(r->page, "own_account_age", config()->age_of_own_account);
	view_set_int(r->page, "password_min",
	    config()->password_min_with_factor);
	return view(r, "sign-up-relative");
}

enum http
show_relative_form(struct req *r)
{
	struct sign_up *s = sign_up_in_details(r);

	if (!is_relative(s))
		return redirect_to(r, "/account/sign-up");
	return show_page(r, s);
}

static enum http
relative_again(struct req *r, const struct sign_up *s, const char *field,
    const char *says)
{
	form_show(r, relative_form);
	if (field != NULL)
		form_refuse(r, field, says);
	show_page(r, s);
	return HTTP_UNPROCESSABLE;
}

/*
 * Who got the passcode at an address of their own would have answered for the
 * patient (AZ-18). A young child's address is the family's.
 */
static bool
is_patients_email(struct req *r, const struct sign_up *s, const char *email)
{
	struct request *q = s->request_id == 0 ? NULL
	    : request_for_sign_up(r, s->request_id);

	return q != NULL && strcmp(q->basis, "guardian") != 0 &&
	    contact_is_of(r, q->patient_id, email);
}

static const char *
refuse_relative(struct req *r, const struct sign_up *s,
    const struct relative *in, const char **field)
{
	struct day today = when_today();

	*field = "birth_date";
	if (when_days_between(in->birth_date, today) < 0 ||
	    when_age(in->birth_date, today) > 130)
		return "Check the year: the date of birth can’t be in the"
		    " future or that long ago.";
	*field = "name";
	if (s->request_id == 0 && in->name == NULL)
		return "Enter your first and last name.";
	*field = "email";
	if (is_patients_email(r, s, in->email))
		return "This email is on the patient’s record. Use one that"
		    " only you read.";
	return refuse_passwords(r, s, in->email, in->password, in->password2,
	    field);
}

enum http
make_relative(struct req *r)
{
	struct sign_up *s = sign_up_in_details(r);
	struct relative in = { 0 };
	const char *why, *field;
	char born[WHEN_MAX];
	enum http status;

	if (!is_relative(s))
		return redirect_to(r, "/account/sign-up");
	if (!form_read(r, relative_form, &in))
		return relative_again(r, s, NULL, NULL);
	if (when_age(in.birth_date, when_today()) <
	    config()->age_of_own_account &&
	    when_days_between(in.birth_date, when_today()) >= 0)
		return redirect_to(r, "/account/sign-up/too-young");
	s->birth_day = when_iso_day(in.birth_date, born);
	if (s->request_id == 0)
		s->name = in.name;
	why = refuse_relative(r, s, &in, &field);
	if (why != NULL)
		return relative_again(r, s, field, why);
	status = finish_details(r, s, in.email, in.password, &why);
	return why == NULL ? status : relative_again(r, s, "email", why);
}

static bool
give_requested(struct req *r, int64_t request_id, int64_t account_id)
{
	struct request *q = request_for_sign_up(r, request_id);

	if (q == NULL)
		return false;
	r->patient_id = q->patient_id;
	return request_give(r, q, account_id);
}

static bool
give_invited(struct req *r, int64_t invitation_id, int64_t account_id)
{
	struct invitation i;

	if (!invitation_find_again(r, invitation_id, &i))
		return false;
	r->patient_id = i.patient_id;
	return invitation_accept(r, &i, account_id) == GRANT_DONE;
}

const char *
give_relative_access(struct req *r, const struct sign_up *s,
    int64_t account_id)
{
	bool done = s->request_id != 0
	    ? give_requested(r, s->request_id, account_id)
	    : give_invited(r, s->invitation_id, account_id);

	return done ? NULL : "We can’t open this record for you now. Please"
	    " call the office.";
}
