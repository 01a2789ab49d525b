/*
 * staff-documents_keep.c: a document or result that is taken back, or held for
 * a while for a reason that the law knows (H6).
 *
 * All three change only what is as the member saw it; what another member did
 * in between is said instead (409).
 */
#include "staff-documents.h"

#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "staff-documents_value.h"
#include "web/view.h"

static const char RECALL_DOCUMENT[] =
    "UPDATE document SET recalled_at = ?, recalled_by = ?, recalled_why = ?"
    " WHERE patient_id = ? AND id = ? AND recalled_at IS NULL";

static const char HOLD_DOCUMENT[] =
    "UPDATE document SET held_until = ?, held_by = ?, held_why = ?"
    " WHERE patient_id = ? AND id = ? AND recalled_at IS NULL"
    " AND (held_until IS NULL OR held_until <= ?)";

static const char RELEASE_DOCUMENT[] =
    "UPDATE document SET held_until = ? WHERE patient_id = ? AND id = ?"
    " AND held_until > ?";

static const char FIND_DOCUMENT[] =
    "SELECT confidential FROM document WHERE patient_id = ? AND id = ?"
    " FOR UPDATE";

static const char RECALL_RESULT[] =
    "UPDATE report SET recalled_at = ?, recalled_by = ?, recalled_why = ?"
    " WHERE patient_id = ? AND id = ? AND recalled_at IS NULL";

static const char HOLD_RESULT[] =
    "UPDATE report SET held_until = ?, held_by = ?, held_why = ?"
    " WHERE patient_id = ? AND id = ? AND recalled_at IS NULL"
    " AND (held_until IS NULL OR held_until <= ?)";

static const char RELEASE_RESULT[] =
    "UPDATE report SET held_until = ? WHERE patient_id = ? AND id = ?"
    " AND held_until > ?";

static const char FIND_RESULT[] =
    "SELECT confidential FROM report WHERE patient_id = ? AND id = ?"
    " FOR UPDATE";

const char *const keep_sql[] = { RECALL_DOCUMENT, HOLD_DOCUMENT,
	RELEASE_DOCUMENT, FIND_DOCUMENT, RECALL_RESULT, HOLD_RESULT,
	RELEASE_RESULT, FIND_RESULT, NULL };

/* A kind of thing that can be taken back and held. */
struct thing {
	const char *path, *find, *recall, *hold, *release;
	handler *show;
	void (*tell)(struct req *, bool is_private);
};

static void
tell_result(struct req *r, bool is_private)
{
	(void)is_private;
	tell_of_result(r, r->id);
}

static const struct thing document = { "document", FIND_DOCUMENT,
	RECALL_DOCUMENT, HOLD_DOCUMENT, RELEASE_DOCUMENT, view_document,
	tell_family };
static const struct thing result = { "result", FIND_RESULT, RECALL_RESULT,
	HOLD_RESULT, RELEASE_RESULT, view_result, tell_result };

struct recall {
	const char *why;
};

const struct field recall_form[] = {
	FIELD_LINE(struct recall, why, 255),
	FIELDS_END
};

struct hold {
	const char *reason, *note;
	struct day until;
};

/* What the law allows to wait for: no more than these (45 CFR 171). */
static const struct { const char *name, *says; } exceptions[] = {
	{ "harm", "It could harm somebody’s life or safety" },
	{ "asked", "The patient asked to wait" },
	{ "law", "A law forbids it" },
};
static const char *const reasons[] = { "harm", "asked", "law", NULL };

const struct field hold_form[] = {
	FIELD_CHOICE(struct hold, reason, reasons),
	FIELD_LINE(struct hold, note, 200),
	FIELD_DAY(struct hold, until),
	FIELDS_END
};

/* The item of the path, locked. */
static enum http
find(struct req *r, const struct thing *t, int64_t *is_private)
{
	enum http status = enter(r);

	if (status != HTTP_OK)
		return status;
	return db_one(r, t->find, DB_OUT(out_int(is_private)),
	    db_int(r->patient_id), db_int(r->id)) ? HTTP_OK : HTTP_NOT_FOUND;
}

/* Somebody was faster: the page shows what is so now. */
static enum http
say_changed(struct req *r, const struct thing *t)
{
	view_set(r->page, "changed", "1");
	t->show(r);
	return HTTP_CONFLICT;
}

static enum http
recall(struct req *r, const struct thing *t)
{
	struct recall in = { NULL };
	int64_t is_private;
	enum http status = find(r, t, &is_private);

	if (status != HTTP_OK)
		return status;
	if (!form_read(r, recall_form, &in))
		return again(r, t->show);
	if (db_exec(r, t->recall, now_arg(r), db_int(r->staff->id),
	    db_text(in.why), db_int(r->patient_id), db_int(r->id)) == 0)
		return say_changed(r, t);
	return go(r, "/%s/%" PRId64 "?done=recalled", t->path, r->id);
}

static const char *
exception_of(const char *reason)
{
	size_t i = 0;

	while (strcmp(exceptions[i].name, reason) != 0)
		i++;
	return exceptions[i].says;
}

/* From tomorrow to as long as may be. */
static bool
is_hold_good(struct req *r, const struct hold *in)
{
	int64_t days = when_days_between(when_today(), in->until);

	if (days >= 1 && days <= HOLD_DAYS_MAX)
		return true;
	form_refuse(r, "until", mem_fmt(r, "Choose a day from tomorrow on, at"
	    " most %d days ahead.", HOLD_DAYS_MAX));
	return false;
}

static enum http
hold(struct req *r, const struct thing *t)
{
	struct hold in = { NULL };
	int64_t is_private;
	enum http status = find(r, t, &is_private);

	if (status != HTTP_OK)
		return status;
	if (!form_read(r, hold_form, &in) || !is_hold_good(r, &in)) {
		form_show(r, hold_form);
		return again(r, t->show);
	}
	if (db_exec(r, t->hold, db_instant(r, when_clock(in.until, 0)),
	    db_int(r->staff->id), db_text(mem_fmt(r, "%s: %s",
	    exception_of(in.reason), in.note)), db_int(r->patient_id),
	    db_int(r->id), now_arg(r)) == 0)
		return say_changed(r, t);
	r->audit_detail = in.reason;
	return go(r, "/%s/%" PRId64 "?done=held", t->path, r->id);
}

/* It ends now; by whom it was held, and why, stays. */
static enum http
release(struct req *r, const struct thing *t)
{
	int64_t is_private;
	enum http status = find(r, t, &is_private);
	struct db_arg now = now_arg(r);

	if (status != HTTP_OK)
		return status;
	if (db_exec(r, t->release, now, db_int(r->patient_id), db_int(r->id),
	    now) == 0)
		return say_changed(r, t);
	t->tell(r, is_private != 0);
	return go(r, "/%s/%" PRId64 "?done=released", t->path, r->id);
}

enum http
recall_document(struct req *r)
{
	return recall(r, &document);
}

enum http
hold_document(struct req *r)
{
	return hold(r, &document);
}

enum http
release_document(struct req *r)
{
	return release(r, &document);
}

enum http
recall_result(struct req *r)
{
	return recall(r, &result);
}

enum http
hold_result(struct req *r)
{
	return hold(r, &result);
}

enum http
release_result(struct req *r)
{
	return release(r, &result);
}
