/*
 * family_access.c: access changed and ended, by the patient or by who has it.
 */
#include <string.h>

#include "base/config.h"
#include "family.h"
#include "web/view.h"

struct access {
	const char *level;
	struct day last_day;
};

const struct field access_form[] = {
	FIELD_CHOICE(struct access, level, level_choices),
	FIELD_DAY_OPT(struct access, last_day),
	FIELDS_END
};

/*
 * What the patient may change: what was given in the patient's name; and of a
 * teenager's guardian, who has bills by law, that there is more (AZ-09).
 */
static bool
find_changeable(struct req *r, struct grant *g)
{
	return grant_find(r, r->patient->id, r->id, g) &&
	    (grant_is_of_patient(g) || (strcmp(g->basis, "guardian") == 0 &&
	    grant_areas_today(g) == AREA_BILLING));
}

static enum http
show_form(struct req *r, const struct grant *g)
{
	char text[WHEN_MAX];

	add_access(r, r->page, g);
	view_set_int(r->page, "majority_age", config()->age_of_majority);
	if (r->in->method == METHOD_GET) {
		form_show(r, access_form);
		form_prefill(r, "level", grant_level(grant_areas_today(g)));
		if (g->ends != 0)
			form_prefill(r, "last_day", when_iso_day(
			    when_day_of(g->ends - 1), text));
	}
	return view(r, "family-access");
}

enum http
show_access(struct req *r)
{
	struct grant g;

	if (!find_changeable(r, &g))
		return HTTP_NOT_FOUND;
	return show_form(r, &g);
}

static enum http
ask_again(struct req *r, const struct grant *g)
{
	show_form(r, g);
	return HTTP_UNPROCESSABLE;
}

/* More than a guardian's bills: an access of its own, given by the patient. */
static enum grant_outcome
give_guardian(struct req *r, const struct grant *guardian, int areas,
    int64_t ends)
{
	struct grant g = { .account_id = guardian->account_id,
	    .patient_id = guardian->patient_id, .areas = areas,
	    .basis = "patient", .relation = guardian->relation, .ends = ends,
	    .given_by = r->account->id, .given_name = r->account->name };

	return areas == AREA_BILLING ? GRANT_THERE : grant_add(r, &g);
}

static enum grant_outcome
change(struct req *r, struct grant *g, int areas, int64_t ends)
{
	if (!grant_is_of_patient(g))
		return give_guardian(r, g, areas, ends);
	if (g->areas == areas && g->ends == ends)
		return GRANT_THERE;
	grant_change(r, g, areas, ends);
	return GRANT_DONE;
}

enum http
change_access(struct req *r)
{
	struct access in = { 0 };
	struct grant g;
	enum grant_outcome outcome;

	if (!find_changeable(r, &g))
		return HTTP_NOT_FOUND;
	if (!form_read(r, access_form, &in))
		return ask_again(r, &g);
	form_show(r, access_form);
	if (!check_last_day(r, in.last_day))
		return ask_again(r, &g);
	r->audit_detail = in.level;
	outcome = change(r, &g, level_areas(in.level), end_of(in.last_day));
	if (outcome == GRANT_THERE)
		return redirect_to(r, "/family/settings");
	if (outcome == GRANT_DONE)
		return redirect_to(r, "/family/settings?done=changed");
	form_refuse(r, "level", "We can’t change this from here. Please call"
	    " the office.");
	return ask_again(r, &g);
}

static enum http
confirm(struct req *r, const struct grant *g, const char *deed)
{
	add_access(r, r->page, g);
	view_set(r->page, "deed", deed);
	return view(r, "family-confirm");
}

static bool
find_removable(struct req *r, struct grant *g)
{
	return grant_find(r, r->patient->id, r->id, g) &&
	    grant_is_of_patient(g);
}

enum http
show_removal(struct req *r)
{
	struct grant g;

	return find_removable(r, &g) ? confirm(r, &g, "remove")
	    : HTTP_NOT_FOUND;
}

enum http
remove_access(struct req *r)
{
	struct grant g;

	if (!find_removable(r, &g))
		return HTTP_NOT_FOUND;
	grant_revoke(r, &g, GRANT_PATIENT);
	return redirect_to(r, "/family/settings?done=removed");
}

/* One's own access to somebody else; the own chart can't be given up. */
static bool
find_own(struct req *r, struct grant *g)
{
	return grant_find(r, r->patient->id, r->id, g) &&
	    g->account_id == r->account->id && strcmp(g->basis, "self") != 0;
}

enum http
show_leaving(struct req *r)
{
	struct grant g;

	return find_own(r, &g) ? confirm(r, &g, "leave") : HTTP_NOT_FOUND;
}

enum http
leave(struct req *r)
{
	struct grant g;

	if (!find_own(r, &g))
		return HTTP_NOT_FOUND;
	grant_revoke(r, &g, GRANT_HOLDER);
	return redirect_to(r, "/family/settings?done=left");
}
