/*
 * staff_account_security.c: what a member does about their own sign-in:
 * another password, new recovery codes, the end of their other sessions.
 */
#include <string.h>

#include "auth/failure.h"
#include "auth/password.h"
#include "auth/session.h"
#include "auth/staff.h"
#include "base/config.h"
#include "base/mem.h"
#include "db/db.h"
#include "staff_account.h"
#include "web/view.h"

static const char SESSIONS[] =
    "SELECT token_hash = ? AS current, created_at, seen_at, address, agent"
    " FROM staff_session WHERE staff_id = ? AND ended_at IS NULL"
    "  AND seen_at > ? AND created_at > ?"
    " ORDER BY token_hash = ? DESC, seen_at DESC LIMIT 50";

static const char CODES_LEFT[] =
    "SELECT COUNT(*) FROM staff_recovery_code"
    " WHERE staff_id = ? AND used_at IS NULL";

static const char CHANGE_PASSWORD[] =
    "UPDATE staff SET password_hash = ? WHERE id = ?";

static const char END_OTHERS[] =
    "UPDATE staff_session SET ended_at = ?"
    " WHERE staff_id = ? AND ended_at IS NULL AND token_hash <> ?";

const char *const security_sql[] = { SESSIONS, CODES_LEFT, CHANGE_PASSWORD,
	END_OTHERS, NULL };

struct change {
	const char *current, *password, *password2;
};

const struct field change_form[] = {
	FIELD_SECRET(struct change, current, 4096),
	FIELD_SECRET(struct change, password, 4096),
	FIELD_SECRET(struct change, password2, 4096),
	FIELDS_END
};

/* Its field has another name: both forms stand on one page. */
struct new_codes {
	const char *again;
};

const struct field new_codes_form[] = {
	FIELD_SECRET(struct new_codes, again, 4096),
	FIELDS_END
};

enum http
show_security(struct req *r)
{
	const struct config *c = config();
	uint8_t hash[TOKEN_HASH];
	struct db_arg current;
	int64_t left = 0;

	session_hash(r, hash);
	current = db_bytes(hash, sizeof(hash));
	db_rows(r, r->page, "session", SESSIONS, current,
	    db_int(r->staff->id),
	    db_instant(r, r->in->at - c->staff_idle_minutes * 60),
	    db_instant(r, r->in->at - c->staff_hours * 3600), current);
	db_one(r, CODES_LEFT, DB_OUT(out_int(&left)), db_int(r->staff->id));
	view_set_int(r->page, "codes_left", left);
	view_set_int(r->page, "password_min", c->password_min_with_factor);
	return view(r, "staff-security");
}

static enum http
security_again(struct req *r, const struct field *form, const char *field,
    const char *why)
{
	form_show(r, form);
	if (field != NULL)
		form_refuse(r, field, why);
	show_security(r);
	return HTTP_UNPROCESSABLE;
}

/*
 * Why it is not the member's password, NULL if it is: a session that somebody
 * found open must not do to find it out.
 */
static const char *
refuse_current(struct req *r, const struct member *m, const char *password)
{
	char *key = failure_staff_key(r, m->email);
	int64_t failures, wait = failure_pause(r, key, &failures);

	if (wait > 0)
		return mem_fmt(r, "There were too many tries. Please wait %s.",
		    failure_pause_says(r, wait));
	if (password_matches(r, password, m->password_hash))
		return NULL;
	run_later(r, failure_count, key);
	return "This is not your password now. Try again.";
}

static void
end_others(struct req *r)
{
	uint8_t hash[TOKEN_HASH];

	session_hash(r, hash);
	db_exec(r, END_OTHERS, db_instant(r, r->in->at), db_int(r->staff->id),
	    db_bytes(hash, sizeof(hash)));
}

enum http
change_password(struct req *r)
{
	struct change in = { 0 };
	struct member m = { 0 };
	struct password_owner owner;
	const char *why;

	if (!form_read(r, change_form, &in))
		return security_again(r, change_form, NULL, NULL);
	if (!member_load(r, r->staff->id, &m))
		return HTTP_NOT_FOUND;
	owner = (struct password_owner){ .name = m.name, .email = m.email };
	if ((why = refuse_current(r, &m, in.current)) != NULL)
		return security_again(r, change_form, "current", why);
	if ((why = password_refuse(r, in.password, true, &owner)) != NULL)
		return security_again(r, change_form, "password", why);
	if (strcmp(in.password, in.password2) != 0)
		return security_again(r, change_form, "password2",
		    "The two passwords are not the same. Type both again.");
	db_exec(r, CHANGE_PASSWORD, db_text(password_hash(r, in.password)),
	    db_int(m.id));
	end_others(r);
	pending_end_all(r, m.id);
	tell_member(r, &m, "password");
	staff_open(r, m.id);
	return redirect_to(r, "/staff/account/security");
}

enum http
make_new_codes(struct req *r)
{
	struct new_codes in = { 0 };
	struct member m = { 0 };
	const char *why;

	if (!form_read(r, new_codes_form, &in))
		return security_again(r, new_codes_form, NULL, NULL);
	if (!member_load(r, r->staff->id, &m))
		return HTTP_NOT_FOUND;
	if ((why = refuse_current(r, &m, in.again)) != NULL)
		return security_again(r, new_codes_form, "again", why);
	tell_member(r, &m, "codes");
	return show_new_codes(r, &m);
}

enum http
end_other_sessions(struct req *r)
{
	end_others(r);
	return redirect_to(r, "/staff/account/security");
}
