/* staff-documents_template.c: the texts that letters begin from. */
#include "staff-documents.h"

#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "person.h"
#include "web/view.h"

static const char TEMPLATES[] =
    "SELECT id, title, text, retired_at FROM letter_template"
    " ORDER BY retired_at IS NOT NULL, title";

#define DIGEST " SHA2(CONCAT_WS('|', title, text), 256)"

static const char ONE[] =
    "SELECT id, title, text, retired_at," DIGEST " AS version"
    " FROM letter_template WHERE id = ?";

static const char FIND[] =
    "SELECT" DIGEST " FROM letter_template WHERE id = ? FOR UPDATE";

static const char ADD[] =
    "INSERT INTO letter_template (title, text) VALUES (?, ?)";

static const char CHANGE[] =
    "UPDATE letter_template SET title = ?, text = ? WHERE id = ?";

static const char RETIRE[] =
    "UPDATE letter_template SET retired_at = ? WHERE id = ?";

const char *const template_sql[] = { TEMPLATES, ONE, FIND, ADD, CHANGE, RETIRE,
	NULL };

struct template {
	const char *title, *text, *version;
};

const struct field template_form[] = {
	FIELD_LINE(struct template, title, 120),
	FIELD_TEXT(struct template, text, LETTER_CHARACTERS_MAX),
	FIELD_LINE_OPT(struct template, version, 64),
	FIELDS_END
};

enum http
show_templates(struct req *r)
{
	if (!say_done(r))
		return HTTP_BAD_REQUEST;
	db_rows(r, r->page, "template", TEMPLATES);
	return view(r, "staff-templates");
}

/* --- one of them --- */

static enum http
view_form(struct req *r)
{
	size_t i;

	for (i = 0; letter_fields[i] != NULL; i++)
		view_set(view_add(r->page, "blank", NULL), "name",
		    letter_fields[i]);
	return view(r, "staff-template");
}

enum http
show_new_template(struct req *r)
{
	return view_form(r);
}

/* As it is now; in its form stands what was typed, else the same. */
static enum http
view_template(struct req *r)
{
	xmlNode *now;

	if (db_rows(r, r->page, "template", ONE, db_int(r->id)) == 0)
		return HTTP_NOT_FOUND;
	now = first_element(r->page->children, "template");
	if (r->in->method == METHOD_GET) {
		form_prefill(r, "title", get_attribute(r, now, "title"));
		form_prefill(r, "text", get_attribute(r, now, "text"));
	}
	return view_form(r);
}

enum http
show_template(struct req *r)
{
	return view_template(r);
}

static bool
is_field(const char *s, size_t n)
{
	size_t i;

	for (i = 0; letter_fields[i] != NULL; i++)
		if (strlen(letter_fields[i]) == n &&
		    strncmp(letter_fields[i], s, n) == 0)
			return true;
	return false;
}

/* What begins like a field and is none, as it stands there; or NULL. */
static const char *
unknown_field(struct req *r, const char *text)
{
	const char *s;
	size_t n;

	for (s = strchr(text, '{'); s != NULL; s = strchr(s + 1, '{')) {
		n = 1 + strcspn(s + 1, "{}\n");
		if (s[n] == '}' && is_field(s, n + 1))
			continue;
		return s[n] == '}' ? mem_copy_n(r, s, n + 1) : "{";
	}
	return NULL;
}

static const char *
fields_said(struct req *r)
{
	const char *said = letter_fields[0];
	size_t i;

	for (i = 1; letter_fields[i] != NULL; i++)
		said = mem_fmt(r, "%s%s%s", said,
		    letter_fields[i + 1] == NULL ? " or " : ", ",
		    letter_fields[i]);
	return said;
}

static bool
read_template(struct req *r, struct template *in)
{
	const char *unknown;

	if (!form_read(r, template_form, in))
		return false;
	unknown = unknown_field(r, in->text);
	if (unknown == NULL)
		return true;
	form_show(r, template_form);
	return form_refuse(r, "text", mem_fmt(r, "We can’t fill in %s. Use"
	    " %s, or leave the brackets out.", unknown, fields_said(r)));
}

/* Two of one name could not be told apart. */
static enum http
refuse_title(struct req *r, handler *show)
{
	form_show(r, template_form);
	form_refuse(r, "title", "There is a template with this name. Choose"
	    " another name.");
	return again(r, show);
}

enum http
add_template(struct req *r)
{
	struct template in = { NULL };

	if (!read_template(r, &in))
		return again(r, view_form);
	if (db_exec(r, ADD, db_text(in.title), db_text(in.text)) ==
	    DB_DUPLICATE)
		return refuse_title(r, view_form);
	r->audit_object = db_last_id();
	return redirect_to(r, "/staff/documents/templates?done=template-saved");
}

enum http
change_template(struct req *r)
{
	struct template in = { NULL };
	const char *version;

	if (!db_one(r, FIND, DB_OUT(out_text(&version)), db_int(r->id)))
		return HTTP_NOT_FOUND;
	if (!read_template(r, &in))
		return again(r, view_template);
	if (in.version == NULL || strcmp(version, in.version) != 0) {
		form_show(r, template_form);
		view_set(r->page, "changed", "1");
		view_template(r);
		return HTTP_CONFLICT;
	}
	if (db_exec(r, CHANGE, db_text(in.title), db_text(in.text),
	    db_int(r->id)) == DB_DUPLICATE)
		return refuse_title(r, view_template);
	return redirect_to(r, "/staff/documents/templates?done=template-saved");
}

/* What another member has done already is as good. */
static enum http
set_retired(struct req *r, struct db_arg at, const char *done)
{
	const char *version;

	if (!db_one(r, FIND, DB_OUT(out_text(&version)), db_int(r->id)))
		return HTTP_NOT_FOUND;
	db_exec(r, RETIRE, at, db_int(r->id));
	return redirect_to(r, "/staff/documents/templates?done=%s", done);
}

enum http
retire_template(struct req *r)
{
	return set_retired(r, now_arg(r), "template-retired");
}

enum http
restore_template(struct req *r)
{
	return set_retired(r, db_text(NULL), "template-restored");
}
