/*
 * account_close.c: the end of an account, by its owner. The record stays with
 * the practice; what the account could open, it can't any more, and whose
 * record it was is told.
 */
#include "account_own.h"
#include "auth/device.h"
#include "auth/grant.h"
#include "auth/reset.h"
#include "auth/session.h"
#include "base/mem.h"
#include "db/db.h"
#include "web/view.h"

/* The address is free for another sign-up. */
static const char CLOSE[] =
    "UPDATE account SET disabled_at = ?, closed_at = ?,"
    " email_key = CONCAT('closed ', id) WHERE id = ?";

static const char GRANTS[] =
    "SELECT id, patient_id FROM access_grant"
    " WHERE account_id = ? AND revoked_at IS NULL AND basis <> 'self'"
    "  AND (ends_at IS NULL OR ends_at > ?) ORDER BY id LIMIT ?";

static const char END_OWN[] =
    "UPDATE access_grant SET revoked_at = ?, revoked_by = 'holder'"
    " WHERE account_id = ? AND revoked_at IS NULL";

const char *const close_sql[] = { CLOSE, GRANTS, END_OWN, NULL };

static const char *const yes[] = { "yes", NULL };

struct closing {
	const char *sure;
};

const struct field close_form[] = {
	FIELD_CHOICE(struct closing, sure, yes),
	FIELDS_END
};

enum http
show_close(struct req *r)
{
	return view(r, "close");
}

enum { GRANTS_MAX = 100 };

/* What of GRANTS was read so far. */
struct held {
	int64_t id, patient_id;
	struct { int64_t id, patient_id; } all[GRANTS_MAX];
	size_t n;
};

static bool
keep(void *arg)
{
	struct held *h = arg;

	h->all[h->n].id = h->id;
	h->all[h->n].patient_id = h->patient_id;
	h->n++;
	return true;
}

/* Both sides are told of each. */
static void
end_access(struct req *r)
{
	struct held *h = mem_new(r, struct held);
	struct grant g;
	size_t i;

	db_each(r, GRANTS, DB_OUT(out_int(&h->id), out_int(&h->patient_id)),
	    keep, h, db_int(r->account->id), db_instant(r, r->in->at),
	    db_int(GRANTS_MAX));
	for (i = 0; i < h->n; i++)
		if (grant_find(r, h->all[i].patient_id, h->all[i].id, &g))
			grant_revoke(r, &g, GRANT_HOLDER);
	db_exec(r, END_OWN, db_instant(r, r->in->at), db_int(r->account->id));
}

enum http
close_account(struct req *r)
{
	struct owner owner = { .id = r->account->id,
	    .email = r->account->email };
	struct closing in = { 0 };
	struct db_arg now = db_instant(r, r->in->at);

	if (!form_read(r, close_form, &in)) {
		view(r, "close");
		return HTTP_UNPROCESSABLE;
	}
	end_access(r);
	db_exec(r, CLOSE, now, now, db_int(owner.id));
	reset_end_all(r, owner.id);
	end_sessions(r, owner.id);
	device_forget_all(r, owner.id);
	session_close(r);
	tell_owner(r, &owner, "account", "closed", NULL);
	r->clear_site_data = true;
	return redirect_to(r, "/account/closed");
}

/* Nobody is signed in any more. */
enum http
show_closed(struct req *r)
{
	return view(r, "closed");
}
