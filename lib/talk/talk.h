/*
 * talk.h: conversations between family and practice, as both sides need them.
 *
 * What a message changes of its conversation stands here, once: what waits,
 * until when, who has not read it, who is told. All functions work in the open
 * transaction; now is an instant.
 */
#ifndef KITH_TALK_H
#define KITH_TALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/when.h"

/*
 * The statements, for db_prepare(). The family's side begins conversations and
 * adds what the family writes (with talk_due_sql); the practice's side begins
 * them, answers (with notice_sql and outbox_sql) and adds notes.
 */
extern const char *const talk_family_sql[];
extern const char *const talk_practice_sql[];
extern const char *const talk_due_sql[];

/* A new conversation. */
struct talk_start {
	int64_t patient_id;
	int64_t subject_id;		/* table subject: its name and area */
	int64_t provider_id, location_id;	/* 0: none */
	int64_t account_id;		/* who begins it; 0: the practice */
	bool confidential;		/* the patient's own account and staff only */
};

/*
 * Begin a conversation, without a message yet; it lies in the pool that the
 * office, or else the subject, says. Return its id, or 0 if there is no such
 * subject in the practice's list now.
 */
int64_t talk_begin(const void *ctx, const struct talk_start *, int64_t now);

/* One message. */
struct talk_message {
	int64_t patient_id, conversation_id;
	int64_t account_id, staff_id;	/* who writes: one of them */
	const char *author;		/* their name */
	const char *relation;		/* "mother"; NULL: the patient, or staff */
	const char *body;
	int64_t draft_id;		/* whose files go with it; 0: none */
};

/*
 * Add what the family wrote: the conversation waits from now on, or since the
 * message before that was not answered, until the hours that its subject
 * promises have passed (business days only); whoever has it keeps it. The
 * draft's files become the message's, and the draft is gone. Return the
 * message's id, or 0 if the patient has no such conversation.
 */
int64_t talk_add_family(const void *ctx, const struct talk_message *,
    int64_t now);

/*
 * Add what the practice wrote to the family: the conversation is answered, each
 * account that may read it has it unread, and those that want to know are told
 * by mail (notice.h). Who answers what nobody has, has it from now on. Draft
 * and return value as above.
 */
int64_t talk_add_practice(const void *ctx, const struct talk_message *,
    int64_t now);

/* Add a note that only staff see: nothing else changes. */
int64_t talk_add_note(const void *ctx, const struct talk_message *,
    int64_t now);

/*
 * When hours have passed since an instant, counting only Monday to Friday in
 * the practice's zone and no holidays; each day counts 24 hours.
 */
int64_t talk_due(const void *ctx, int64_t from, int64_t hours);

/* The same with the n closed days at hand. */
int64_t talk_due_after(int64_t from, int64_t hours, const struct day *closed,
    size_t n);

/*
 * Whether the text holds what may be the number of a payment card: 13 to 19
 * digits, perhaps with blanks or dashes between, of an issuer that exists,
 * with a right check digit (ISO/IEC 7812, Luhn). (S92, IO-24)
 */
bool talk_has_card_number(const char *text);

#endif
