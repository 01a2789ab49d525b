/* form.c: named, typed, bounded fields; nothing else of a form is read. */
#include "web/form.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "web/view.h"

enum { VALUES_MAX = 100 };

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/*
 * Decode len bytes. Return NULL for a broken escape; *out_len without the NUL.
 */
static char *
decode(const void *ctx, const char *s, size_t len, size_t *out_len)
{
	char *out = mem_array(ctx, char, len + 1), *o = out;
	const char *end = s + len;

	for (; s < end; s++) {
		if (*s != '%') {
			*o++ = *s == '+' ? ' ' : *s;
			continue;
		}
		if (end - s < 3 || hex(s[1]) < 0 || hex(s[2]) < 0)
			return NULL;
		*o++ = (char)(hex(s[1]) << 4 | hex(s[2]));
		s += 2;
	}
	*out_len = (size_t)(o - out);
	return out;
}

static struct value *
decode_pair(const void *ctx, const char *s, size_t len)
{
	const char *equals = memchr(s, '=', len);
	size_t name_len = equals == NULL ? len : (size_t)(equals - s);
	const char *rest = equals == NULL ? s + len : equals + 1;
	struct value *v = mem_new(ctx, struct value);
	size_t n, text_len;

	v->name = decode(ctx, s, name_len, &n);
	v->text = decode(ctx, rest, (size_t)(s + len - rest), &text_len);
	if (v->name == NULL || v->text == NULL || strlen(v->name) != n)
		return NULL;
	v->is_broken = strlen(v->text) != text_len ||
	    !text_is_utf8(v->text, text_len);
	return v;
}

static const struct value *
find(const struct value *v, const char *name)
{
	for (; v != NULL; v = v->next)
		if (strcmp(v->name, name) == 0)
			return v;
	return NULL;
}

bool
form_decode(const void *ctx, const char *text, size_t len,
    const struct value **values)
{
	const char *end = text + len, *amp;
	struct value *v;
	int count = 0;

	*values = NULL;
	for (; text < end; text = amp + 1) {
		amp = memchr(text, '&', (size_t)(end - text));
		if (amp == NULL)
			amp = end;
		if (amp == text)
			continue;
		v = decode_pair(ctx, text, (size_t)(amp - text));
		if (v == NULL || ++count > VALUES_MAX ||
		    find(*values, v->name) != NULL)
			return false;
		v->next = *values;
		*values = v;
	}
	return true;
}

static bool
add_member(const void *ctx, const cJSON *member, const struct value **values)
{
	struct value *v = mem_new(ctx, struct value);

	v->name = mem_copy(ctx, member->string);
	v->text = cJSON_IsString(member) ? mem_copy(ctx, member->valuestring)
	    : NULL;
	if (find(*values, v->name) != NULL)
		return false;
	if (v->text == NULL)
		return true;
	v->next = *values;
	*values = v;
	return true;
}

bool
form_decode_json(const void *ctx, const char *text, size_t len,
    const struct value **values)
{
	cJSON *root = strlen(text) == len && text_is_utf8(text, len)
	    ? cJSON_ParseWithOpts(text, NULL, true) : NULL;
	bool good = cJSON_IsObject(root);
	const cJSON *member;

	for (member = good ? root->child : NULL; member != NULL && good;
	    member = member->next)
		good = add_member(ctx, member, values);
	cJSON_Delete(root);
	return good;
}

/* Line ends as LF, in place. */
static void
unify_lines(char *s)
{
	char *out = s;

	for (; *s != '\0'; s++) {
		if (*s == '\r' && s[1] == '\n')
			continue;
		*out++ = *s == '\r' ? '\n' : *s;
	}
	*out = '\0';
}

static bool
is_listed(const char *s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(s, *list) == 0)
			return true;
	return false;
}

/* "11/22/2026" as people type it where a browser has no date field. */
static bool
read_us_day(const char *s, struct day *day)
{
	char iso[WHEN_MAX];
	int m, d, y, used = 0;

	if (sscanf(s, "%2d/%2d/%4d%n", &m, &d, &y, &used) != 3 ||
	    s[used] != '\0' || m < 0 || d < 0 || y < 0)
		return false;
	snprintf(iso, sizeof(iso), "%04d-%02d-%02d", y, m, d);
	return when_read_day(iso, day);
}

bool
form_read_day(const char *s, struct day *day)
{
	return when_read_day(s, day) || read_us_day(s, day);
}

static const char *
store_day(const char *s, void *slot)
{
	return form_read_day(s, slot) ? NULL : "not-date";
}

/*
 * A text is counted as people see it. A line goes into a column, which counts
 * code points: "e" and a hundred accents are one character, but not there.
 */
static size_t
length_of(const struct field *f, const char *s)
{
	size_t n = 0;

	if (f->kind == FORM_TEXT)
		return text_length(s);
	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static const char *
store_text(const struct field *f, const char *s, void *slot)
{
	if (!text_is_clean(s, f->kind == FORM_TEXT))
		return "not-text";
	if (length_of(f, s) > f->max)
		return "too-long";
	if (f->kind == FORM_EMAIL && !text_is_email(s))
		return "not-email";
	if (f->kind == FORM_CHOICE && !is_listed(s, f->choices))
		return "not-a-choice";
	*(const char **)slot = s;
	return NULL;
}

/* Store a value. Return NULL, or why it will not do. */
static const char *
store(const struct field *f, const char *s, void *out)
{
	void *slot = (char *)out + f->offset;

	switch (f->kind) {
	case FORM_ID:
		return text_id(s, slot) ? NULL : "not-a-number";
	case FORM_DAY:
		return store_day(s, slot);
	case FORM_SECRET:
		if (strlen(s) > f->max)
			return "too-long";
		*(const char **)slot = s;
		return NULL;
	default:
		return store_text(f, s, slot);
	}
}

/* The value as the field takes it: trimmed, lines unified. NULL: none. */
static const char *
tidy(struct req *r, const struct field *f, const struct value *v)
{
	char *s;

	if (v == NULL)
		return NULL;
	s = mem_copy(r, v->text);
	if (f->kind == FORM_SECRET)
		return s;
	unify_lines(s);
	return text_trim(s);
}

static const char *
check(struct req *r, const struct field *f, void *out)
{
	const struct value *v = find(r->values, f->name);
	const char *s = tidy(r, f, v);

	if (v != NULL && v->is_broken)
		return "not-text";
	if (s == NULL || *s == '\0')
		return f->required ? "required" : NULL;
	return store(f, s, out);
}

static xmlNode *
form_node(struct req *r)
{
	xmlNode *n;

	for (n = r->page->children; n != NULL; n = n->next)
		if (strcmp((const char *)n->name, "form") == 0)
			return n;
	return view_add(r->page, "form", NULL);
}

static xmlNode *
field_node(struct req *r, const char *name)
{
	xmlNode *form = form_node(r), *n;
	xmlChar *given;
	bool same;

	for (n = form->children; n != NULL; n = n->next) {
		given = xmlGetNoNsProp(n, BAD_CAST "name");
		same = given != NULL && strcmp((char *)given, name) == 0;
		xmlFree(given);
		if (same)
			return n;
	}
	n = view_add(form, "field", NULL);
	view_set(n, "name", name);
	return n;
}

static void
show_field(struct req *r, const struct field *f)
{
	const struct value *v = find(r->values, f->name);
	xmlNode *n = field_node(r, f->name);
	char *typed;

	if (v == NULL || f->kind == FORM_SECRET || n->children != NULL)
		return;
	typed = mem_copy(r, v->text);
	unify_lines(typed);
	xmlNodeAddContent(n, BAD_CAST view_clean(r, typed));
}

void
form_show(struct req *r, const struct field *f)
{
	for (; f->kind != FORM_END; f++)
		show_field(r, f);
}

bool
form_read(struct req *r, const struct field *fields, void *out)
{
	const struct field *f;
	const char *why;
	xmlNode *n;
	bool good = true;

	for (f = fields; f->kind != FORM_END; f++) {
		if ((why = check(r, f, out)) == NULL)
			continue;
		form_show(r, fields);
		n = field_node(r, f->name);
		view_set(n, "error", why);
		view_set(n, "max", mem_fmt(r, "%zu", f->max));
		good = false;
	}
	return good;
}

bool
form_refuse(struct req *r, const char *field, const char *says)
{
	xmlNode *n = field_node(r, field);

	view_set(n, "error", "refused");
	view_set(n, "says", says);
	return false;
}

void
form_prefill(struct req *r, const char *field, const char *value)
{
	xmlNode *n = field_node(r, field);

	if (n->children == NULL && value != NULL)
		xmlNodeAddContent(n, BAD_CAST value);
}
