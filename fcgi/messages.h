/* messages.h: the parts of the program messages: see messages.c. */
#ifndef KITH_MESSAGES_H
#define KITH_MESSAGES_H

#include <stdbool.h>
#include <stdint.h>

#include "web/route.h"

/* messages.c: the pages again, after a refusal */
enum http show_list(struct req *);
bool show_conversation(struct req *, int64_t id);

/* messages_send.c */
handler send_new, send_answer, save_draft, remove_file, drop_draft;
extern const struct field letter_form[], answer_form[], draft_form[],
    remove_form[], drop_form[];
extern const char *const send_sql[];

/* messages_files.c */
handler download_file, show_picture;
extern const char *const files_sql[];

/*
 * Find what of a conversation decides what may be done with it: false if this
 * account may not read it. Locked until the end of a transaction that writes.
 */
bool conversation_is_readable(struct req *, int64_t id);

#endif
