/*
 * records_activity.h: who looked at the record, and what else was done with
 * it: see records_activity.c.
 */
#ifndef KITH_RECORDS_ACTIVITY_H
#define KITH_RECORDS_ACTIVITY_H

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"
#include "web/route.h"

/* records_acts.c: what each row of the audit means, in words */

enum act_kind {
	ACT_LOOK, ACT_DOWNLOAD, ACT_SEND, ACT_SHARE, ACT_CHANGE, ACT_ACCESS,
	ACT_KINDS
};

/* Of what table an act's object_id is, where that may be confidential. */
enum act_object {
	OBJECT_NONE, OBJECT_REPORT, OBJECT_OBSERVATION, OBJECT_DOCUMENT,
	OBJECT_CONVERSATION, OBJECT_FILE,
	OBJECTS
};

/* Areas of who reads of an act, beside those of a grant. */
enum { PATIENT_ALONE = 0, NOBODY = -1 };

struct act {
	const char *action;		/* as in audit */
	enum act_kind kind;
	const char *did, *to_do;	/* "Looked at", "look at" */
	const char *what;		/* "the results" */
	int areas;			/* family needs one of these to read of it */
	enum act_object object;
	const char *before_detail;	/* NULL: audit.detail is not said */
};

/*
 * The act of a row. One that is not in the table is a change that only the
 * patient reads of: better an unclear line than a hidden one.
 */
const struct act *act_find(const char *program, const char *action);

/*
 * All acts of a kind as "records/download,records/send", for FIND_IN_SET();
 * owned by ctx.
 */
const char *act_list(const void *ctx, enum act_kind);

/* records_says.c: a row as a person says it */

/* A row of the audit of this patient. */
struct act_row {
	int64_t id, at, account_id, staff_id, object_id, status;
	const char *program, *action, *actor, *address, *detail;
	const char *roles;		/* of staff, or NULL */
	const char *grant;		/* "guardian mother", of accounts, or NULL */
};

/* How an act ended. */
enum act_end {
	END_DONE,
	END_TWICE,		/* the same form sent again: nothing new */
	END_SIGN_IN,		/* asked to sign in first */
	END_REFUSED,		/* not there, or not theirs */
	END_FAILED,		/* not filled in right, or our fault */
};

enum act_end act_end(const struct act *, const struct act_row *);

/*
 * What was done: "Sent the health record by email to lund@heart.example",
 * "Tried to look at the results: not allowed, or not there". Owned by ctx.
 */
const char *act_says(const void *ctx, const struct act *,
    const struct act_row *);

/* Who it is to the patient: "Front desk", "The patient", "Family, mother". */
const char *act_part(const void *ctx, const struct act_row *);

/* records_activity.c */

/* What of the history is wanted; see activity_form. */
struct activity_query {
	const char *who, *kind, *sort;
	struct day from, to;
	int64_t after;
};

extern const struct field activity_form[];
extern const char *const activity_sql[];

/* Who reads, and what of it; what the walk knows. */
struct activity;

/*
 * What this person asked for, and may read of; owned by ctx, with all that it
 * needs of the request.
 */
struct activity *activity_new(const void *ctx, const struct req *,
    const struct activity_query *);

/*
 * Call each(arg, row, act) for the rows, in the order that was asked for,
 * until it returns false; row lives until then. In an open transaction, but
 * each() must not use the database.
 */
typedef bool activity_each(void *arg, const struct act_row *,
    const struct act *);
void activity_walk(struct activity *, activity_each *, void *arg);

/* Whether the reader may read where an act came from: see records_activity.c */
bool activity_shows_address(const struct activity *, const struct act_row *);

/* Whether the reader may read of an act with the item object_id, 0 for none. */
bool activity_may_read(const struct activity *, const struct act *,
    int64_t object_id);

/* records_activity_page.c */
extern const char *const activity_page_sql[];
handler show_activity;

/* records_activity_csv.c */
handler download_activity;

/* records_activity_sealed.c */
extern const char *const activity_sealed_sql[];
handler download_sealed_activity;

#endif
