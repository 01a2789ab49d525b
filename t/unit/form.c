/* Forms: named, typed, bounded fields; nothing else is read. */
#include "web/form.h"

#include <string.h>

#include "unit.h"
#include "web/view.h"

static const char *const colors[] = { "red", "blue", NULL };

struct input {
	const char *name, *text, *email, *color, *secret;
	int64_t count;
	struct day born;
};

static const struct field form[] = {
	FIELD_LINE(struct input, name, 5),
	FIELD_TEXT(struct input, text, 20),
	FIELD_EMAIL(struct input, email),
	FIELD_CHOICE(struct input, color, colors),
	FIELD_SECRET(struct input, secret, 64),
	FIELD_ID(struct input, count),
	FIELD_DAY(struct input, born),
	FIELDS_END
};

static const char good[] = "name=%20Ann%20&text=a%0D%0Ab&email=a%40b.example"
    "&color=red&secret=+x+&count=7&born=2018-06-03&other=1";

static struct req *
request(const char *body)
{
	struct req *r = mem_new(NULL, struct req);
	struct inbound *in = mem_new(r, struct inbound);

	in->method = METHOD_POST;
	r->in = in;
	r->page = page_new(r, &r->doc);
	assert_true(form_decode(r, body, strlen(body), &r->values));
	return r;
}

/* The error of a field in the page, or NULL. */
static const char *
error_of(const struct req *r, const char *name)
{
	xmlNode *f, *n;

	for (f = r->page->children; f != NULL; f = f->next)
		for (n = strcmp((const char *)f->name, "form") == 0
		    ? f->children : NULL; n != NULL; n = n->next)
			if (strcmp((char *)xmlGetProp(n, BAD_CAST "name"),
			    name) == 0)
				return (char *)xmlGetProp(n, BAD_CAST "error");
	return NULL;
}

static void
a_good_form_fills_the_struct(void **state)
{
	struct input in = { 0 };

	(void)state;
	assert_true(form_read(request(good), form, &in));
	assert_string_equal(in.name, "Ann");
	assert_string_equal(in.text, "a\nb");
	assert_string_equal(in.email, "a@b.example");
	assert_string_equal(in.color, "red");
	assert_string_equal(in.secret, " x ");
	assert_int_equal(in.count, 7);
	assert_int_equal(in.born.year, 2018);
}

static void
each_field_says_what_is_wrong_with_it(void **state)
{
	struct req *r = request("name=Annabel&text=x%00y&email=nobody"
	    "&color=green&secret=s&count=-1&born=2026-02-30");
	struct input in = { 0 };

	(void)state;
	assert_false(form_read(r, form, &in));
	assert_string_equal(error_of(r, "name"), "too-long");
	assert_string_equal(error_of(r, "text"), "not-text");
	assert_string_equal(error_of(r, "email"), "not-email");
	assert_string_equal(error_of(r, "color"), "not-a-choice");
	assert_null(error_of(r, "secret"));
	assert_string_equal(error_of(r, "count"), "not-a-number");
	assert_string_equal(error_of(r, "born"), "not-date");
}

static void
what_was_typed_is_kept_but_secrets_are_not(void **state)
{
	struct req *r = request("name=Annabel&secret=hush");
	struct input in = { 0 };
	xmlChar *text;
	int len;

	(void)state;
	assert_false(form_read(r, form, &in));
	assert_string_equal(error_of(r, "text"), "required");
	xmlDocDumpMemory(r->doc, &text, &len);
	assert_non_null(strstr((char *)text, "Annabel"));
	assert_null(strstr((char *)text, "hush"));
	xmlFree(text);
}

static void
az_16_a_name_twice_is_refused(void **state)
{
	static const char *const bad[] = { "id=1&id=2", "a=%", "a=%4", "a=%zz",
	    "%00=1", NULL };
	const struct value *values;
	void *ctx = mem_context(NULL);
	int i;

	(void)state;
	for (i = 0; bad[i] != NULL; i++)
		assert_false(form_decode(ctx, bad[i], strlen(bad[i]),
		    &values));
	talloc_free(ctx);
}

static void
json_gives_text(void **state)
{
	static const char json[] = "{\"name\":\"A\\u00e9\",\"count\":7,"
	    "\"text\":{\"deep\":[1]},\"email\":null,\"color\":true,"
	    "\"secret\":-1.0}";
	void *ctx = mem_context(NULL);
	const struct value *v = NULL;
	const char *all = "";

	(void)state;
	assert_true(form_decode(ctx, "token=t", 7, &v));
	assert_true(form_decode_json(ctx, json, strlen(json), &v));
	for (; v != NULL; v = v->next)
		all = mem_fmt(ctx, "%s%s=%s ", all, v->name, v->text);
	assert_string_equal(all, "name=A\xc3\xa9 token=t ");
	talloc_free(ctx);
}

static void
az_16_json_has_one_object_and_each_name_once(void **state)
{
	static const char *const bad[] = { "", "7", "[]", "\"x\"", "{", "{} {}",
	    "{\"a\":\"1\",\"a\":\"2\"}", "{\"a\":\"1\",\"a\":null}",
	    "{\"id\":1}",
	    "{\"a\":\"\xff\"}", "{'a':1}", NULL };
	void *ctx = mem_context(NULL);
	const struct value *v;
	int i;

	(void)state;
	for (i = 0; bad[i] != NULL; i++) {
		assert_true(form_decode(ctx, "id=1", 4, &v));
		assert_false(form_decode_json(ctx, bad[i], strlen(bad[i]),
		    &v));
	}
	assert_false(form_decode_json(ctx, "{}\0", 3, &v));
	talloc_free(ctx);
}

static void
dates_are_read_as_americans_type_them(void **state)
{
	struct req *r = request("born=6/3/2018&name=A&text=b&email=a%40b.c"
	    "&color=red&secret=x&count=1");
	struct input in = { 0 };

	(void)state;
	assert_true(form_read(r, form, &in));
	assert_int_equal(in.born.month, 6);
	assert_int_equal(in.born.day, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_form_fills_the_struct),
		cmocka_unit_test(each_field_says_what_is_wrong_with_it),
		cmocka_unit_test(what_was_typed_is_kept_but_secrets_are_not),
		cmocka_unit_test(az_16_a_name_twice_is_refused),
		cmocka_unit_test(json_gives_text),
		cmocka_unit_test(az_16_json_has_one_object_and_each_name_once),
		cmocka_unit_test(dates_are_read_as_americans_type_them),
	};

	unit_settings("");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
