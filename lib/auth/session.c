/* session.c: who is signed in, and the tokens of forms. */
#include "auth/session.h"

#include <sodium.h>
#include <string.h>

#include "auth/access.h"
#include "auth/access_table.h"
#include "base/config.h"
#include "base/key.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

/*
 * One row a grant, or one without a patient. The age rule needs the birth
 * day and is applied here, not in SQL.
 */
static const char SESSION[] =
    "SELECT a.id, a.name, a.email, a.has_second_factor, a.needs_option,"
    " s.fresh_at, s.created_at, s.seen_at, s.ended_at, a.disabled_at,"
    " p.id, p.name, p.given, p.sex, p.mrn, p.birth_day,"
    " g.areas, g.basis, g.relation,"
    " (SELECT COUNT(*) FROM message_unread u WHERE u.account_id = a.id"
    "  AND u.patient_id = g.patient_id AND u.area = 'messages'"
    "  AND (NOT u.confidential OR " ACCESS_SQL_OWN ")),"
    " (SELECT COUNT(*) FROM message_unread u WHERE u.account_id = a.id"
    "  AND u.patient_id = g.patient_id AND u.area = 'billing'"
    "  AND (NOT u.confidential OR " ACCESS_SQL_OWN "))"
    " FROM session s JOIN account a ON a.id = s.account_id"
    " LEFT JOIN access_grant g ON g.account_id = a.id"
    "  AND " ACCESS_SQL_LIVE
    " LEFT JOIN patient p ON p.id = g.patient_id"
    " WHERE s.token_hash = ? ORDER BY g.basis <> 'self', g.id";

static const char OPEN[] =
    "INSERT INTO session (token_hash, account_id, created_at, seen_at,"
    " fresh_at, address, agent) VALUES (?, ?, ?, ?, ?, ?, ?)";

static const char FRESHEN[] =
    "UPDATE session SET fresh_at = ? WHERE token_hash = ?";

static const char CLOSE[] =
    "UPDATE session SET ended_at = ? WHERE token_hash = ?"
    " AND ended_at IS NULL";

static const char TOUCH[] =
    "UPDATE session SET seen_at = ? WHERE token_hash = ? AND seen_at < ?";

static const char HOLD[] =
    "SELECT COUNT(*) FROM access_grant g"
    " WHERE g.account_id = ? AND g.patient_id = ? AND g.revoked_at IS NULL"
    "  AND g.suspended_at IS NULL"
    "  AND NOT EXISTS (SELECT 1 FROM access_block b"
    "   WHERE b.account_id = g.account_id AND b.patient_id = g.patient_id"
    "   AND b.ended_at IS NULL LOCK IN SHARE MODE) LOCK IN SHARE MODE";

const char *const session_sql[] = { SESSION, TOUCH, HOLD, NULL };
const char *const session_open_sql[] = { OPEN, CLOSE, FRESHEN, NULL };

enum { TOKEN_BYTES = 32, TOKEN_TEXT = 64, TOUCH_SECONDS = 5,
	FRESH_SECONDS = 300,
	AGENT_MAX = 255 };

/* One row of SESSION, and the lists that the rows become. */
struct row {
	struct req *r;
	int64_t account_id, has_second_factor, needs_option, fresh;
	const char *name, *email;
	int64_t created, seen, ended, disabled;
	int64_t patient_id;
	const char *patient_name, *given, *sex, *mrn, *birth_day;
	const char *areas, *basis, *relation;
	int64_t unread_messages, unread_bills;
	bool is_over;
	struct patient *last;
};

void
session_hash_of(const char *token, uint8_t hash[TOKEN_HASH])
{
	crypto_hash_sha256(hash, (const unsigned char *)token, strlen(token));
}

static bool
is_over(const struct row *row, int64_t now)
{
	const struct config *c = config();

	return row->ended != 0 || row->disabled != 0 ||
	    now - row->seen >= c->session_idle_minutes * 60 ||
	    now - row->created >= c->session_hours * 3600;
}

static void
add_account(struct row *row)
{
	struct account *a = mem_new(row->r, struct account);

	a->id = row->account_id;
	a->name = mem_copy(row->r, row->name);
	a->email = mem_copy(row->r, row->email);
	a->has_second_factor = row->has_second_factor != 0;
	a->needs_option = row->needs_option != 0;
	a->fresh_at = row->fresh;
	row->r->account = a;
}

/* Unread answers that these areas let one read. */
static int64_t
unread_in(const struct row *row, int areas)
{
	return (areas & AREA_MESSAGES ? row->unread_messages : 0) +
	    (areas & AREA_BILLING ? row->unread_bills : 0);
}

/* A second grant to the same patient adds its areas to the first. */
static bool
is_merged(const struct row *row, int areas)
{
	struct patient *p;

	for (p = (struct patient *)(uintptr_t)row->r->patients; p != NULL;
	    p = (struct patient *)(uintptr_t)p->next)
		if (p->id == row->patient_id) {
			p->unread += unread_in(row, areas & ~p->areas);
			p->areas |= areas;
			return true;
		}
	return false;
}

static void
add_patient(struct row *row)
{
	struct patient *p = mem_new(row->r, struct patient);
	const struct access_cell *cell;

	p->has_birth_day = row->birth_day != NULL &&
	    when_read_day(row->birth_day, &p->birth_day);
	cell = access_cell(row->basis, access_age(p->has_birth_day,
	    p->birth_day, when_today()));
	p->areas = access_read_areas(row->areas) & cell->areas;
	if (p->areas == 0 || is_merged(row, p->areas))
		return;
	p->id = row->patient_id;
	p->name = mem_copy(row->r, row->patient_name);
	p->given = mem_copy(row->r, row->given);
	p->sex = mem_copy(row->r, row->sex);
	p->mrn = mem_copy(row->r, row->mrn);
	p->basis = mem_copy(row->r, row->basis);
	p->relation = mem_copy(row->r, row->relation);
	p->sees_confidential = (cell->acts & ACT_OWN) != 0;
	p->unread = unread_in(row, p->areas);
	if (row->last == NULL)
		row->r->patients = p;
	else
		row->last->next = p;
	row->last = p;
}

static bool
each_row(void *arg)
{
	struct row *row = arg;

	if (is_over(row, row->r->in->at)) {
		row->is_over = true;
		return false;
	}
	if (row->r->account == NULL)
		add_account(row);
	if (row->patient_id != 0)
		add_patient(row);
	return true;
}

const char *
session_token(struct req *r, const char *name)
{
	const char *token = get_cookie(r, name);
	uint8_t bytes[TOKEN_BYTES];

	return token != NULL && text_unhex(token, bytes, sizeof(bytes)) ? token
	    : NULL;
}

void
session_renew_entry(struct req *r)
{
	r->token = text_random(r, TOKEN_BYTES);
	set_cookie(r, ENTRY_COOKIE, r->token);
}

void
session_entry(struct req *r)
{
	r->token = session_token(r, ENTRY_COOKIE);
	if (r->token == NULL)
		session_renew_entry(r);
}

bool
session_load(struct req *r)
{
	struct row row = { .r = r };
	struct db_arg now = db_instant(r, r->in->at);
	uint8_t hash[TOKEN_HASH];

	r->token = session_token(r, SESSION_COOKIE);
	if (r->token != NULL) {
		session_hash_of(r->token, hash);
		db_each(r, SESSION, DB_OUT(out_int(&row.account_id),
		    out_text(&row.name), out_text(&row.email),
		    out_int(&row.has_second_factor),
		    out_int(&row.needs_option), out_instant(&row.fresh),
		    out_instant(&row.created),
		    out_instant(&row.seen), out_instant(&row.ended),
		    out_instant(&row.disabled), out_int(&row.patient_id),
		    out_text(&row.patient_name), out_text(&row.given),
		    out_text(&row.sex), out_text(&row.mrn),
		    out_text(&row.birth_day), out_text(&row.areas),
		    out_text(&row.basis), out_text(&row.relation),
		    out_int(&row.unread_messages),
		    out_int(&row.unread_bills)), each_row,
		    &row, now, now, db_bytes(hash, sizeof(hash)));
	}
	if (r->account != NULL)
		return false;
	session_entry(r);
	return row.is_over;
}

void
session_hash(const struct req *r, uint8_t hash[TOKEN_HASH])
{
	session_hash_of(r->token, hash);
}

void
session_open(struct req *r, int64_t account_id)
{
	struct db_arg now = db_instant(r, r->in->at);
	const char *token = text_random(r, TOKEN_BYTES);
	uint8_t hash[TOKEN_HASH];

	session_close(r);
	session_hash_of(token, hash);
	db_exec(r, OPEN, db_bytes(hash, sizeof(hash)), db_int(account_id), now,
	    now, now, db_text(r->in->address),
	    db_text(mem_copy_n(r, r->in->agent,
	    strnlen(r->in->agent, AGENT_MAX))));
	set_cookie(r, SESSION_COOKIE, token);
	set_cookie(r, ENTRY_COOKIE, "");
}

bool
session_hold(struct req *r, int64_t patient_id)
{
	int64_t n = 0;

	db_one(r, HOLD, DB_OUT(out_int(&n)), db_int(r->account->id),
	    db_int(patient_id));
	return n > 0;
}

bool
session_is_fresh(const struct req *r)
{
	return r->in->at - r->account->fresh_at < FRESH_SECONDS;
}

void
session_freshen(struct req *r)
{
	uint8_t hash[TOKEN_HASH];

	session_hash(r, hash);
	db_exec(r, FRESHEN, db_instant(r, r->in->at),
	    db_bytes(hash, sizeof(hash)));
}

void
session_close(struct req *r)
{
	const char *token = session_token(r, SESSION_COOKIE);
	uint8_t hash[TOKEN_HASH];

	if (token == NULL)
		return;
	session_hash_of(token, hash);
	db_exec(r, CLOSE, db_instant(r, r->in->at),
	    db_bytes(hash, sizeof(hash)));
	set_cookie(r, SESSION_COOKIE, "");
}

void
session_touch(struct req *r)
{
	uint8_t hash[TOKEN_HASH];

	if (r->account == NULL)
		return;
	session_hash(r, hash);
	db_exec(r, TOUCH, db_instant(r, r->in->at),
	    db_bytes(hash, sizeof(hash)),
	    db_instant(r, r->in->at - TOUCH_SECONDS));
}

const char *
session_csrf(struct req *r)
{
	static uint8_t key[crypto_generichash_KEYBYTES];
	static bool has_key;
	uint8_t mac[32];
	const char *text = mem_fmt(r, "csrf %s", r->token);

	if (!has_key)
		key_read(KEY_TOKENS, key, sizeof(key));
	has_key = true;
	crypto_generichash(mac, sizeof(mac), (const unsigned char *)text,
	    strlen(text), key, sizeof(key));
	return text_hex(r, mac, sizeof(mac));
}

/* "same-origin" from a browser of today; one of before says the Origin. */
static bool
came_from_us(const struct inbound *in)
{
	if (*in->fetch_site != '\0' &&
	    strcmp(in->fetch_site, "same-origin") != 0 &&
	    strcmp(in->fetch_site, "none") != 0)
		return false;
	return *in->origin == '\0' ||
	    strcmp(in->origin, config()->base_url) == 0;
}

bool
session_csrf_is_good(struct req *r, const char *given)
{
	const char *good = session_csrf(r);

	return came_from_us(r->in) && given != NULL &&
	    strlen(given) == strlen(good) &&
	    sodium_memcmp(given, good, strlen(good)) == 0;
}
