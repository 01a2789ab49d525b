/* staff.c: who of the practice is signed in. */
#include "auth/staff.h"

#include <string.h>

#include "auth/access.h"
#include "auth/session.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

static const char SESSION[] =
    "SELECT m.id, m.name, m.email, m.roles, s.created_at, s.seen_at,"
    " s.ended_at IS NOT NULL OR m.disabled_at IS NOT NULL"
    " FROM staff_session s JOIN staff m ON m.id = s.staff_id"
    " WHERE s.token_hash = ?";

static const char TOUCH[] =
    "UPDATE staff_session SET seen_at = ? WHERE token_hash = ?"
    " AND seen_at < ?";

static const char OPEN[] =
    "INSERT INTO staff_session (token_hash, staff_id, created_at, seen_at,"
    " address, agent) VALUES (?, ?, ?, ?, ?, ?)";

static const char CLOSE[] =
    "UPDATE staff_session SET ended_at = ? WHERE token_hash = ?"
    " AND ended_at IS NULL";

const char *const staff_sql[] = { SESSION, TOUCH, NULL };
const char *const staff_open_sql[] = { OPEN, CLOSE, NULL };

enum { TOKEN_BYTES = 32, TOUCH_SECONDS = 5, AGENT_MAX = 255 };

/* Whether there is such a session; *is_over: it may not be used any more. */
static bool
find(struct req *r, struct staff *s, bool *is_over)
{
	const struct config *c = config();
	int64_t created = 0, seen = 0, ended = 0;
	const char *roles = "";
	uint8_t hash[TOKEN_HASH];

	session_hash_of(r->token, hash);
	if (!db_one(r, SESSION, DB_OUT(out_int(&s->id), out_text(&s->name),
	    out_text(&s->email), out_text(&roles), out_instant(&created),
	    out_instant(&seen), out_int(&ended)),
	    db_bytes(hash, sizeof(hash))))
		return false;
	s->roles = access_read_roles(roles);
	*is_over = ended != 0 ||
	    r->in->at - seen >= c->staff_idle_minutes * 60 ||
	    r->in->at - created >= c->staff_hours * 3600;
	return true;
}

bool
staff_load(struct req *r)
{
	struct staff *s = mem_new(r, struct staff);
	bool is_over = false;

	r->token = session_token(r, STAFF_COOKIE);
	if (r->token != NULL && find(r, s, &is_over) && !is_over) {
		r->staff = s;
		return false;
	}
	session_entry(r);
	return is_over;
}

void
staff_open(struct req *r, int64_t staff_id)
{
	struct db_arg now = db_instant(r, r->in->at);
	const char *token = text_random(r, TOKEN_BYTES);
	uint8_t hash[TOKEN_HASH];

	staff_close(r);
	session_hash_of(token, hash);
	db_exec(r, OPEN, db_bytes(hash, sizeof(hash)), db_int(staff_id), now,
	    now, db_text(r->in->address),
	    db_text(mem_copy_n(r, r->in->agent,
	    strnlen(r->in->agent, AGENT_MAX))));
	set_cookie(r, STAFF_COOKIE, token);
	set_cookie(r, ENTRY_COOKIE, "");
}

void
staff_close(struct req *r)
{
	const char *token = session_token(r, STAFF_COOKIE);
	uint8_t hash[TOKEN_HASH];

	if (token == NULL)
		return;
	session_hash_of(token, hash);
	db_exec(r, CLOSE, db_instant(r, r->in->at),
	    db_bytes(hash, sizeof(hash)));
	set_cookie(r, STAFF_COOKIE, "");
}

void
staff_touch(struct req *r)
{
	uint8_t hash[TOKEN_HASH];

	if (r->staff == NULL)
		return;
	session_hash(r, hash);
	db_exec(r, TOUCH, db_instant(r, r->in->at),
	    db_bytes(hash, sizeof(hash)),
	    db_instant(r, r->in->at - TOUCH_SECONDS));
}
