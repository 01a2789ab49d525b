/*
 * records_activity.c: who looked at the record, and what else was done with it
 *
 * Read from the audit, which is about everybody's acts; so not all of it is
 * for every reader:
 *
 * - The patient reads everything but what would tell of an item that the
 *   practice holds back for now.
 * - Family reads of an act only if their access opens what it was done with:
 *   who has no access to messages does not read that one was sent.
 * - Family does not read of acts on confidential items or on conversations
 *   that are closed to them: a line would tell that there is one.
 * - Family does not read who gave, paused or ended access or keeps whom away,
 *   nor that others were refused: it may be about the reader, or about
 *   somebody the patient is protected from.
 * - From which internet address somebody came is shown to the patient, and to
 *   others of their own acts: it says where a person is.
 * - Drafts are nobody's business until they are sent.
 */
#include "records_activity.h"

#include <string.h>

#include "auth/access.h"
#include "base/log.h"
#include "base/mem.h"
#include "conversations.h"

enum { BATCH = 500 };

/*
 * BATCH rows after the row c, if that is given. In order of time the bound of
 * ids alone says where to go on, and is a range of the key. Takes c, the
 * patient, the patient, the bound; whether refusals of others show, the reader;
 * a kind's list twice; the group twice, the reader; from and until when.
 */
#define ROWS(bound, after, order) \
	"SELECT a.id, a.at, a.program, a.action, a.actor, a.account_id," \
	" a.staff_id, a.object_id, a.status, a.address, a.detail, s.roles," \
	" (SELECT CONCAT_WS(' ', g.basis, g.relation) FROM access_grant g" \
	"  WHERE g.account_id = a.account_id AND g.patient_id = a.patient_id" \
	"  ORDER BY g.id DESC LIMIT 1)" \
	" FROM audit a" \
	" LEFT JOIN audit c ON c.id = ? AND c.patient_id = ?" \
	" LEFT JOIN staff s ON s.id = a.staff_id" \
	" WHERE a.patient_id = ? AND a.id " bound " ?" \
	"  AND (c.id IS NULL OR " after ")" \
	"  AND (? OR a.status < 400 OR a.account_id = ?)" \
	"  AND (? IS NULL OR" \
	"   FIND_IN_SET(CONCAT(a.program, '/', a.action), ?))" \
	"  AND (? IS NULL OR ? = CASE" \
	"   WHEN a.staff_id IS NOT NULL THEN 'staff'" \
	"   WHEN a.account_id = ? THEN 'me'" \
	"   WHEN a.account_id IS NOT NULL THEN 'family'" \
	"   WHEN a.program = 'share' THEN 'links'" \
	"   ELSE 'others' END)" \
	"  AND a.at >= ? AND a.at < ?" \
	" ORDER BY " order " LIMIT 500"

static const char NEWEST[] = ROWS("<", "TRUE", "a.id DESC");
static const char OLDEST[] = ROWS(">", "TRUE", "a.id");
static const char BY_WHO[] = ROWS("<>", "a.actor > c.actor OR"
    " (a.actor = c.actor AND a.id < c.id)", "a.actor, a.id DESC");
static const char BY_WHAT[] = ROWS("<>", "a.action > c.action OR"
    " (a.action = c.action AND a.id < c.id)", "a.action, a.id DESC");

#define CLOSED " NOT (" IS_READABLE ")"

/* Items that the reader may not know of. */
static const char REPORTS[] =
    "SELECT id FROM report WHERE patient_id = ?"
    " AND ((confidential AND NOT ?) OR held_until > ?)";

static const char OBSERVATIONS[] =
    "SELECT o.id FROM observation o LEFT JOIN report r"
    "  ON r.patient_id = o.patient_id AND r.id = o.report_id"
    " WHERE o.patient_id = ? AND"
    "  (((o.confidential OR r.confidential) AND NOT ?) OR r.held_until > ?)";

static const char DOCUMENTS[] =
    "SELECT id FROM document WHERE patient_id = ?"
    " AND ((confidential AND NOT ?) OR held_until > ?)";

static const char CONVERSATIONS[] =
    "SELECT c.id FROM conversation c WHERE c.patient_id = ? AND" CLOSED;

static const char FILES[] =
    "SELECT f.id FROM attachment f"
    " JOIN message m ON m.patient_id = f.patient_id AND m.id = f.message_id"
    " JOIN conversation c"
    "  ON c.patient_id = f.patient_id AND c.id = m.conversation_id"
    " WHERE f.patient_id = ? AND (m.kind = 'note' OR" CLOSED ")";

const char *const activity_sql[] = { NEWEST, OLDEST, BY_WHO, BY_WHAT, REPORTS,
    OBSERVATIONS, DOCUMENTS, CONVERSATIONS, FILES, NULL };

static const char *const who_choices[] = { "me", "family", "staff", "links",
	"others", NULL };
static const char *const kind_choices[] = {
	[ACT_LOOK] = "look", [ACT_DOWNLOAD] = "download", [ACT_SEND] = "send",
	[ACT_SHARE] = "share", [ACT_CHANGE] = "change",
	[ACT_ACCESS] = "access", [ACT_KINDS] = NULL };
static const char *const sort_choices[] = { "new", "old", "who", "what",
	NULL };
static const char *const sort_sql[] = { NEWEST, OLDEST, BY_WHO, BY_WHAT };

const struct field activity_form[] = {
	FIELD_CHOICE_OPT(struct activity_query, who, who_choices),
	FIELD_CHOICE_OPT(struct activity_query, kind, kind_choices),
	FIELD_DAY_OPT(struct activity_query, from),
	FIELD_DAY_OPT(struct activity_query, to),
	FIELD_CHOICE_OPT(struct activity_query, sort, sort_choices),
	FIELD_ID_OPT(struct activity_query, after),
	FIELDS_END
};

/* Ids of one kind of items; next is the one being read. */
struct ids {
	const void *ctx;
	int64_t next, *id;
	size_t n;
};

struct activity {
	int64_t patient_id, account_id;
	bool is_patient;
	int areas;
	const char *sql, *acts, *who;
	char from[WHEN_MAX], until[WHEN_MAX];
	int64_t after;

	struct ids hidden[OBJECTS];

	/* of the walk */
	activity_each *each;
	void *arg;
	struct act_row row;
	int rows;			/* in this batch */
	bool is_over;
};

/* Where a choice stands in its list; 0 for none. */
static int
place_of(const char *const *choices, const char *choice)
{
	int i = 0;

	while (choice != NULL && strcmp(choices[i], choice) != 0)
		i++;
	return i;
}

static bool
add_id(void *arg)
{
	struct ids *ids = arg;

	ids->id = talloc_realloc(ids->ctx, ids->id, int64_t,
	    (unsigned)ids->n + 1);
	if (ids->id == NULL)
		die("out of memory");
	ids->id[ids->n++] = ids->next;
	return true;
}

/* The items that the reader may not know of. */
static void
find_hidden(struct activity *a, int64_t now)
{
	static const char *const items[OBJECTS] = {
		[OBJECT_REPORT] = REPORTS,
		[OBJECT_OBSERVATION] = OBSERVATIONS,
		[OBJECT_DOCUMENT] = DOCUMENTS };
	static const char *const talks[OBJECTS] = {
		[OBJECT_CONVERSATION] = CONVERSATIONS,
		[OBJECT_FILE] = FILES };
	struct db_arg patient = db_int(a->patient_id);
	struct db_arg viewer = db_int(a->is_patient);
	struct ids *ids;
	int i;

	for (i = 0; i < OBJECTS; i++) {
		ids = &a->hidden[i];
		ids->ctx = a;
		if (items[i] != NULL)
			db_each(a, items[i], DB_OUT(out_int(&ids->next)),
			    add_id, ids, patient, viewer, db_instant(a, now));
		if (talks[i] != NULL)
			db_each(a, talks[i], DB_OUT(out_int(&ids->next)),
			    add_id, ids, patient,
			    db_text(access_areas_text(a, a->areas)), viewer);
	}
}

struct activity *
activity_new(const void *ctx, const struct req *r,
    const struct activity_query *q)
{
	static const struct day first = { 2000, 1, 1 }, last = { 9999, 12, 30 };
	struct activity *a = mem_new(ctx, struct activity);
	struct day to = q->to.year == 0 ? last : q->to;

	a->patient_id = r->patient->id;
	a->account_id = r->account->id;
	a->is_patient = r->patient->sees_confidential;
	a->areas = r->patient->areas;
	a->sql = sort_sql[place_of(sort_choices, q->sort)];
	if (q->kind != NULL)
		a->acts = act_list(a, (enum act_kind)place_of(kind_choices,
		    q->kind));
	a->who = mem_copy(a, q->who);
	when_sql(when_clock(q->from.year == 0 ? first : q->from, 0), a->from);
	when_sql(when_clock(when_add_days(to, 1), 0), a->until);
	a->after = q->after;
	find_hidden(a, r->in->at);
	return a;
}

static bool
is_hidden(const struct activity *a, enum act_object of, int64_t id)
{
	size_t i;

	for (i = 0; i < a->hidden[of].n; i++)
		if (a->hidden[of].id[i] == id)
			return true;
	return false;
}

bool
activity_may_read(const struct activity *a, const struct act *act,
    int64_t object_id)
{
	if (act->areas == NOBODY || is_hidden(a, act->object, object_id))
		return false;
	return a->is_patient || (act->areas & a->areas) != 0;
}

static bool
take_row(void *arg)
{
	struct activity *a = arg;
	const struct act *act = act_find(a->row.program, a->row.action);

	a->rows++;
	a->after = a->row.id;
	if (activity_may_read(a, act, a->row.object_id))
		a->is_over = !a->each(a->arg, &a->row, act);
	return !a->is_over;
}

static void
read_batch(struct activity *a)
{
	void *ctx = mem_context(db_scratch());
	struct act_row *r = &a->row;
	int64_t bound = a->after == 0 && a->sql == NEWEST ? INT64_MAX
	    : a->after;

	a->rows = 0;
	db_each(ctx, a->sql, DB_OUT(out_int(&r->id), out_instant(&r->at),
	    out_text(&r->program), out_text(&r->action), out_text(&r->actor),
	    out_int(&r->account_id), out_int(&r->staff_id),
	    out_int(&r->object_id), out_int(&r->status), out_text(&r->address),
	    out_text(&r->detail), out_text(&r->roles), out_text(&r->grant)),
	    take_row, a, db_id(a->after), db_int(a->patient_id),
	    db_int(a->patient_id), db_int(bound), db_int(a->is_patient),
	    db_int(a->account_id), db_text(a->acts), db_text(a->acts),
	    db_text(a->who), db_text(a->who), db_int(a->account_id),
	    db_text(a->from), db_text(a->until));
	talloc_free(ctx);
}

void
activity_walk(struct activity *a, activity_each *each, void *arg)
{
	a->each = each;
	a->arg = arg;
	a->is_over = false;
	do
		read_batch(a);
	while (!a->is_over && a->rows == BATCH);
}

bool
activity_shows_address(const struct activity *a, const struct act_row *row)
{
	return a->is_patient || row->account_id == a->account_id;
}
