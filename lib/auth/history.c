/* history.c: a patient's own chain over the audit rows about them, signed. */
#include "auth/history.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/when.h"

enum {
	BATCH = 500,		/* rows a transaction */
	STRIDE = 20000,		/* seals looked through at a time */
	BATCHES = 10,		/* a pass: what is new is sealed in between */
	MESSAGE_MAX = 256,
};

static const char ENDS[] =
    "SELECT IFNULL((SELECT MAX(sequence) FROM audit_seal), 0),"
    " IFNULL((SELECT MAX(sequence) FROM history_seal), 0)";

static const char NEXT[] =
    "SELECT s.sequence, a.patient_id, " SEAL_COLUMN_LIST
    " FROM audit_seal s JOIN audit a ON a.id = s.audit_id"
    " WHERE s.sequence > ? AND s.sequence <= ? AND a.patient_id IS NOT NULL"
    " ORDER BY s.sequence LIMIT 500";

static const char LAST_OF_PATIENT[] =
    "SELECT place, digest FROM history_seal WHERE patient_id = ?"
    " ORDER BY place DESC LIMIT 1";

static const char ADD[] =
    "INSERT INTO history_seal (patient_id, place, sequence, at, digest,"
    " signature) VALUES (?, ?, ?, ?, ?, ?)";

const char *const history_sql[] = { ENDS, NEXT, LAST_OF_PATIENT, ADD, NULL };

void
history_leaf(uint8_t leaf[SEAL_DIGEST], const struct seal_row *row)
{
	memset(leaf, 0, SEAL_DIGEST);
	seal_digest(leaf, row);
}

void
history_digest(uint8_t digest[SEAL_DIGEST], const uint8_t leaf[SEAL_DIGEST])
{
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, digest, SEAL_DIGEST);
	crypto_hash_sha256_update(&state, leaf, SEAL_DIGEST);
	crypto_hash_sha256_final(&state, digest);
}

/* What is signed; returns its length. */
static size_t
say(const struct history_seal *s, char out[MESSAGE_MAX])
{
	char at[WHEN_MAX], digest[SEAL_DIGEST * 2 + 1];

	return (size_t)snprintf(out, MESSAGE_MAX, "kith-history 1 %" PRId64
	    " %" PRId64 " %s %s", s->patient_id, s->place,
	    when_instant_iso(s->at, at), sodium_bin2hex(digest,
	    sizeof(digest), s->digest, SEAL_DIGEST));
}

void
history_sign(struct history_seal *s, const uint8_t *secret)
{
	char message[MESSAGE_MAX];
	size_t len = say(s, message);

	crypto_sign_detached(s->signature, NULL, (const uint8_t *)message, len,
	    secret);
}

bool
history_is_signed(const struct history_seal *s, const uint8_t *public)
{
	char message[MESSAGE_MAX];
	size_t len = say(s, message);

	return crypto_sign_verify_detached(s->signature,
	    (const uint8_t *)message, len, public) == 0;
}

/* The rows of one transaction. */
struct batch {
	const uint8_t *secret;
	int64_t from, to;		/* seals to look at */
	int64_t end, done;		/* the newest seal; in a history */
	int64_t sequence, patient_id;	/* being read */
	struct seal_row row;
	struct leaf {
		int64_t sequence, patient_id;
		uint8_t digest[SEAL_DIGEST];
	} leaf[BATCH];
	size_t n;
};

static bool
keep_leaf(void *arg)
{
	struct batch *b = arg;
	struct leaf *leaf = &b->leaf[b->n++];

	leaf->sequence = b->sequence;
	leaf->patient_id = b->patient_id;
	history_leaf(leaf->digest, &b->row);
	return b->n < BATCH;
}

/* False: another sealer did just now. */
static bool
add_leaf(const struct batch *b, const struct leaf *leaf)
{
	struct history_seal s = { .patient_id = leaf->patient_id,
	    .at = when_now() };
	const uint8_t *before = NULL;
	void *ctx = db_scratch();
	size_t len = 0;

	if (db_one(ctx, LAST_OF_PATIENT, DB_OUT(out_int(&s.place),
	    out_bytes(&before, &len)), db_int(s.patient_id)) &&
	    len == SEAL_DIGEST)
		memcpy(s.digest, before, SEAL_DIGEST);
	s.place++;
	history_digest(s.digest, leaf->digest);
	history_sign(&s, b->secret);
	return db_exec(ctx, ADD, db_int(s.patient_id), db_int(s.place),
	    db_int(leaf->sequence), db_instant(ctx, s.at),
	    db_bytes(s.digest, SEAL_DIGEST),
	    db_bytes(s.signature, SEAL_SIGNATURE)) != DB_DUPLICATE;
}

static bool
add_batch(void *arg)
{
	struct batch *b = arg;
	size_t i;

	b->n = 0;
	db_each(db_scratch(), NEXT, DB_OUT(out_int(&b->sequence),
	    out_int(&b->patient_id), SEAL_OUT(&b->row)), keep_leaf, b,
	    db_int(b->from), db_int(b->to));
	for (i = 0; i < b->n; i++)
		if (!add_leaf(b, &b->leaf[i]))
			return false;
	return true;
}

static bool
find_ends(void *arg)
{
	struct batch *b = arg;

	db_one(db_scratch(), ENDS, DB_OUT(out_int(&b->end),
	    out_int(&b->done)));
	return true;
}

static void
step_on(struct batch *b)
{
	if (b->n > 0)
		b->done = b->leaf[b->n - 1].sequence;
	b->from = b->n < BATCH ? b->to : b->done;
}

bool
history_pass(struct history *h, const uint8_t *secret)
{
	struct batch *b = mem_new(NULL, struct batch);
	enum db_outcome outcome;
	int i;

	b->secret = secret;
	outcome = db_transaction(DB_READ, find_ends, b);
	/* Less than before: a backup was restored. */
	b->from = b->done < h->done || b->end < h->floor ||
	    h->floor < b->done ? b->done : h->floor;
	for (i = 0; i < BATCHES && b->from < b->end &&
	    outcome == DB_COMMITTED; i++) {
		b->to = b->from + STRIDE < b->end ? b->from + STRIDE : b->end;
		outcome = db_transaction(DB_WRITE, add_batch, b);
		if (outcome == DB_COMMITTED)
			step_on(b);
	}
	if (outcome == DB_ROLLED_BACK)
		log_line(LOG_WARNING, "another sealer is at work");
	h->done = b->done;
	h->floor = b->from;
	talloc_free(b);
	return outcome == DB_COMMITTED;
}
