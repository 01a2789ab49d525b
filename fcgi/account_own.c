/*
 * account_own.c: where the account is signed in, and what happened to it: for
 * its owner to see, and to end (SE-08).
 */
#include <inttypes.h>
#include <string.h>

#include "account_own.h"
#include "auth/agent.h"
#include "auth/device.h"
#include "auth/session.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "web/view.h"

enum { REF = 8, PAGE = 30 };

/* Eight bytes of the hash name a session: they open nothing. */
static const char SESSIONS[] =
    "SELECT LOWER(HEX(LEFT(token_hash, 8))) AS ref,"
    " token_hash = ? AS current, created_at, seen_at, address, agent"
    " FROM session WHERE account_id = ? AND ended_at IS NULL"
    "  AND seen_at > ? AND created_at > ?"
    " ORDER BY token_hash = ? DESC, seen_at DESC LIMIT 50";

static const char END_ONE[] =
    "UPDATE session SET ended_at = ?"
    " WHERE account_id = ? AND ended_at IS NULL AND LEFT(token_hash, 8) = ?";

/*
 * What the account did about itself, and what others did to it: who tries a
 * password is nobody yet, and the practice's people are not the account.
 */
static const char HISTORY[] =
    "(SELECT id, at AS done_at, action, status, address,"
    "  IF(account_id IS NULL, NULL, 1) AS own"
    "  FROM audit WHERE account_id = ? AND id < ? AND program = 'account'"
    "  AND FIND_IN_SET(action, ?)"
    "  AND (status < 400) = (action <> 'confirm_again')"
    "  ORDER BY id DESC LIMIT 31)"
    " UNION "
    "(SELECT id, at AS done_at, action, status, address,"
    "  IF(account_id IS NULL, NULL, 1) AS own"
    "  FROM audit WHERE object_id = ? AND id < ?"
    "  AND program IN ('account', 'staff-patients')"
    "  AND FIND_IN_SET(action, ?) AND status <> 403"
    "  ORDER BY id DESC LIMIT 31)"
    " ORDER BY id DESC LIMIT 31";

const char *const own_sql[] = { SESSIONS, END_ONE, HISTORY, NULL };

/* The view words each; others are of no interest to the owner. */
static const char OWN_ACTS[] = "sign_in,check_second,check_passkey,sign_out,"
    "confirm_again,change_password,change_phone,ask_email,take_new_email,"
    "end_session,sign_out_everywhere,make_account,confirm_email,prove_app,"
    "prove_phone,prove_passkey,remove_option,new_codes,forget_device,"
    "forget_all_devices";
static const char ACTS_ON_IT[] = "sign_in,check_second,check_passkey,ask_reset,"
    "choose_password,undo_email,undo_change,start_reset";

struct session_ref {
	const char *session;
};

const struct field session_form[] = {
	FIELD_LINE(struct session_ref, session, 2 * REF),
	FIELDS_END
};

struct history {
	int64_t before;
};

const struct field history_form[] = {
	FIELD_ID_OPT(struct history, before),
	FIELDS_END
};

/* The element after n, or NULL. */
static xmlNode *
named(xmlNode *n, const char *name)
{
	while (n != NULL && strcmp((const char *)n->name, name) != 0)
		n = n->next;
	return n;
}

static const char *
get(struct req *r, xmlNode *n, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(n, BAD_CAST name);
	const char *copy = mem_copy(r, (const char *)value);

	xmlFree(value);
	return copy;
}

enum http
show_sessions(struct req *r)
{
	const struct config *c = config();
	uint8_t hash[TOKEN_HASH];
	xmlNode *n;

	session_hash(r, hash);
	db_rows(r, r->page, "session", SESSIONS, db_bytes(hash, sizeof(hash)),
	    db_int(r->account->id),
	    db_instant(r, r->in->at - c->session_idle_minutes * 60),
	    db_instant(r, r->in->at - c->session_hours * 3600),
	    db_bytes(hash, sizeof(hash)));
	for (n = named(r->page->children, "session"); n != NULL;
	    n = named(n->next, "session"))
		view_set(n, "agent-says", agent_says(r, get(r, n, "agent")));
	return view(r, "sessions");
}

/* One that is over already, or another's, is as none. */
enum http
end_session(struct req *r)
{
	struct session_ref in = { 0 };
	uint8_t ref[REF];

	if (!form_read(r, session_form, &in) ||
	    !text_unhex(in.session, ref, sizeof(ref)))
		return HTTP_BAD_REQUEST;
	db_exec(r, END_ONE, db_instant(r, r->in->at), db_int(r->account->id),
	    db_bytes(ref, sizeof(ref)));
	return redirect_to(r, "/account/sessions");
}

/* This device, too; and the security option is asked for on each. */
enum http
sign_out_everywhere(struct req *r)
{
	end_sessions(r, r->account->id);
	device_forget_all(r, r->account->id);
	session_close(r);
	r->clear_site_data = true;
	return redirect_to(r, "/account/sign-in?signed_out=1");
}

/* One row more than a page shows tells that there are older ones. */
static void
cut_page(struct req *r)
{
	xmlNode *n, *last = NULL;
	int count = 0;

	for (n = named(r->page->children, "act"); n != NULL;
	    n = named(n->next, "act")) {
		if (++count == PAGE)
			last = n;
	}
	if (count <= PAGE)
		return;
	n = named(last->next, "act");
	xmlUnlinkNode(n);
	xmlFreeNode(n);
	view_set(r->page, "older", get(r, last, "id"));
}

enum http
show_account_history(struct req *r)
{
	struct history in = { .before = INT64_MAX };
	struct db_arg me = db_int(r->account->id), before;

	if (!form_read(r, history_form, &in))
		return HTTP_BAD_REQUEST;
	before = db_int(in.before);
	db_rows(r, r->page, "act", HISTORY, me, before, db_text(OWN_ACTS), me,
	    before, db_text(ACTS_ON_IT));
	cut_page(r);
	return view(r, "account-history");
}
