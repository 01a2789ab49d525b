/* grant.c: access given, changed, taken away. */
#include "auth/grant.h"

#include <inttypes.h>
#include <string.h>

#include "auth/access.h"
#include "auth/access_table.h"
#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "post/outbox.h"
#include "web/view.h"

static const char HOLDER[] =
    "SELECT name, email FROM account WHERE id = ?";

static const char PATIENT[] =
    "SELECT name, birth_day FROM patient WHERE id = ?";

/* Shared: nobody is blocked between this look and the access it lets in. */
static const char BLOCKS[] =
    "SELECT account_id, name_key, email_key FROM access_block"
    " WHERE patient_id = ? AND ended_at IS NULL LOCK IN SHARE MODE";

/*
 * Of two who give the same at once, the second waits for the first. What the
 * practice has suspended counts although it is over: nobody gets around that by
 * giving it up and being invited anew.
 */
static const char HELD[] =
    "SELECT id, areas, basis, ends_at, suspended_at IS NOT NULL"
    " FROM access_grant WHERE account_id = ? AND patient_id = ?"
    "  AND (revoked_at IS NULL OR"
    "   (suspended_at IS NOT NULL AND revoked_by <> 'staff'))"
    "  AND (ends_at IS NULL OR ends_at > ? OR suspended_at IS NOT NULL)"
    " FOR UPDATE";

static const char ADD[] =
    "INSERT INTO access_grant (account_id, patient_id, areas, basis, relation,"
    " begins_at, ends_at, given_by, given_name, code_id, verified_by, document)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

#define GRANT								\
    "SELECT g.id, g.account_id, g.patient_id, g.areas, g.basis, g.relation,"	\
    " g.ends_at, g.given_by, g.given_name, a.name, a.email, p.name,"	\
    " p.birth_day FROM access_grant g JOIN account a ON a.id = g.account_id" \
    " JOIN patient p ON p.id = g.patient_id"				\
    " WHERE g.patient_id = ? AND g.id = ? AND g.revoked_at IS NULL"	\
    "  AND (g.ends_at IS NULL OR g.ends_at > ?)"

static const char FIND[] = GRANT;
static const char FIND_LOCKED[] = GRANT " FOR UPDATE";

static const char CHANGE[] =
    "UPDATE access_grant SET areas = ?, ends_at = ? WHERE id = ?";

static const char REVOKE[] =
    "UPDATE access_grant SET revoked_at = ?, revoked_by = ? WHERE id = ?";

/* Those who live with the record: the patient, of a child the guardians. */
static const char OWNERS[] =
    "SELECT a.id, a.email, g.basis, g.areas FROM access_grant g"
    " JOIN account a ON a.id = g.account_id AND a.disabled_at IS NULL"
    " WHERE g.patient_id = ? AND g.basis IN ('self', 'guardian')"
    "  AND " ACCESS_SQL_LIVE " ORDER BY g.basis <> 'self', a.id";

const char *const grant_sql[] = { HOLDER, PATIENT, BLOCKS, HELD, ADD, FIND,
	FIND_LOCKED, CHANGE, REVOKE, OWNERS, NULL };
const char *const grant_block_sql[] = { BLOCKS, NULL };

static const char *const side_names[] = { [GRANT_PATIENT] = "patient",
	[GRANT_HOLDER] = "holder", [GRANT_STAFF] = "staff" };

const char *
grant_level(int areas)
{
	if (areas == AREA_FULL)
		return "full";
	return areas == AREA_BILLING ? "billing" : "part";
}

bool
grant_is_of_patient(const struct grant *g)
{
	return strcmp(g->basis, "passcode") == 0 ||
	    strcmp(g->basis, "invited") == 0 ||
	    strcmp(g->basis, "patient") == 0;
}

int
grant_areas_today(const struct grant *g)
{
	return access_areas_today(g->areas, g->basis, g->has_birth_day,
	    g->birth_day, when_today());
}

/* One row of BLOCKS, and whom it is held against. */
struct block_search {
	int64_t account_id, blocked_id;
	const char *name_key, *email_key;
	const char *blocked_name, *blocked_email;
	bool found;
};

static bool
is_same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static bool
compare_block(void *arg)
{
	struct block_search *s = arg;

	s->found = (s->blocked_id != 0 && s->blocked_id == s->account_id) ||
	    is_same(s->blocked_name, s->name_key) ||
	    is_same(s->blocked_email, s->email_key);
	return !s->found;
}

bool
grant_is_blocked(struct req *r, int64_t patient_id, int64_t account_id,
    const char *name, const char *email)
{
	struct block_search s = { .account_id = account_id,
	    .name_key = name == NULL ? NULL : text_name_key(r, name),
	    .email_key = email == NULL ? NULL : text_email_key(r, email) };

	db_each(r, BLOCKS, DB_OUT(out_int(&s.blocked_id),
	    out_text(&s.blocked_name), out_text(&s.blocked_email)),
	    compare_block, &s, db_int(patient_id));
	return s.found;
}

static void
read_birth_day(struct grant *g, const char *birth_day)
{
	g->has_birth_day = birth_day != NULL &&
	    when_read_day(birth_day, &g->birth_day);
}

static void
read_people(struct req *r, struct grant *g)
{
	const char *birth_day = NULL;

	if (!db_one(r, HOLDER, DB_OUT(out_text(&g->holder),
	    out_text(&g->holder_email)), db_int(g->account_id)) ||
	    !db_one(r, PATIENT, DB_OUT(out_text(&g->patient),
	    out_text(&birth_day)), db_int(g->patient_id)))
		die("a grant of nobody to nobody");
	read_birth_day(g, birth_day);
}

/*
 * Whether the patient's age lets it be given. What would open nothing is not,
 * and nobody takes the place of a teenager's consent (AZ-09).
 */
static bool
is_of_age(const struct grant *g)
{
	enum access_age age = access_age(g->has_birth_day, g->birth_day,
	    when_today());

	if (grant_is_of_patient(g) || strcmp(g->basis, "self") == 0)
		return (access_cell("self", age)->acts & ACT_GIVE) != 0;
	if (strcmp(g->basis, "staff") == 0 && age == AGE_TEEN)
		return (g->areas & ~AREA_BILLING) == 0;
	return access_cell(g->basis, age)->areas != 0;
}

/* One row of HELD, and what it means for the grant that is to be added. */
struct held {
	const struct grant *wanted;
	int64_t id, ends, is_suspended;
	const char *areas, *basis;
	int64_t replaced;	/* id of what the new one takes the place of */
	bool is_there;
};

static bool
compare_held(void *arg)
{
	struct held *h = arg;
	struct grant old = { .basis = h->basis };
	const struct grant *g = h->wanted;

	if (strcmp(h->basis, "self") == 0)
		h->is_there = true;
	else if (grant_is_of_patient(g) && grant_is_of_patient(&old))
		h->replaced = h->id;
	if ((h->replaced == h->id || strcmp(h->basis, g->basis) == 0) &&
	    access_read_areas(h->areas) == g->areas && h->ends == g->ends)
		h->is_there = true;
	return !h->is_there && !h->is_suspended;
}

/* Where one mail goes. */
struct reader {
	int64_t account_id;
	const char *email, *side;	/* holder, patient, guardian */
	const struct reader *next;
};

/* One row of OWNERS, and the list that the rows become. */
struct owners {
	struct req *r;
	const struct grant *g;
	int64_t account_id;
	const char *email, *basis, *areas;
	const struct reader *list;
};

static bool
add_owner(void *arg)
{
	struct owners *o = arg;
	bool is_self = strcmp(o->basis, "self") == 0;
	struct reader *reader;

	/* The patient comes first, and then is told alone. */
	if (!is_self && o->list != NULL &&
	    strcmp(o->list->side, "patient") == 0)
		return false;
	if (o->account_id == o->g->account_id ||
	    access_areas_today(access_read_areas(o->areas), o->basis,
	    o->g->has_birth_day, o->g->birth_day, when_today()) == 0)
		return true;
	reader = mem_new(o->r, struct reader);
	reader->account_id = o->account_id;
	reader->email = mem_copy(o->r, o->email);
	reader->side = is_self ? "patient" : "guardian";
	reader->next = o->list;
	o->list = reader;
	return true;
}

static const struct reader *
owners_of(struct req *r, const struct grant *g)
{
	struct owners o = { .r = r, .g = g };
	struct db_arg now = db_instant(r, r->in->at);

	db_each(r, OWNERS, DB_OUT(out_int(&o.account_id), out_text(&o.email),
	    out_text(&o.basis), out_text(&o.areas)), add_owner, &o,
	    db_int(g->patient_id), now, now);
	return o.list;
}

static void
describe(struct req *r, xmlNode *mail, const struct grant *g)
{
	char text[WHEN_MAX];
	struct when end = { .precision = WHEN_DAY };

	view_set(mail, "holder", g->holder);
	view_set(mail, "patient", g->patient);
	view_set(mail, "giver", g->given_name);
	view_set(mail, "basis", g->basis);
	view_set(mail, "level", grant_level(grant_areas_today(g)));
	view_set_int(mail, "own_account_age", config()->age_of_own_account);
	view_set_int(mail, "majority_age", config()->age_of_majority);
	view_set(mail, "at-says", when_instant_full(r->in->at, text));
	if (g->ends == 0)
		return;
	end.day = when_day_of(g->ends - 1);
	view_set(mail, "until-says", when_says(&end, text));
}

/* what: given, changed, ended; by: who ended it, or NULL. */
static void
tell(struct req *r, const struct grant *g, const char *what, const char *by,
    const struct reader *reader)
{
	xmlNode *mail = view_tree(r, "mail");
	struct letter letter = { .to = reader->email, .template = "access",
	    .account_id = reader->account_id, .patient_id = g->patient_id };

	describe(r, mail, g);
	view_set(mail, "what", what);
	view_set(mail, "by", by);
	view_set(mail, "side", reader->side);
	letter.dedupe_key = mem_fmt(r, "access-%s %" PRId64 " %" PRId64 " %s",
	    what, g->id, reader->account_id, r->in->id);
	outbox_add(r, &letter, mail);
}

static void
tell_both(struct req *r, const struct grant *g, const char *what,
    const char *by)
{
	struct reader holder = { .account_id = g->account_id,
	    .email = g->holder_email, .side = "holder",
	    .next = owners_of(r, g) };
	const struct reader *reader;

	for (reader = &holder; reader != NULL; reader = reader->next)
		tell(r, g, what, by, reader);
}

static void
revoke(struct req *r, int64_t id, enum grant_side by)
{
	db_exec(r, REVOKE, db_instant(r, r->in->at), db_text(side_names[by]),
	    db_int(id));
}

enum grant_outcome
grant_add(struct req *r, struct grant *g)
{
	struct held held = { .wanted = g };
	struct db_arg now = db_instant(r, r->in->at);

	read_people(r, g);
	if (grant_is_blocked(r, g->patient_id, g->account_id, g->holder,
	    g->holder_email))
		return GRANT_BLOCKED;
	if (!is_of_age(g))
		return GRANT_AGE;
	db_each(r, HELD, DB_OUT(out_int(&held.id), out_text(&held.areas),
	    out_text(&held.basis), out_instant(&held.ends),
	    out_int(&held.is_suspended)), compare_held, &held,
	    db_int(g->account_id), db_int(g->patient_id), now);
	if (held.is_suspended)
		return GRANT_BLOCKED;
	if (held.is_there)
		return GRANT_THERE;
	if (held.replaced != 0)
		revoke(r, held.replaced, GRANT_PATIENT);
	if (db_exec(r, ADD, db_int(g->account_id), db_int(g->patient_id),
	    db_text(access_areas_text(r, g->areas)), db_text(g->basis),
	    db_text(g->relation), now, db_instant(r, g->ends),
	    db_id(g->given_by), db_text(g->given_name), db_id(g->code_id),
	    db_id(g->verified_by), db_text(g->document)) == DB_DUPLICATE)
		return GRANT_THERE;
	g->id = db_last_id();
	tell_both(r, g, "given", NULL);
	return GRANT_DONE;
}

bool
grant_find(struct req *r, int64_t patient_id, int64_t id, struct grant *g)
{
	const char *sql = r->in->method == METHOD_GET ? FIND : FIND_LOCKED;
	const char *areas, *birth_day;

	*g = (struct grant){ 0 };
	if (!db_one(r, sql, DB_OUT(out_int(&g->id), out_int(&g->account_id),
	    out_int(&g->patient_id), out_text(&areas), out_text(&g->basis),
	    out_text(&g->relation), out_instant(&g->ends),
	    out_int(&g->given_by), out_text(&g->given_name),
	    out_text(&g->holder), out_text(&g->holder_email),
	    out_text(&g->patient), out_text(&birth_day)),
	    db_int(patient_id), db_int(id), db_instant(r, r->in->at)))
		return false;
	g->areas = access_read_areas(areas);
	read_birth_day(g, birth_day);
	return true;
}

void
grant_change(struct req *r, struct grant *g, int areas, int64_t ends)
{
	g->areas = areas;
	g->ends = ends;
	db_exec(r, CHANGE, db_text(access_areas_text(r, areas)),
	    db_instant(r, ends), db_int(g->id));
	tell_both(r, g, "changed", NULL);
}

void
grant_revoke(struct req *r, const struct grant *g, enum grant_side by)
{
	revoke(r, g->id, by);
	tell_both(r, g, "ended", side_names[by]);
}
