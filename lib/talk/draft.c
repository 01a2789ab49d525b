/* draft.c: what somebody is writing, kept on the server. */
#include "talk/draft.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "db/db.h"
#include "web/view.h"

/* The columns of a key, in the order of key_args. */
#define OF_KEY	"patient_id = ? AND conversation_id = ?" \
	" AND account_id <=> ? AND staff_id <=> ?"

static const char FIND[] =
    "SELECT id, provider_id, location_id, subject_id, kind, body FROM draft"
    " WHERE " OF_KEY " FOR UPDATE";

static const char SHOW[] =
    "SELECT id, provider_id AS provider, location_id AS location,"
    " subject_id AS subject, IF(confidential, 1, NULL) AS private, kind,"
    " saved_at FROM draft WHERE " OF_KEY;

static const char BODY[] =
    "SELECT body FROM draft WHERE " OF_KEY;

static const char FILES[] =
    "SELECT a.id, a.name, a.bytes,"
    " GREATEST(ROUND(a.bytes / 1048576, 1), 0.1) AS megabytes, a.media_type"
    " FROM draft d JOIN attachment a"
    " ON a.patient_id = d.patient_id AND a.draft_id = d.id"
    " WHERE d.patient_id = ? AND d.conversation_id = ?"
    " AND d.account_id <=> ? AND d.staff_id <=> ? ORDER BY a.id";

/* LAST_INSERT_ID(id): the id is known whether it was made or found. */
static const char SAVE[] =
    "INSERT INTO draft (patient_id, conversation_id, account_id, staff_id,"
    " provider_id, location_id, subject_id, confidential, kind, body, saved_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id),"
    " provider_id = VALUES(provider_id), location_id = VALUES(location_id),"
    " subject_id = VALUES(subject_id), confidential = VALUES(confidential),"
    " kind = VALUES(kind),"
    " body = VALUES(body), saved_at = VALUES(saved_at)";

/* Locked, so that two tabs together don't add more than may be. */
static const char COUNT_FILES[] =
    "SELECT COUNT(*) FROM attachment WHERE patient_id = ? AND draft_id = ?"
    " FOR UPDATE";

static const char SAME_FILE[] =
    "SELECT id FROM attachment"
    " WHERE patient_id = ? AND draft_id = ? AND sha256 = ?";

static const char DELETE_FILE[] =
    "DELETE FROM attachment WHERE patient_id = ? AND draft_id = ? AND id = ?";

static const char DELETE_FILE_CHUNKS[] =
    "DELETE FROM attachment_chunk WHERE patient_id = ? AND attachment_id = ?";

static const char DELETE_CHUNKS[] =
    "DELETE c FROM attachment_chunk c JOIN attachment a"
    " ON a.patient_id = c.patient_id AND a.id = c.attachment_id"
    " WHERE a.patient_id = ? AND a.draft_id = ?";

static const char DELETE_FILES[] =
    "DELETE FROM attachment WHERE patient_id = ? AND draft_id = ?";

static const char DELETE_DRAFT[] =
    "DELETE FROM draft WHERE patient_id = ? AND id = ?";

const char *const draft_sql[] = { FIND, SHOW, BODY, FILES, SAVE, COUNT_FILES,
	SAME_FILE, DELETE_FILE, DELETE_FILE_CHUNKS, DELETE_CHUNKS,
	DELETE_FILES, DELETE_DRAFT, NULL };

const char *const draft_show_sql[] = { SHOW, BODY, FILES, NULL };
const char *const draft_drop_sql[] = { FIND, DELETE_CHUNKS, DELETE_FILES,
	DELETE_DRAFT, NULL };

#define KEY_ARGS(key) \
	db_int((key)->patient_id), db_int((key)->conversation_id), \
	db_id((key)->account_id), db_id((key)->staff_id)

bool
draft_find(const void *ctx, const struct draft_key *key, struct draft *d)
{
	*d = (struct draft){ 0 };
	return db_one(ctx, FIND, DB_OUT(out_int(&d->id),
	    out_int(&d->provider_id), out_int(&d->location_id),
	    out_int(&d->subject_id), out_text(&d->kind), out_text(&d->body)),
	    KEY_ARGS(key));
}

int64_t
draft_save(const void *ctx, const struct draft_key *key,
    const struct draft *d, int64_t now)
{
	const char *kind = d->kind;

	if (kind == NULL)
		kind = key->account_id != 0 ? "family" : "practice";
	db_exec(ctx, SAVE, KEY_ARGS(key), db_id(d->provider_id),
	    db_id(d->location_id), db_id(d->subject_id),
	    db_int(d->confidential), db_text(kind), db_text(d->body),
	    db_instant(ctx, now));
	return db_last_id();
}

static bool
has_file(const void *ctx, int64_t patient_id, int64_t id, const struct file *f)
{
	int64_t same;

	return db_one(ctx, SAME_FILE, DB_OUT(out_int(&same)),
	    db_int(patient_id), db_int(id),
	    db_bytes(f->sha256, sizeof(f->sha256)));
}

static void
refuse(xmlNode *parent, const char *says)
{
	view_set(view_add(parent, "refused", NULL), "says", says);
}

bool
draft_add_files(const void *ctx, const struct draft_key *key, int64_t id,
    const struct file *f, int64_t now, xmlNode *parent)
{
	bool all_good = true;
	int64_t n = 0;

	db_one(ctx, COUNT_FILES, DB_OUT(out_int(&n)), db_int(key->patient_id),
	    db_int(id));
	for (; f != NULL; f = f->next) {
		if (f->why == NULL && has_file(ctx, key->patient_id, id, f))
			continue;
		if (f->why == NULL && n < FILES_MAX) {
			file_store(ctx, key->patient_id, id, f, now);
			n++;
			continue;
		}
		all_good = false;
		refuse(parent, f->why != NULL ? f->why : mem_fmt(ctx,
		    "%s was not added. A message can have %d files at most.",
		    f->name, FILES_MAX));
	}
	return all_good;
}

bool
draft_remove_file(const void *ctx, const struct draft_key *key, int64_t id,
    int64_t attachment_id)
{
	if (db_exec(ctx, DELETE_FILE, db_int(key->patient_id), db_int(id),
	    db_int(attachment_id)) == 0)
		return false;
	db_exec(ctx, DELETE_FILE_CHUNKS, db_int(key->patient_id),
	    db_int(attachment_id));
	return true;
}

void
draft_show(const void *ctx, const struct draft_key *key, xmlNode *parent)
{
	const char *body = "";
	xmlNode *draft;

	if (db_rows(ctx, parent, "draft", SHOW, KEY_ARGS(key)) == 0)
		return;
	draft = parent->last;
	db_one(ctx, BODY, DB_OUT(out_text(&body)), KEY_ARGS(key));
	xmlNodeAddContent(draft, BAD_CAST view_clean(ctx, body));
	db_rows(ctx, draft, "file", FILES, KEY_ARGS(key));
}

void
draft_drop(const void *ctx, const struct draft_key *key)
{
	struct db_arg patient = db_int(key->patient_id);
	struct draft d;

	if (!draft_find(ctx, key, &d))
		return;
	db_exec(ctx, DELETE_CHUNKS, patient, db_int(d.id));
	db_exec(ctx, DELETE_FILES, patient, db_int(d.id));
	db_exec(ctx, DELETE_DRAFT, patient, db_int(d.id));
}
