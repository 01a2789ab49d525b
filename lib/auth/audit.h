/*
 * audit.h: who did what, for whom, when.
 *
 * Rows are only ever added; kith-sealer chains them (SHA-256) and signs the
 * head, so that a changed, deleted, reordered or cut row shows.
 */
#ifndef KITH_AUDIT_H
#define KITH_AUDIT_H

#include <stdint.h>

/* The statements that audit_add() uses, for db_prepare(). */
extern const char *const audit_sql[];

struct audit {
	const char *request_id;	/* 32 hexadecimal digits */
	const char *program;
	int64_t account_id;	/* 0: nobody signed in */
	int64_t staff_id;	/* 0: not one of the practice's people */
	const char *actor;	/* their name now; "nobody", "operator" */
	int64_t patient_id;	/* 0: none */
	const char *action;	/* the handler: "show_results" */
	int64_t object_id;	/* 0: none */
	int status;		/* HTTP status of the answer */
	const char *address;	/* of the client, or "" */
	const char *detail;	/* never health data; NULL: none */
};

/* Add a row, in the transaction that is open. ctx owns what it needs. */
void audit_add(const void *ctx, const struct audit *);

/*
 * Add a row for what the operator did with kithctl, in the open transaction:
 * who works at the console leaves a row as everybody does. Ids may be 0,
 * detail may be NULL.
 */
void audit_add_operator(const void *ctx, const char *action,
    int64_t patient_id, int64_t object_id, const char *detail);

#endif
