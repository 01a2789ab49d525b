/* access.c: the only place that decides who may open what. */
#include "auth/access.h"

#include <string.h>

#include "auth/access_table.h"
#include "auth/session.h"
#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "web/route.h"

static const struct { const char *name; enum area area; } names[] = {
	{ "health", AREA_HEALTH }, { "records", AREA_RECORDS },
	{ "messages", AREA_MESSAGES }, { "forms", AREA_FORMS },
	{ "billing", AREA_BILLING }, { "profile", AREA_PROFILE },
};

static int
read_area(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i].name) == len &&
		    strncmp(names[i].name, name, len) == 0)
			return (int)names[i].area;
	die("access: no such area: %.*s", (int)len, name);
}

int
access_read_areas(const char *list)
{
	int areas = 0;
	size_t n;

	for (; *list != '\0'; list += n + (list[n] == ',')) {
		n = strcspn(list, ",");
		areas |= read_area(list, n);
	}
	return areas;
}

const char *
access_areas_text(const void *ctx, int areas)
{
	char *text = mem_copy(ctx, "");
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (areas & (int)names[i].area)
			text = mem_fmt(ctx, "%s%s%s", text,
			    *text == '\0' ? "" : ",", names[i].name);
	return text;
}

int
access_areas_today(int areas, const char *basis, bool has_birth_day,
    struct day birth_day, struct day today)
{
	return areas & access_cell(basis,
	    access_age(has_birth_day, birth_day, today))->areas;
}

/* Which roles of the practice may take a route of its side. */
static const struct { enum area area; int roles; } staff_areas[] = {
	{ AREA_STAFF, ROLE_FRONT_DESK | ROLE_CLINICIAN | ROLE_BILLING |
	    ROLE_RECORDS | ROLE_ADMINISTRATOR | ROLE_AUDITOR },
	{ AREA_INBOX, ROLE_FRONT_DESK | ROLE_CLINICIAN | ROLE_BILLING |
	    ROLE_RECORDS },
	{ AREA_CHARTS, ROLE_FRONT_DESK | ROLE_CLINICIAN | ROLE_RECORDS },
	{ AREA_PATIENTS, ROLE_FRONT_DESK | ROLE_CLINICIAN | ROLE_BILLING |
	    ROLE_RECORDS | ROLE_ADMINISTRATOR },
	{ AREA_ACCESS, ROLE_FRONT_DESK | ROLE_RECORDS | ROLE_ADMINISTRATOR },
	{ AREA_DOCUMENTS, ROLE_FRONT_DESK | ROLE_CLINICIAN | ROLE_RECORDS },
	{ AREA_FINDINGS, ROLE_CLINICIAN | ROLE_RECORDS },
};

static const struct { const char *name; enum role role; } role_names[] = {
	{ "front_desk", ROLE_FRONT_DESK }, { "clinician", ROLE_CLINICIAN },
	{ "billing", ROLE_BILLING }, { "records", ROLE_RECORDS },
	{ "administrator", ROLE_ADMINISTRATOR }, { "auditor", ROLE_AUDITOR },
};

int
access_read_roles(const char *list)
{
	int roles = 0;
	size_t n, i;

	for (; *list != '\0'; list += n + (list[n] == ',')) {
		n = strcspn(list, ",");
		for (i = 0; i < sizeof(role_names) / sizeof(role_names[0]); i++)
			if (strlen(role_names[i].name) == n &&
			    strncmp(role_names[i].name, list, n) == 0)
				roles |= (int)role_names[i].role;
	}
	return roles;
}

bool
access_is_for_staff(enum area need)
{
	size_t i;

	for (i = 0; i < sizeof(staff_areas) / sizeof(staff_areas[0]); i++)
		if (staff_areas[i].area == need)
			return true;
	return false;
}

bool
access_staff_may(const struct staff *staff, enum area need)
{
	size_t i;

	for (i = 0; i < sizeof(staff_areas) / sizeof(staff_areas[0]); i++)
		if (staff_areas[i].area == need &&
		    (staff_areas[i].roles & staff->roles) != 0)
			return true;
	return false;
}

/* What the practice's people may not do is not there for them. */
static enum http
check_staff(struct req *r)
{
	if (r->staff == NULL)
		return r->in->method == METHOD_POST
		    ? redirect_to(r, "/staff/account/sign-in")
		    : redirect_to(r, "/staff/account/sign-in?next=%s",
		    r->in->path);
	return access_staff_may(r->staff, r->route->area) ? HTTP_OK
	    : HTTP_NOT_FOUND;
}

/* Whether the patient's grant opens the route. */
static bool
opens(const struct patient *p, enum area need)
{
	if (need == AREA_ANY)
		return p->areas != 0;
	if (need == AREA_CONVERSATION)
		return (p->areas & (AREA_MESSAGES | AREA_BILLING)) != 0;
	if (need == AREA_SELF)
		return p->sees_confidential;
	return need < AREA_PUBLIC && ((int)need & p->areas) == (int)need &&
	    need != AREA_NOBODY;
}

static enum http
check_patient(struct req *r)
{
	const struct patient *p;

	for (p = r->patients; p != NULL; p = p->next)
		if (p->id == r->patient_id && opens(p, r->route->area) &&
		    (r->in->method == METHOD_GET ||
		    session_hold(r, p->id))) {
			r->patient = p;
			return HTTP_OK;
		}
	return HTTP_NOT_FOUND;
}

/* Back to the page after it; a form can't be sent again from there. */
static enum http
ask_to_sign_in(struct req *r)
{
	if (r->in->method == METHOD_POST)
		return redirect_to(r, "/account/sign-in");
	return redirect_to(r, "/account/sign-in?next=%s", r->in->path);
}

enum http
access_check(struct req *r)
{
	enum area need = r->route->area;

	if (need == AREA_PUBLIC)
		return HTTP_OK;
	if (need == AREA_NOBODY)
		return HTTP_FORBIDDEN;
	if (access_is_for_staff(need))
		return check_staff(r);
	if (r->account == NULL)
		return ask_to_sign_in(r);
	if (need == AREA_SET_UP)
		return HTTP_OK;
	if (r->account->needs_option)
		return redirect_to(r, "/account/security/first");
	if (need == AREA_SIGNED_IN)
		return HTTP_OK;
	return check_patient(r);
}
