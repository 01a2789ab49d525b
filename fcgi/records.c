/*
 * records: Health Records: choose dates, preview, download
 *
 * Reads account, session, access_grant, access_block, message_unread and the
 * whole chart: patient, patient_name, patient_contact, patient_trait,
 * related_person, encounter, appointment, problem, allergy, allergy_reaction,
 * medication, immunization, report, observation, observation_past,
 * patient_procedure, device, document, document_chunk, care_plan,
 * care_plan_activity, goal, service_request, care_team_member, coverage,
 * family_history, provider, location, organization; writes session, audit.
 */
#include <string.h>

#include "auth/audit.h"
#include "auth/session.h"
#include "base/mem.h"
#include "chart/chart.h"
#include "chart/package.h"
#include "db/db.h"
#include "run/program.h"
#include "web/view.h"

static const char *const dates_choices[] = { "all", "one", "range", NULL };
static const char *const preview_choices[] = { "show", "hide", NULL };
static const char *const type_choices[] = { "ccda", NULL };

struct choice {
	const char *dates, *type, *preview;
	struct day from, to;
};

static const struct field choice_form[] = {
	FIELD_CHOICE_OPT(struct choice, dates, dates_choices),
	FIELD_DAY_OPT(struct choice, from),
	FIELD_DAY_OPT(struct choice, to),
	FIELD_CHOICE_OPT(struct choice, type, type_choices),
	FIELD_CHOICE_OPT(struct choice, preview, preview_choices),
	FIELDS_END
};

static bool
is(const char *choice, const char *value)
{
	return choice != NULL && strcmp(choice, value) == 0;
}

static bool
refuse(struct req *r, const char *field, const char *says)
{
	form_show(r, choice_form);
	form_refuse(r, field, says);
	return false;
}

/* Read the dates and see whether they make sense. */
static bool
read_choice(struct req *r, struct choice *in)
{
	if (!form_read(r, choice_form, in))
		return false;
	form_show(r, choice_form);
	if (in->dates == NULL || is(in->dates, "all"))
		return true;
	if (in->from.year == 0)
		return refuse(r, "from", is(in->dates, "one")
		    ? "Which day? Fill in the date here."
		    : "From which day? Fill in the first date.");
	if (is(in->dates, "one"))
		in->to = in->from;
	if (in->to.year == 0)
		return refuse(r, "to", "Until which day? Fill in the last"
		    " date.");
	if (when_days_between(in->from, in->to) < 0)
		return refuse(r, "to", "This date is before the From date."
		    " Swap the two, or change one.");
	return true;
}

static struct chart_query
query_of(const struct req *r, const struct choice *in, unsigned sections)
{
	return (struct chart_query){
		.patient_id = r->patient->id,
		.sections = sections,
		.show_confidential = r->patient->sees_confidential,
		.has_range = is(in->dates, "one") || is(in->dates, "range"),
		.from = in->from,
		.to = in->to,
	};
}

static enum http
show_records(struct req *r)
{
	struct choice in = { 0 };
	bool good = read_choice(r, &in);
	struct chart_query query = query_of(r, &in, CHART_ALL);

	if (good && is(in.preview, "show"))
		chart_select(r, r->page, &query);
	view(r, "records");
	return good ? HTTP_OK : HTTP_UNPROCESSABLE;
}

static enum http
download(struct req *r)
{
	struct choice in = { 0 };
	struct chart_query query;
	const uint8_t *bytes;
	size_t len;

	if (!read_choice(r, &in)) {
		view(r, "records");
		return HTTP_UNPROCESSABLE;
	}
	query = query_of(r, &in, CHART_EXPORT);
	package_make(r, chart_document(r, &query), &bytes, &len);
	r->audit_detail = query.has_range ? "dates chosen" : "all time";
	return send_file(r, "application/zip", "health-record.zip", bytes,
	    len);
}

static const struct route routes[] = {
	GET_FORM("/records/:patient", AREA_RECORDS, show_records, choice_form),
	GET_FORM("/records/:patient/download", AREA_RECORDS, download,
	    choice_form),
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { session_sql, audit_sql,
		chart_sql, NULL };
	static const char *const views[] = { "records", "record-page",
		"ccda/ccda", NULL };
	static const struct program records = { "records", routes, all_sql,
		views, false };

	return program_run(argc, argv, &records);
}
