/* staff_account_pending.c: a sign-in between its steps, and its end. */
#include <inttypes.h>

#include "auth/failure.h"
#include "auth/session.h"
#include "auth/staff.h"
#include "base/mem.h"
#include "db/db.h"
#include "post/outbox.h"
#include "staff_account.h"
#include "web/view.h"

static const char MEMBER[] =
    "SELECT id, name, email, password_hash, totp_sealed, totp_step,"
    " disabled_at IS NOT NULL FROM staff WHERE id = ?";

static const char MEMBER_LOCKED[] =
    "SELECT id, name, email, password_hash, totp_sealed, totp_step,"
    " disabled_at IS NOT NULL FROM staff WHERE id = ? FOR UPDATE";

static const char PENDING[] =
    "SELECT staff_id, totp_sealed FROM staff_sign_in"
    " WHERE token_hash = ? AND stage = ? AND created_at > ? AND wrong < ?";

static const char PENDING_LOCKED[] =
    "SELECT staff_id, totp_sealed FROM staff_sign_in"
    " WHERE token_hash = ? AND stage = ? AND created_at > ? AND wrong < ?"
    " FOR UPDATE";

static const char BEGIN[] =
    "INSERT INTO staff_sign_in (token_hash, staff_id, stage, totp_sealed,"
    " created_at) VALUES (?, ?, ?, ?, ?)";

static const char COUNT_WRONG[] =
    "UPDATE staff_sign_in SET wrong = wrong + 1 WHERE token_hash = ?";

static const char END[] =
    "DELETE FROM staff_sign_in WHERE token_hash = ?";

static const char END_ALL[] =
    "DELETE FROM staff_sign_in WHERE staff_id = ?";

const char *const pending_sql[] = { MEMBER, MEMBER_LOCKED, PENDING,
	PENDING_LOCKED, BEGIN, COUNT_WRONG, END, END_ALL, NULL };

enum { PENDING_SECONDS = 600, WRONG_CODES = 5 };

bool
member_load(struct req *r, int64_t id, struct member *m)
{
	return db_one(r, r->in->method == METHOD_POST ? MEMBER_LOCKED : MEMBER,
	    DB_OUT(out_int(&m->id), out_text(&m->name), out_text(&m->email),
	    out_text(&m->password_hash),
	    out_bytes(&m->totp_sealed, &m->totp_len), out_int(&m->totp_step),
	    out_int(&m->is_disabled)), db_int(id)) && !m->is_disabled;
}

bool
pending_load(struct req *r, const char *stage, struct pending *p)
{
	const char *sql = r->in->method == METHOD_POST ? PENDING_LOCKED
	    : PENDING;
	uint8_t hash[TOKEN_HASH];
	int64_t staff_id;

	session_hash(r, hash);
	return db_one(r, sql, DB_OUT(out_int(&staff_id),
	    out_bytes(&p->totp_sealed, &p->totp_len)),
	    db_bytes(hash, sizeof(hash)), db_text(stage),
	    db_instant(r, r->in->at - PENDING_SECONDS), db_int(WRONG_CODES)) &&
	    member_load(r, staff_id, &p->member);
}

void
pending_begin(struct req *r, int64_t staff_id, const char *stage,
    const struct totp *secret)
{
	const uint8_t *sealed = NULL;
	uint8_t hash[TOKEN_HASH];
	size_t len = 0;

	if (secret != NULL)
		sealed = totp_seal(r, secret, totp_staff(staff_id), &len);
	staff_close(r);
	session_renew_entry(r);
	session_hash(r, hash);
	db_exec(r, BEGIN, db_bytes(hash, sizeof(hash)), db_int(staff_id),
	    db_text(stage), db_bytes(sealed, len),
	    db_instant(r, r->in->at));
}

void
pending_count_wrong(struct req *r, const struct member *m)
{
	uint8_t hash[TOKEN_HASH];

	session_hash(r, hash);
	db_exec(r, COUNT_WRONG, db_bytes(hash, sizeof(hash)));
	failure_count(r, failure_staff_key(r, m->email));
	keep_all_the_same(r);
}

void
pending_end_all(struct req *r, int64_t staff_id)
{
	db_exec(r, END_ALL, db_int(staff_id));
}

void
let_in(struct req *r, const struct member *m)
{
	const char *key = failure_staff_key(r, m->email);
	uint8_t hash[TOKEN_HASH];
	int64_t failures;

	failure_pause(r, key, &failures);
	if (failures > 0)
		failure_forget(r, key);
	if (failure_is_worth_telling(failures))
		tell_member(r, m, "failures");
	session_hash(r, hash);
	db_exec(r, END, db_bytes(hash, sizeof(hash)));
	staff_open(r, m->id);
	r->audit_staff = m->id;
	r->audit_actor = m->name;
}

void
tell_member(struct req *r, const struct member *m, const char *what)
{
	xmlNode *mail = view_tree(r, "mail");
	struct letter letter = { .to = m->email, .template = "staff",
	    .dedupe_key = mem_fmt(r, "staff-%s-%" PRId64 "-%" PRId64, what,
	    m->id, r->in->at / 3600) };
	char text[WHEN_MAX];

	view_set(mail, "what", what);
	view_set(mail, "at-says", when_instant_full(r->in->at, text));
	outbox_add(r, &letter, mail);
}
