/*
 * account_recover.c: what a forgotten password, a change of it and a change
 * that is taken back share: the links of our mails, whose account it is, and
 * the end of all that was open.
 */
#include <string.h>

#include "account_own.h"
#include "auth/device.h"
#include "auth/failure.h"
#include "auth/password.h"
#include "auth/session.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "auth/reset.h"
#include "web/link.h"

/* Holds the token of a link: the address of no page has it (AU-14). */
#define LINK_COOKIE	"__Host-kith-link"

static const char OWNER[] =
    "SELECT a.id, a.name, a.email, a.has_second_factor,"
    " (SELECT p.birth_day FROM access_grant g"
    "  JOIN patient p ON p.id = g.patient_id"
    "  WHERE g.account_id = a.id AND g.basis = 'self'"
    "  AND g.revoked_at IS NULL LIMIT 1)"
    " FROM account a"
    " WHERE a.id = ? AND a.disabled_at IS NULL AND a.closed_at IS NULL";

static const char SET_PASSWORD[] =
    "UPDATE account SET password_hash = ?, password_at = ? WHERE id = ?";

static const char END_SESSIONS[] =
    "UPDATE session SET ended_at = ?"
    " WHERE account_id = ? AND ended_at IS NULL";

static const char END_SIGN_INS[] =
    "DELETE FROM sign_in WHERE account_id = ?";

const char *const recover_sql[] = { OWNER, SET_PASSWORD, END_SESSIONS,
	END_SIGN_INS, NULL };

enum http
take_link(struct req *r)
{
	const char *page = strrchr(r->in->path, '/');

	return link_take(r, LINK_COOKIE, mem_fmt(r, "/account%s", page));
}

const char *
link_token(struct req *r)
{
	return session_token(r, LINK_COOKIE);
}

void
link_forget(struct req *r)
{
	set_cookie(r, LINK_COOKIE, "");
}

bool
owner_load(struct req *r, int64_t account_id, struct owner *o)
{
	int64_t has_option = 0;

	if (!db_one(r, OWNER, DB_OUT(out_int(&o->id), out_text(&o->name),
	    out_text(&o->email), out_int(&has_option),
	    out_text(&o->birth_day)), db_int(account_id)))
		return false;
	o->has_option = has_option != 0;
	return true;
}

const char *
owner_refuse_password(struct req *r, const struct owner *o,
    const char *password)
{
	struct password_owner words = { .name = o->name, .email = o->email,
	    .birth_day = o->birth_day };

	return password_refuse(r, password, o->has_option, &words);
}

void
set_password(struct req *r, int64_t account_id, const char *hash)
{
	db_exec(r, SET_PASSWORD, db_text(hash), db_instant(r, r->in->at),
	    db_int(account_id));
	reset_end_all(r, account_id);
	end_sessions(r, account_id);
}

void
end_sessions(struct req *r, int64_t account_id)
{
	db_exec(r, END_SESSIONS, db_instant(r, r->in->at),
	    db_int(account_id));
	db_exec(r, END_SIGN_INS, db_int(account_id));
}

void
recover_finish(struct req *r, const struct owner *o, const char *hash)
{
	set_password(r, o->id, hash);
	device_forget_all(r, o->id);
	failure_forget(r, text_email_key(r, o->email));
	tell_owner(r, o, "account", "reset", NULL);
}

enum http
take_back(struct req *r, int64_t account_id)
{
	/* Whoever knows the old password must not come in with it. */
	set_password(r, account_id, password_hash(r, text_random(r, 32)));
	device_forget_all(r, account_id);
	set_cookie(r, LINK_COOKIE, reset_new(r, account_id));
	return redirect_to(r, "/account/reset");
}
