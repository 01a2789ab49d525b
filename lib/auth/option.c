/* option.c: the security options of an account, and its recovery codes. */
#include "auth/option.h"

#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "web/view.h"

static const char OPTIONS[] =
    "SELECT id, kind, name, phone, sealed, step, credential_id, public_key,"
    " IFNULL(cose, 0), sign_count FROM security_option"
    " WHERE account_id = ? ORDER BY used_at IS NULL, used_at DESC, id";

static const char OPTIONS_LOCKED[] =
    "SELECT id, kind, name, phone, sealed, step, credential_id, public_key,"
    " IFNULL(cose, 0), sign_count FROM security_option"
    " WHERE account_id = ? ORDER BY used_at IS NULL, used_at DESC, id"
    " FOR UPDATE";

static const char TAKE_STEP[] =
    "UPDATE security_option SET step = ?, used_at = ?"
    " WHERE account_id = ? AND id = ? AND step < ?";

static const char COUNT[] =
    "UPDATE security_option SET sign_count = ?, used_at = ?"
    " WHERE account_id = ? AND id = ?";

static const char USE[] =
    "UPDATE security_option SET used_at = ? WHERE account_id = ? AND id = ?";

static const char ADD[] =
    "INSERT INTO security_option (account_id, kind, name, phone, sealed, step,"
    " credential_id, public_key, cose, sign_count, made_at, used_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char KEEP_REMOVED[] =
    "INSERT INTO security_option_removed (account_id, id, kind, name, sealed,"
    " step, phone, credential_id, public_key, cose, sign_count, made_at,"
    " used_at, removed_at)"
    " SELECT account_id, id, kind, name, sealed, step, phone, credential_id,"
    " public_key, cose, sign_count, made_at, used_at, ?"
    " FROM security_option WHERE account_id = ? AND id = ?";

static const char REMOVE[] =
    "DELETE FROM security_option WHERE account_id = ? AND id = ?";

static const char RESTORE[] =
    "INSERT INTO security_option (account_id, id, kind, name, sealed, step,"
    " phone, credential_id, public_key, cose, sign_count, made_at, used_at)"
    " SELECT account_id, id, kind, name, sealed, step, phone, credential_id,"
    " public_key, cose, sign_count, made_at, used_at"
    " FROM security_option_removed WHERE account_id = ? AND id = ?";

static const char FORGET_REMOVED[] =
    "DELETE FROM security_option_removed WHERE account_id = ? AND id = ?";

static const char SET_UP[] =
    "UPDATE account SET has_second_factor = TRUE, needs_option = FALSE"
    " WHERE id = ?";

static const char TAKE_CODE[] =
    "UPDATE recovery_code SET used_at = ?"
    " WHERE account_id = ? AND code_hash = ? AND used_at IS NULL";

static const char FORGET_CODES[] =
    "DELETE FROM recovery_code WHERE account_id = ?";

static const char ADD_CODE[] =
    "INSERT INTO recovery_code (account_id, code_hash) VALUES (?, ?)";

static const char CODES_LEFT[] =
    "SELECT COUNT(*) FROM recovery_code"
    " WHERE account_id = ? AND used_at IS NULL";

const char *const option_sql[] = { OPTIONS, OPTIONS_LOCKED, TAKE_STEP, COUNT,
	USE, ADD, KEEP_REMOVED, REMOVE, RESTORE, FORGET_REMOVED, SET_UP, TAKE_CODE,
	FORGET_CODES, ADD_CODE, CODES_LEFT, NULL };

/* One row of OPTIONS, and the list that the rows become. */
struct row {
	struct req *r;
	struct option found;
	struct option *first, *last;
};

static const uint8_t *
copy(struct req *r, const uint8_t *bytes, size_t len)
{
	return len == 0 ? NULL
	    : (const uint8_t *)mem_copy_n(r, (const char *)bytes, len);
}

static bool
each_option(void *arg)
{
	struct row *row = arg;
	struct option *o = mem_new(row->r, struct option);

	*o = row->found;
	o->kind = mem_copy(row->r, o->kind);
	o->name = mem_copy(row->r, o->name);
	o->phone = mem_copy(row->r, o->phone);
	o->sealed = copy(row->r, o->sealed, o->sealed_len);
	o->passkey.id = copy(row->r, o->passkey.id, o->passkey.id_len);
	o->passkey.key = copy(row->r, o->passkey.key, o->passkey.key_len);
	if (row->last == NULL)
		row->first = o;
	else
		row->last->next = o;
	row->last = o;
	return true;
}

const struct option *
option_all(struct req *r, int64_t account_id)
{
	struct row row = { .r = r };
	struct option *o = &row.found;
	struct passkey *p = &o->passkey;

	db_each(r, r->in->method == METHOD_POST ? OPTIONS_LOCKED : OPTIONS,
	    DB_OUT(out_int(&o->id), out_text(&o->kind), out_text(&o->name),
	    out_text(&o->phone), out_bytes(&o->sealed, &o->sealed_len),
	    out_int(&o->step), out_bytes(&p->id, &p->id_len),
	    out_bytes(&p->key, &p->key_len), out_int(&p->cose),
	    out_int(&p->count)), each_option, &row, db_int(account_id));
	return row.first;
}

const struct option *
option_of_kind(const struct option *o, const char *kind)
{
	while (o != NULL && strcmp(o->kind, kind) != 0)
		o = o->next;
	return o;
}

const struct option *
option_with_id(const struct option *o, int64_t id)
{
	while (o != NULL && o->id != id)
		o = o->next;
	return o;
}

static bool
takes(struct req *r, int64_t account_id, const struct option *o,
    const char *code)
{
	struct totp secret;
	int64_t step;

	if (strcmp(o->kind, "app") != 0 || !totp_open(o->sealed,
	    o->sealed_len, totp_account(account_id), &secret))
		return false;
	step = totp_step(&secret, code, r->in->at);
	return step != 0 && db_exec(r, TAKE_STEP, db_int(step),
	    db_instant(r, r->in->at), db_int(account_id), db_int(o->id),
	    db_int(step)) == 1;
}

bool
option_takes_app_code(struct req *r, int64_t account_id,
    const struct option *o, const char *code)
{
	const char *digits = totp_bare(r, code);

	while (o != NULL && !takes(r, account_id, o, digits))
		o = o->next;
	return o != NULL;
}

bool
option_takes_recovery_code(struct req *r, int64_t account_id,
    const char *code)
{
	uint8_t hash[RECOVERY_HASH];

	recovery_hash(totp_account(account_id), code, hash);
	return db_exec(r, TAKE_CODE, db_instant(r, r->in->at),
	    db_int(account_id), db_bytes(hash, sizeof(hash))) == 1;
}

bool
option_takes_passkey(struct req *r, int64_t account_id,
    const struct option *o, const uint8_t challenge[PASSKEY_CHALLENGE],
    const struct passkey_answer *answer)
{
	int64_t count;

	while (o != NULL && !passkey_is(r, answer, &o->passkey))
		o = o->next;
	if (o == NULL ||
	    !passkey_signs(r, challenge, answer, &o->passkey, &count))
		return false;
	db_exec(r, COUNT, db_int(count), db_instant(r, r->in->at),
	    db_int(account_id), db_int(o->id));
	return true;
}

void
option_use(struct req *r, int64_t account_id, int64_t id)
{
	db_exec(r, USE, db_instant(r, r->in->at), db_int(account_id),
	    db_int(id));
}

int64_t
option_add(struct req *r, int64_t account_id, const struct option *o)
{
	struct db_arg now = db_instant(r, r->in->at);
	const struct passkey *p = &o->passkey;
	int64_t id;

	if (db_exec(r, ADD, db_int(account_id), db_text(o->kind),
	    db_text(o->name), db_text(o->phone),
	    db_bytes(o->sealed, o->sealed_len), db_int(o->step),
	    db_bytes(p->id, p->id_len), db_bytes(p->key, p->key_len),
	    db_id(p->cose), db_int(p->count), now, now) == DB_DUPLICATE)
		return 0;
	id = db_last_id();
	db_exec(r, SET_UP, db_int(account_id));
	return id;
}

bool
option_remove(struct req *r, int64_t account_id, int64_t id)
{
	const struct option *all = option_all(r, account_id);

	if (option_with_id(all, id) == NULL || all->next == NULL)
		return false;
	db_exec(r, KEEP_REMOVED, db_instant(r, r->in->at), db_int(account_id),
	    db_int(id));
	db_exec(r, REMOVE, db_int(account_id), db_int(id));
	return true;
}

bool
option_restore(struct req *r, int64_t account_id, int64_t id)
{
	return db_exec(r, RESTORE, db_int(account_id), db_int(id)) == 1 &&
	    db_exec(r, FORGET_REMOVED, db_int(account_id), db_int(id)) == 1;
}

void
option_new_codes(struct req *r, int64_t account_id, xmlNode *page)
{
	uint8_t hash[RECOVERY_HASH];
	const char *code;
	int i;

	option_forget_codes(r, account_id);
	for (i = 0; i < RECOVERY_CODES; i++) {
		code = recovery_new(r);
		recovery_hash(totp_account(account_id), code, hash);
		db_exec(r, ADD_CODE, db_int(account_id),
		    db_bytes(hash, sizeof(hash)));
		view_add(page, "code", code);
	}
}

void
option_forget_codes(struct req *r, int64_t account_id)
{
	db_exec(r, FORGET_CODES, db_int(account_id));
}

int64_t
option_codes_left(struct req *r, int64_t account_id)
{
	int64_t n = 0;

	db_one(r, CODES_LEFT, DB_OUT(out_int(&n)), db_int(account_id));
	return n;
}
