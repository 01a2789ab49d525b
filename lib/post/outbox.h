/*
 * outbox.h: messages to the outside, mails and texts, written in the
 * transaction that causes them, sent later by kith-courier.
 */
#ifndef KITH_OUTBOX_H
#define KITH_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libxml/tree.h>

/*
 * The statements that outbox_add() uses, for db_prepare(); and those that it
 * uses beside them for a letter with a file.
 */
extern const char *const outbox_sql[];
extern const char *const outbox_file_sql[];

enum letter_kind {
	LETTER_MAIL,	/* template "code": views/mail/code.xsl; to: text_is_email() */
	LETTER_TEXT,	/* views/text/code.xsl; to: text_is_phone() */
};

/* A file that goes with a mail. */
struct letter_file {
	const char *name, *media_type;	/* plain ASCII; the name says nothing */
	const uint8_t *bytes;
	size_t len;
};

struct letter {
	enum letter_kind kind;
	const char *dedupe_key;	/* the same twice is sent once; at most 100 bytes */
	const char *to;		/* one address or number. NULL: nobody */
	const char *template;	/* the view, by its name */
	int64_t account_id, patient_id;	/* whom it is about; 0: none */
	int64_t not_before;	/* instant from which it is sent; 0: now */
	int64_t expires;	/* instant from which it is not sent; 0: never */
	const struct letter_file *file;	/* of a mail that does not expire; or NULL */
};

/*
 * Whether texts can be sent, as the settings say: pages offer them only then.
 */
bool text_is_offered(void);

/*
 * Make the message from its view and put it into the outbox, in the open
 * transaction. root is the <mail> of the tree that the view gets, of which
 * this function fills in <practice> and base_url. The message (subject, text,
 * HTML) is kept sealed with the courier's public key (libsodium's sealed box),
 * so that codes don't stand in the database (AU-08). A letter to nobody is
 * made and sealed all the same, and thrown away: whether there was someone to
 * write to must not show in the time it takes (EN-05). With a dedupe key that
 * is there already nothing is added; nor is a text if texts are not offered.
 * A file is sealed and kept beside it. Return the message's id, 0 if none was
 * added.
 */
int64_t outbox_add(const void *ctx, const struct letter *, xmlNode *root);

/*
 * An opened message; strings are UTF-8, owned by ctx. Subject and HTML of a
 * text are empty. file.name is NULL without a file.
 */
struct mail {
	const char *subject, *text, *html;
	struct letter_file file;
};

/*
 * Open what outbox_add() sealed as message id, with its file, which is read in
 * a transaction of its own. Return 0, or -1 if it is not whole.
 */
int outbox_open(const void *ctx, int64_t id, const uint8_t *sealed,
    size_t len, struct mail *);

#endif
