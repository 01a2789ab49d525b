/* records_says.c: a row of the audit as a person says it. */
#include <string.h>

#include "auth/access.h"
#include "base/mem.h"
#include "records_activity.h"

enum act_end
act_end(const struct act *a, const struct act_row *row)
{
	bool looks = a->kind == ACT_LOOK || a->kind == ACT_DOWNLOAD;

	if (row->status == HTTP_NOT_FOUND || row->status == HTTP_FORBIDDEN ||
	    row->status == HTTP_TOO_MANY)
		return END_REFUSED;
	if (row->status >= HTTP_BAD_REQUEST)
		return END_FAILED;
	if (row->status == HTTP_SEE_OTHER && looks && row->staff_id == 0)
		return END_SIGN_IN;
	if (row->detail != NULL && strcmp(row->detail, "done before") == 0)
		return END_TWICE;
	return END_DONE;
}

/* The reasons of staff-patients_chart.c, as the form there words them. */
static const struct { const char *detail, *says; } reasons[] = {
	{ "treatment, outside of work", "takes part in the care" },
	{ "question, outside of work", "the patient or family had a question" },
	{ "billing, outside of work", "a bill or insurance" },
	{ "records, outside of work", "a request for records" },
	{ "emergency, outside of work", "an emergency" },
	{ "other, outside of work", "something else; we keep what it was" },
	{ "within work", "to do with messages in their inbox" },
	{ "outside of work", "with the reason given before" },
	{ "asked for the reason", "and was asked for the reason first" },
};

static const char *
say_detail(const char *detail)
{
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (strcmp(reasons[i].detail, detail) == 0)
			return reasons[i].says;
	return detail;
}

const char *
act_says(const void *ctx, const struct act *a, const struct act_row *row)
{
	static const char *const ends[] = {
		[END_SIGN_IN] = ": had to sign in first",
		[END_REFUSED] = ": not allowed, or not there",
		[END_FAILED] = ": it did not go through",
	};
	enum act_end end = act_end(a, row);

	if (end == END_TWICE)
		return mem_fmt(ctx, "%s %s (sent twice, done once)", a->did,
		    a->what);
	if (end != END_DONE)
		return mem_fmt(ctx, "Tried to %s %s%s", a->to_do, a->what,
		    ends[end]);
	if (a->before_detail == NULL || row->detail == NULL)
		return mem_fmt(ctx, "%s %s", a->did, a->what);
	return mem_fmt(ctx, "%s %s%s%s", a->did, a->what, a->before_detail,
	    say_detail(row->detail));
}

static const char *
staff_part(const char *roles)
{
	static const struct { int role; const char *says; } parts[] = {
		{ ROLE_CLINICIAN, "Doctor or nurse" },
		{ ROLE_FRONT_DESK, "Front desk" },
		{ ROLE_RECORDS, "Medical records" },
		{ ROLE_BILLING, "Billing" },
		{ ROLE_ADMINISTRATOR, "Office manager" },
		{ ROLE_AUDITOR, "Privacy and audit" },
	};
	int all = roles == NULL ? 0 : access_read_roles(roles);
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (all & parts[i].role)
			return parts[i].says;
	return "Practice staff";
}

const char *
act_part(const void *ctx, const struct act_row *row)
{
	const char *relation;

	if (row->staff_id != 0)
		return staff_part(row->roles);
	if (strcmp(row->program, "kithctl") == 0)
		return "The practice's computer";
	if (row->account_id == 0)
		return strcmp(row->program, "share") == 0 ? "Secure link"
		    : "Not signed in";
	if (row->grant == NULL)
		return "No access to this record";
	if (strncmp(row->grant, "self", 4) == 0)
		return "The patient";
	relation = strchr(row->grant, ' ');
	return relation == NULL ? "Family" : mem_fmt(ctx, "Family: %s",
	    relation + 1);
}
