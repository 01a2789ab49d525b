/*
 * staff-documents_draft.c: a document before it is posted: a file that is sent,
 * or a letter that is written here.
 *
 * Saving asks neither for an open chart nor for a reason: it shows nothing, and
 * a letter that took longer than the hour is not lost. The pages that follow
 * ask again.
 */
#include "staff-documents.h"

#include <inttypes.h>

#include "base/limits.h"
#include "base/mem.h"
#include "file/file.h"
#include "web/view.h"

static const char FIND[] =
    "SELECT id, kind, title, written_day, provider_id, encounter_id,"
    " confidential, body, attachment_id, replaces_id FROM document_draft"
    " WHERE patient_id = ? AND id = ? AND staff_id = ?";

/* The same, held until the end of the transaction. */
static const char HOLD[] =
    "SELECT id, kind, title, written_day, provider_id, encounter_id,"
    " confidential, body, attachment_id, replaces_id FROM document_draft"
    " WHERE patient_id = ? AND id = ? AND staff_id = ? FOR UPDATE";

static const char ADD[] =
    "INSERT INTO document_draft (patient_id, staff_id, kind, title,"
    " written_day, provider_id, encounter_id, confidential, body,"
    " attachment_id, replaces_id, saved_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char CHANGE[] =
    "UPDATE document_draft SET kind = ?, title = ?, written_day = ?,"
    " provider_id = ?, encounter_id = ?, confidential = ?, body = ?,"
    " attachment_id = ?, saved_at = ? WHERE patient_id = ? AND id = ?";

static const char FORGET[] =
    "DELETE FROM document_draft WHERE patient_id = ? AND id = ?";

static const char FILE_OF[] =
    "SELECT name, bytes FROM attachment WHERE patient_id = ? AND id = ?";

static const char TEMPLATES[] =
    "SELECT id, title AS name FROM letter_template WHERE retired_at IS NULL"
    " ORDER BY title";

static const char TEMPLATE[] =
    "SELECT text FROM letter_template WHERE id = ? AND retired_at IS NULL";

static const char PATIENT[] = "SELECT id FROM patient WHERE id = ?";

/* Whose letters a member signs, if they see patients. */
static const char SIGNER[] = "SELECT provider_id FROM staff WHERE id = ?";

/* What a new one sets right: only what was recalled. */
static const char REPLACED[] =
    "SELECT kind, title FROM document"
    " WHERE patient_id = ? AND id = ? AND recalled_at IS NOT NULL";

const char *const draft_sql[] = { FIND, HOLD, ADD, CHANGE, FORGET,
	FILE_OF, TEMPLATES, TEMPLATE, PATIENT, SIGNER, REPLACED, NULL };

struct posting {
	const char *kind, *title, *private, *body;
	struct day written;
	int64_t provider, encounter, replaces, template;
};

static const char *const kinds[] = { "summary", "letter", "laboratory",
	"imaging", "case", "note", "other", NULL };
static const char *const yes[] = { "yes", NULL };

const struct field new_file_form[] = {
	FIELD_ID_OPT(struct posting, replaces),
	FIELDS_END
};

const struct field new_letter_form[] = {
	FIELD_ID_OPT(struct posting, replaces),
	FIELD_ID_OPT(struct posting, template),
	FIELDS_END
};

const struct field file_form[] = {
	FIELD_CHOICE(struct posting, kind, kinds),
	FIELD_LINE(struct posting, title, 255),
	FIELD_DAY(struct posting, written),
	FIELD_ID_OPT(struct posting, provider),
	FIELD_ID_OPT(struct posting, encounter),
	FIELD_CHOICE_OPT(struct posting, private, yes),
	FIELD_ID_OPT(struct posting, replaces),
	FIELDS_END
};

const struct field letter_form[] = {
	FIELD_LINE(struct posting, title, 255),
	FIELD_DAY(struct posting, written),
	FIELD_ID(struct posting, provider),
	FIELD_ID_OPT(struct posting, encounter),
	FIELD_CHOICE_OPT(struct posting, private, yes),
	FIELD_TEXT(struct posting, body, LETTER_CHARACTERS_MAX),
	FIELD_ID_OPT(struct posting, replaces),
	FIELDS_END
};

bool
find_draft(struct req *r, struct draft *d)
{
	*d = (struct draft){ 0 };
	return db_one(r, r->in->method == METHOD_POST ? HOLD : FIND,
	    DB_OUT(out_int(&d->id), out_text(&d->kind), out_text(&d->title),
	    out_text(&d->written), out_int(&d->provider),
	    out_int(&d->encounter), out_int(&d->is_private),
	    out_text(&d->body), out_int(&d->attachment),
	    out_int(&d->replaces)), db_int(r->patient_id), db_int(r->id),
	    db_int(r->staff->id));
}

void
forget_draft(struct req *r, const struct draft *d)
{
	if (d->attachment != 0)
		file_drop(r, r->patient_id, d->attachment);
	db_exec(r, FORGET, db_int(r->patient_id), db_int(d->id));
}

/* --- the forms --- */

static void
prefill_id(struct req *r, const char *name, int64_t id)
{
	if (id != 0)
		form_prefill(r, name, mem_fmt(r, "%" PRId64, id));
}

/* The page of a form, of a new document or of a draft (0: none). */
static enum http
view_form(struct req *r, const char *name, int64_t draft_id)
{
	add_choices(r);
	if (draft_id != 0)
		view_set_int(r->page, "draft", draft_id);
	db_rows(r, r->page, "template", TEMPLATES);
	return view(r, name);
}

/* The kind and title of what a new one sets right; false if it may not be. */
static bool
find_replaced(struct req *r, int64_t id, const char **kind,
    const char **title)
{
	return db_one(r, REPLACED, DB_OUT(out_text(kind), out_text(title)),
	    db_int(r->patient_id), db_int(id));
}

static void
prefill_new(struct req *r, int64_t replaces, int64_t template)
{
	const char *kind, *title, *text = NULL;
	char today[WHEN_MAX];
	int64_t provider = 0;

	form_prefill(r, "written", when_iso_day(when_today(), today));
	db_one(r, SIGNER, DB_OUT(out_int(&provider)), db_int(r->staff->id));
	prefill_id(r, "provider", provider);
	db_one(r, TEMPLATE, DB_OUT(out_text(&text)), db_int(template));
	form_prefill(r, "body", text);
	if (replaces == 0 || !find_replaced(r, replaces, &kind, &title))
		return;
	prefill_id(r, "replaces", replaces);
	form_prefill(r, "kind", kind);
	form_prefill(r, "title", title);
}

static enum http
show_new(struct req *r, const struct field *form, const char *name)
{
	struct posting in = { 0 };
	enum http status = enter(r);

	if (status != HTTP_OK)
		return status;
	if (!form_read(r, form, &in))
		return HTTP_BAD_REQUEST;
	prefill_new(r, in.replaces, in.template);
	return view_form(r, name, 0);
}

enum http
show_new_file(struct req *r)
{
	return show_new(r, new_file_form, "staff-file");
}

enum http
show_new_letter(struct req *r)
{
	return show_new(r, new_letter_form, "staff-letter");
}

static void
show_file_of(struct req *r, const struct draft *d)
{
	db_rows(r, r->page, "file", FILE_OF, db_int(r->patient_id),
	    db_int(d->attachment));
}

enum http
edit_draft(struct req *r)
{
	enum http status = enter(r);
	struct draft d;

	if (status != HTTP_OK)
		return status;
	if (!find_draft(r, &d))
		return HTTP_NOT_FOUND;
	form_prefill(r, "kind", d.kind);
	form_prefill(r, "title", d.title);
	form_prefill(r, "written", d.written);
	prefill_id(r, "provider", d.provider);
	prefill_id(r, "encounter", d.encounter);
	prefill_id(r, "replaces", d.replaces);
	form_prefill(r, "private", d.is_private ? "yes" : NULL);
	form_prefill(r, "body", d.body);
	show_file_of(r, &d);
	return view_form(r, d.body != NULL ? "staff-letter" : "staff-file",
	    d.id);
}

/* --- what comes from them --- */

/* What the fields alone can't know. */
static bool
is_good(struct req *r, const struct posting *in)
{
	const char *kind, *title;
	bool good = provider_name(r, in->provider) != NULL;

	good = encounter_fits(r, in->encounter) && good;
	good = is_past(r, "written", in->written) && good;
	if (in->replaces == 0 ||
	    find_replaced(r, in->replaces, &kind, &title))
		return good;
	form_refuse(r, "title", "Recall the document first that this one"
	    " replaces.");
	return false;
}

/* The draft as the form has it; a new one if there is none. */
static enum http
save(struct req *r, struct draft *d, const struct posting *in)
{
	struct db_arg patient = db_int(r->patient_id);
	char day[WHEN_MAX];

	when_iso_day(in->written, day);
	if (d->id != 0)
		db_exec(r, CHANGE, db_text(in->kind), db_text(in->title),
		    db_text(day), db_id(in->provider), db_id(in->encounter),
		    db_int(in->private != NULL), db_text(in->body),
		    db_id(d->attachment), now_arg(r), patient, db_int(d->id));
	else {
		db_exec(r, ADD, patient, db_int(r->staff->id),
		    db_text(in->kind), db_text(in->title), db_text(day),
		    db_id(in->provider), db_id(in->encounter),
		    db_int(in->private != NULL), db_text(in->body),
		    db_id(d->attachment), db_id(in->replaces), now_arg(r));
		d->id = db_last_id();
	}
	r->audit_object = d->id;
	return go(r, "/draft/%" PRId64, d->id);
}

/* The form again; it shows something of the chart, so that must be open. */
static enum http
refuse(struct req *r, const struct field *form, const char *name)
{
	enum http status = enter(r);

	if (status != HTTP_OK)
		return status;
	form_show(r, form);
	view_form(r, name, r->id);
	return HTTP_UNPROCESSABLE;
}

/* The one file of the form, good; NULL, with the field refused. */
static const struct file *
file_of(struct req *r, const struct draft *d)
{
	const struct file *f = r->files;

	if (f != NULL && f->why == NULL && f->next == NULL)
		return f;
	if (f == NULL && d->attachment != 0)
		return NULL;
	form_refuse(r, "files", f == NULL ? "Choose a file." :
	    f->why != NULL ? f->why : "Post one file at a time.");
	return NULL;
}

/* The path's draft, of a new one all zero; false if it is not there. */
static bool
find_written(struct req *r, struct draft *d, bool is_letter)
{
	int64_t found;

	*d = (struct draft){ 0 };
	if (r->id != 0)
		return find_draft(r, d) && (d->body != NULL) == is_letter;
	return db_one(r, PATIENT, DB_OUT(out_int(&found)),
	    db_int(r->patient_id));
}

enum http
save_file(struct req *r)
{
	struct posting in = { 0 };
	const struct file *f;
	struct draft d;
	bool good;

	if (!find_written(r, &d, false))
		return HTTP_NOT_FOUND;
	good = form_read(r, file_form, &in) && is_good(r, &in);
	f = file_of(r, &d);
	if (!good || (f == NULL && (d.attachment == 0 || r->files != NULL))) {
		show_file_of(r, &d);
		return refuse(r, file_form, "staff-file");
	}
	if (f != NULL && d.attachment != 0)
		file_drop(r, r->patient_id, d.attachment);
	if (f != NULL)
		d.attachment = file_store(r, r->patient_id, 0, f, r->in->at);
	return save(r, &d, &in);
}

enum http
save_letter(struct req *r)
{
	struct posting in = { .kind = "letter" };
	struct draft d;

	if (!find_written(r, &d, true))
		return HTTP_NOT_FOUND;
	if (!form_read(r, letter_form, &in) || !is_good(r, &in))
		return refuse(r, letter_form, "staff-letter");
	return save(r, &d, &in);
}
