/* verify.c: proof that the audit trail is whole. */
#include "auth/verify.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "auth/history.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/when.h"

enum { STRIDE = 100000 };

static const char HEADS[] =
    "SELECT sequence, at, digest, signature FROM audit_head ORDER BY sequence";

static const char CHAIN[] =
    "SELECT s.sequence, s.audit_id, s.digest, " SEAL_COLUMN_LIST
    " FROM audit_seal s LEFT JOIN audit a ON a.id = s.audit_id"
    " ORDER BY s.sequence";

static const char LAST_ROW[] = "SELECT IFNULL(MAX(id), 0) FROM audit";

static const char WAITING[] =
    "SELECT COUNT(*), MIN(a.at)"
    " FROM audit a LEFT JOIN audit_seal s ON s.audit_id = a.id"
    " WHERE a.id > ? AND a.id <= ? AND s.audit_id IS NULL";

static const char HISTORIES[] =
    "SELECT h.patient_id, h.place, h.sequence, h.at, h.digest, h.signature,"
    " IFNULL(a.patient_id, 0), " SEAL_COLUMN_LIST
    " FROM history_seal h LEFT JOIN audit_seal s ON s.sequence = h.sequence"
    " LEFT JOIN audit a ON a.id = s.audit_id"
    " ORDER BY h.patient_id, h.place";

/* The first sealed row of a patient, of these seals, that is in no history. */
static const char LEFT_OUT[] =
    "SELECT s.sequence, a.id FROM audit_seal s JOIN audit a ON a.id = s.audit_id"
    " LEFT JOIN history_seal h ON h.sequence = s.sequence"
    " WHERE s.sequence > ? AND s.sequence <= ?"
    "  AND h.sequence IS NULL AND a.patient_id IS NOT NULL"
    " ORDER BY s.sequence LIMIT 1";

static const char NEWEST_IN_HISTORY[] =
    "SELECT IFNULL(MAX(sequence), 0) FROM history_seal";

/* A head, and what the walk had seen when it came to its place. */
struct mark {
	struct seal_head head;
	int64_t highest_id;
};

struct walk {
	const void *ctx;
	const uint8_t *public;
	const struct seal_head *copied;
	size_t n_copied;
	struct verdict *v;

	struct mark *mark;		/* by sequence */
	size_t marks, passed;		/* passed: that the walk has come by */
	uint8_t digest[SEAL_DIGEST];	/* of the row before */
	int64_t highest_id;

	/* the row that is being read */
	int64_t sequence, id;
	const uint8_t *bytes, *signature;
	size_t len, signature_len;
	int64_t at;
	struct seal_row row;
	int64_t patient_id;		/* of it; NULL: 0 */
	struct history_seal read;	/* its place in the patient's history */
	struct history_seal seal;	/* as it must be */
};

static void
add_mark(struct walk *w, const struct seal_head *h)
{
	w->mark = talloc_realloc(w->ctx, w->mark, struct mark,
	    (unsigned)w->marks + 1);
	if (w->mark == NULL)
		die("out of memory");
	w->mark[w->marks++] = (struct mark){ .head = *h };
}

static bool
keep_head(void *arg)
{
	struct walk *w = arg;
	struct seal_head h = { .sequence = w->sequence, .at = w->at };

	if (w->len == SEAL_DIGEST)
		memcpy(h.digest, w->bytes, SEAL_DIGEST);
	if (w->signature_len == SEAL_SIGNATURE)
		memcpy(h.signature, w->signature, SEAL_SIGNATURE);
	add_mark(w, &h);
	return true;
}

static int
by_sequence(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	return (x->head.sequence > y->head.sequence) -
	    (x->head.sequence < y->head.sequence);
}

static void
read_heads(struct walk *w)
{
	char text[WHEN_MAX];
	size_t i;

	db_each(w->ctx, HEADS, DB_OUT(out_int(&w->sequence),
	    out_instant(&w->at), out_bytes(&w->bytes, &w->len),
	    out_bytes(&w->signature, &w->signature_len)), keep_head, w);
	if (w->marks > 0)
		w->v->last_head_at = w->mark[w->marks - 1].head.at;
	for (i = 0; i < w->n_copied; i++)
		add_mark(w, &w->copied[i]);
	w->v->heads = (int64_t)w->marks;
	if (w->marks > 0)
		qsort(w->mark, w->marks, sizeof(*w->mark), by_sequence);
	for (i = 0; i < w->marks && w->v->why == NULL; i++)
		if (!seal_is_signed(&w->mark[i].head, w->public))
			w->v->why = mem_fmt(w->ctx, "the head of sequence %"
			    PRId64 ", %s, is not signed by the sealer",
			    w->mark[i].head.sequence,
			    when_instant_iso(w->mark[i].head.at, text));
}

/* What is wrong with the row that was read; NULL if nothing is. */
static const char *
judge_row(struct walk *w)
{
	if (w->sequence != w->v->rows + 1)
		return mem_fmt(w->ctx, "sequence %" PRId64 ": the seal was"
		    " removed", w->v->rows + 1);
	if (w->row.column[0] == NULL)
		return mem_fmt(w->ctx, "sequence %" PRId64 ": audit row %"
		    PRId64 " was removed", w->sequence, w->id);
	seal_digest(w->digest, &w->row);
	if (w->len != SEAL_DIGEST ||
	    memcmp(w->digest, w->bytes, SEAL_DIGEST) != 0)
		return mem_fmt(w->ctx, "sequence %" PRId64 ": audit row %"
		    PRId64 " was changed or moved", w->sequence, w->id);
	return NULL;
}

/*
 * A row with a lower id than those before it came late. If a head had passed
 * its place long before the head that covers it, nothing of ours wrote it.
 */
static const char *
judge_lateness(const struct walk *w)
{
	int64_t covered = w->passed < w->marks ? w->mark[w->passed].head.at
	    : when_now();
	char text[WHEN_MAX];
	size_t i;

	if (w->id > w->highest_id)
		return NULL;
	for (i = 0; i < w->passed; i++)
		if (w->mark[i].highest_id > w->id)
			break;
	if (i == w->passed || covered - w->mark[i].head.at <= 2 * SEAL_LATEST)
		return NULL;
	return mem_fmt(w->ctx, "sequence %" PRId64 ": audit row %" PRId64
	    " was put in between later: the rows around it are of %s and"
	    " before", w->sequence, w->id,
	    when_instant_iso(w->mark[i].head.at, text));
}

/* Compare the heads that are of this sequence. */
static const char *
judge_heads(struct walk *w)
{
	const struct seal_head *h;
	int64_t before = w->passed == 0 ? 0
	    : w->mark[w->passed - 1].head.sequence;

	for (; w->passed < w->marks; w->passed++) {
		h = &w->mark[w->passed].head;
		if (h->sequence > w->sequence)
			break;
		if (memcmp(h->digest, w->digest, SEAL_DIGEST) != 0)
			return mem_fmt(w->ctx, "sequence %" PRId64 " to %"
			    PRId64 ": the chain was made anew: it is not what"
			    " was signed", before + 1, w->sequence);
		w->mark[w->passed].highest_id = w->highest_id;
	}
	return NULL;
}

static bool
check_row(void *arg)
{
	struct walk *w = arg;

	if ((w->v->why = judge_row(w)) == NULL)
		w->v->why = judge_lateness(w);
	w->v->rows++;
	if (w->id > w->highest_id)
		w->highest_id = w->id;
	if (w->v->why == NULL)
		w->v->why = judge_heads(w);
	return w->v->why == NULL;
}

/* Heads of more rows than there are. */
static void
check_end(struct walk *w)
{
	const struct seal_head *h;
	char text[WHEN_MAX];

	if (w->v->why != NULL || w->passed == w->marks)
		return;
	h = &w->mark[w->marks - 1].head;
	w->v->why = mem_fmt(w->ctx, "sequence %" PRId64 " to %" PRId64
	    ": rows were cut off at the end; the head of %s was of them",
	    w->v->rows + 1, h->sequence, when_instant_iso(h->at, text));
}

/* What is wrong with the place in a history that was read; NULL: nothing. */
static const char *
judge_place(struct walk *w)
{
	uint8_t leaf[SEAL_DIGEST];
	const struct history_seal *h = &w->read;

	if (h->patient_id != w->seal.patient_id)
		w->seal = (struct history_seal){ .patient_id = h->patient_id };
	w->seal.at = h->at;
	if (h->place != ++w->seal.place || w->patient_id != h->patient_id)
		return "is not in order";
	history_leaf(leaf, &w->row);
	history_digest(w->seal.digest, leaf);
	if (w->len != SEAL_DIGEST ||
	    memcmp(w->seal.digest, w->bytes, SEAL_DIGEST) != 0)
		return "was changed";
	if (w->signature_len != SEAL_SIGNATURE)
		return "has no signature";
	memcpy(w->seal.signature, w->signature, SEAL_SIGNATURE);
	return history_is_signed(&w->seal, w->public) ? NULL
	    : "is not signed by the sealer";
}

static bool
check_place(void *arg)
{
	struct walk *w = arg;
	const char *what = judge_place(w);

	if (what != NULL)
		w->v->why = mem_fmt(w->ctx, "sequence %" PRId64 ": place %"
		    PRId64 " in the history of patient %" PRId64 " %s",
		    w->sequence, w->seal.place, w->read.patient_id, what);
	return what == NULL;
}

/*
 * Every row up to the newest that is in a history is in one. The sealer adds
 * those after it, also if somebody cut them off.
 */
static void
find_left_out(struct walk *w)
{
	int64_t from, newest = 0, to;

	db_one(w->ctx, NEWEST_IN_HISTORY, DB_OUT(out_int(&newest)));
	for (from = 0; from < newest && w->v->why == NULL; from = to) {
		to = from + STRIDE < newest ? from + STRIDE : newest;
		if (db_one(w->ctx, LEFT_OUT, DB_OUT(out_int(&w->sequence),
		    out_int(&w->id)), db_int(from), db_int(to)))
			w->v->why = mem_fmt(w->ctx, "sequence %" PRId64
			    ": audit row %" PRId64 " is missing in its"
			    " patient's history", w->sequence, w->id);
	}
}

/* The patients' own chains say the same as the chain of all. */
static void
check_histories(struct walk *w)
{
	w->seal = (struct history_seal){ 0 };
	if (w->v->why == NULL)
		db_each(w->ctx, HISTORIES, DB_OUT(
		    out_int(&w->read.patient_id), out_int(&w->read.place),
		    out_int(&w->sequence), out_instant(&w->read.at),
		    out_bytes(&w->bytes, &w->len),
		    out_bytes(&w->signature, &w->signature_len),
		    out_int(&w->patient_id), SEAL_OUT(&w->row)), check_place,
		    w);
	find_left_out(w);
}

static void
count_waiting(struct walk *w)
{
	int64_t last = 0, from, n, since;

	db_one(w->ctx, LAST_ROW, DB_OUT(out_int(&last)));
	for (from = 0; from < last; from += STRIDE) {
		db_one(w->ctx, WAITING, DB_OUT(out_int(&n),
		    out_instant(&since)), db_int(from), db_int(from + STRIDE));
		if (n > 0 && (w->v->waiting == 0 ||
		    since < w->v->waiting_since))
			w->v->waiting_since = since;
		w->v->waiting += n;
	}
}

static bool
walk_chain(void *arg)
{
	struct walk *w = arg;

	*w->v = (struct verdict){ 0 };
	w->marks = w->passed = 0;
	w->highest_id = 0;
	memset(w->digest, 0, SEAL_DIGEST);
	read_heads(w);
	if (w->v->why == NULL)
		db_each(w->ctx, CHAIN, DB_OUT(out_int(&w->sequence),
		    out_int(&w->id), out_bytes(&w->bytes, &w->len),
		    SEAL_OUT(&w->row)), check_row, w);
	check_end(w);
	check_histories(w);
	count_waiting(w);
	return true;
}

bool
verify(const void *ctx, const struct seal_head *copied, size_t n,
    const uint8_t *public, struct verdict *v)
{
	struct walk w = { .ctx = ctx, .public = public, .copied = copied,
	    .n_copied = n, .v = v };

	return db_transaction(DB_READ, walk_chain, &w) != DB_AWAY;
}
