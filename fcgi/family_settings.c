/*
 * family_settings.c: the page Family Access: the records that the account can
 * open, and who can open its own.
 */
#include <string.h>

#include "auth/access.h"
#include "auth/invitation.h"
#include "base/config.h"
#include "base/mem.h"
#include "chart/release.h"
#include "db/db.h"
#include "family.h"
#include "run/page.h"
#include "web/view.h"

/* Blocked or suspended is the same to the family: paused, without a reason. */
#define ACCESS								\
    "SELECT g.id, g.account_id, g.patient_id, g.areas, g.basis, g.relation,"	\
    " g.begins_at, g.ends_at, g.given_by, g.given_name, a.name, p.name,"	\
    " p.birth_day, g.suspended_at IS NOT NULL OR EXISTS"		\
    "  (SELECT 1 FROM access_block b WHERE b.patient_id = g.patient_id"	\
    "   AND b.account_id = g.account_id AND b.ended_at IS NULL)"	\
    " FROM access_grant g JOIN account a ON a.id = g.account_id"	\
    " JOIN patient p ON p.id = g.patient_id"				\
    " WHERE g.basis <> 'self' AND g.revoked_at IS NULL"			\
    "  AND (g.ends_at IS NULL OR g.ends_at > ?)"

static const char TO_OTHERS[] = ACCESS " AND g.account_id = ? ORDER BY g.id";
static const char OF_OTHERS[] =
    ACCESS " AND g.patient_id = ? ORDER BY a.name, g.id";

/* As many as the start page calls new (home.c). */
static const char NEW_RESULTS[] =
    "SELECT COUNT(*) FROM report r LEFT JOIN result_seen s"
    "  ON s.account_id = ? AND s.patient_id = r.patient_id"
    "  AND s.report_id = r.id"
    " WHERE r.patient_id = ? AND r.category IN ('laboratory', 'imaging')"
    "  AND (NOT r.confidential OR ?)"
    "  AND IFNULL(r.issued_day, r.taken_day) >= ?"
    "  AND r.status NOT IN ('registered', 'cancelled')"
    "  AND s.report_id IS NULL AND " RELEASE_SQL_REPORT;

static const char NEW_DOCUMENTS[] =
    "SELECT COUNT(*) FROM document d"
    " LEFT JOIN report r ON r.patient_id = d.patient_id AND r.id = d.report_id"
    " LEFT JOIN document_seen s ON s.account_id = ?"
    "  AND s.patient_id = d.patient_id AND s.document_id = d.id"
    " WHERE d.patient_id = ? AND (NOT d.confidential OR ?)"
    "  AND d.report_id IS NULL AND d.status = 'current'"
    "  AND " RELEASE_SQL_NEWS " AND s.document_id IS NULL"
    "  AND d.recalled_at IS NULL AND " RELEASE_SQL_DOCUMENT;

const char *const settings_sql[] = { TO_OTHERS, OF_OTHERS, NEW_RESULTS,
	NEW_DOCUMENTS, NULL };

static const char *const done_choices[] = { "invited", "withdrawn", "changed",
	"removed", "left", "declined", NULL };

struct settings {
	const char *done;	/* what was done on the page before */
};

const struct field settings_form[] = {
	FIELD_CHOICE_OPT(struct settings, done, done_choices),
	FIELDS_END
};

static const char *
day_says(struct req *r, struct day day)
{
	struct when when = { .day = day, .precision = WHEN_DAY };
	char text[WHEN_MAX];

	return mem_copy(r, when_says(&when, text));
}

/* What a guardian's access becomes, and when: computed, never stored. */
static void
add_age_rule(struct req *r, xmlNode *n, const struct grant *g)
{
	const struct config *c = config();
	struct day today = when_today();
	struct day own = when_birthday(g->birth_day,
	    (int)c->age_of_own_account);

	if (when_days_between(today, own) > 0)
		view_set(n, "bills_from-says", day_says(r, own));
	view_set(n, "until-says", day_says(r, when_add_days(when_birthday(
	    g->birth_day, (int)c->age_of_majority), -1)));
}

xmlNode *
add_access(struct req *r, xmlNode *parent, const struct grant *g)
{
	xmlNode *n = view_add(parent, "access", NULL);

	view_set_int(n, "id", g->id);
	view_set_int(n, "patient_id", g->patient_id);
	view_set(n, "holder", g->holder);
	view_set(n, "patient", g->patient);
	view_set(n, "initials", page_initials(r, g->holder));
	view_set(n, "level", grant_level(grant_areas_today(g)));
	view_set(n, "basis", g->basis);
	view_set(n, "relation", g->relation);
	view_set(n, "giver", g->given_name);
	if (grant_is_of_patient(g))
		view_set(n, "is_yours", "1");
	if (g->ends != 0)
		view_set(n, "until-says", day_says(r, when_day_of(g->ends - 1)));
	else if (strcmp(g->basis, "guardian") == 0 && g->has_birth_day)
		add_age_rule(r, n, g);
	return n;
}

/* One row of ACCESS, and where it goes. */
struct row {
	struct req *r;
	xmlNode *parent;
	struct grant g;
	const char *areas, *birth_day;
	int64_t begins, is_paused;
};

static bool
add_row(void *arg)
{
	struct row *row = arg;
	struct grant *g = &row->g;
	xmlNode *n;

	g->areas = access_read_areas(row->areas);
	g->has_birth_day = row->birth_day != NULL &&
	    when_read_day(row->birth_day, &g->birth_day);
	if (grant_areas_today(g) == 0)
		return true;
	n = add_access(row->r, row->parent, g);
	view_set(n, "since-says", day_says(row->r, when_day_of(row->begins)));
	if (g->given_by == row->r->account->id)
		view_set(n, "given_by_you", "1");
	if (row->is_paused)
		view_set(n, "paused", "1");
	return true;
}

static void
add_rows(struct req *r, const char *name, const char *sql, int64_t id)
{
	struct row row = { .r = r, .parent = view_add(r->page, name, NULL) };

	db_each(r, sql, DB_OUT(out_int(&row.g.id), out_int(&row.g.account_id),
	    out_int(&row.g.patient_id), out_text(&row.areas),
	    out_text(&row.g.basis), out_text(&row.g.relation),
	    out_instant(&row.begins), out_instant(&row.g.ends),
	    out_int(&row.g.given_by), out_text(&row.g.given_name),
	    out_text(&row.g.holder), out_text(&row.g.patient),
	    out_text(&row.birth_day), out_int(&row.is_paused)), add_row, &row,
	    db_instant(r, r->in->at), db_int(id));
}

/* What is new in each record, beside the unread answers that are known. */
static void
count_news(struct req *r, xmlNode *n, const struct patient *p)
{
	struct db_arg account = db_int(r->account->id), patient = db_int(p->id);
	struct db_arg viewer = db_int(p->sees_confidential);
	struct db_arg now = db_instant(r, r->in->at), since;
	char text[WHEN_MAX];
	int64_t results = 0, documents = 0;

	since = db_text(when_iso_day(when_add_days(when_today(),
	    -config()->news_days), text));
	db_one(r, NEW_RESULTS, DB_OUT(out_int(&results)), account, patient,
	    viewer, since, now, now);
	db_one(r, NEW_DOCUMENTS, DB_OUT(out_int(&documents)), account, patient,
	    viewer, since, since, now, now, now);
	view_set_int(n, "results", results);
	view_set_int(n, "documents", documents);
}

static void
add_news(struct req *r)
{
	const struct patient *p;
	xmlNode *n = view_add(r->page, "people", NULL), *one;

	for (p = r->patients; p != NULL; p = p->next) {
		if ((p->areas & AREA_HEALTH) == 0)
			continue;
		one = view_add(n, "news", NULL);
		view_set_int(one, "patient_id", p->id);
		count_news(r, one, p);
	}
}

static const struct patient *
own_patient(const struct req *r)
{
	const struct patient *p = r->patients;

	/* The own chart comes first. */
	return p != NULL && strcmp(p->basis, "self") == 0 ? p : NULL;
}

enum http
show_settings(struct req *r)
{
	const struct patient *own = own_patient(r);
	struct settings in = { 0 };

	form_read(r, settings_form, &in);
	view_set(r->page, "done", in.done);
	add_news(r);
	add_rows(r, "to_others", TO_OTHERS, r->account->id);
	invitation_show_own(r, view_add(r->page, "offers", NULL));
	if (own != NULL) {
		view_set_int(r->page, "own_patient_id", own->id);
		add_rows(r, "of_others", OF_OTHERS, own->id);
		invitation_show_given(r, view_add(r->page, "invited", NULL),
		    own->id);
	}
	return view(r, "family");
}
