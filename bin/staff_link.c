/* staff_link.c: one-time links for the practice's people. */
#include "staff_link.h"

#include <inttypes.h>
#include <stdio.h>

#include "auth/session.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "db/db.h"

static const char END_LINKS[] =
    "DELETE FROM staff_link WHERE staff_id = ? AND used_at IS NULL";

static const char ADD_LINK[] =
    "INSERT INTO staff_link (token_hash, staff_id, created_at, expires_at)"
    " VALUES (?, ?, ?, ?)";

static const char END_SESSIONS[] =
    "UPDATE staff_session SET ended_at = ?"
    " WHERE staff_id = ? AND ended_at IS NULL";

static const char END_SIGN_INS[] =
    "DELETE FROM staff_sign_in WHERE staff_id = ?";

static const char FORGET_CODES[] =
    "DELETE FROM staff_recovery_code WHERE staff_id = ?";

static const char FORGET_SECRETS[] =
    "UPDATE staff SET password_hash = NULL, totp_sealed = NULL WHERE id = ?";

enum { LINK_BYTES = 32, HOUR = 3600 };

const char *
staff_link(const void *ctx, int64_t staff_id)
{
	const char *token = text_random(ctx, LINK_BYTES);
	int64_t now = when_now();
	uint8_t hash[TOKEN_HASH];

	session_hash_of(token, hash);
	db_exec(ctx, END_LINKS, db_int(staff_id));
	db_exec(ctx, ADD_LINK, db_bytes(hash, sizeof(hash)), db_int(staff_id),
	    db_instant(ctx, now),
	    db_instant(ctx, now + config()->staff_link_hours * HOUR));
	return mem_fmt(ctx, "%s/staff/account/start?link=%s",
	    config()->base_url, token);
}

void
staff_end_all(const void *ctx, int64_t staff_id)
{
	db_exec(ctx, END_SESSIONS, db_instant(ctx, when_now()),
	    db_int(staff_id));
	db_exec(ctx, END_SIGN_INS, db_int(staff_id));
	db_exec(ctx, END_LINKS, db_int(staff_id));
}

void
staff_forget_secrets(const void *ctx, int64_t staff_id)
{
	staff_end_all(ctx, staff_id);
	db_exec(ctx, FORGET_CODES, db_int(staff_id));
	db_exec(ctx, FORGET_SECRETS, db_int(staff_id));
}

void
staff_print_link(const char *email, const char *link)
{
	printf("Give this link to %s, and to nobody else. It works once, for"
	    " %" PRId64 " hours:\n%s\n", email, config()->staff_link_hours,
	    link);
}
