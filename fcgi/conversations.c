/* conversations.c: a patient's conversations, as one account may read them. */
#include "conversations.h"

#include <string.h>

#include "base/mem.h"

/*
 * One row of the list, with the newest message that the family may read; takes
 * the account twice. Rows come in the order of the key "newest", from the
 * message before which they are wanted: a long history costs no more than a
 * short one.
 */
#define ROWS \
	"SELECT c.id, c.subject, c.area, c.state, c.last_at," \
	" c.last_message_id AS last, m.kind, m.author, m.relation," \
	" IF(m.account_id = ?, 1, NULL) AS own, LEFT(m.body, 240) AS begins," \
	" p.name AS provider, o.name AS pool, s.name AS staff, c.given_at," \
	" IF(u.account_id IS NULL, NULL, 1) AS unread," \
	" IF(c.confidential, 1, NULL) AS private" \
	" FROM conversation c" \
	" JOIN message m ON m.patient_id = c.patient_id" \
	"  AND m.id = c.last_message_id" \
	" LEFT JOIN message_unread u ON u.account_id = ?" \
	"  AND u.patient_id = c.patient_id AND u.conversation_id = c.id" \
	" LEFT JOIN provider p ON p.id = c.provider_id" \
	"  AND c.area = 'messages'" \
	" LEFT JOIN pool o ON o.id = c.pool_id" \
	" LEFT JOIN staff s ON s.id = c.staff_id"
#define WHERE \
	" WHERE c.patient_id = ? AND" IS_READABLE " AND c.last_message_id < ?"
#define NEWEST_FIRST " ORDER BY c.last_message_id DESC LIMIT ?"

static const char UNREAD[] =
    ROWS WHERE " AND u.account_id IS NOT NULL" NEWEST_FIRST;

static const char READ[] =
    ROWS WHERE " AND u.account_id IS NULL AND (? IS NULL OR c.state = ?)"
    NEWEST_FIRST;

static const char SENT[] =
    ROWS WHERE " AND EXISTS (SELECT 1 FROM message w"
    " WHERE w.patient_id = c.patient_id AND w.conversation_id = c.id"
    "  AND w.account_id = ?)" NEWEST_FIRST;

static const char WITH[] =
    ROWS WHERE " AND (c.subject LIKE ? OR EXISTS (SELECT 1 FROM message w"
    " WHERE w.patient_id = c.patient_id AND w.conversation_id = c.id"
    "  AND w.kind <> 'note' AND w.body LIKE ?))" NEWEST_FIRST;

const char *const conversations_sql[] = { UNREAD, READ, SENT, WITH, NULL };

struct db_arg
readable_areas(struct req *r)
{
	int areas = r->patient->areas;

	return db_text((areas & AREA_MESSAGES) == 0 ? "billing" :
	    (areas & AREA_BILLING) == 0 ? "messages" : "messages,billing");
}

struct db_arg
readable_confidential(struct req *r)
{
	return db_int(r->patient->sees_confidential);
}

/* What each statement takes first, in the order of ROWS and WHERE. */
#define COMMON(r, before) \
	db_int((r)->account->id), db_int((r)->account->id), \
	db_int((r)->patient->id), readable_areas(r), \
	readable_confidential(r), db_int((before) == 0 ? INT64_MAX : (before))

int
conversations_unread(struct req *r, int64_t before, int64_t max)
{
	return db_rows(r, r->page, "conversation", UNREAD, COMMON(r, before),
	    db_int(max));
}

int
conversations_read(struct req *r, const char *state, int64_t before,
    int64_t max)
{
	return db_rows(r, r->page, "conversation", READ, COMMON(r, before),
	    db_text(state), db_text(state), db_int(max));
}

int
conversations_sent(struct req *r, int64_t before, int64_t max)
{
	return db_rows(r, r->page, "conversation", SENT, COMMON(r, before),
	    db_int(r->account->id), db_int(max));
}

/* The words as a pattern of LIKE in which they mean themselves. */
static const char *
pattern_of(const void *ctx, const char *words)
{
	char *pattern = mem_array(ctx, char, 2 * strlen(words) + 3);
	char *p = pattern;

	*p++ = '%';
	for (; *words != '\0'; words++) {
		if (strchr("%_\\", *words) != NULL)
			*p++ = '\\';
		*p++ = *words;
	}
	*p = '%';
	return pattern;
}

int
conversations_with(struct req *r, const char *words, int64_t before,
    int64_t max)
{
	struct db_arg pattern = db_text(pattern_of(r, words));

	return db_rows(r, r->page, "conversation", WITH, COMMON(r, before),
	    pattern, pattern, db_int(max));
}
