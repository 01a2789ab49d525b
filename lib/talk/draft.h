/*
 * draft.h: what somebody is writing, kept on the server.
 *
 * One draft for each writer and conversation (0: a new one of the patient),
 * with its files. It outlives a time-out, a closed tab and a change of device,
 * and is gone when it has been sent.
 */
#ifndef KITH_DRAFT_H
#define KITH_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include <libxml/tree.h>

#include "file/file.h"

/* Whose draft, and of what; either account_id or staff_id is set. */
struct draft_key {
	int64_t patient_id, conversation_id;	/* 0: of a new conversation */
	int64_t account_id, staff_id;
};

struct draft {
	int64_t id;			/* 0: there is none */
	int64_t provider_id, location_id, subject_id;	/* 0: not chosen */
	bool confidential;		/* "Keep this private"; not found */
	const char *kind;		/* family practice note */
	const char *body;		/* lines end in LF; "" for nothing */
};

/* The statements of this module, for db_prepare(); of draft_drop() alone. */
extern const char *const draft_sql[];
extern const char *const draft_drop_sql[];

/* Those of draft_show() alone, for who may only read. */
extern const char *const draft_show_sql[];

/*
 * Find the draft and lock it until the end of the transaction, which must be
 * one that writes (a page that only shows it takes draft_show()). Return
 * false, with *d all zero, if there is none. Text is owned by ctx.
 */
bool draft_find(const void *ctx, const struct draft_key *, struct draft *d);

/*
 * Save the draft as it is now, made if there is none; kind NULL is family or
 * practice as the key says. Return its id. now is an instant.
 */
int64_t draft_save(const void *ctx, const struct draft_key *,
    const struct draft *, int64_t now);

/*
 * Store the good files with the draft, and add to parent one <refused @says>
 * for each that will not do, or that is one too many; a file whose content the
 * draft has already is not stored twice. Return whether all were good.
 */
bool draft_add_files(const void *ctx, const struct draft_key *, int64_t id,
    const struct file *, int64_t now, xmlNode *parent);

/* Drop one file of the draft. False if it has no such file. */
bool draft_remove_file(const void *ctx, const struct draft_key *, int64_t id,
    int64_t attachment_id);

/*
 * Show the draft: <draft @id @provider @location @subject @private @kind
 * @saved_at> with its text as content, and in it <file @id @name @bytes
 * @megabytes @media_type> for each file. Nothing if there is none.
 */
void draft_show(const void *ctx, const struct draft_key *, xmlNode *parent);

/* Drop the draft with all of its files. */
void draft_drop(const void *ctx, const struct draft_key *);

#endif
