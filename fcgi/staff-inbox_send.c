/* staff-inbox_send.c: answers and notes, sent or kept for later. */
#include "staff-inbox.h"

#include <inttypes.h>
#include <string.h>

#include "base/config.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "talk/talk.h"
#include "web/view.h"

static const char TEMPLATES[] =
    "SELECT id, name FROM message_template ORDER BY position, name";

static const char TEMPLATE[] =
    "SELECT t.body, IFNULL(SUBSTRING_INDEX(p.given, ' ', 1), p.name)"
    " FROM message_template t JOIN patient p ON p.id = ? WHERE t.id = ?";

static const char WRITER[] =
    "SELECT m.author FROM conversation c JOIN message m"
    "  ON m.patient_id = c.patient_id AND m.conversation_id = c.id"
    " WHERE c.id = ? AND m.kind = 'family' AND " VISIBLE
    " ORDER BY m.id DESC LIMIT 1";

const char *const write_sql[] = { TEMPLATES, TEMPLATE, WRITER, NULL };

struct letter {
	const char *kind, *body, *act;
	int64_t seen, template, remove;
};

static const char *const kinds[] = { "practice", "note", NULL };
static const char *const acts[] = { "send", "close", "save", "use", "anyway",
	NULL };

const struct field send_form[] = {
	FIELD_CHOICE(struct letter, kind, kinds),
	FIELD_TEXT_OPT(struct letter, body, ANSWER_CHARACTERS_MAX),
	FIELD_ID_OPT(struct letter, seen),
	FIELD_CHOICE_OPT(struct letter, act, acts),
	FIELD_ID_OPT(struct letter, template),
	FIELD_ID_OPT(struct letter, remove),
	FIELDS_END
};

const struct field draft_form[] = {
	FIELD_CHOICE(struct letter, kind, kinds),
	FIELD_TEXT_OPT(struct letter, body, ANSWER_CHARACTERS_MAX),
	FIELDS_END
};

struct draft_key
draft_of(struct req *r, int64_t patient_id, int64_t conversation_id)
{
	return (struct draft_key){ .patient_id = patient_id,
		.conversation_id = conversation_id, .staff_id = r->staff->id };
}

void
add_composer(struct req *r, const struct draft_key *key)
{
	draft_show(r, key, r->page);
	db_rows(r, r->page, "template", TEMPLATES);
}

const char *
use_template(struct req *r, int64_t template_id, int64_t patient_id,
    const char *writer, const char *body)
{
	const char *text, *given;
	size_t i;

	if (!db_one(r, TEMPLATE, DB_OUT(out_text(&text), out_text(&given)),
	    db_int(patient_id), db_int(template_id)))
		return body;
	const struct { const char *name, *value; } fields[] = {
		{ "{patient}", given },
		{ "{writer}", writer == NULL ? given : writer },
		{ "{me}", r->staff->name },
		{ "{practice}", config()->practice_name },
		{ "{phone}", config()->practice_phone },
	};
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		text = text_replace(r, text, fields[i].name,
		    fields[i].value);
	return *body == '\0' ? text : mem_fmt(r, "%s\n\n%s", body, text);
}

bool
keep_draft(struct req *r, const struct draft_key *key, struct draft *d,
    const char *kind, const char *body)
{
	d->kind = kind;
	d->body = body;
	d->id = draft_save(r, key, d, r->in->at);
	return draft_add_files(r, key, d->id, r->files, r->in->at, r->page);
}

void
keep_files(struct req *r, const struct draft_key *key, struct draft *d)
{
	if (r->files != NULL)
		keep_draft(r, key, d, d->kind, d->body == NULL ? "" : d->body);
}

/* The thread again, with what was written kept. */
static enum http
again(struct req *r, const struct conversation *c, enum http status)
{
	keep_all_the_same(r);
	view_thread(r, c);
	return status;
}

/* Say that the text will not do. */
static enum http
refuse_body(struct req *r, const struct conversation *c, const char *says)
{
	form_show(r, send_form);
	if (says != NULL)
		form_refuse(r, "body", says);
	return again(r, c, HTTP_UNPROCESSABLE);
}

/* Somebody wrote in the meantime: the writer looks first. */
static enum http
show_newer(struct req *r, const struct conversation *c, const struct letter *in)
{
	view_set_int(r->page, "newer", in->seen);
	return again(r, c, HTTP_CONFLICT);
}

static enum http
send_it(struct req *r, const struct conversation *c, const struct letter *in,
    const struct draft *d)
{
	const struct talk_message m = { .patient_id = c->patient_id,
		.conversation_id = c->id, .staff_id = r->staff->id,
		.author = r->staff->name, .body = in->body,
		.draft_id = d->id };
	bool is_note = strcmp(in->kind, "note") == 0;

	if (is_note)
		talk_add_note(r, &m, r->in->at);
	else
		talk_add_practice(r, &m, r->in->at);
	if (strcmp(in->act, "close") == 0)
		close_it(r, c->id);
	return redirect_to_thread(r, c->id, is_note ? "noted" : "sent");
}

static const char *
writer_of(struct req *r, const struct conversation *c)
{
	const char *name = NULL;

	db_one(r, WRITER, DB_OUT(out_text(&name)), db_int(c->id),
	    VISIBLE_ARGS(r, now_arg(r)));
	return name;
}

/* What the buttons beside "Send" do: each saves, then shows the page anew. */
static enum http
keep_it(struct req *r, const struct conversation *c, const struct letter *in,
    struct draft *d)
{
	struct draft_key key = draft_of(r, c->patient_id, c->id);

	if (in->remove != 0)
		draft_remove_file(r, &key, d->id, in->remove);
	if (in->act == NULL || strcmp(in->act, "use") != 0)
		return redirect_to_thread(r, c->id, "saved");
	d->body = use_template(r, in->template, c->patient_id,
	    writer_of(r, c), in->body);
	draft_save(r, &key, d, r->in->at);
	return redirect_to_thread(r, c->id, "taken");
}

static bool
is_to_be_sent(const struct letter *in)
{
	return in->remove == 0 && in->act != NULL &&
	    strcmp(in->act, "save") != 0 && strcmp(in->act, "use") != 0;
}

enum http
send_message(struct req *r)
{
	struct conversation c;
	struct letter in = { .body = "" };
	struct draft d;
	struct draft_key key;

	if (!find_conversation(r, &c))
		return HTTP_NOT_FOUND;
	key = draft_of(r, c.patient_id, c.id);
	draft_find(r, &key, &d);
	if (!form_read(r, send_form, &in)) {
		keep_files(r, &key, &d);
		return refuse_body(r, &c, NULL);
	}
	if (talk_has_card_number(in.body)) {
		keep_files(r, &key, &d);
		return refuse_body(r, &c, CARD_SAYS);
	}
	if (!keep_draft(r, &key, &d, in.kind, in.body))
		return again(r, &c, HTTP_UNPROCESSABLE);
	if (!is_to_be_sent(&in))
		return keep_it(r, &c, &in, &d);
	if (*in.body == '\0')
		return refuse_body(r, &c, "Write something first.");
	if (c.newest > in.seen && strcmp(in.act, "anyway") != 0)
		return show_newer(r, &c, &in);
	return send_it(r, &c, &in, &d);
}

/* What a script saves while somebody writes. */
enum http
save_draft(struct req *r)
{
	struct conversation c;
	struct letter in = { .body = "" };
	struct draft d;
	struct draft_key key;

	if (!find_conversation(r, &c))
		return HTTP_NOT_FOUND;
	if (!form_read(r, draft_form, &in) || talk_has_card_number(in.body))
		return HTTP_UNPROCESSABLE;
	key = draft_of(r, c.patient_id, c.id);
	draft_find(r, &key, &d);
	d.kind = in.kind;
	d.body = in.body;
	draft_save(r, &key, &d, r->in->at);
	return HTTP_NO_CONTENT;
}
