/* family_invite.c: a patient invites somebody to the own record. */
#include <string.h>

#include "auth/invitation.h"
#include "base/config.h"
#include "family.h"
#include "web/view.h"

enum { YEARS_MAX = 50 };

const char *const level_choices[] = { "full", "billing", NULL };

/* What the invited is to the patient; the view words the same. */
static const char *const relations[] = { "husband", "wife", "partner",
	"daughter", "son", "mother", "father", "sister", "brother",
	"grandmother", "grandfather", "granddaughter", "grandson", "friend",
	"caregiver", "relative", NULL };

struct invite {
	const char *name, *email, *relation, *level;
	struct day last_day;
};

const struct field invite_form[] = {
	FIELD_LINE(struct invite, name, 100),
	FIELD_EMAIL(struct invite, email),
	FIELD_CHOICE(struct invite, relation, relations),
	FIELD_CHOICE(struct invite, level, level_choices),
	FIELD_DAY_OPT(struct invite, last_day),
	FIELDS_END
};

static const char *const refusals[] = {
	[INVITATION_OWN] = "This is your own email. Write the email of the"
	    " person whom you invite.",
	[INVITATION_TOO_MANY] = "You have sent many invitations today. Please"
	    " try again tomorrow, or call us.",
	[INVITATION_REFUSED] = "We can’t send this invitation from here."
	    " Please call the office.",
};

int
level_areas(const char *level)
{
	return strcmp(level, "full") == 0 ? AREA_FULL : AREA_BILLING;
}

int64_t
end_of(struct day last)
{
	return last.year == 0 ? 0 : when_clock(when_add_days(last, 1), 0);
}

bool
check_last_day(struct req *r, struct day last)
{
	struct day today = when_today();

	if (last.year == 0 || (when_days_between(today, last) >= 0 &&
	    last.year <= today.year + YEARS_MAX))
		return true;
	form_refuse(r, "last_day", "Choose today or a later day, or leave it"
	    " empty.");
	return false;
}

enum http
show_invite(struct req *r)
{
	const char *const *relation;

	view_set_int(r->page, "own_account_age", config()->age_of_own_account);
	for (relation = relations; *relation != NULL; relation++)
		view_add(r->page, "relation", *relation);
	return view(r, "family-invite");
}

static enum http
invite_again(struct req *r)
{
	show_invite(r);
	return HTTP_UNPROCESSABLE;
}

enum http
invite(struct req *r)
{
	struct invite in = { 0 };
	struct invitation i = { .patient_id = r->patient->id };
	enum invitation_outcome outcome;

	if (!form_read(r, invite_form, &in))
		return invite_again(r);
	form_show(r, invite_form);
	if (!check_last_day(r, in.last_day))
		return invite_again(r);
	i.name = in.name;
	i.relation = in.relation;
	i.email = in.email;
	i.areas = level_areas(in.level);
	i.access_ends = end_of(in.last_day);
	if ((outcome = invitation_make(r, &i)) != INVITATION_DONE) {
		form_refuse(r, "email", refusals[outcome]);
		return invite_again(r);
	}
	r->audit_object = i.id;
	r->audit_detail = in.level;
	return redirect_to(r, "/family/settings?done=invited");
}

enum http
show_withdrawal(struct req *r)
{
	struct invitation i;

	if (!invitation_find_given(r, r->patient->id, r->id, &i))
		return HTTP_NOT_FOUND;
	invitation_show(r, r->page, &i);
	view_set(r->page, "deed", "withdraw");
	return view(r, "family-confirm");
}

enum http
withdraw_invitation(struct req *r)
{
	if (!invitation_withdraw(r, r->patient->id, r->id))
		return HTTP_NOT_FOUND;
	return redirect_to(r, "/family/settings?done=withdrawn");
}
