/*
 * kith-clerk: does what time brings: tells the pools what is late, and families
 * of birthdays that change who sees a record; deletes old drafts
 *
 * Reads conversation, pool, draft, document_draft, attachment,
 * attachment_chunk, patient, access_grant, access_block, account, outbox;
 * writes conversation, draft, document_draft, attachment, attachment_chunk,
 * outbox.
 *
 *   kith-clerk --config FILE
 *
 * Several may run, on several machines: what one has in hand, another passes
 * over.
 */
#include "clerk.h"

#include <inttypes.h>

#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/when.h"
#include "db/db.h"
#include "file/file.h"
#include "post/outbox.h"
#include "run/daemon.h"
#include "talk/draft.h"
#include "web/view.h"

enum { PASS_SECONDS = 60, AWAY_SECONDS = 5, LATE_MAX = 500, DRAFTS_MAX = 1000 };

static const char POOLS[] =
    "SELECT id, email FROM pool WHERE email IS NOT NULL ORDER BY id";

static const char NEWLY_LATE[] =
    "SELECT patient_id, id FROM conversation WHERE pool_id = ?"
    " AND state = 'waiting' AND due_at <= ? AND late_told_at IS NULL"
    " ORDER BY due_at, id LIMIT 500 FOR UPDATE SKIP LOCKED";

static const char ALL_LATE[] =
    "SELECT COUNT(*) FROM conversation WHERE pool_id = ?"
    " AND state = 'waiting' AND due_at <= ?";

static const char TOLD[] =
    "UPDATE conversation SET late_told_at = ? WHERE patient_id = ? AND id = ?";

static const char OLD_DRAFT[] =
    "SELECT patient_id, conversation_id, account_id, staff_id FROM draft"
    " WHERE saved_at < ? ORDER BY saved_at, id LIMIT 1 FOR UPDATE SKIP LOCKED";

static const char OLD_DOCUMENT[] =
    "SELECT patient_id, id, attachment_id FROM document_draft"
    " WHERE saved_at < ? ORDER BY saved_at, id LIMIT 1 FOR UPDATE SKIP LOCKED";

static const char FORGET_DOCUMENT[] =
    "DELETE FROM document_draft WHERE patient_id = ? AND id = ?";

static const char *const clerk_sql[] = { POOLS, NEWLY_LATE, ALL_LATE, TOLD,
	OLD_DRAFT, OLD_DOCUMENT, FORGET_DOCUMENT, NULL };

struct pool {
	int64_t id;
	const char *email;
	struct pool *next;
};

/* The pools that can be told; each is added as it is read. */
struct pools {
	void *ctx;
	int64_t id;
	const char *email;
	struct pool *list;
};

/* The conversations of a pool that have become late. */
struct late {
	int64_t patient_id, id;		/* of the row that is read */
	struct { int64_t patient_id, id; } of[LATE_MAX];
	size_t n;
};

static bool
add_pool(void *arg)
{
	struct pools *p = arg;
	struct pool *pool = mem_new(p->ctx, struct pool);

	*pool = (struct pool){ .id = p->id,
	    .email = mem_copy(p->ctx, p->email), .next = p->list };
	p->list = pool;
	return true;
}

static bool
find_pools(void *arg)
{
	struct pools *p = arg;

	p->list = NULL;
	db_each(p->ctx, POOLS, DB_OUT(out_int(&p->id), out_text(&p->email)),
	    add_pool, p);
	return true;
}

static bool
add_late(void *arg)
{
	struct late *l = arg;

	l->of[l->n].patient_id = l->patient_id;
	l->of[l->n++].id = l->id;
	return l->n < LATE_MAX;
}

static void
post(const void *ctx, const struct pool *pool, const char *key, int64_t late)
{
	xmlNode *mail = view_tree(ctx, "mail");

	view_set_int(mail, "late", late);
	outbox_add(ctx, &(struct letter){ .dedupe_key = key,
	    .to = pool->email, .template = "late" }, mail);
}

/* One mail for all of a pool that is newly late, and the note of it. */
static bool
tell_pool(void *arg)
{
	const struct pool *pool = arg;
	void *ctx = db_scratch();
	struct late *l = mem_new(ctx, struct late);
	int64_t now = when_now(), all = 0;
	struct db_arg at = db_instant(ctx, now), id = db_int(pool->id);
	size_t i;

	db_each(ctx, NEWLY_LATE, DB_OUT(out_int(&l->patient_id),
	    out_int(&l->id)), add_late, l, id, at);
	for (i = 0; i < l->n; i++)
		db_exec(ctx, TOLD, at, db_int(l->of[i].patient_id),
		    db_int(l->of[i].id));
	if (l->n > 0) {
		db_one(ctx, ALL_LATE, DB_OUT(out_int(&all)), id, at);
		post(ctx, pool, mem_fmt(ctx, "late-%" PRId64 "-%" PRId64 "-%"
		    PRId64, pool->id, l->of[0].id, now), all);
		log_line(LOG_INFO, "pool %" PRId64 " is told: %zu newly late,"
		    " %" PRId64 " in all", pool->id, l->n, all);
	}
	return true;
}

static bool
tell_pools(void)
{
	struct pools p = { .ctx = mem_context(NULL) };
	bool done = db_transaction(DB_READ, find_pools, &p) == DB_COMMITTED;
	struct pool *pool;

	for (pool = p.list; done && pool != NULL && !daemon_stop;
	    pool = pool->next)
		done = db_transaction(DB_WRITE, tell_pool, pool) ==
		    DB_COMMITTED;
	talloc_free(p.ctx);
	return done;
}

/* Roll back, "no", where none is left. */
static bool
drop_draft(void *arg)
{
	void *ctx = db_scratch();
	int64_t before = when_now() - config()->draft_days * 86400;
	struct draft_key key;
	bool found = db_one(ctx, OLD_DRAFT, DB_OUT(out_int(&key.patient_id),
	    out_int(&key.conversation_id), out_int(&key.account_id),
	    out_int(&key.staff_id)), db_instant(ctx, before));

	(void)arg;
	if (found)
		draft_drop(ctx, &key);
	return found;
}

/* The same of a document that was never posted. */
static bool
drop_document(void *arg)
{
	void *ctx = db_scratch();
	int64_t before = when_now() - config()->draft_days * 86400;
	int64_t patient_id, id, attachment_id;

	(void)arg;
	if (!db_one(ctx, OLD_DOCUMENT, DB_OUT(out_int(&patient_id),
	    out_int(&id), out_int(&attachment_id)), db_instant(ctx, before)))
		return false;
	if (attachment_id != 0)
		file_drop(ctx, patient_id, attachment_id);
	db_exec(ctx, FORGET_DOCUMENT, db_int(patient_id), db_int(id));
	return true;
}

/* One after the other, until none is left. */
static bool
drop_all(bool (*drop)(void *))
{
	enum db_outcome outcome = DB_COMMITTED;
	int n;

	for (n = 0; outcome == DB_COMMITTED && n < DRAFTS_MAX && !daemon_stop;
	    n++)
		outcome = db_transaction(DB_WRITE, drop, NULL);
	return outcome != DB_AWAY;
}

static int
pass(void)
{
	return tell_pools() && tell_ages() && drop_all(drop_draft) &&
	    drop_all(drop_document) ? PASS_SECONDS : AWAY_SECONDS;
}

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { clerk_sql,
		clerk_ages_sql, draft_drop_sql, file_drop_sql, outbox_sql,
		NULL };
	static const struct daemon clerk = { .name = "clerk", .child = "clerk",
	    .children = 1, .sql = all_sql, .pass = pass };

	return daemon_run(argc, argv, &clerk);
}
