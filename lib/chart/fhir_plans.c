/* fhir_plans.c: CarePlan, CareTeam, Goal. */
#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "chart/fhir.h"
#include "chart/fhir_json.h"

static const char CARE_PLAN[] =
    "REPLACE INTO care_plan (patient_id, id, code, system, display, status,"
    "  description, start_when, start_day, end_when, end_day, provider_id,"
    "  confidential) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
static const char FORGET_ACTIVITIES[] =
    "DELETE FROM care_plan_activity"
    " WHERE patient_id = ? AND care_plan_id = ?";
static const char ACTIVITY[] =
    "INSERT INTO care_plan_activity"
    " (patient_id, care_plan_id, code, system, display, status)"
    " VALUES (?, ?, ?, ?, ?, ?)";

static const char MEMBER[] =
    "INSERT INTO care_team_member (patient_id, team, provider_id,"
    "  organization_id, name, role_code, role_system, role, status,"
    "  start_when, start_day, end_when, end_day, confidential)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char GOAL[] =
    "REPLACE INTO goal (patient_id, id, code, system, display, status,"
    "  progress, start_when, start_day, due_when, due_day, target,"
    "  provider_id, note, confidential)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/* --- care plans --- */

/* A plan that says what it is only in its narrative. */
static const char *
narrative_of(struct fhir *f)
{
	const cJSON *text = fhir_object(f, f->json, "text");
	const char *html = fhir_is_word(fhir_text(f, text, "status", 16),
	    "additional") ? fhir_lines(f, text, "div") : NULL;

	return html == NULL ? NULL : fhir_html_text(f, html);
}

/* The category that says most: every plan is an assess-plan. */
static struct fhir_code
category_of_plan(struct fhir *f)
{
	struct fhir_code c, best = { NULL, NULL, NULL };
	const cJSON *category;

	FHIR_EACH(category, f, f->json, "category") {
		c = fhir_concept(f, category, "SNOMED");
		if (best.display == NULL || (fhir_is_word(best.code,
		    "assess-plan") && c.display != NULL))
			best = c;
	}
	return best;
}

static void
put_activity(struct fhir *f, const cJSON *activity)
{
	const cJSON *detail = fhir_object(f, activity, "detail");
	struct fhir_code c = fhir_concept(f, fhir_object(f, detail, "code"),
	    "SNOMED");

	if (c.display == NULL)
		c.display = fhir_text(f, detail, "description", FHIR_LINE);
	if (c.display == NULL)
		c.display = fhir_reference_display(f, activity, "reference",
		    FHIR_LINE);
	if (c.display == NULL) {
		fhir_note(f, activity, "has no words: left out");
		return;
	}
	if (fhir_bool(f, detail, "doNotPerform"))
		c.display = fhir_cut(f, detail, fhir_and(f, "Do not do", ": ",
		    c.display), FHIR_LINE);
	db_exec(f, ACTIVITY, db_int(f->patient), db_int(f->row),
	    FHIR_CODE_ARGS(c), db_text(fhir_text(f, detail, "status", 32)));
}

void
fhir_store_care_plan(struct fhir *f)
{
	const cJSON *j = f->json, *activity;
	struct fhir_code c = category_of_plan(f);
	const char *title = fhir_text(f, j, "title", FHIR_LINE);
	const char *description = fhir_lines(f, j, "description");
	struct fhir_span period = fhir_period(f, j, "period", FHIR_DECISIVE);
	int64_t provider = fhir_link_of(f, j, "author", FHIR_PROVIDER);

	if (title != NULL)
		c.display = title;
	if (c.display == NULL)
		c.display = "Care plan";
	if (description == NULL)
		description = narrative_of(f);
	if (!fhir_put(f, CARE_PLAN, FHIR_CODE_ARGS(c),
	    db_text(fhir_status(f, "unknown")), db_text(description),
	    FHIR_SPAN_ARGS(period), db_id(provider),
	    db_int(f->confidential)))
		return;
	db_exec(f, FORGET_ACTIVITIES, db_int(f->patient), db_int(f->row));
	FHIR_EACH(activity, f, j, "activity")
		put_activity(f, activity);
}

/* --- care teams --- */

struct member {
	int64_t provider, organization;
	const char *name;
	struct fhir_code role;
	struct fhir_span time;
	bool is_patient;
};

static struct member
read_member(struct fhir *f, const cJSON *participant)
{
	const cJSON *who = fhir_object(f, participant, "member");
	struct member m = {
		.role = fhir_concept(f, fhir_first(f, participant, "role"),
		    "SNOMED NUCC"),
		.time = fhir_period(f, participant, "period", FHIR_MINOR),
		.provider = fhir_link(f, who, FHIR_PROVIDER),
		.organization = fhir_link(f, who, "Organization"),
		.is_patient = fhir_link_type(f, who, "Patient") != NULL,
	};

	if (m.provider == 0 && m.organization == 0)
		m.name = fhir_text(f, who, "display", FHIR_NAME);
	if (m.organization == 0)
		m.organization = fhir_link_of(f, participant, "onBehalfOf",
		    "Organization");
	return m;
}

static struct member *
read_members(struct fhir *f, int *count)
{
	const cJSON *participant;
	struct member *all = mem_array(f, struct member, (size_t)
	    cJSON_GetArraySize(fhir_get(f->json, "participant")) + 1), *m;

	*count = 0;
	FHIR_EACH(participant, f, f->json, "participant") {
		m = &all[*count];
		*m = read_member(f, participant);
		if (m->is_patient)
			continue;	/* everybody is on the own team */
		if (m->provider == 0 && m->organization == 0 &&
		    m->name == NULL)
			m->name = m->role.display;
		if (m->provider != 0 || m->organization != 0 ||
		    m->name != NULL)
			(*count)++;
		else
			fhir_note(f, participant,
			    "names nobody: left out");
	}
	return all;
}

void
fhir_store_care_team(struct fhir *f)
{
	const cJSON *j = f->json;
	const char *team = fhir_text(f, j, "name", FHIR_LINE);
	const char *status = fhir_status(f, "active");
	struct fhir_span period = fhir_period(f, j, "period", FHIR_MINOR);
	struct fhir_span time;
	struct member *members;
	int count, i;

	members = read_members(f, &count);
	if (team == NULL)
		team = fhir_words(f, j, "category", FHIR_LINE);
	if (!fhir_put_nothing(f))
		return;
	for (i = 0; i < count; i++) {
		time = members[i].time.start.when == NULL &&
		    members[i].time.end.when == NULL ? period :
		    members[i].time;
		db_exec(f, MEMBER, db_int(f->patient), db_text(team),
		    db_id(members[i].provider), db_id(members[i].organization),
		    db_text(members[i].name), FHIR_CODE_ARGS(members[i].role),
		    db_text(status), FHIR_SPAN_ARGS(time),
		    db_int(f->confidential));
		fhir_below(f, "care_team_member", i, db_last_id());
	}
}

/* --- goals --- */

/* What a target asks for: "below 7 %", "70 to 180 mg/dL". */
static const char *
detail_of(struct fhir *f, const cJSON *target)
{
	struct fhir_amount a = fhir_amount(f, fhir_object(f, target,
	    "detailQuantity"));
	const char *words = fhir_amount_words(f, &a);

	if (words == NULL)
		words = fhir_range_words(f, fhir_object(f, target,
		    "detailRange"));
	if (words == NULL)
		words = fhir_concept(f, fhir_object(f, target,
		    "detailCodeableConcept"), "SNOMED").display;
	if (words == NULL)
		words = fhir_text(f, target, "detailString", FHIR_LINE);
	if (words == NULL && fhir_get(target, "detailInteger") != NULL)
		words = fhir_number(f, target, "detailInteger");
	if (words == NULL && fhir_get(target, "detailBoolean") != NULL)
		words = fhir_bool(f, target, "detailBoolean") ? "yes" : "no";
	if (words == NULL)
		words = fhir_ratio_words(f, fhir_object(f, target,
		    "detailRatio"));
	return words;
}

static const char *
targets_of(struct fhir *f)
{
	const cJSON *target, *first = fhir_first(f, f->json, "target");
	const char *all = NULL, *measure, *detail;

	FHIR_EACH(target, f, f->json, "target") {
		measure = fhir_concept(f, fhir_object(f, target, "measure"),
		    "LOINC SNOMED").display;
		detail = detail_of(f, target);
		if (detail != NULL)
			all = fhir_and(f, all, "; ", fhir_and(f, measure, ": ",
			    detail));
		if (all != NULL && strlen(all) > FHIR_VALUE)
			break;
	}
	return fhir_cut(f, first, all, FHIR_LINE);
}

void
fhir_store_goal(struct fhir *f)
{
	const cJSON *j = f->json;
	const cJSON *description = fhir_object(f, j, "description");
	struct fhir_code c = fhir_concept(f, description, "SNOMED LOINC");
	const char *text = fhir_text(f, description, "text", 1000);
	struct fhir_dated start = fhir_when(f, j, "startDate", FHIR_MINOR);
	struct fhir_dated due = fhir_when(f, fhir_first(f, j, "target"),
	    "dueDate", FHIR_MINOR);
	const char *status = fhir_text(f, j, "lifecycleStatus", 32);
	const char *progress = fhir_cut(f, j, fhir_concept(f, fhir_object(f, j,
	    "achievementStatus"), "").display, FHIR_CODE);
	int64_t provider = fhir_link_of(f, j, "expressedBy", FHIR_PROVIDER);

	if (text != NULL)
		c.display = text;
	if (c.display == NULL)
		fhir_refuse(f, j, "has no description");
	fhir_put(f, GOAL, FHIR_CODE_ARGS(c),
	    db_text(status == NULL ? "active" : status), db_text(progress),
	    FHIR_DATED_ARGS(start), FHIR_DATED_ARGS(due),
	    db_text(targets_of(f)), db_id(provider),
	    db_text(fhir_notes(f, j, "note")), db_int(f->confidential));
}
