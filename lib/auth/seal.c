/* seal.c: the chain over the audit rows, and its signed heads. */
#include "auth/seal.h"

#include <sodium.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/when.h"

enum {
	BATCH = 500,		/* rows a transaction */
	STRIDE = 20000,		/* ids looked through at a time */
	A_DAY = 24 * 3600,
};

static const char LAST_SEAL[] =
    "SELECT sequence, digest FROM audit_seal ORDER BY sequence DESC LIMIT 1";

static const char LAST_ROW[] = "SELECT IFNULL(MAX(id), 0) FROM audit";

static const char NOT_SEALED[] =
    "SELECT " SEAL_COLUMN_LIST
    " FROM audit a LEFT JOIN audit_seal s ON s.audit_id = a.id"
    " WHERE a.id > ? AND a.id <= ? AND s.audit_id IS NULL"
    " ORDER BY a.id LIMIT 500";

static const char ADD_SEAL[] =
    "INSERT INTO audit_seal (sequence, audit_id, digest) VALUES (?, ?, ?)";

static const char LAST_HEAD[] =
    "SELECT IFNULL(MAX(sequence), 0) FROM audit_head";

static const char ADD_HEAD[] =
    "INSERT INTO audit_head (sequence, at, digest, signature)"
    " VALUES (?, ?, ?, ?)";

const char *const seal_sql[] = { LAST_SEAL, LAST_ROW, NOT_SEALED, ADD_SEAL,
    LAST_HEAD, ADD_HEAD, NULL };

static void
put_number(uint8_t out[8], uint64_t n)
{
	int i;

	for (i = 7; i >= 0; i--, n >>= 8)
		out[i] = (uint8_t)n;
}

/* Each column: 0 for NULL, or 1, its length in 8 bytes, its bytes. */
void
seal_digest(uint8_t digest[SEAL_DIGEST], const struct seal_row *row)
{
	crypto_hash_sha256_state state;
	uint8_t head[9];
	int i;

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, digest, SEAL_DIGEST);
	for (i = 0; i < SEAL_COLUMNS; i++) {
		if (i >= SEAL_COLUMNS_AT_FIRST && row->column[i] == NULL)
			continue;
		head[0] = row->column[i] != NULL;
		put_number(head + 1, row->length[i]);
		crypto_hash_sha256_update(&state, head,
		    head[0] ? sizeof(head) : 1);
		if (head[0])
			crypto_hash_sha256_update(&state, row->column[i],
			    row->length[i]);
	}
	crypto_hash_sha256_final(&state, digest);
}

/* What is signed: sequence, time, digest. */
static void
pack(uint8_t out[16 + SEAL_DIGEST], const struct seal_head *h)
{
	put_number(out, (uint64_t)h->sequence);
	put_number(out + 8, (uint64_t)h->at);
	memcpy(out + 16, h->digest, SEAL_DIGEST);
}

void
seal_sign(struct seal_head *h, const uint8_t *secret)
{
	uint8_t message[16 + SEAL_DIGEST];

	pack(message, h);
	crypto_sign_detached(h->signature, NULL, message, sizeof(message),
	    secret);
}

bool
seal_is_signed(const struct seal_head *h, const uint8_t *public)
{
	uint8_t message[16 + SEAL_DIGEST];

	pack(message, h);
	return crypto_sign_verify_detached(h->signature, message,
	    sizeof(message), public) == 0;
}

/* The rows of one transaction, with the digests they get. */
struct batch {
	void *ctx;
	int64_t from, to;		/* ids to look at */
	int64_t sequence;		/* of the seal before the first */
	uint8_t digest[SEAL_DIGEST];	/* of the last */
	struct seal_row row;		/* being read */
	struct { int64_t id; uint8_t digest[SEAL_DIGEST]; } *seal;
	size_t n;
};

static bool
chain_row(void *arg)
{
	struct batch *b = arg;
	int64_t id = 0;
	const uint8_t *c;

	seal_digest(b->digest, &b->row);
	for (c = b->row.column[0]; *c != '\0'; c++)
		id = id * 10 + (*c - '0');
	b->seal[b->n].id = id;
	memcpy(b->seal[b->n].digest, b->digest, SEAL_DIGEST);
	b->n++;
	return b->n < BATCH;
}

/* The newest seal; 0 and zero bytes before the first. */
static int64_t
last_seal(const void *ctx, uint8_t digest[SEAL_DIGEST])
{
	const uint8_t *bytes = NULL;
	int64_t sequence = 0;
	size_t len = 0;

	memset(digest, 0, SEAL_DIGEST);
	if (db_one(ctx, LAST_SEAL, DB_OUT(out_int(&sequence),
	    out_bytes(&bytes, &len))) && len == SEAL_DIGEST)
		memcpy(digest, bytes, SEAL_DIGEST);
	return sequence;
}

/* Seal the first rows that are not. False: another sealer did just now. */
static bool
seal_batch(void *arg)
{
	struct batch *b = arg;
	size_t i;

	b->n = 0;
	b->sequence = last_seal(b->ctx, b->digest);
	db_each(b->ctx, NOT_SEALED, DB_OUT(SEAL_OUT(&b->row)), chain_row, b,
	    db_int(b->from), db_int(b->to));
	for (i = 0; i < b->n; i++)
		if (db_exec(b->ctx, ADD_SEAL,
		    db_int(b->sequence + 1 + (int64_t)i), db_int(b->seal[i].id),
		    db_bytes(b->seal[i].digest, SEAL_DIGEST)) == DB_DUPLICATE)
			return false;
	return true;
}

struct end {
	int64_t row, sequence;
};

static bool
find_end(void *arg)
{
	struct end *end = arg;
	uint8_t digest[SEAL_DIGEST];
	void *ctx = db_scratch();

	end->sequence = last_seal(ctx, digest);
	db_one(ctx, LAST_ROW, DB_OUT(out_int(&end->row)));
	return true;
}

/*
 * From which id on to look. Rows that were seen sealed SEAL_LATEST ago have
 * no unseen ones among them; once a day, at the start, and when the chain was
 * replaced (a backup restored) all rows are looked at nevertheless.
 */
static void
move_floor(struct sealer *s, const struct end *end, int64_t now)
{
	if (now >= s->next_full || end->sequence < s->sequence) {
		s->next_full = now + A_DAY;
		s->floor = 0;
		s->marks = 0;
	}
	while (s->marks > 0 && now - s->mark[0].at > SEAL_LATEST) {
		s->floor = s->mark[0].id;
		memmove(&s->mark[0], &s->mark[1],
		    --s->marks * sizeof(s->mark[0]));
	}
}

/* All rows up to id are sealed now, but for those that can't be seen yet. */
static void
add_mark(struct sealer *s, int64_t id, int64_t now)
{
	if (s->marks == sizeof(s->mark) / sizeof(s->mark[0]) ||
	    (s->marks > 0 && now - s->mark[s->marks - 1].at < 60))
		return;
	s->mark[s->marks].at = now;
	s->mark[s->marks++].id = id;
}

/* Seal all rows with ids after from up to to. */
static bool
seal_range(struct sealer *s, int64_t from, int64_t to)
{
	struct batch b = { .from = from, .to = to };
	enum db_outcome outcome;

	do {
		b.ctx = mem_context(NULL);
		b.seal = mem_zeros(b.ctx, sizeof(*b.seal), BATCH, "seals");
		outcome = db_transaction(DB_WRITE, seal_batch, &b);
		talloc_free(b.ctx);
		if (outcome == DB_AWAY)
			return false;
		if (outcome == DB_COMMITTED)
			s->sequence = b.sequence + (int64_t)b.n;
		else
			log_line(LOG_WARNING, "another sealer is at work");
	} while (outcome == DB_ROLLED_BACK || b.n == BATCH);
	return true;
}

bool
seal_pass(struct sealer *s)
{
	int64_t now = when_now(), from;
	struct end end = { 0 };

	if (db_transaction(DB_READ, find_end, &end) == DB_AWAY)
		return false;
	move_floor(s, &end, now);
	s->sequence = end.sequence;
	for (from = s->floor; from < end.row; from += STRIDE)
		if (!seal_range(s, from, from + STRIDE))
			return false;
	add_mark(s, end.row, now);
	return true;
}

struct heading {
	const uint8_t *secret;
	struct seal_head *head;
};

static bool
add_head(void *arg)
{
	const struct heading *heading = arg;
	struct seal_head *h = heading->head;
	void *ctx = db_scratch();
	int64_t before = 0;
	bool added = false;

	h->at = when_now();
	h->sequence = last_seal(ctx, h->digest);
	db_one(ctx, LAST_HEAD, DB_OUT(out_int(&before)));
	if (h->sequence > before) {
		seal_sign(h, heading->secret);
		added = db_exec(ctx, ADD_HEAD, db_int(h->sequence),
		    db_instant(ctx, h->at), db_bytes(h->digest, SEAL_DIGEST),
		    db_bytes(h->signature, SEAL_SIGNATURE)) != DB_DUPLICATE;
	}
	return added;
}

bool
seal_make_head(const uint8_t *secret, struct seal_head *head)
{
	struct heading heading = { secret, head };

	return db_transaction(DB_WRITE, add_head, &heading) == DB_COMMITTED;
}
