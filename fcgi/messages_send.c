/* messages_send.c: writing, sending, and what is kept between. */
#include "messages.h"

#include <inttypes.h>
#include <string.h>

#include "base/config.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "composer.h"
#include "db/db.h"
#include "talk/draft.h"
#include "talk/talk.h"
#include "web/form.h"
#include "web/view.h"

/* Adds; with nothing to add it makes the row, and locks it. */
static const char USE[] =
    "INSERT INTO upload_use (account_id, day, messages, bytes)"
    " VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
    " messages = messages + VALUES(messages), bytes = bytes + VALUES(bytes)";

static const char USED[] =
    "SELECT messages, bytes FROM upload_use WHERE account_id = ? AND day = ?";

const char *const send_sql[] = { USE, USED, NULL };

/*
 * What may be typed is more than what may be sent: a text that is too long
 * comes back, and is kept, as it is.
 */
struct letter {
	int64_t provider, office, subject;
	const char *message;
	const char *private;
};

const struct field letter_form[] = {
	FIELD_ID_OPT(struct letter, provider),
	FIELD_ID_OPT(struct letter, office),
	FIELD_ID_OPT(struct letter, subject),
	FIELD_TEXT_OPT(struct letter, message, FORM_BYTES_MAX),
	FIELD_LINE_OPT(struct letter, private, 1),
	FIELDS_END
};

/* To whom and about what an answer goes its conversation knows. */
const struct field answer_form[] = {
	FIELD_TEXT_OPT(struct letter, message, FORM_BYTES_MAX),
	FIELDS_END
};

struct drafting {
	int64_t conversation, provider, office, subject;
	const char *message, *private;
	int64_t file;
};

#define DRAFTING \
	FIELD_ID_OPT(struct drafting, conversation), \
	FIELD_ID_OPT(struct drafting, provider), \
	FIELD_ID_OPT(struct drafting, office), \
	FIELD_ID_OPT(struct drafting, subject), \
	FIELD_TEXT_OPT(struct drafting, message, FORM_BYTES_MAX), \
	FIELD_LINE_OPT(struct drafting, private, 1)

const struct field draft_form[] = { DRAFTING, FIELDS_END };

const struct field remove_form[] = {
	DRAFTING,
	FIELD_ID(struct drafting, file),
	FIELDS_END
};

const struct field drop_form[] = {
	FIELD_ID_OPT(struct drafting, conversation),
	FIELDS_END
};

/* "1,001" */
static const char *
number_says(struct req *r, size_t n)
{
	return n < 1000 ? mem_fmt(r, "%zu", n)
	    : mem_fmt(r, "%zu,%03zu", n / 1000, n % 1000);
}

static bool
text_is_good(struct req *r, const char *text)
{
	size_t n = text_length(text);

	if (n == 0)
		return form_refuse(r, "message", "Write your message.");
	if (n > MESSAGE_CHARACTERS_MAX)
		return form_refuse(r, "message",
		    mem_fmt(r, "Your message has %s"
		    " characters. Make it %s or fewer.", number_says(r, n),
		    number_says(r, MESSAGE_CHARACTERS_MAX)));
	if (talk_has_card_number(text))
		return form_refuse(r, "message",
		    "Your message has a number in it"
		    " that looks like a credit card number. Take it out. Do"
		    " not send any credit card information through the patient"
		    " portal.");
	return true;
}

/* A provider is named by those who may read about care, if there is one. */
static bool
provider_is_good(struct req *r, struct letter *l)
{
	if (!composer_has_providers(r)) {
		l->provider = 0;
		return true;
	}
	if (l->provider == 0)
		return form_refuse(r, "provider", "Choose a provider.");
	return composer_provider(r, l->provider) != NULL ||
	    form_refuse(r, "provider", "Choose a provider from the list.");
}

static bool
office_is_good(struct req *r, const struct letter *l)
{
	const char *offices;

	if (l->office == 0)
		return form_refuse(r, "office", "Choose an office location.");
	if (composer_office_fits(r, l->office, l->provider))
		return true;
	offices = composer_offices_of(r, l->provider);
	if (offices == NULL)
		return form_refuse(r, "office",
		    "Choose an office from the list.");
	return form_refuse(r, "office", mem_fmt(r, "%s does not work at that"
	    " office. Choose %s.", composer_provider(r, l->provider), offices));
}

static bool
choices_are_good(struct req *r, struct letter *l)
{
	bool good = provider_is_good(r, l);

	/* Which offices are right is known with the provider. */
	if (good || l->office == 0)
		good = office_is_good(r, l) && good;
	if (!composer_subject_fits(r, l->subject))
		good = form_refuse(r, "subject", "Choose a subject.");
	return good;
}

static int64_t
bytes_of(const struct file *f)
{
	int64_t bytes = 0;

	for (; f != NULL; f = f->next)
		bytes += f->why == NULL ? f->bytes : 0;
	return bytes;
}

static void
add_use(struct req *r, int64_t messages, int64_t bytes)
{
	char day[WHEN_MAX];

	db_exec(r, USE, db_int(r->account->id),
	    db_text(when_iso_day(when_day_of(r->in->at), day)),
	    db_int(messages), db_int(bytes));
}

/* NULL, or why nothing more may be sent today. */
static const char *
limit_says(struct req *r)
{
	int64_t messages = 0, bytes = 0, megabyte = 1024 * 1024;
	char day[WHEN_MAX];

	add_use(r, 0, 0);
	db_one(r, USED, DB_OUT(out_int(&messages), out_int(&bytes)),
	    db_int(r->account->id),
	    db_text(when_iso_day(when_day_of(r->in->at), day)));
	if (messages >= config()->messages_per_day)
		return mem_fmt(r, "You have sent %" PRId64 " messages today."
		    " That is all for one day. Your text is kept: send it"
		    " tomorrow, or call us.", messages);
	if (bytes + bytes_of(r->files) >
	    config()->upload_megabytes_per_day * megabyte)
		return mem_fmt(r, "You can send %" PRId64 " MB of files in a"
		    " day, and these are more. Your text is kept: send it"
		    " without the files, or tomorrow.",
		    config()->upload_megabytes_per_day);
	return NULL;
}

static int64_t
keep_draft(struct req *r, const struct draft_key *key, const struct letter *l)
{
	struct draft d = { .provider_id = l->provider,
	    .location_id = l->office, .subject_id = l->subject,
	    .confidential = l->private != NULL, .body = l->message };

	return draft_save(r, key, &d, r->in->at);
}

/* The page again, with everything that was typed and attached. */
static enum http
show_again(struct req *r, const struct draft_key *key, enum http status)
{
	keep_all_the_same(r);
	form_show(r, key->conversation_id == 0 ? letter_form : answer_form);
	if (key->conversation_id == 0)
		show_list(r);
	else if (show_conversation(r, key->conversation_id))
		view(r, "conversation");
	return status;
}

/*
 * Keep the draft and its files; what is good stays, whatever else is wrong.
 * Return HTTP_OK if it may go.
 */
static enum http
take_in(struct req *r, const struct draft_key *key, const struct letter *l,
    bool good, int64_t *draft_id)
{
	const char *limit = limit_says(r);

	*draft_id = keep_draft(r, key, l);
	if (limit != NULL) {
		form_refuse(r, "message", limit);
		return HTTP_TOO_MANY;
	}
	add_use(r, 0, bytes_of(r->files));
	if (!draft_add_files(r, key, *draft_id, r->files, r->in->at, r->page))
		return HTTP_UNPROCESSABLE;
	return good ? HTTP_OK : HTTP_UNPROCESSABLE;
}

static void
add_message(struct req *r, int64_t conversation_id, const struct letter *l,
    int64_t draft_id)
{
	bool is_self = strcmp(r->patient->basis, "self") == 0;
	struct talk_message m = { .patient_id = r->patient->id,
	    .conversation_id = conversation_id,
	    .account_id = r->account->id, .author = r->account->name,
	    .relation = is_self ? NULL : r->patient->relation,
	    .body = l->message, .draft_id = draft_id };

	add_use(r, 1, 0);
	talk_add_family(r, &m, r->in->at);
}

enum http
send_new(struct req *r)
{
	struct letter l = { .message = "" };
	struct draft_key key = composer_key(r, 0);
	struct talk_start start = { .patient_id = r->patient->id,
	    .account_id = r->account->id };
	bool good = form_read(r, letter_form, &l);
	enum http status;
	int64_t draft_id, id;

	good = choices_are_good(r, &l) && good;
	good = text_is_good(r, l.message) && good;
	status = take_in(r, &key, &l, good, &draft_id);
	if (status != HTTP_OK)
		return show_again(r, &key, status);
	start.subject_id = l.subject;
	start.provider_id = l.provider;
	start.location_id = l.office;
	start.confidential = l.private != NULL && r->patient->sees_confidential;
	id = talk_begin(r, &start, r->in->at);
	add_message(r, id, &l, draft_id);
	r->audit_object = id;
	return redirect_to(r, "/messages/%" PRId64 "/%" PRId64 "?sent=1",
	    r->patient->id, id);
}

enum http
send_answer(struct req *r)
{
	struct letter l = { .message = "" };
	struct draft_key key = composer_key(r, r->id);
	bool good = form_read(r, answer_form, &l);
	enum http status;
	int64_t draft_id;

	if (!conversation_is_readable(r, r->id))
		return HTTP_NOT_FOUND;
	good = text_is_good(r, l.message) && good;
	status = take_in(r, &key, &l, good, &draft_id);
	if (status != HTTP_OK)
		return show_again(r, &key, status);
	add_message(r, r->id, &l, draft_id);
	return redirect_to(r, "/messages/%" PRId64 "/%" PRId64 "?sent=1",
	    r->patient->id, r->id);
}

static bool
may_write_to(struct req *r, int64_t conversation_id)
{
	return conversation_id == 0 ||
	    conversation_is_readable(r, conversation_id);
}

static int64_t
keep_drafting(struct req *r, const struct draft_key *key,
    const struct drafting *d)
{
	struct letter l = { .provider = d->provider, .office = d->office,
	    .subject = d->subject, .message = d->message,
	    .private = d->private };

	return keep_draft(r, key, &l);
}

/* Sent by the script while somebody writes; the answer is the time. */
enum http
save_draft(struct req *r)
{
	struct drafting in = { .message = "" };
	struct draft_key key;
	char *time = mem_array(r, char, WHEN_MAX);

	if (!form_read(r, draft_form, &in))
		return HTTP_BAD_REQUEST;
	if (!may_write_to(r, in.conversation))
		return HTTP_NOT_FOUND;
	key = composer_key(r, in.conversation);
	keep_drafting(r, &key, &in);
	r->out = when_instant_time(r->in->at, time);
	r->out_len = strlen(r->out);
	r->content_type = "text/plain; charset=UTF-8";
	return HTTP_OK;
}

static enum http
back_to_writing(struct req *r, int64_t conversation_id)
{
	if (conversation_id == 0)
		return redirect_to(r, "/messages/%" PRId64 "?write=1#write",
		    r->patient->id);
	return redirect_to(r, "/messages/%" PRId64 "/%" PRId64 "#write",
	    r->patient->id, conversation_id);
}

enum http
remove_file(struct req *r)
{
	struct drafting in = { .message = "" };
	struct draft_key key;

	if (!form_read(r, remove_form, &in))
		return HTTP_BAD_REQUEST;
	if (!may_write_to(r, in.conversation))
		return HTTP_NOT_FOUND;
	key = composer_key(r, in.conversation);
	if (!draft_remove_file(r, &key, keep_drafting(r, &key, &in), in.file))
		return HTTP_NOT_FOUND;
	return back_to_writing(r, in.conversation);
}

enum http
drop_draft(struct req *r)
{
	struct drafting in = { 0 };
	struct draft_key key;

	if (!form_read(r, drop_form, &in))
		return HTTP_BAD_REQUEST;
	key = composer_key(r, in.conversation);
	draft_drop(r, &key);
	if (in.conversation != 0)
		return redirect_to(r, "/messages/%" PRId64 "/%" PRId64,
		    r->patient->id, in.conversation);
	return redirect_to(r, "/messages/%" PRId64, r->patient->id);
}
