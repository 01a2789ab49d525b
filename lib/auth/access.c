/* access.c: the only place that decides who may open what. */
#include "auth/access.h"

#include <string.h>

#include "base/config.h"
#include "base/log.h"
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

int
access_areas_today(int areas, const char *basis, bool has_birth_day,
    struct day birth_day, struct day today)
{
	int age;

	if (strcmp(basis, "guardian") != 0)
		return areas;
	if (!has_birth_day)
		return 0;
	age = when_age(birth_day, today);
	if (age >= config()->age_of_majority)
		return 0;
	if (age >= config()->age_of_own_account)
		return areas & AREA_BILLING;
	return areas;
}

/* Whether the patient's grant opens the route. */
static bool
opens(const struct patient *p, enum area need)
{
	if (need == AREA_ANY)
		return p->areas != 0;
	if (need == AREA_SELF)
		return strcmp(p->basis, "self") == 0;
	return need < AREA_PUBLIC && ((int)need & p->areas) == (int)need &&
	    need != AREA_NOBODY;
}

static enum http
check_patient(struct req *r)
{
	const struct patient *p;

	for (p = r->patients; p != NULL; p = p->next)
		if (p->id == r->patient_id && opens(p, r->route->area)) {
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
	if (r->account == NULL)
		return ask_to_sign_in(r);
	if (need == AREA_SIGNED_IN)
		return HTTP_OK;
	return check_patient(r);
}
