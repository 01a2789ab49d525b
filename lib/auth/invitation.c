/* invitation.c: a patient offers access; the invited takes it or not. */
#include "auth/invitation.h"

#include <inttypes.h>
#include <string.h>

#include "auth/access.h"
#include "auth/access_table.h"
#include "auth/session.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "post/outbox.h"
#include "web/view.h"

enum { DAYS = 7, A_DAY = 24 * 3600, INVITATIONS_A_DAY = 10,
	TOKEN_BYTES = 32 };

static const char MADE_TODAY[] =
    "SELECT COUNT(*) FROM invitation WHERE patient_id = ? AND created_at > ?"
    " FOR UPDATE";

static const char MAKE[] =
    "INSERT INTO invitation (patient_id, token_hash, given_by, name, relation,"
    " email, email_key, areas, access_ends_at, created_at, expires_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/* An invitation that waits: who gave it still has the own record. */
#define WAITING								\
    "SELECT i.id, i.patient_id, i.given_by, giver.name, p.name, i.name,"	\
    " i.relation, i.email, i.areas, i.access_ends_at, i.expires_at"	\
    " FROM invitation i JOIN patient p ON p.id = i.patient_id"		\
    " JOIN account giver ON giver.id = i.given_by"			\
    "  AND giver.disabled_at IS NULL"					\
    " JOIN access_grant own ON own.account_id = i.given_by"		\
    "  AND own.patient_id = i.patient_id AND own.basis = 'self'"	\
    "  AND own.revoked_at IS NULL AND own.suspended_at IS NULL"		\
    " WHERE i.accepted_at IS NULL AND i.declined_at IS NULL"		\
    "  AND i.withdrawn_at IS NULL AND i.expires_at > ?"

static const char BY_TOKEN[] = WAITING " AND i.token_hash = ?";
static const char BY_ID[] = WAITING " AND i.id = ?";
static const char BY_ADDRESS[] = WAITING " AND i.id = ? AND i.email_key = ?";
static const char OF_PATIENT[] = WAITING " AND i.patient_id = ? AND i.id = ?";
static const char OF_PATIENT_TO[] =
    WAITING " AND i.patient_id = ? AND i.email_key = ?";
static const char ALL_OF_PATIENT[] =
    WAITING " AND i.patient_id = ? ORDER BY i.id";
static const char ALL_FOR_ADDRESS[] =
    WAITING " AND i.email_key = ? ORDER BY i.id";

/* Only one of two who answer at once changes the row. */
#define IF_WAITING							\
    " WHERE id = ? AND accepted_at IS NULL AND declined_at IS NULL"	\
    " AND withdrawn_at IS NULL AND expires_at > ?"

static const char ACCEPT[] =
    "UPDATE invitation SET accepted_at = ?, accepted_by = ?" IF_WAITING;

static const char DECLINE[] =
    "UPDATE invitation SET declined_at = ?" IF_WAITING;

static const char WITHDRAW[] =
    "UPDATE invitation SET withdrawn_at = ?" IF_WAITING;

static const char GIVER_EMAIL[] =
    "SELECT email FROM account WHERE id = ? AND disabled_at IS NULL";

const char *const invitation_sql[] = { MADE_TODAY, MAKE, BY_TOKEN, BY_ADDRESS,
	OF_PATIENT, OF_PATIENT_TO, ALL_OF_PATIENT, ALL_FOR_ADDRESS, ACCEPT,
	DECLINE, WITHDRAW, GIVER_EMAIL, NULL };
const char *const invitation_take_sql[] = { BY_TOKEN, BY_ID, ACCEPT, NULL };

/* One row of WAITING. */
struct row {
	struct req *r;
	xmlNode *parent;
	struct invitation i;
	const char *areas;
};

#define ROW_OUT(row)							\
	DB_OUT(out_int(&(row)->i.id), out_int(&(row)->i.patient_id),	\
	    out_int(&(row)->i.given_by), out_text(&(row)->i.given_name), \
	    out_text(&(row)->i.patient), out_text(&(row)->i.name),	\
	    out_text(&(row)->i.relation), out_text(&(row)->i.email),	\
	    out_text(&(row)->areas), out_instant(&(row)->i.access_ends), \
	    out_instant(&(row)->i.expires))

static bool
find(struct req *r, const char *sql, struct invitation *i,
    const struct db_arg *args)
{
	struct row row = { 0 };

	if (!db_one_(r, sql, ROW_OUT(&row), args))
		return false;
	*i = row.i;
	i->areas = access_read_areas(row.areas);
	return true;
}

bool
invitation_find(struct req *r, const char *token, struct invitation *i)
{
	uint8_t hash[TOKEN_HASH], bytes[TOKEN_BYTES];

	if (token == NULL || !text_unhex(token, bytes, sizeof(bytes)))
		return false;
	session_hash_of(token, hash);
	return find(r, BY_TOKEN, i, DB_ARGS(db_instant(r, r->in->at),
	    db_bytes(hash, sizeof(hash))));
}

bool
invitation_find_own(struct req *r, int64_t id, struct invitation *i)
{
	return find(r, BY_ADDRESS, i, DB_ARGS(db_instant(r, r->in->at),
	    db_int(id), db_text(text_email_key(r, r->account->email))));
}

bool
invitation_find_given(struct req *r, int64_t patient_id, int64_t id,
    struct invitation *i)
{
	return find(r, OF_PATIENT, i, DB_ARGS(db_instant(r, r->in->at),
	    db_int(patient_id), db_int(id)));
}

bool
invitation_find_again(struct req *r, int64_t id, struct invitation *i)
{
	return find(r, BY_ID, i, DB_ARGS(db_instant(r, r->in->at),
	    db_int(id)));
}

bool
invitation_is_for(struct req *r, const struct invitation *i,
    const char *email)
{
	return strcmp(text_email_key(r, i->email),
	    text_email_key(r, email)) == 0;
}

static const char *
day_says(struct req *r, int64_t instant)
{
	struct when day = { .day = when_day_of(instant),
	    .precision = WHEN_DAY };
	char text[WHEN_MAX];

	return mem_copy(r, when_says(&day, text));
}

void
invitation_show(struct req *r, xmlNode *parent, const struct invitation *i)
{
	xmlNode *n = view_add(parent, "invitation", NULL);

	view_set_int(n, "id", i->id);
	view_set(n, "name", i->name);
	view_set(n, "relation", i->relation);
	view_set(n, "email", i->email);
	view_set(n, "giver", i->given_name);
	view_set(n, "patient", i->patient);
	view_set(n, "level", grant_level(i->areas));
	view_set(n, "expires-says", day_says(r, i->expires));
	if (i->access_ends != 0)
		view_set(n, "until-says", day_says(r, i->access_ends - 1));
}

static bool
show_row(void *arg)
{
	struct row *row = arg;

	row->i.areas = access_read_areas(row->areas);
	invitation_show(row->r, row->parent, &row->i);
	return true;
}

void
invitation_show_given(struct req *r, xmlNode *parent, int64_t patient_id)
{
	struct row row = { .r = r, .parent = parent };

	db_each(r, ALL_OF_PATIENT, ROW_OUT(&row), show_row, &row,
	    db_instant(r, r->in->at), db_int(patient_id));
}

void
invitation_show_own(struct req *r, xmlNode *parent)
{
	struct row row = { .r = r, .parent = parent };

	db_each(r, ALL_FOR_ADDRESS, ROW_OUT(&row), show_row, &row,
	    db_instant(r, r->in->at),
	    db_text(text_email_key(r, r->account->email)));
}

/*
 * what: sent, declined, withdrawn; side: invited, patient. The token stands in
 * the mail to the invited alone.
 */
static void
tell(struct req *r, const struct invitation *i, const char *what,
    const char *side, const char *token, const char *to)
{
	xmlNode *mail = view_tree(r, "mail");
	struct letter letter = { .to = to, .template = "invitation",
	    .patient_id = i->patient_id };

	view_set(mail, "what", what);
	view_set(mail, "side", side);
	view_set(mail, "name", i->name);
	view_set(mail, "giver", i->given_name);
	view_set(mail, "level", grant_level(i->areas));
	view_set(mail, "token", token);
	view_set(mail, "expires-says", day_says(r, i->expires));
	if (i->access_ends != 0)
		view_set(mail, "until-says", day_says(r, i->access_ends - 1));
	letter.dedupe_key = mem_fmt(r, "invitation-%s %" PRId64 " %s", what,
	    i->id, side);
	outbox_add(r, &letter, mail);
}

static void
tell_patient(struct req *r, const struct invitation *i, const char *what)
{
	const char *email = NULL;

	db_one(r, GIVER_EMAIL, DB_OUT(out_text(&email)), db_int(i->given_by));
	tell(r, i, what, "patient", NULL, email);
}

/* Whether this request is the one that ends the invitation. */
static bool
withdraw(struct req *r, int64_t id)
{
	struct db_arg now = db_instant(r, r->in->at);

	return db_exec(r, WITHDRAW, now, db_int(id), now) == 1;
}

/* The newest counts: of two links for one person the older is dead. */
static void
withdraw_older(struct req *r, const struct invitation *i)
{
	struct invitation old;

	while (find(r, OF_PATIENT_TO, &old, DB_ARGS(
	    db_instant(r, r->in->at), db_int(i->patient_id),
	    db_text(text_email_key(r, i->email)))))
		withdraw(r, old.id);
}

static enum invitation_outcome
refuse(struct req *r, const struct invitation *i)
{
	const struct patient *p = r->patient;
	enum access_age age = access_age(p->has_birth_day, p->birth_day,
	    when_today());
	int64_t n = 0;

	if (invitation_is_for(r, i, r->account->email))
		return INVITATION_OWN;
	if (grant_is_blocked(r, i->patient_id, 0, i->name, i->email) ||
	    (access_cell("self", age)->acts & ACT_GIVE) == 0)
		return INVITATION_REFUSED;
	db_one(r, MADE_TODAY, DB_OUT(out_int(&n)), db_int(i->patient_id),
	    db_instant(r, r->in->at - A_DAY));
	return n >= INVITATIONS_A_DAY ? INVITATION_TOO_MANY : INVITATION_DONE;
}

enum invitation_outcome
invitation_make(struct req *r, struct invitation *i)
{
	const char *token = text_random(r, TOKEN_BYTES);
	uint8_t hash[TOKEN_HASH];
	enum invitation_outcome outcome = refuse(r, i);

	if (outcome != INVITATION_DONE)
		return outcome;
	withdraw_older(r, i);
	i->given_by = r->account->id;
	i->given_name = r->account->name;
	i->patient = r->patient->name;
	i->expires = r->in->at + DAYS * A_DAY;
	session_hash_of(token, hash);
	db_exec(r, MAKE, db_int(i->patient_id), db_bytes(hash, sizeof(hash)),
	    db_int(i->given_by), db_text(i->name), db_text(i->relation),
	    db_text(i->email), db_text(text_email_key(r, i->email)),
	    db_text(access_areas_text(r, i->areas)),
	    db_instant(r, i->access_ends), db_instant(r, r->in->at),
	    db_instant(r, i->expires));
	i->id = db_last_id();
	tell(r, i, "sent", "invited", token, i->email);
	tell(r, i, "sent", "patient", NULL, r->account->email);
	return INVITATION_DONE;
}

enum grant_outcome
invitation_accept(struct req *r, const struct invitation *i,
    int64_t account_id)
{
	struct db_arg now = db_instant(r, r->in->at);
	struct grant g = { .account_id = account_id,
	    .patient_id = i->patient_id, .areas = i->areas,
	    .basis = "invited", .relation = i->relation,
	    .ends = i->access_ends, .given_by = i->given_by,
	    .given_name = i->given_name };

	if (db_exec(r, ACCEPT, now, db_int(account_id), db_int(i->id),
	    now) != 1 || (i->access_ends != 0 && i->access_ends <= r->in->at))
		return GRANT_GONE;
	/* Blocked under the name that the patient wrote, or the address. */
	if (grant_is_blocked(r, i->patient_id, account_id, i->name, i->email))
		return GRANT_BLOCKED;
	return grant_add(r, &g);
}

void
invitation_decline(struct req *r, const struct invitation *i)
{
	struct db_arg now = db_instant(r, r->in->at);

	if (db_exec(r, DECLINE, now, db_int(i->id), now) == 1)
		tell_patient(r, i, "declined");
}

bool
invitation_withdraw(struct req *r, int64_t patient_id, int64_t id)
{
	struct invitation i;

	if (!invitation_find_given(r, patient_id, id, &i) ||
	    !withdraw(r, i.id))
		return false;
	tell(r, &i, "withdrawn", "invited", NULL, i.email);
	tell_patient(r, &i, "withdrawn");
	return true;
}
