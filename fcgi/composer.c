/* composer.c: what a new message is written with. */
#include "composer.h"

#include "base/when.h"
#include "conversations.h"
#include "db/db.h"
#include "web/view.h"

/*
 * Whom the patient has seen until today, and who is on the care team. Takes
 * patient, confidential, today, patient, confidential.
 */
#define SEEN \
	"(SELECT e.provider_id, e.start_day AS day FROM encounter e" \
	"  WHERE e.patient_id = ? AND (NOT e.confidential OR ?)" \
	"   AND e.start_day <= ?" \
	"   AND e.status NOT IN ('planned', 'cancelled', 'entered-in-error')" \
	" UNION ALL SELECT t.provider_id, NULL FROM care_team_member t" \
	"  WHERE t.patient_id = ? AND (NOT t.confidential OR ?)" \
	"   AND t.status = 'active') seen" \
	" JOIN provider p ON p.id = seen.provider_id"

static const char PROVIDERS[] =
    "SELECT p.id, p.name, p.specialty, MAX(seen.day) AS seen_day FROM " SEEN
    " GROUP BY p.id, p.name, p.specialty"
    " ORDER BY MAX(seen.day) DESC, p.name LIMIT 100";

static const char PROVIDER[] =
    "SELECT p.name FROM " SEEN " WHERE p.id = ? LIMIT 1";

static const char ANY_PROVIDER[] =
    "SELECT p.id FROM " SEEN " LIMIT 1";

/* The practice's offices are the places where its providers work. */
static const char OFFICES[] =
    "SELECT l.id, l.name, GROUP_CONCAT(w.provider_id SEPARATOR ' ') AS at"
    " FROM provider_location w JOIN location l ON l.id = w.location_id"
    " GROUP BY l.id, l.name ORDER BY l.name";

/* Who has no office of their own can be written to at any. */
static const char OFFICE[] =
    "SELECT w.location_id FROM provider_location w WHERE w.location_id = ?"
    " AND (w.provider_id = ? OR NOT EXISTS"
    "  (SELECT 1 FROM provider_location o WHERE o.provider_id = ?)) LIMIT 1";

static const char OFFICES_OF[] =
    "SELECT GROUP_CONCAT(l.name ORDER BY l.name SEPARATOR ' or ')"
    " FROM provider_location w JOIN location l ON l.id = w.location_id"
    " WHERE w.provider_id = ?";

static const char SUBJECTS[] =
    "SELECT id, name, answer_hours AS hours FROM subject"
    " WHERE active AND FIND_IN_SET(area, ?) ORDER BY position, name";

static const char SUBJECT[] =
    "SELECT id FROM subject WHERE id = ? AND active AND FIND_IN_SET(area, ?)";

const char *const composer_sql[] = { PROVIDERS, PROVIDER, ANY_PROVIDER,
	OFFICES, OFFICE, OFFICES_OF, SUBJECTS, SUBJECT, NULL };

#define SEEN_ARGS(r, today) \
	db_int((r)->patient->id), readable_confidential(r), \
	db_text(when_iso_day(when_today(), today)), \
	db_int((r)->patient->id), readable_confidential(r)

struct draft_key
composer_key(struct req *r, int64_t conversation_id)
{
	return (struct draft_key){ .patient_id = r->patient->id,
	    .conversation_id = conversation_id,
	    .account_id = r->account->id };
}

void
composer_show(struct req *r)
{
	xmlNode *n = view_add(r->page, "composer", NULL);
	struct draft_key key = composer_key(r, 0);
	char today[WHEN_MAX];

	if (r->patient->areas & AREA_MESSAGES)
		db_rows(r, n, "provider", PROVIDERS, SEEN_ARGS(r, today));
	db_rows(r, n, "office", OFFICES);
	db_rows(r, n, "subject", SUBJECTS, readable_areas(r));
	draft_show(r, &key, n);
}

const char *
composer_provider(struct req *r, int64_t provider_id)
{
	const char *name = NULL;
	char today[WHEN_MAX];

	if (r->patient->areas & AREA_MESSAGES)
		db_one(r, PROVIDER, DB_OUT(out_text(&name)),
		    SEEN_ARGS(r, today), db_int(provider_id));
	return name;
}

bool
composer_has_providers(struct req *r)
{
	char today[WHEN_MAX];
	int64_t id;

	return (r->patient->areas & AREA_MESSAGES) != 0 &&
	    db_one(r, ANY_PROVIDER, DB_OUT(out_int(&id)), SEEN_ARGS(r, today));
}

bool
composer_office_fits(struct req *r, int64_t location_id, int64_t provider_id)
{
	int64_t id;

	return db_one(r, OFFICE, DB_OUT(out_int(&id)), db_int(location_id),
	    db_int(provider_id), db_int(provider_id));
}

const char *
composer_offices_of(struct req *r, int64_t provider_id)
{
	const char *names = NULL;

	db_one(r, OFFICES_OF, DB_OUT(out_text(&names)), db_int(provider_id));
	return names;
}

bool
composer_subject_fits(struct req *r, int64_t subject_id)
{
	int64_t id;

	return db_one(r, SUBJECT, DB_OUT(out_int(&id)), db_int(subject_id),
	    readable_areas(r));
}
