/*
 * account_family.c: sign-up of a patient's family member: about the patient,
 * and the passcode, which the patient hands over (S34 to S41).
 */
#include "account.h"
#include "asking.h"
#include "auth/request.h"
#include "auth/session.h"
#include "base/mem.h"
#include "db/db.h"
#include "web/view.h"

static const char BEGIN_DETAILS[] =
    "INSERT INTO signup (token_hash, stage, contact, request_id, name,"
    " created_at) VALUES (?, 'details', '', ?, ?, ?)";

const char *const family_sql[] = { BEGIN_DETAILS, NULL };

enum { WAIT_SECONDS = 86400 };

struct family_asking {
	const char *first_name, *last_name;	/* of the patient */
	struct day birth_date;
	const char *name, *relation, *channel;
};

const struct field family_form[] = {
	FIELD_LINE(struct family_asking, first_name, 100),
	FIELD_LINE(struct family_asking, last_name, 100),
	FIELD_DAY(struct family_asking, birth_date),
	FIELD_LINE(struct family_asking, name, 100),
	FIELD_CHOICE(struct family_asking, relation, request_relations),
	FIELD_CHOICE(struct family_asking, channel, request_channels),
	FIELDS_END
};

static enum http
show_form(struct req *r)
{
	asking_prepare(r);
	return view(r, "sign-up-family");
}

enum http
show_family(struct req *r)
{
	if (r->account != NULL)
		return redirect_to(r, "/family/add");
	if (request_of_browser(r) != NULL)
		view_set(r->page, "waiting", "1");
	return show_form(r);
}

static enum http
family_again(struct req *r)
{
	show_form(r);
	return HTTP_UNPROCESSABLE;
}

/* The patient may hand the passcode over tomorrow: the browser waits for it. */
static void
begin_waiting(struct req *r)
{
	session_renew_entry(r);
	set_lasting_cookie(r, ENTRY_COOKIE, r->token, WAIT_SECONDS);
}

enum http
ask_for_access(struct req *r)
{
	struct family_asking in = { 0 };
	struct wish wish;

	if (r->account != NULL)
		return redirect_to(r, "/family/add");
	if (!form_read(r, family_form, &in))
		return family_again(r);
	wish = (struct wish){ .patient = { .first_name = in.first_name,
	    .last_name = in.last_name, .birth_date = in.birth_date },
	    .name = in.name, .relation = in.relation, .channel = in.channel };
	if (!asking_will_do(r, family_form, &wish))
		return family_again(r);
	if (!request_name_will_do(in.name)) {
		form_show(r, family_form);
		form_refuse(r, "name", "Enter your name in letters only. The"
		    " patient will read it.");
		return family_again(r);
	}
	if (request_is_too_much(r))
		return asking_too_often(r, family_form, "sign-up-family");
	begin_waiting(r);
	request_begin(r, &wish);
	return redirect_to(r, "/account/sign-up/passcode");
}

enum http
show_passcode(struct req *r)
{
	struct request *q = request_of_browser(r);

	if (q == NULL)
		return redirect_to(r, "/account/sign-up");
	return show_passcode_page(r, q, "sign-up-passcode");
}

static void
begin_details(struct req *r, const struct request *q)
{
	uint8_t hash[TOKEN_HASH];

	session_renew_entry(r);
	session_hash(r, hash);
	db_exec(r, BEGIN_DETAILS, db_bytes(hash, sizeof(hash)), db_int(q->id),
	    db_text(q->name), db_instant(r, r->in->at));
	request_wants_details(r, q);
}

enum http
check_passcode(struct req *r)
{
	struct request *q = request_of_browser(r);
	struct passcode in = { 0 };
	const char *why;

	if (q == NULL)
		return redirect_to(r, "/account/sign-up");
	if (!form_read(r, passcode_form, &in))
		return passcode_again(r, q, "sign-up-passcode", NULL);
	if ((why = request_check(r, q, in.passcode)) != NULL)
		return passcode_again(r, q, "sign-up-passcode", why);
	begin_details(r, q);
	return redirect_to(r, "/account/sign-up/relative");
}

enum http
send_passcode_again(struct req *r)
{
	struct request *q = request_of_browser(r);

	if (q == NULL)
		return redirect_to(r, "/account/sign-up");
	request_send_again(r, q);
	return redirect_to(r, "/account/sign-up/passcode?resent=1");
}
