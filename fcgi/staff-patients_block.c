/* staff-patients_block.c: people who must not see a record. */
#include <inttypes.h>
#include <string.h>

#include "auth/grant.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "staff-patients.h"
#include "web/view.h"

static const char BY_EMAIL[] = "SELECT id FROM account WHERE email_key = ?";

/* Who has access, whatever it opens, and whether it is the own record. */
static const char HOLDERS[] =
    "SELECT a.id, a.name, MAX(g.basis = 'self') FROM access_grant g"
    " JOIN account a ON a.id = g.account_id"
    " WHERE g.patient_id = ? AND g.revoked_at IS NULL GROUP BY a.id, a.name";

static const char BLOCK[] =
    "INSERT INTO access_block (patient_id, account_id, name, name_key,"
    " email_key, why, blocked_by, blocked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

static const char FIND[] =
    "SELECT patient_id FROM access_block WHERE id = ? AND ended_at IS NULL"
    " FOR UPDATE";

static const char END[] =
    "UPDATE access_block SET ended_at = ?, ended_by = ? WHERE id = ?";

const char *const block_sql[] = { BY_EMAIL, HOLDERS, BLOCK, FIND, END, NULL };

struct who {
	int64_t access;		/* grant of somebody who has access; or 0 */
};

const struct field block_who_form[] = {
	FIELD_ID_OPT(struct who, access),
	FIELDS_END
};

struct block {
	const char *name, *email, *why;
};

const struct field block_form[] = {
	FIELD_LINE(struct block, name, 300),
	FIELD_EMAIL_OPT(struct block, email),
	FIELD_LINE(struct block, why, 255),
	FIELDS_END
};

/* An account that the block is held against. */
struct blocked {
	int64_t account_id;
	const struct blocked *next;
};

/* One row of HOLDERS, and the list of those who are meant. */
struct search {
	struct req *r;
	const char *key;	/* of the name */
	int64_t by_email;	/* account with the address; or 0 */
	int64_t account_id, is_self;
	const char *name;
	const struct blocked *list;
	bool is_patient;	/* one of them is the patient */
};

enum http
show_block(struct req *r)
{
	struct who in = { 0 };
	struct grant g;

	if (!form_read(r, block_who_form, &in))
		return HTTP_BAD_REQUEST;
	if (!add_person(r, r->id))
		return HTTP_NOT_FOUND;
	if (in.access != 0 && grant_find(r, r->id, in.access, &g)) {
		form_show(r, block_form);
		form_prefill(r, "name", g.holder);
		form_prefill(r, "email", g.holder_email);
	}
	return view(r, "staff-block");
}

static void
add_blocked(struct search *s, int64_t account_id)
{
	struct blocked *b = mem_new(s->r, struct blocked);

	b->account_id = account_id;
	b->next = s->list;
	s->list = b;
}

static bool
compare_holder(void *arg)
{
	struct search *s = arg;
	bool is_by_email = s->account_id == s->by_email;

	if (!is_by_email && strcmp(text_name_key(s->r, s->name), s->key) != 0)
		return true;
	if (s->is_self)
		s->is_patient = true;
	if (!is_by_email)
		add_blocked(s, s->account_id);
	return true;
}

/* The accounts that are meant: by the address, and by name who has access. */
static void
find_blocked(struct search *s, const char *email_key)
{
	if (email_key != NULL)
		db_one(s->r, BY_EMAIL, DB_OUT(out_int(&s->by_email)),
		    db_text(email_key));
	if (s->by_email != 0)
		add_blocked(s, s->by_email);
	db_each(s->r, HOLDERS, DB_OUT(out_int(&s->account_id),
	    out_text(&s->name), out_int(&s->is_self)), compare_holder, s,
	    db_int(s->r->patient_id));
}

static void
block(struct req *r, const struct block *in, const struct search *s,
    const char *email_key)
{
	const struct blocked none = { 0 };
	const struct blocked *b = s->list == NULL ? &none : s->list;

	for (; b != NULL; b = b->next)
		db_exec(r, BLOCK, db_int(r->patient_id), db_id(b->account_id),
		    db_text(in->name), db_text(s->key), db_text(email_key),
		    db_text(in->why), db_int(r->staff->id),
		    db_instant(r, r->in->at));
}

static bool
refuse(struct req *r, const char *says)
{
	form_show(r, block_form);
	form_refuse(r, "name", says);
	return false;
}

/*
 * Nobody is told, as with a pause. What the person has been given stays, and
 * opens nothing for as long as the block lasts.
 */
static bool
try_block(struct req *r, const struct block *in)
{
	struct search s = { .r = r, .key = text_name_key(r, in->name) };
	const char *email_key = in->email == NULL ? NULL
	    : text_email_key(r, in->email);

	if (*s.key == '\0')
		return refuse(r, "Enter the full name.");
	find_blocked(&s, email_key);
	if (s.is_patient)
		return refuse(r, "This is the patient. You can pause or end"
		    " the patient’s own access instead.");
	block(r, in, &s, email_key);
	return true;
}

enum http
block_person(struct req *r)
{
	struct block in = { 0 };
	bool is_good = form_read(r, block_form, &in);

	if (!add_person(r, r->id))
		return HTTP_NOT_FOUND;
	if (is_good && try_block(r, &in))
		return redirect_to(r, "/staff/patients/%" PRId64
		    "?done=blocked", r->id);
	view(r, "staff-block");
	return HTTP_UNPROCESSABLE;
}

enum http
end_block(struct req *r)
{
	if (!db_one(r, FIND, DB_OUT(out_int(&r->patient_id)), db_int(r->id)))
		return HTTP_NOT_FOUND;
	db_exec(r, END, db_instant(r, r->in->at), db_int(r->staff->id),
	    db_int(r->id));
	return redirect_to(r, "/staff/patients/%" PRId64 "?done=unblocked",
	    r->patient_id);
}
