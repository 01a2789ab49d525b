/*
 * health_first.c: "tell me first": results of some kinds wait until the
 * provider has said something, or some days have passed.
 *
 * It is the patient's own wish (H6): nothing waits that nobody asked for, and
 * what waits is shown with one press.
 */
#include <inttypes.h>
#include <string.h>

#include "auth/access.h"
#include "base/limits.h"
#include "base/mem.h"
#include "chart/release.h"
#include "db/db.h"
#include "health.h"
#include "web/view.h"

static const char WISHES[] =
    "SELECT category, days FROM result_wait WHERE patient_id = ?";

/* What came before stays as it is; another number of days changes no more. */
static const char WISH[] =
    "INSERT INTO result_wait (patient_id, category, days, chosen_by,"
    " chosen_at) VALUES (?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE days = VALUES(days),"
    "  chosen_by = VALUES(chosen_by)";

static const char NO_WISH[] =
    "DELETE FROM result_wait WHERE patient_id = ? AND category = ?";

/* All that waits came before now; what comes later waits as before. */
static const char SHOW[] =
    "UPDATE result_wait SET chosen_at = ? WHERE patient_id = ?";

static const char WAITING[] =
    "SELECT COUNT(*) AS count,"
    "  MAX(r.added_at + INTERVAL w.days DAY) AS until_at"
    " FROM report r JOIN result_wait w"
    "  ON w.patient_id = r.patient_id AND w.category = r.category"
    " WHERE r.patient_id = ? AND (NOT r.confidential OR ?)"
    "  AND r.status <> 'entered-in-error'"
    "  AND (r.held_until IS NULL OR r.held_until <= ?)"
    "  AND " RELEASE_SQL_WAITS
    " HAVING COUNT(*) > 0";

const char *const first_sql[] = { WISHES, WISH, NO_WISH, SHOW, WAITING, NULL };

struct first {
	const char *laboratory, *imaging, *other;	/* days; 0: at once */
};

static const char *const days[] = { "0", "1", "2", "3", "4", "5", "6", "7",
	"8", "9", "10", "11", "12", "13", "14", NULL };
_Static_assert(sizeof(days) / sizeof(days[0]) == RESULT_WAIT_DAYS_MAX + 2,
    "one choice for each day");

const struct field first_form[] = {
	FIELD_CHOICE(struct first, laboratory, days),
	FIELD_CHOICE(struct first, imaging, days),
	FIELD_CHOICE(struct first, other, days),
	FIELDS_END
};

struct first_done {
	const char *saved;
};

const struct field first_done_form[] = {
	FIELD_LINE_OPT(struct first_done, saved, 1),
	FIELDS_END
};

/*
 * Who was invited or given access reads the record; when it is read is not
 * theirs to say. A guardian has all areas of a young child only.
 */
bool
may_decide(const struct req *r)
{
	const struct patient *p = r->patient;

	return strcmp(p->basis, "self") == 0 || (p->areas == AREA_FULL &&
	    (strcmp(p->basis, "guardian") == 0 ||
	    strcmp(p->basis, "staff") == 0));
}

void
add_waiting(struct req *r)
{
	struct db_arg now = db_instant(r, r->in->at);

	if (!may_decide(r))
		return;
	view_set(r->page, "may_decide", "1");
	db_rows(r, r->page, "waiting", WAITING, db_int(r->patient->id),
	    db_int(r->patient->sees_confidential), now, now);
}

enum http
show_first(struct req *r)
{
	struct first_done in = { 0 };

	if (form_read(r, first_done_form, &in))
		view_set(r->page, "saved", in.saved);
	db_rows(r, r->page, "wish", WISHES, db_int(r->patient->id));
	add_waiting(r);
	return view(r, "first");
}

static void
set_wish(struct req *r, const char *category, const char *wish)
{
	if (strcmp(wish, "0") == 0)
		db_exec(r, NO_WISH, db_int(r->patient->id),
		    db_text(category));
	else
		db_exec(r, WISH, db_int(r->patient->id), db_text(category),
		    db_text(wish), db_int(r->account->id),
		    db_instant(r, r->in->at));
}

enum http
set_first(struct req *r)
{
	struct first in = { 0 };

	if (!may_decide(r))
		return HTTP_NOT_FOUND;
	if (!form_read(r, first_form, &in)) {
		add_waiting(r);
		view(r, "first");
		return HTTP_UNPROCESSABLE;
	}
	set_wish(r, "laboratory", in.laboratory);
	set_wish(r, "imaging", in.imaging);
	set_wish(r, "other", in.other);
	return redirect_to(r, "/health/%" PRId64 "/results/first?saved=1",
	    r->patient->id);
}

enum http
show_waiting(struct req *r)
{
	if (!may_decide(r))
		return HTTP_NOT_FOUND;
	db_exec(r, SHOW, db_instant(r, r->in->at), db_int(r->patient->id));
	return redirect_to(r, "/health/%" PRId64 "/results", r->patient->id);
}
