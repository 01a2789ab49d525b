/* staff-patients_access.c: who has access to a record; a guardian verified. */
#include <inttypes.h>
#include <string.h>

#include "auth/access.h"
#include "auth/access_table.h"
#include "auth/grant.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "staff-patients.h"
#include "web/view.h"

/* What is there, in force or not; the age rule is not SQL's. */
#define GRANT								\
    "SELECT g.id, a.name, a.email, g.relation, g.basis, g.areas,"	\
    " g.begins_at AS since_at, IF(g.begins_at > ?, 1, NULL) AS later,"	\
    " g.ends_at AS until_at, g.given_name AS giver, v.name AS verifier,"	\
    " g.document, g.suspended_at AS paused_at, w.name AS pauser,"	\
    " g.suspended_why AS why,"						\
    " IF(EXISTS (SELECT 1 FROM access_block b"				\
    "  WHERE b.patient_id = g.patient_id AND b.account_id = g.account_id"	\
    "  AND b.ended_at IS NULL), 1, NULL) AS blocked"			\
    " FROM access_grant g JOIN account a ON a.id = g.account_id"	\
    " LEFT JOIN staff v ON v.id = g.verified_by"			\
    " LEFT JOIN staff w ON w.id = g.suspended_by"			\
    " WHERE g.patient_id = ? AND (g.ends_at IS NULL OR g.ends_at > ?)"	\
    "  AND g.revoked_at IS NULL AND a.disabled_at IS NULL"		\
    "  AND a.closed_at IS NULL"

static const char ACCESS[] = GRANT " ORDER BY g.basis <> 'self', a.name, g.id";
static const char ONE_ACCESS[] = GRANT " AND g.id = ?";

static const char INVITED[] =
    "SELECT name, email, relation, areas, created_at AS sent_at,"
    " expires_at AS until_at FROM invitation WHERE patient_id = ?"
    " AND accepted_at IS NULL AND declined_at IS NULL"
    " AND withdrawn_at IS NULL AND expires_at > ? ORDER BY id";

static const char BLOCKS[] =
    "SELECT b.id, b.name, b.email_key AS email, b.why, b.blocked_at,"
    " s.name AS blocker FROM access_block b JOIN staff s ON s.id = b.blocked_by"
    " WHERE b.patient_id = ? AND b.ended_at IS NULL ORDER BY b.id";

/* Whose records the patient's own account opens. */
static const char OTHERS[] =
    "SELECT p.id, p.name, p.mrn, p.birth_day, g.relation, g.basis, g.areas"
    " FROM access_grant o JOIN access_grant g ON g.account_id = o.account_id"
    "  AND g.patient_id <> o.patient_id JOIN patient p ON p.id = g.patient_id"
    " WHERE o.patient_id = ? AND o.basis = 'self' AND o.revoked_at IS NULL"
    "  AND " ACCESS_SQL_LIVE " ORDER BY p.name, g.id";

static const char HOLDER[] =
    "SELECT id, name, email FROM account WHERE email_key = ?"
    " AND disabled_at IS NULL AND closed_at IS NULL";

const char *const access_sql[] = { ACCESS, ONE_ACCESS, INVITED, BLOCKS, OTHERS,
	HOLDER, NULL };

/* How old the person is whose birth day this is; NULL: unknown. */
static enum access_age
age_of(const char *birth)
{
	struct day day = { 0 };

	return access_age(birth != NULL && when_read_day(birth, &day), day,
	    when_today());
}

static const char *
person_birth(struct req *r)
{
	return get_attribute(r, first_element(r->page->children, "person"),
	    "birth_day");
}

/* Say what the areas of an element open: full, billing, part, nothing. */
static int
set_level(struct req *r, xmlNode *n, const char *birth)
{
	const struct access_cell *cell = access_cell(
	    get_attribute(r, n, "basis"), age_of(birth));
	int areas = access_read_areas(get_attribute(r, n, "areas")) &
	    cell->areas;

	view_set(n, "level", areas == 0 ? "nothing" : grant_level(areas));
	return areas;
}

/* Whether the member may see what is not in force, and why. */
static bool
sees_all(const struct req *r)
{
	return access_staff_may(r->staff, AREA_CHARTS) ||
	    access_staff_may(r->staff, AREA_ACCESS);
}

static bool
is_in_force(struct req *r, xmlNode *n)
{
	return get_attribute(r, n, "later") == NULL &&
	    get_attribute(r, n, "paused_at") == NULL &&
	    get_attribute(r, n, "blocked") == NULL;
}

/* Whoever only writes to the family knows whom a message reaches. */
static void
say_levels(struct req *r)
{
	const char *birth = person_birth(r);
	xmlNode *n, *next;
	int areas;

	for (n = first_element(r->page->children, "access"); n != NULL;
	    n = next) {
		next = first_element(n->next, "access");
		areas = set_level(r, n, birth);
		if (sees_all(r) || (areas != 0 && is_in_force(r, n)))
			continue;
		xmlUnlinkNode(n);
		xmlFreeNode(n);
	}
}

static void
add_all(struct req *r)
{
	struct db_arg patient = db_int(r->patient_id);
	struct db_arg now = db_instant(r, r->in->at);
	xmlNode *n;

	view_set(r->page, "all", "1");
	db_rows(r, r->page, "invited", INVITED, patient, now);
	for (n = first_element(r->page->children, "invited"); n != NULL;
	    n = first_element(n->next, "invited"))
		view_set(n, "level", grant_level(access_read_areas(
		    get_attribute(r, n, "areas"))));
	db_rows(r, r->page, "block", BLOCKS, patient);
	db_rows(r, r->page, "other", OTHERS, patient, now, now);
	for (n = first_element(r->page->children, "other"); n != NULL;
	    n = first_element(n->next, "other"))
		set_level(r, n, get_attribute(r, n, "birth_day"));
}

void
add_access(struct req *r)
{
	struct db_arg now = db_instant(r, r->in->at);

	db_rows(r, r->page, "access", ACCESS, now, db_int(r->patient_id), now);
	say_levels(r);
	if (sees_all(r))
		add_all(r);
}

bool
add_one_access(struct req *r, int64_t patient_id, int64_t grant_id)
{
	struct db_arg now = db_instant(r, r->in->at);

	if (db_rows(r, r->page, "access", ONE_ACCESS, now, db_int(patient_id),
	    now, db_int(grant_id)) == 0)
		return false;
	say_levels(r);
	return true;
}

/* --- a guardian whose document was seen --- */

struct guardian {
	const char *email, *relation, *level, *document;
	struct day until;
	int64_t account;	/* that the member has looked at; 0: not yet */
};

static const char *const levels[] = { "full", "billing", NULL };

const struct field verify_form[] = {
	FIELD_EMAIL(struct guardian, email),
	FIELD_LINE(struct guardian, relation, 64),
	FIELD_LINE(struct guardian, document, 255),
	FIELD_CHOICE(struct guardian, level, levels),
	FIELD_DAY_OPT(struct guardian, until),
	FIELD_ID_OPT(struct guardian, account),
	FIELDS_END
};

static enum access_age
add_age(struct req *r)
{
	static const char *const names[] = { [AGE_CHILD] = "child",
		[AGE_TEEN] = "teenager", [AGE_ADULT] = "adult",
		[AGE_UNKNOWN] = "unknown" };
	enum access_age age = age_of(person_birth(r));

	view_set(r->page, "age", names[age]);
	view_set_int(r->page, "own_account_age", config()->age_of_own_account);
	view_set_int(r->page, "majority_age", config()->age_of_majority);
	return age;
}

enum http
show_verify(struct req *r)
{
	if (!add_person(r, r->id))
		return HTTP_NOT_FOUND;
	add_age(r);
	return view(r, "staff-verify");
}

static bool
refuse(struct req *r, const char *field, const char *says)
{
	form_show(r, verify_form);
	form_refuse(r, field, says);
	return false;
}

static bool
is_sound(struct req *r, const struct guardian *in, enum access_age age)
{
	if (age == AGE_UNKNOWN)
		return refuse(r, "document", "There is no birth date on this"
		    " record. It has to be there first.");
	if (age == AGE_TEEN && strcmp(in->level, "full") == 0)
		return refuse(r, "level", "At this age only the patient can"
		    " give Full access.");
	if (in->until.year != 0 &&
	    when_days_between(when_today(), in->until) < 0)
		return refuse(r, "until", "This day is over already.");
	return true;
}

/*
 * The account of the address, once the member has said that this is the
 * person whose document they saw: an address is mistyped easily.
 */
static bool
is_confirmed(struct req *r, const struct guardian *in)
{
	const char *key = text_email_key(r, in->email), *name, *email;
	int64_t id;
	xmlNode *n;

	if (!db_one(r, HOLDER, DB_OUT(out_int(&id), out_text(&name),
	    out_text(&email)), db_text(key)))
		return refuse(r, "email", "No account has this email. Ask them"
		    " to sign up first.");
	if (in->account == id)
		return true;
	n = view_add(r->page, "holder", NULL);
	view_set_int(n, "id", id);
	view_set(n, "name", name);
	view_set(n, "email", email);
	return refuse(r, "account", "Check that this is the person whose"
	    " document you saw.");
}

static const char *
why_not(enum grant_outcome outcome)
{
	switch (outcome) {
	case GRANT_THERE:
		return "This person has this access already.";
	case GRANT_BLOCKED:
		return "The practice keeps this person away from the record.";
	default:
		return "Not at the age of this patient.";
	}
}

/*
 * Of a child a guardian's access follows the age by itself. An adult who can't
 * decide has it from the practice, for as long as the document says.
 */
static enum grant_outcome
give(struct req *r, const struct guardian *in, enum access_age age)
{
	struct grant g = {
		.account_id = in->account, .patient_id = r->patient_id,
		.areas = strcmp(in->level, "full") == 0 ? AREA_FULL
		    : AREA_BILLING,
		.basis = age == AGE_ADULT ? "staff" : "guardian",
		.relation = in->relation,
		.given_name = config()->practice_name,
		.verified_by = r->staff->id, .document = in->document,
	};

	if (in->until.year != 0)
		g.ends = when_clock(when_add_days(in->until, 1), 0);
	r->audit_detail = mem_fmt(r, "%s, %s", g.basis, in->level);
	r->audit_object = in->account;
	return grant_add(r, &g);
}

enum http
verify_guardian(struct req *r)
{
	struct guardian in = { 0 };
	bool is_good = form_read(r, verify_form, &in);
	enum grant_outcome outcome;
	enum access_age age;

	if (!add_person(r, r->id))
		return HTTP_NOT_FOUND;
	age = add_age(r);
	if (is_good && is_sound(r, &in, age) && is_confirmed(r, &in)) {
		outcome = give(r, &in, age);
		if (outcome == GRANT_DONE)
			return redirect_to(r, "/staff/patients/%" PRId64
			    "?done=verified", r->id);
		refuse(r, "email", why_not(outcome));
	}
	view(r, "staff-verify");
	return HTTP_UNPROCESSABLE;
}
