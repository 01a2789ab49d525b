/*
 * account_details.c: "Email, phone, and password" of who is signed in. The
 * password was typed minutes ago (AU-17); each change is told by mail.
 */
#include <string.h>

#include "account_own.h"
#include "auth/password.h"
#include "auth/session.h"
#include "auth/teen.h"
#include "base/config.h"
#include "base/text.h"
#include "db/db.h"
#include "web/view.h"

static const char DETAILS[] =
    "SELECT phone, password_at FROM account WHERE id = ?";

static const char WAITING[] =
    "SELECT email, expires_at AS until_at FROM account_change"
    " WHERE account_id = ? AND kind = 'email' AND used_at IS NULL"
    "  AND expires_at > ?";

static const char SET_PHONE[] =
    "UPDATE account SET phone = ? WHERE id = ?";

const char *const details_sql[] = { DETAILS, WAITING, SET_PHONE, NULL };

static const char *const saved_choices[] = { "email", "sent", "phone",
	"password", NULL };

struct details_page {
	const char *saved;
};

const struct field details_page_form[] = {
	FIELD_CHOICE_OPT(struct details_page, saved, saved_choices),
	FIELDS_END
};

struct new_phone {
	const char *phone;
};

const struct field phone_form[] = {
	FIELD_LINE_OPT(struct new_phone, phone, 40),
	FIELDS_END
};

struct new_password {
	const char *password, *password2;
};

const struct field new_password_form[] = {
	FIELD_SECRET(struct new_password, password, 65536),
	FIELD_SECRET(struct new_password, password2, 65536),
	FIELDS_END
};

const char teen_email[] = "This email belongs to someone who can see your"
    " record. Use one that only you read, or call us.";

static enum http
show(struct req *r)
{
	const struct config *c = config();

	db_rows(r, r->page, "details", DETAILS, db_int(r->account->id));
	db_rows(r, r->page, "waiting", WAITING, db_int(r->account->id),
	    db_instant(r, r->in->at));
	view_set_int(r->page, "password_min", r->account->has_second_factor
	    ? c->password_min_with_factor : c->password_min);
	return view(r, "details");
}

enum http
show_details(struct req *r)
{
	struct details_page in = { 0 };

	if (form_read(r, details_page_form, &in))
		view_set(r->page, "saved", in.saved);
	return show(r);
}

enum http
details_again(struct req *r, const struct field *form, const char *field,
    const char *why)
{
	form_show(r, form);
	if (why != NULL)
		form_refuse(r, field, why);
	show(r);
	return HTTP_UNPROCESSABLE;
}

int64_t
own_patient(const struct req *r)
{
	const struct patient *p;

	for (p = r->patients; p != NULL; p = p->next)
		if (strcmp(p->basis, "self") == 0)
			return p->id;
	return 0;
}

/* The account of who is signed in. */
static struct owner
me(const struct req *r)
{
	return (struct owner){ .id = r->account->id, .name = r->account->name,
	    .email = r->account->email };
}

enum http
change_phone(struct req *r)
{
	struct owner owner = me(r);
	struct new_phone in = { 0 };
	const char *phone = NULL;

	if (!form_read(r, phone_form, &in))
		return details_again(r, phone_form, NULL, NULL);
	if (in.phone != NULL && (phone = text_phone(r, in.phone)) == NULL)
		return details_again(r, phone_form, "phone", "Enter a phone"
		    " number with its area code, like (802) 555-0142.");
	if (phone != NULL && !teen_may_use_phone(r, own_patient(r), phone))
		return details_again(r, phone_form, "phone", "This phone"
		    " belongs to someone who can see your record. Use one that"
		    " only you have, or call us.");
	db_exec(r, SET_PHONE, db_text(phone), db_int(owner.id));
	tell_owner(r, &owner, "account", "phone", NULL);
	return redirect_to(r, "/account/details?saved=phone");
}

enum http
change_password(struct req *r)
{
	struct owner owner = { 0 };
	struct new_password in = { 0 };
	const char *why;

	if (!form_read(r, new_password_form, &in))
		return details_again(r, new_password_form, NULL, NULL);
	if (!owner_load(r, r->account->id, &owner))
		return HTTP_NOT_FOUND;
	if ((why = owner_refuse_password(r, &owner, in.password)) != NULL)
		return details_again(r, new_password_form, "password", why);
	if (strcmp(in.password, in.password2) != 0)
		return details_again(r, new_password_form, "password2",
		    "The two passwords are not the same. Type both again.");
	set_password(r, owner.id, password_hash(r, in.password));
	tell_owner(r, &owner, "account", "password", NULL);
	session_open(r, owner.id);
	return redirect_to(r, "/account/details?saved=password");
}
