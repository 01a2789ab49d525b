/* route.c: what a program answers, and who may ask. */
#include "web/route.h"

#include <string.h>

#include "base/log.h"
#include "base/text.h"

const char *
area_name(enum area area)
{
	switch (area) {
	case AREA_NOBODY: return "nobody";
	case AREA_HEALTH: return "health";
	case AREA_RECORDS: return "records";
	case AREA_MESSAGES: return "messages";
	case AREA_FORMS: return "forms";
	case AREA_BILLING: return "billing";
	case AREA_PROFILE: return "profile";
	case AREA_FULL: return "full";
	case AREA_PUBLIC: return "public";
	case AREA_SIGNED_IN: return "signed-in";
	case AREA_SET_UP: return "set-up";
	case AREA_ANY: return "any";
	case AREA_SELF: return "self";
	case AREA_CONVERSATION: return "conversation";
	case AREA_STAFF: return "staff";
	case AREA_INBOX: return "inbox";
	case AREA_CHARTS: return "charts";
	case AREA_PATIENTS: return "patients";
	case AREA_ACCESS: return "access";
	case AREA_DOCUMENTS: return "documents";
	case AREA_FINDINGS: return "findings";
	}
	die("no such area: %d", area);
}

/* Read the segment at *path as an id, and move past it. */
static bool
take_id(const char **path, int64_t *id)
{
	size_t n = strcspn(*path, "/");
	char digits[24];

	if (n >= sizeof(digits))
		return false;
	memcpy(digits, *path, n);
	digits[n] = '\0';
	*path += n;
	return text_id(digits, id);
}

static bool
path_matches(const char *pattern, const char *path, int64_t *patient_id,
    int64_t *id)
{
	static const char patient[] = ":patient";
	bool is_patient;

	for (; *pattern != '\0'; pattern++) {
		if (*pattern != ':') {
			if (*pattern != *path++)
				return false;
			continue;
		}
		is_patient = strncmp(pattern, patient, strlen(patient)) == 0;
		if (!take_id(&path, is_patient ? patient_id : id))
			return false;
		pattern += strcspn(pattern, "/") - 1;
	}
	return *path == '\0';
}

const struct route *
route_find(const struct route *r, enum method method, const char *path,
    int64_t *patient_id, int64_t *id, bool *path_known)
{
	*path_known = false;
	for (; r->path != NULL; r++) {
		*patient_id = *id = 0;
		if (!path_matches(r->path, path, patient_id, id))
			continue;
		if (r->method == method)
			return r;
		*path_known = true;
	}
	return NULL;
}

static const char *const kind_names[] = {
	[FORM_ID] = "id", [FORM_LINE] = "line", [FORM_TEXT] = "text",
	[FORM_EMAIL] = "email", [FORM_DAY] = "day", [FORM_SECRET] = "secret",
	[FORM_CHOICE] = "choice",
};

static void
print_parameters(FILE *out, const struct field *f)
{
	const char *comma = "";

	if (f == NULL || f->kind == FORM_END)
		fputs("-", out);
	for (; f != NULL && f->kind != FORM_END; f++) {
		fprintf(out, "%s%s:%s", comma, f->name, kind_names[f->kind]);
		comma = ",";
	}
}

void
route_print_all(FILE *out, const struct route *r)
{
	for (; r->path != NULL; r++) {
		fprintf(out, "%-4s %-36s %-12s %-24s ",
		    r->method == METHOD_POST ? "POST" : "GET", r->path,
		    area_name(r->area), r->name);
		print_parameters(out, r->form);
		if (r->flags & ROUTE_FILES)
			fputs(" files", out);
		if (r->flags & ROUTE_QUIET)
			fputs(" quiet", out);
		if (r->flags & ROUTE_FRESH)
			fputs(" fresh", out);
		if ((r->flags & ROUTE_LOOK) != 0)
			fputs(" look", out);
		if ((r->flags & ROUTE_APP) != 0)
			fputs(" app", out);
		fputc('\n', out);
	}
}
