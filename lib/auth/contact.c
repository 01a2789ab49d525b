/* contact.c: where a passcode may go. */
#include "auth/contact.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

enum { SETTLED_SECONDS = 30 * 86400 };

static const char ON_FILE[] =
    "SELECT kind, IFNULL(purpose, ''), value, IFNULL(changed_at > ?, FALSE)"
    " FROM patient_contact WHERE patient_id = ?"
    "  AND IFNULL(purpose, '') NOT IN ('old', 'temp', 'work') ORDER BY id";

/* Addresses and phones of the requester, and of whoever may open the record. */
static const char OF_OTHERS[] =
    "WITH people AS (SELECT id FROM account WHERE id = ?"
    "  UNION SELECT account_id FROM access_grant WHERE patient_id = ?"
    "   AND basis <> 'self' AND revoked_at IS NULL)"
    " SELECT a.email FROM people p JOIN account a ON a.id = p.id"
    " UNION SELECT a.phone FROM people p JOIN account a ON a.id = p.id"
    "  WHERE a.phone IS NOT NULL"
    " UNION SELECT o.phone FROM people p"
    "  JOIN security_option o ON o.account_id = p.id"
    "  WHERE o.phone IS NOT NULL"
    " UNION SELECT c.value FROM people p JOIN access_grant g"
    "  ON g.account_id = p.id AND g.basis = 'self' AND g.revoked_at IS NULL"
    "  JOIN patient_contact c ON c.patient_id = g.patient_id"
    "  WHERE g.patient_id <> ?";

const char *const contact_sql[] = { ON_FILE, OF_OTHERS, NULL };

/* Contacts as they are compared: by their mailbox, or as E.164. */
struct known {
	const char *key, *value;
	struct known *next;
};

/* A row of either statement, and the list that the rows become. */
struct gathering {
	struct req *r;
	bool is_text;
	const char *kind, *purpose, *value;
	int64_t is_new;
	struct known *list, **end;
};

static const char *
key_of(const void *ctx, const char *value)
{
	return text_is_email(value) ? text_mailbox_key(ctx, value)
	    : text_phone(ctx, value);
}

static void
put(struct gathering *g, const char *key, const char *value)
{
	struct known *one = mem_new(g->r, struct known);

	one->key = key;
	one->value = mem_copy(g->r, value);
	*g->end = one;
	g->end = &one->next;
}

static bool
gather_other(void *arg)
{
	struct gathering *g = arg;
	const char *key = key_of(g->r, g->value);

	if (key != NULL)
		put(g, key, g->value);
	return true;
}

/* Mail goes to the address as it is on file, a text to the number alone. */
static bool
gather_usable(void *arg)
{
	struct gathering *g = arg;
	const char *key = key_of(g->r, g->value);

	if (g->is_new || key == NULL)
		return true;
	if (!g->is_text && strcmp(g->kind, "email") == 0)
		put(g, key, g->value);
	if (g->is_text && strcmp(g->kind, "phone") == 0 &&
	    strcmp(g->purpose, "mobile") == 0)
		put(g, key, key);
	return true;
}

static bool
gather_email(void *arg)
{
	struct gathering *g = arg;

	if (strcmp(g->kind, "email") == 0)
		put(g, text_mailbox_key(g->r, g->value), g->value);
	return true;
}

static const struct known *
on_file(struct req *r, int64_t patient_id, bool is_text,
    bool (*gather)(void *))
{
	struct gathering g = { .r = r, .is_text = is_text };

	g.end = &g.list;
	db_each(r, ON_FILE, DB_OUT(out_text(&g.kind), out_text(&g.purpose),
	    out_text(&g.value), out_int(&g.is_new)), gather, &g,
	    db_instant(r, r->in->at - SETTLED_SECONDS), db_int(patient_id));
	return g.list;
}

static const struct known *
of_others(struct req *r, int64_t patient_id, int64_t account_id)
{
	struct gathering g = { .r = r };

	g.end = &g.list;
	db_each(r, OF_OTHERS, DB_OUT(out_text(&g.value)), gather_other, &g,
	    db_int(account_id), db_int(patient_id), db_int(patient_id));
	return g.list;
}

static bool
holds(const struct known *list, const char *key)
{
	for (; list != NULL; list = list->next)
		if (strcmp(list->key, key) == 0)
			return true;
	return false;
}

const char *
contact_of(struct req *r, int64_t patient_id, bool is_text, bool is_guardian,
    int64_t account_id)
{
	const struct known *usable = on_file(r, patient_id, is_text,
	    gather_usable);
	const struct known *others = of_others(r, patient_id, account_id);

	for (; usable != NULL; usable = usable->next)
		if (is_guardian || !holds(others, usable->key))
			return usable->value;
	return NULL;
}

bool
contact_is_of(struct req *r, int64_t patient_id, const char *email)
{
	return holds(on_file(r, patient_id, false, gather_email),
	    text_mailbox_key(r, email));
}
