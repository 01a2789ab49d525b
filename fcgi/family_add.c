/*
 * family_add.c: Add Patient: somebody who is signed in asks for access to the
 * record of a child, or of someone they care for (S52 to S59).
 */
#include <inttypes.h>
#include <string.h>

#include "asking.h"
#include "auth/request.h"
#include "base/text.h"
#include "family.h"
#include "web/view.h"

/* The patient's own email: none, or the one on file. */
static const char *const own_emails[] = { "none", "own", NULL };

struct adding {
	const char *first_name, *last_name;
	struct day birth_date;
	const char *relation, *own_email, *email, *channel;
};

const struct field add_form[] = {
	FIELD_LINE(struct adding, first_name, 100),
	FIELD_LINE(struct adding, last_name, 100),
	FIELD_DAY(struct adding, birth_date),
	FIELD_CHOICE(struct adding, relation, request_relations),
	FIELD_CHOICE(struct adding, own_email, own_emails),
	FIELD_EMAIL_OPT(struct adding, email),
	FIELD_CHOICE(struct adding, channel, request_channels),
	FIELDS_END
};

enum http
show_add(struct req *r)
{
	asking_prepare(r);
	request_show_waiting(r);
	return view(r, "family-add");
}

static enum http
add_again(struct req *r)
{
	show_add(r);
	return HTTP_UNPROCESSABLE;
}

/* Why the patient's own email will not do; NULL: it will, or there is none. */
static const char *
refuse_email(struct req *r, const struct adding *in)
{
	if (strcmp(in->own_email, "own") != 0)
		return NULL;
	if (in->email == NULL)
		return "Enter the patient’s own email, or choose No email.";
	return strcmp(text_mailbox_key(r, in->email),
	    text_mailbox_key(r, r->account->email)) == 0
	    ? "DO NOT enter your email address. Choose No email." : NULL;
}

enum http
add_patient(struct req *r)
{
	struct adding in = { 0 };
	struct wish wish;
	const char *why;

	if (!form_read(r, add_form, &in))
		return add_again(r);
	if ((why = refuse_email(r, &in)) != NULL) {
		form_show(r, add_form);
		form_refuse(r, "email", why);
		return add_again(r);
	}
	wish = (struct wish){ .patient = { .first_name = in.first_name,
	    .last_name = in.last_name, .birth_date = in.birth_date,
	    .email = strcmp(in.own_email, "own") == 0 ? in.email : NULL },
	    .name = r->account->name, .relation = in.relation,
	    .channel = in.channel };
	if (!asking_will_do(r, add_form, &wish))
		return add_again(r);
	if (request_is_too_much(r))
		return asking_too_often(r, add_form, "family-add");
	return redirect_to(r, "/family/add/%" PRId64,
	    request_begin(r, &wish));
}

static enum http
show_page(struct req *r, const struct request *q)
{
	view_set_int(r->page, "request-id", q->id);
	return show_passcode_page(r, q, "family-passcode");
}

enum http
show_add_passcode(struct req *r)
{
	struct request *q = request_of_account(r, r->id);

	return q == NULL ? HTTP_NOT_FOUND : show_page(r, q);
}

static enum http
passcode_refused(struct req *r, const struct request *q, const char *why)
{
	view_set_int(r->page, "request-id", q->id);
	return passcode_again(r, q, "family-passcode", why);
}

enum http
check_add_passcode(struct req *r)
{
	struct request *q = request_of_account(r, r->id);
	struct passcode in = { 0 };
	const char *why;

	if (q == NULL)
		return HTTP_NOT_FOUND;
	if (!form_read(r, passcode_form, &in))
		return passcode_refused(r, q, NULL);
	if ((why = request_check(r, q, in.passcode)) != NULL)
		return passcode_refused(r, q, why);
	if (!request_give(r, q, r->account->id))
		return passcode_refused(r, q, "We can’t open this record for"
		    " you now. Please call the office.");
	return redirect_to(r, "/family/add/%" PRId64 "/done", q->id);
}

enum http
send_add_passcode_again(struct req *r)
{
	struct request *q = request_of_account(r, r->id);

	if (q == NULL)
		return HTTP_NOT_FOUND;
	request_send_again(r, q);
	return redirect_to(r, "/family/add/%" PRId64 "?resent=1", q->id);
}

/* The record is open from this page on: it is one of the account's. */
enum http
show_added(struct req *r)
{
	int64_t patient_id = request_given(r, r->id);
	const struct patient *p = r->patients;

	while (p != NULL && p->id != patient_id)
		p = p->next;
	if (p == NULL)
		return HTTP_NOT_FOUND;
	view_set_int(r->page, "added", p->id);
	return view(r, "family-added");
}
