/*
 * family_invitation.c: the invited reads who invites to what, and says yes or
 * no. By the link of the mail, signed in or not; or signed in with the address
 * that it was sent to, by its id.
 *
 * A link that never was, was used, taken back or is too old: one answer.
 */
#include <inttypes.h>

#include "auth/invitation.h"
#include "base/config.h"
#include "family.h"
#include "web/view.h"

struct token {
	const char *token;
};

const struct field token_form[] = {
	FIELD_LINE(struct token, token, 64),
	FIELDS_END
};

static const char *const yes[] = { "yes", NULL };

struct answer {
	const char *token, *other_account;
};

const struct field answer_form[] = {
	FIELD_LINE(struct answer, token, 64),
	FIELD_CHOICE_OPT(struct answer, other_account, yes),
	FIELDS_END
};

static enum http
say_gone(struct req *r)
{
	view_set(r->page, "gone", "1");
	view(r, "family-invitation");
	return HTTP_NOT_FOUND;
}

/* The page; token is NULL where it is known by its id. */
static enum http
show_offer(struct req *r, const struct invitation *i, const char *token)
{
	view_set(r->page, "token", token);
	view_set_int(r->page, "own_account_age", config()->age_of_own_account);
	invitation_show(r, r->page, i);
	if (r->account == NULL)
		return view(r, "family-invitation");
	if (r->account->id == i->given_by)
		view_set(r->page, "own", "1");
	else if (!invitation_is_for(r, i, r->account->email))
		view_set(r->page, "other_account", "1");
	return view(r, "family-invitation");
}

/* The row in the audit trail names the patient, whom no path names here. */
static void
audit_it(struct req *r, const struct invitation *i)
{
	r->patient_id = i->patient_id;
	r->audit_object = i->id;
}

static enum http
accept(struct req *r, const struct invitation *i)
{
	enum grant_outcome outcome;

	audit_it(r, i);
	outcome = invitation_accept(r, i, r->account->id);
	if (outcome != GRANT_DONE) {
		view_set(r->page, "refused",
		    outcome == GRANT_THERE ? "there" : "call");
		return say_gone(r);
	}
	return redirect_to(r, "/home/%" PRId64, i->patient_id);
}

static enum http
decline(struct req *r, const struct invitation *i)
{
	audit_it(r, i);
	invitation_decline(r, i);
	if (r->account != NULL)
		return redirect_to(r, "/family/settings?done=declined");
	view_set(r->page, "declined", "1");
	return view(r, "family-invitation");
}

enum http
show_invitation(struct req *r)
{
	struct token in = { 0 };
	struct invitation i;

	if (!form_read(r, token_form, &in) ||
	    !invitation_find(r, in.token, &i))
		return say_gone(r);
	return show_offer(r, &i, in.token);
}

enum http
accept_invitation(struct req *r)
{
	struct answer in = { 0 };
	struct invitation i;

	if (!form_read(r, answer_form, &in) ||
	    !invitation_find(r, in.token, &i))
		return say_gone(r);
	/* Another account than the one it was sent to: asked first (AZ-19). */
	if (!invitation_is_for(r, &i, r->account->email) &&
	    in.other_account == NULL) {
		show_offer(r, &i, in.token);
		return HTTP_UNPROCESSABLE;
	}
	return accept(r, &i);
}

enum http
decline_invitation(struct req *r)
{
	struct token in = { 0 };
	struct invitation i;

	if (!form_read(r, token_form, &in) ||
	    !invitation_find(r, in.token, &i))
		return say_gone(r);
	return decline(r, &i);
}

enum http
show_own_invitation(struct req *r)
{
	struct invitation i;

	if (!invitation_find_own(r, r->id, &i))
		return HTTP_NOT_FOUND;
	return show_offer(r, &i, NULL);
}

enum http
accept_own_invitation(struct req *r)
{
	struct invitation i;

	return invitation_find_own(r, r->id, &i) ? accept(r, &i)
	    : HTTP_NOT_FOUND;
}

enum http
decline_own_invitation(struct req *r)
{
	struct invitation i;

	return invitation_find_own(r, r->id, &i) ? decline(r, &i)
	    : HTTP_NOT_FOUND;
}
