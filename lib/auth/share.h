/*
 * share.h: a secure link to a record, for somebody without an account.
 *
 * The link has 256 random bits, of which the database knows the SHA-256; the
 * code of 8 digits goes another way, and is kept keyed and bound to its link.
 * A few wrong codes end the link. The right one begins a visit, which counts
 * as one opening. What a visitor sees is what the person who made the link may
 * see now, and saw then: with their access it ends.
 */
#ifndef KITH_SHARE_H
#define KITH_SHARE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/when.h"
#include "web/req.h"

enum {
	SHARE_WRONG_MAX = 5,		/* wrong codes that end a link */
	SHARE_VISIT_MINUTES = 60,	/* after one right code */
	SHARE_CODE_DIGITS = 8,
};

/* The cookie of a visit. */
#define SHARE_COOKIE	"__Host-kith-share"

/*
 * The statements of those who make links, and of those who open them, for
 * db_prepare(). outbox_sql is needed beside them.
 */
extern const char *const share_sql[];
extern const char *const share_open_sql[];

struct share {
	int64_t id, patient_id;
	int64_t account_id;	/* who made it */
	const char *maker;	/* name of its account */
	const char *name;	/* for whom, as its maker wrote it */
	const char *email;	/* where the link goes; NULL: handed over */
	bool has_range;		/* else all time */
	struct day from, to;
	bool sees_confidential;	/* its maker did then, and does now */
	int64_t ends;		/* instant from which it opens nothing */
	int64_t openings_max;
	int64_t tries_left;	/* wrong codes that it still stands */
};

/* What is handed over; never to be had again. All owned by the request. */
struct share_made {
	const char *link;	/* its address */
	const char *code;	/* the digits "1234 5678" */
	const char *app_link;	/* the same link for apps; NULL: see shl_link() */
};

enum share_outcome {
	SHARE_DONE,
	SHARE_TOO_MANY,		/* config shares_per_day to one record */
	SHARE_BLOCKED,		/* the practice keeps this person away */
};

/*
 * Make a link to the record of r->patient in the name of r->account: name,
 * email, has_range, from, to, ends and openings_max are given, the rest is
 * filled in. The link is mailed to email; who made it, and the patient, are
 * told.
 */
enum share_outcome share_make(struct req *, struct share *,
    struct share_made *);

/*
 * Add a <share> to parent for each of the newest links of the patient, made by
 * anybody or (account_id not 0) by that account: @id @name @email @made_at
 * @ends_at @from_day @to_day @openings @openings_max @stopped_at as db_rows()
 * says them, @maker if it is not r->account, and @state: works, over (its end
 * date), used, person (stopped), codes (wrong ones), access (who made it has
 * none any more); with a <visit opened_at> for each opening.
 */
void share_show_all(struct req *, xmlNode *parent, int64_t patient_id,
    int64_t account_id);

/*
 * Stop a link of the patient, that anybody or (account_id not 0) that account
 * made. Return whether it had not been stopped before. Visits end with it.
 */
bool share_stop(struct req *, int64_t patient_id, int64_t id,
    int64_t account_id);

/*
 * Open a link by the token of its address (NULL: none) and what was typed as
 * its code: begin a visit, whose cookie goes with the answer, and tell who made
 * it and the patient. False for any token and code that are not good now, with
 * the same work done; a wrong code is counted though the request is refused. *s
 * is filled in for the audit trail wherever there is such a link: its id, else 0.
 */
bool share_open(struct req *, const char *token, const char *code,
    struct share *s);

/* What became of a code that was tried. */
enum share_try {
	SHARE_OVER,		/* no link, or one that opens nothing */
	SHARE_WRONG,		/* the link works: see tries_left */
	SHARE_OPENED,
};

/*
 * The same for an app, which has no cookie and may know whether a link works.
 * SHARE_OPENED: *ticket, owned by the request, is what the visit's file is
 * fetched with; it begins with the token. Without a code (NULL) none is wrong,
 * and nothing is counted.
 */
enum share_try share_open_app(struct req *, const char *token,
    const char *code, struct share *s, const char **ticket);

/* The link of the visit that the request's cookie is of, if it still counts. */
bool share_visit(struct req *, struct share *);

/* The same by the ticket of an app. */
bool share_ticket(struct req *, const char *ticket, struct share *);

/* End the visit. */
void share_leave(struct req *);

#endif
