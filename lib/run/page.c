/* page.c: what every page knows: who is signed in, whose record is open. */
#include "run/page.h"

#include <string.h>

#include "auth/access.h"
#include "auth/session.h"
#include "base/config.h"
#include "base/mem.h"
#include "run/once.h"
#include "web/route.h"
#include "web/view.h"

enum { COLORS = 6 };

/* The character at s, with its bytes. */
static const char *
first_character(const void *ctx, const char *s)
{
	size_t n = 1;

	while (((unsigned char)s[n] & 0xc0) == 0x80)
		n++;
	return *s == '\0' ? "" : mem_copy_n(ctx, s, n);
}

/* "Dana Whitfield" as "DW". */
const char *
page_initials(const void *ctx, const char *name)
{
	/* Titles before and degrees after a name are not the name. */
	const char *bare = mem_copy_n(ctx, name, strcspn(name, ","));
	const char *last;

	if (strncmp(bare, "Dr. ", 4) == 0)
		bare += 4;
	last = strrchr(bare, ' ');

	return mem_fmt(ctx, "%s%s", first_character(ctx, bare),
	    last == NULL ? "" : first_character(ctx, last + 1));
}

static void
describe_patient(struct req *r, xmlNode *n, const struct patient *p,
    int color)
{
	char text[WHEN_MAX];
	struct when birth = { .day = p->birth_day, .precision = WHEN_DAY };

	view_set_int(n, "id", p->id);
	view_set(n, "name", p->name);
	view_set(n, "given", p->given);
	view_set(n, "initials", page_initials(r, p->name));
	view_set_int(n, "color", color % COLORS + 1);
	view_set(n, "sex", p->sex);
	view_set(n, "mrn", p->mrn);
	view_set(n, "basis", p->basis);
	view_set(n, "relation", p->relation);
	view_set(n, "areas", access_areas_text(r, p->areas));
	view_set_int(n, "unread", p->unread);
	if (!p->has_birth_day)
		return;
	view_set(n, "birth_day", when_iso_day(p->birth_day, text));
	view_set(n, "birth_day-says", when_says(&birth, text));
	view_set(n, "age-says", when_age_text(p->birth_day, when_today(),
	    text));
}

/* "/health/5/results" as "health". */
static const char *
program_of(struct req *r)
{
	const char *path = r->in->path + strspn(r->in->path, "/");

	return mem_copy_n(r, path, strcspn(path, "/"));
}

static void
add_people(struct req *r)
{
	const struct patient *p;
	xmlNode *n;
	int color = 0;

	for (p = r->patients; p != NULL; p = p->next, color++) {
		n = view_add(r->page, "person", NULL);
		describe_patient(r, n, p, color);
		if (p != r->patient)
			continue;
		view_set(n, "current", "1");
		describe_patient(r, view_add(r->page, "patient", NULL), p,
		    color);
	}
}

/* What a member's roles open, for the links on top. */
static const char *
staff_areas_text(const struct req *r)
{
	static const enum area places[] = { AREA_INBOX, AREA_CHARTS,
		AREA_PATIENTS, AREA_ACCESS, AREA_DOCUMENTS, AREA_FINDINGS };
	const char *text = "";
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (access_staff_may(r->staff, places[i]))
			text = mem_fmt(r, "%s%s%s", text,
			    *text == '\0' ? "" : ",", area_name(places[i]));
	return text;
}

static void
add_staff(struct req *r)
{
	xmlNode *n = view_add(r->page, "staff", NULL);

	view_set_int(r->page, "idle_seconds",
	    config()->staff_idle_minutes * 60);
	view_set_int(n, "id", r->staff->id);
	view_set(n, "name", r->staff->name);
	view_set(n, "email", r->staff->email);
	view_set(n, "initials", page_initials(r, r->staff->name));
	view_set(n, "areas", staff_areas_text(r));
}

void
page_begin(struct req *r)
{
	xmlNode *n;

	view_set(r->page, "program", program_of(r));
	view_set(r->page, "csrf", session_csrf(r));
	view_set(r->page, "once", once_new(r));
	if (r->staff != NULL)
		add_staff(r);
	if (r->account == NULL)
		return;
	view_set_int(r->page, "idle_seconds",
	    config()->session_idle_minutes * 60);
	n = view_add(r->page, "account", NULL);
	view_set_int(n, "id", r->account->id);
	view_set(n, "name", r->account->name);
	view_set(n, "email", r->account->email);
	if (r->account->needs_option)
		view_set(n, "set-up", "1");
	add_people(r);
}
