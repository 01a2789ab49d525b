/* share.c: a secure link to a record, for somebody without an account. */
#include "auth/share.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "auth/access.h"
#include "auth/access_table.h"
#include "auth/code.h"
#include "auth/grant.h"
#include "auth/session.h"
#include "auth/shl.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "post/outbox.h"
#include "web/view.h"

enum { TOKEN_BYTES = 32, A_DAY = 24 * 3600 };

/* Two who make one at once are counted one after the other. */
static const char MADE_TODAY[] =
    "SELECT COUNT(*) FROM record_share WHERE patient_id = ? AND made_at > ?"
    " FOR UPDATE";

static const char MAKE[] =
    "INSERT INTO record_share (patient_id, account_id, token_hash, code_hash,"
    " name, email, from_day, to_day, sees_confidential, made_at, ends_at,"
    " openings_max) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/* The last second that it works: "until 11:59 PM" is the day that was chosen. */
static const char LINKS[] =
    "SELECT s.id, s.name, s.email, s.made_at, s.from_day, s.to_day,"
    " s.ends_at - INTERVAL 1 SECOND AS last_at,"
    " s.openings, s.openings_max, s.stopped_at, s.account_id,"
    " IF(s.account_id = ?, NULL, a.name) AS maker,"
    " CASE WHEN s.stopped_by IS NOT NULL THEN s.stopped_by"
    "  WHEN s.ends_at <= ? THEN 'over'"
    "  WHEN s.openings >= s.openings_max THEN 'used' ELSE 'works' END AS state"
    " FROM record_share s JOIN account a ON a.id = s.account_id"
    " WHERE s.patient_id = ? AND (? OR s.account_id = ?)"
    " ORDER BY s.id DESC LIMIT 50";

static const char VISITS[] =
    "SELECT opened_at FROM record_share_visit"
    " WHERE patient_id = ? AND share_id = ? ORDER BY id DESC";

static const char STOP[] =
    "UPDATE record_share SET stopped_at = ?, stopped_by = 'person'"
    " WHERE patient_id = ? AND id = ? AND (? OR account_id = ?)"
    "  AND stopped_at IS NULL";

/* What the account may of the patient now: a row a grant. */
static const char GRANTS[] =
    "SELECT g.areas, g.basis, p.birth_day FROM access_grant g"
    " JOIN patient p ON p.id = g.patient_id"
    " JOIN account a ON a.id = g.account_id AND a.disabled_at IS NULL"
    "  AND a.closed_at IS NULL"
    " WHERE g.account_id = ? AND g.patient_id = ? AND " ACCESS_SQL_LIVE;

/* Who is told: the account that made it, and the patient's own. */
static const char MAKER_EMAIL[] =
    "SELECT email FROM account WHERE id = ? AND disabled_at IS NULL"
    " AND closed_at IS NULL";

static const char OWN_ACCOUNT[] =
    "SELECT a.id, a.email FROM access_grant g JOIN account a"
    " ON a.id = g.account_id AND a.disabled_at IS NULL"
    "  AND a.closed_at IS NULL"
    " WHERE g.patient_id = ? AND g.basis = 'self' AND " ACCESS_SQL_LIVE;

#define SHARE								\
    "SELECT s.id, s.patient_id, s.account_id, a.name, s.name, s.email,"	\
    " s.from_day, s.to_day, s.sees_confidential, s.ends_at,"		\
    " s.openings_max, s.openings, s.wrong, s.stopped_at, s.code_hash"	\
    " FROM record_share s JOIN account a ON a.id = s.account_id"

/* Locked: those who guess at the same time count each other (AU-11). */
static const char BY_TOKEN[] = SHARE " WHERE s.token_hash = ? FOR UPDATE";

static const char BY_VISIT[] = SHARE
    " JOIN record_share_visit v ON v.patient_id = s.patient_id"
    "  AND v.share_id = s.id"
    " WHERE v.token_hash = ? AND v.ends_at > ?";

static const char COUNT_WRONG[] =
    "UPDATE record_share SET wrong = wrong + 1"
    " WHERE patient_id = ? AND id = ? AND stopped_at IS NULL";

static const char END_BY_CODES[] =
    "UPDATE record_share SET stopped_at = ?, stopped_by = 'codes'"
    " WHERE patient_id = ? AND id = ?";

static const char COUNT_OPENING[] =
    "UPDATE record_share SET openings = openings + 1"
    " WHERE patient_id = ? AND id = ?";

static const char BEGIN_VISIT[] =
    "INSERT INTO record_share_visit (patient_id, share_id, token_hash,"
    " opened_at, ends_at) VALUES (?, ?, ?, ?, ?)";

static const char END_VISIT[] =
    "UPDATE record_share_visit SET ends_at = ? WHERE token_hash = ?"
    " AND ends_at > ?";

const char *const share_sql[] = { MADE_TODAY, MAKE, LINKS, VISITS, STOP,
	GRANTS, MAKER_EMAIL, OWN_ACCOUNT, NULL };
const char *const share_open_sql[] = { GRANTS, MAKER_EMAIL, OWN_ACCOUNT,
	BY_TOKEN, BY_VISIT, COUNT_WRONG, END_BY_CODES, COUNT_OPENING,
	BEGIN_VISIT, END_VISIT, NULL };

/* A link as it is kept. */
struct row {
	struct share s;
	const char *from, *to;
	int64_t sees_confidential, openings, wrong, stopped;
	const uint8_t *code_hash;
	size_t code_len;
};

/* What somebody may of a patient now. */
struct may {
	const char *areas, *basis, *birth_day;
	int all_areas, acts;
};

static bool
add_grant(void *arg)
{
	struct may *m = arg;
	struct day born, today = when_today();
	bool has_birth_day = m->birth_day != NULL &&
	    when_read_day(m->birth_day, &born);
	const struct access_cell *cell;

	if (!has_birth_day)
		born = today;
	cell = access_cell(m->basis, access_age(has_birth_day, born, today));
	m->all_areas |= access_read_areas(m->areas) & cell->areas;
	m->acts |= cell->acts;
	return true;
}

/* Whether who made the link may still take the record; what they see of it. */
static bool
maker_may(struct req *r, int64_t patient_id, int64_t account_id,
    bool *sees_confidential)
{
	struct may m = { 0 };
	struct db_arg now = db_instant(r, r->in->at);

	db_each(r, GRANTS, DB_OUT(out_text(&m.areas), out_text(&m.basis),
	    out_text(&m.birth_day)), add_grant, &m, db_int(account_id),
	    db_int(patient_id), now, now);
	*sees_confidential = *sees_confidential && (m.acts & ACT_OWN) != 0;
	return (m.all_areas & AREA_RECORDS) != 0;
}

static const char *
day_says(struct req *r, int64_t instant)
{
	struct when day = { .day = when_day_of(instant),
	    .precision = WHEN_DAY };
	char text[WHEN_MAX];

	return mem_copy(r, when_says(&day, text));
}

static xmlNode *
mail_about(struct req *r, const struct share *s)
{
	xmlNode *mail = view_tree(r, "mail");
	char text[WHEN_MAX];

	view_set(mail, "name", s->name);
	view_set(mail, "maker", s->maker);
	view_set(mail, "until-says", day_says(r, s->ends - 1));
	view_set(mail, "at-says", when_instant_full(r->in->at, text));
	view_set_int(mail, "patient_id", s->patient_id);
	view_set_int(mail, "wrong", SHARE_WRONG_MAX);
	return mail;
}

static void
tell(struct req *r, const struct share *s, const char *what,
    int64_t account_id, const char *email)
{
	xmlNode *mail = mail_about(r, s);
	struct letter letter = { .to = email, .template = "share-news",
	    .account_id = account_id, .patient_id = s->patient_id };

	view_set(mail, "what", what);
	if (account_id == s->account_id)
		view_set(mail, "own", "1");
	letter.dedupe_key = mem_fmt(r, "share-%s %" PRId64 " %" PRId64 " %s",
	    what, s->id, account_id, r->in->id);
	outbox_add(r, &letter, mail);
}

/* what: made, opened, codes. */
static void
tell_both(struct req *r, const struct share *s, const char *what)
{
	struct db_arg now = db_instant(r, r->in->at);
	const char *maker = NULL, *own = NULL;
	int64_t own_id = 0;

	db_one(r, MAKER_EMAIL, DB_OUT(out_text(&maker)),
	    db_int(s->account_id));
	db_one(r, OWN_ACCOUNT, DB_OUT(out_int(&own_id), out_text(&own)),
	    db_int(s->patient_id), now, now);
	if (maker != NULL)
		tell(r, s, what, s->account_id, maker);
	if (own != NULL && own_id != s->account_id)
		tell(r, s, what, own_id, own);
}

static void
send_link(struct req *r, const struct share *s, const char *token)
{
	xmlNode *mail = mail_about(r, s);
	struct letter letter = { .to = s->email, .template = "share",
	    .dedupe_key = mem_fmt(r, "share %" PRId64, s->id),
	    .account_id = s->account_id, .expires = s->ends };

	view_set(mail, "token", token);
	outbox_add(r, &letter, mail);
}

static struct db_arg
day_arg(struct req *r, const struct share *s, struct day day)
{
	char text[WHEN_MAX];

	return db_text(s->has_range ? mem_copy(r, when_iso_day(day, text))
	    : NULL);
}

static void
store(struct req *r, struct share *s, const char *token, const char *code)
{
	uint8_t hash[TOKEN_HASH], code_hash[CODE_HASH];

	session_hash_of(token, hash);
	code_hash_of("share", hash, sizeof(hash), code, code_hash);
	db_exec(r, MAKE, db_int(s->patient_id), db_int(s->account_id),
	    db_bytes(hash, sizeof(hash)),
	    db_bytes(code_hash, sizeof(code_hash)), db_text(s->name),
	    db_text(s->email), day_arg(r, s, s->from), day_arg(r, s, s->to),
	    db_int(s->sees_confidential), db_instant(r, r->in->at),
	    db_instant(r, s->ends), db_int(s->openings_max));
	s->id = db_last_id();
}

enum share_outcome
share_make(struct req *r, struct share *s, struct share_made *made)
{
	const char *token = text_random(r, TOKEN_BYTES);
	const char *digits = mem_fmt(r, "%08u",
	    randombytes_uniform(100000000));
	int64_t n = 0;

	s->patient_id = r->patient->id;
	s->account_id = r->account->id;
	s->maker = r->account->name;
	s->sees_confidential = r->patient->sees_confidential;
	if (grant_is_blocked(r, s->patient_id, 0, s->name, s->email))
		return SHARE_BLOCKED;
	db_one(r, MADE_TODAY, DB_OUT(out_int(&n)), db_int(s->patient_id),
	    db_instant(r, r->in->at - A_DAY));
	if (n >= config()->shares_per_day)
		return SHARE_TOO_MANY;
	store(r, s, token, digits);
	if (s->email != NULL)
		send_link(r, s, token);
	tell_both(r, s, "made");
	made->link = mem_fmt(r, "%s/share/link?token=%s", config()->base_url,
	    token);
	made->app_link = shl_link(r, token, s->ends);
	made->code = mem_fmt(r, "%.4s %s", digits, digits + 4);
	return SHARE_DONE;
}

static int64_t
number_of(xmlNode *n, const char *name)
{
	xmlChar *text = xmlGetProp(n, BAD_CAST name);
	int64_t number = 0;

	if (text != NULL)
		text_id((const char *)text, &number);
	xmlFree(text);
	return number;
}

/* What a row alone does not tell: who came, and whether its maker still may. */
static void
show_more(struct req *r, xmlNode *n, int64_t patient_id)
{
	bool sees = false;
	xmlChar *state = xmlGetProp(n, BAD_CAST "state");

	db_rows(r, n, "visit", VISITS, db_int(patient_id),
	    db_int(number_of(n, "id")));
	if (xmlStrcmp(state, BAD_CAST "works") == 0 &&
	    !maker_may(r, patient_id, number_of(n, "account_id"), &sees))
		view_set(n, "state", "access");
	xmlFree(state);
}

void
share_show_all(struct req *r, xmlNode *parent, int64_t patient_id,
    int64_t account_id)
{
	xmlNode *n;

	db_rows(r, parent, "share", LINKS, db_int(r->account->id),
	    db_instant(r, r->in->at), db_int(patient_id),
	    db_int(account_id == 0), db_int(account_id));
	for (n = parent->children; n != NULL; n = n->next)
		if (strcmp((const char *)n->name, "share") == 0)
			show_more(r, n, patient_id);
}

bool
share_stop(struct req *r, int64_t patient_id, int64_t id, int64_t account_id)
{
	return db_exec(r, STOP, db_instant(r, r->in->at), db_int(patient_id),
	    db_int(id), db_int(account_id == 0), db_int(account_id)) == 1;
}

static bool
find(struct req *r, const char *sql, struct row *row,
    const struct db_arg *args)
{
	struct share *s = &row->s;

	*row = (struct row){ 0 };
	if (!db_one_(r, sql, DB_OUT(out_int(&s->id), out_int(&s->patient_id),
	    out_int(&s->account_id), out_text(&s->maker), out_text(&s->name),
	    out_text(&s->email), out_text(&row->from), out_text(&row->to),
	    out_int(&row->sees_confidential), out_instant(&s->ends),
	    out_int(&s->openings_max), out_int(&row->openings),
	    out_int(&row->wrong), out_instant(&row->stopped),
	    out_bytes(&row->code_hash, &row->code_len)), args))
		return false;
	s->has_range = row->from != NULL && row->to != NULL &&
	    when_read_day(row->from, &s->from) &&
	    when_read_day(row->to, &s->to);
	s->sees_confidential = row->sees_confidential != 0;
	return true;
}

/*
 * Whether it may be looked at now; openings that are used up are not asked.
 * The same is looked up for any link, there or not.
 */
static bool
is_live(struct req *r, struct row *row)
{
	bool may = maker_may(r, row->s.patient_id, row->s.account_id,
	    &row->s.sees_confidential);

	return may && row->stopped == 0 && row->s.ends > r->in->at;
}

/* Of a link that is not there the code of nothing, which no code is. */
static bool
code_is_right(struct req *r, const struct row *row,
    const uint8_t token_hash[TOKEN_HASH], const char *typed)
{
	const char *digits = code_typed(r, typed);
	static const uint8_t nothing[CODE_HASH];
	uint8_t given[CODE_HASH];

	code_hash_of("share", token_hash, TOKEN_HASH, digits, given);
	return sodium_memcmp(given, row->code_len == CODE_HASH
	    ? row->code_hash : nothing, CODE_HASH) == 0;
}

/* Counted in one statement, for a link that is not there as for one that is. */
static void
count_wrong(struct req *r, const struct row *row)
{
	struct db_arg patient = db_int(row->s.patient_id);

	db_exec(r, COUNT_WRONG, patient, db_int(row->s.id));
	if (row->s.id != 0 && row->stopped == 0 &&
	    row->wrong + 1 >= SHARE_WRONG_MAX) {
		db_exec(r, END_BY_CODES, db_instant(r, r->in->at), patient,
		    db_int(row->s.id));
		tell_both(r, &row->s, "codes");
	}
	keep_all_the_same(r);
}

/* ticket: what the visitor shows for it; kept as its hash. */
static void
begin_visit(struct req *r, const struct share *s, const char *ticket)
{
	int64_t ends = r->in->at + SHARE_VISIT_MINUTES * 60;
	uint8_t hash[TOKEN_HASH];

	session_hash_of(ticket, hash);
	db_exec(r, COUNT_OPENING, db_int(s->patient_id), db_int(s->id));
	db_exec(r, BEGIN_VISIT, db_int(s->patient_id), db_int(s->id),
	    db_bytes(hash, sizeof(hash)), db_instant(r, r->in->at),
	    db_instant(r, ends < s->ends ? ends : s->ends));
	tell_both(r, s, "opened");
}

/* SHARE_OPENED: it may be opened now. */
static enum share_try
try_code(struct req *r, const char *token, const char *code, struct share *s)
{
	uint8_t hash[TOKEN_HASH];
	struct row row;
	bool live, right;

	session_hash_of(token == NULL ? "" : token, hash);
	find(r, BY_TOKEN, &row, DB_ARGS(db_bytes(hash, sizeof(hash))));
	live = is_live(r, &row) && row.openings < row.s.openings_max;
	right = code_is_right(r, &row, hash, code == NULL ? "" : code);
	*s = row.s;
	s->tries_left = SHARE_WRONG_MAX - row.wrong;
	if (!right && code != NULL) {
		count_wrong(r, &row);
		s->tries_left--;
	}
	return !live ? SHARE_OVER : right ? SHARE_OPENED : SHARE_WRONG;
}

bool
share_open(struct req *r, const char *token, const char *code,
    struct share *s)
{
	const char *ticket = text_random(r, TOKEN_BYTES);

	if (try_code(r, token, code, s) != SHARE_OPENED)
		return false;
	begin_visit(r, s, ticket);
	set_cookie(r, SHARE_COOKIE, ticket);
	return true;
}

/* A ticket is longer than a cookie's token may be: it can't stand for one. */
enum share_try
share_open_app(struct req *r, const char *token, const char *code,
    struct share *s, const char **ticket)
{
	enum share_try answer = try_code(r, token, code, s);

	if (answer != SHARE_OPENED)
		return answer;
	*ticket = mem_fmt(r, "%s%s", token, text_random(r, TOKEN_BYTES));
	begin_visit(r, s, *ticket);
	return SHARE_OPENED;
}

bool
share_ticket(struct req *r, const char *ticket, struct share *s)
{
	uint8_t hash[TOKEN_HASH];
	struct row row;

	session_hash_of(ticket, hash);
	if (!find(r, BY_VISIT, &row, DB_ARGS(db_bytes(hash, sizeof(hash)),
	    db_instant(r, r->in->at))) || !is_live(r, &row))
		return false;
	*s = row.s;
	return true;
}

bool
share_visit(struct req *r, struct share *s)
{
	const char *token = session_token(r, SHARE_COOKIE);

	return token != NULL && share_ticket(r, token, s);
}

void
share_leave(struct req *r)
{
	const char *token = session_token(r, SHARE_COOKIE);
	struct db_arg now = db_instant(r, r->in->at);
	uint8_t hash[TOKEN_HASH];

	if (token == NULL)
		return;
	session_hash_of(token, hash);
	db_exec(r, END_VISIT, now, db_bytes(hash, sizeof(hash)), now);
	set_cookie(r, SHARE_COOKIE, "");
}
