/* Forms with files: read from a stream, bounded, broken ones refused. */
#include "web/multipart.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "unit.h"

#define B "--XbX"
#define FIELD(name) B "\r\nContent-Disposition: form-data; name=\"" name \
	"\"\r\n\r\n"
#define FILE_PART(rest) B "\r\nContent-Disposition: form-data;" \
	" name=\"files\"; " rest "\r\nContent-Type: x/y\r\n\r\n"
#define END B "--\r\n"

/* A body that comes in pieces of this many bytes. */
struct stream {
	const char *bytes;
	size_t len, piece;
};

static size_t
read_stream(void *arg, void *buffer, size_t len)
{
	struct stream *s = arg;
	size_t n = s->len < s->piece ? s->len : s->piece;

	n = n < len ? n : len;
	memcpy(buffer, s->bytes, n);
	s->bytes += n;
	s->len -= n;
	return n;
}

static enum http
read_typed(void *ctx, const char *type, const char *body, size_t len,
    size_t piece, struct multipart *out)
{
	struct stream s = { body, len, piece };
	struct inbound in = { .method = METHOD_POST, .content_type = type,
	    .body_len = len, .read = read_stream, .read_arg = &s };

	return multipart_read(ctx, &in, out);
}

static enum http
read_form(void *ctx, const char *body, size_t len, struct multipart *out)
{
	return read_typed(ctx, "multipart/form-data; boundary=XbX", body, len,
	    SIZE_MAX, out);
}

/* What becomes of a body that is wrong. */
static enum http
status_of(const char *body, size_t len)
{
	struct multipart form;
	void *ctx = mem_context(NULL);
	enum http status = read_form(ctx, body, len, &form);

	talloc_free(ctx);
	return status;
}

#define assert_refused(body) assert_int_equal(\
	status_of((body), sizeof(body) - 1), HTTP_BAD_REQUEST)

static const char good[] = FIELD("body") "Hello\r\n\r\n--XbY \xc3\xa9\r\n"
    FILE_PART("filename=\"a.pdf\"") "one\r\n--Xb\r\n"
    FIELD("csrf") "\r\n"
    FILE_PART("filename=\"\"") "\r\n"
    FILE_PART("filename=\"b.png\"") "\r\n" END;

static void
check_good(const struct multipart *form)
{
	const struct upload *u = form->uploads;
	char text[64] = "";

	assert_string_equal(form->values->name, "csrf");
	assert_string_equal(form->values->text, "");
	assert_string_equal(form->values->next->text,
	    "Hello\r\n\r\n--XbY \xc3\xa9");
	assert_false(form->values->next->is_broken);
	assert_string_equal(u->name, "a.pdf");
	assert_int_equal(u->bytes, 9);
	assert_int_equal(pread(u->fd, text, sizeof(text), 0), 9);
	assert_string_equal(text, "one\r\n--Xb");
	assert_string_equal(u->next->name, "b.png");
	assert_int_equal(u->next->bytes, 0);
	assert_null(u->next->next);
}

static void
s86_fields_and_files_come_in_any_pieces(void **state)
{
	static const size_t pieces[] = { 1, 2, 3, 7, 64, SIZE_MAX };
	struct multipart form;
	size_t i;
	void *ctx;

	(void)state;
	for (i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		ctx = mem_context(NULL);
		assert_int_equal(read_typed(ctx,
		    "multipart/form-data; boundary=\"XbX\"", good,
		    sizeof(good) - 1, pieces[i], &form), HTTP_OK);
		check_good(&form);
		talloc_free(ctx);
	}
}

static void
io_01_names_are_decoded_and_made_clean(void **state)
{
	static const struct {
		const char *sent, *is;
	} names[] = {
		{ "filename=\"a %22b%22 %0D%0Ac.pdf\"", "a \"b\" c.pdf" },
		{ "filename=\"a \\\"b\\\".pdf\"", "a \"b\".pdf" },
		{ "filename=\"C:\\dir\\a.pdf\"", "a.pdf" },
		{ "filename=\"../../etc/a.pdf\"", "a.pdf" },
		{ "filename=\"a\x01\x7f.pdf\"", "a.pdf" },
		{ "filename=\"a\xe2\x80\xae" "fdp.exe.pdf\"", "afdp.exe.pdf" },
		{ "filename=\"\xff" "a.pdf\"", "\xef\xbf\xbd" "a.pdf" },
		{ "filename=\"100%.pdf\"", "100%.pdf" },
		{ "filename=\"x\"; filename*=UTF-8''na%C3%AFve.pdf",
		    "na\xc3\xafve.pdf" },
		{ "filename=\"/\"", "file" },
	};
	struct multipart form;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		void *ctx = mem_context(NULL);
		char *body = mem_fmt(ctx, FILE_PART("%s") "x\r\n" END,
		    names[i].sent);

		assert_int_equal(read_form(ctx, body, strlen(body), &form),
		    HTTP_OK);
		assert_string_equal(form.uploads->name, names[i].is);
		talloc_free(ctx);
	}
}

static void
io_07_a_long_name_keeps_its_ending(void **state)
{
	void *ctx = mem_context(NULL);
	char *long_name = mem_fmt(ctx, "%0*d", 600, 1), *body;
	struct multipart form;

	(void)state;
	body = mem_fmt(ctx, FILE_PART("filename=\"\xc3\xa9%s.pdf\"") "x\r\n" END,
	    long_name);
	assert_int_equal(read_form(ctx, body, strlen(body), &form), HTTP_OK);
	assert_int_equal(strlen(form.uploads->name), FILE_NAME_MAX);
	assert_string_equal(form.uploads->name + FILE_NAME_MAX - 5, "1.pdf");
	talloc_free(ctx);
}

static void
r_25_a_body_without_its_end_is_refused(void **state)
{
	size_t n;

	(void)state;
	/* without the last line end it is whole */
	for (n = 0; n < sizeof(good) - 3; n++)
		assert_int_equal(status_of(good, n), HTTP_BAD_REQUEST);
}

static void
r_25_broken_parts_are_refused(void **state)
{
	(void)state;
	assert_refused("x" FIELD("a") "1\r\n" END);
	assert_refused(FIELD("a") "1\r\n" END "more");
	assert_refused(FIELD("a") "1\r\n" B "x\r\n" END);
	assert_refused("--XbX\nContent-Disposition: form-data; name=\"a\"\n\n1\n"
	    "--XbX--\n");
	assert_refused(B "\r\n\r\n1\r\n" END);
	assert_refused(B "\r\nContent-Type: a/b\r\n\r\n1\r\n" END);
	assert_refused(FIELD("a\"; name=\"b") "1\r\n" END);
	assert_refused(FIELD("a") "1\r\n" FIELD("a") "2\r\n" END);
	assert_refused(FIELD("a\0b") "1\r\n" END);
	assert_refused(B "\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1"
	    "\r\n" END);
	assert_refused(B "\r\nContent-Disposition: form-data; name=\"a\"\r\n"
	    "Content-Type: multipart/mixed; boundary=y\r\n\r\n1\r\n" END);
	assert_refused(B "\r\nContent-Disposition: form-data; name=\"a\"\r\n"
	    "Content-Transfer-Encoding: base64\r\n\r\nMQ==\r\n" END);
	assert_refused(FILE_PART("filename*=UTF-8''%zz") "1\r\n" END);
	assert_refused(FILE_PART("filename*=UTF-8''%ff") "1\r\n" END);
	assert_refused(FILE_PART("filename*=latin1''a") "1\r\n" END);
	assert_refused(FILE_PART("filename*=UTF-8''%00") "1\r\n" END);
}

static void
r_25_a_header_that_is_too_long_is_refused(void **state)
{
	void *ctx = mem_context(NULL);
	char *body = mem_fmt(ctx, FILE_PART("filename=\"%0*d\"") "x\r\n" END,
	    64 * 1024, 1);

	(void)state;
	assert_int_equal(status_of(body, strlen(body)), HTTP_BAD_REQUEST);
	talloc_free(ctx);
}

static void
r_25_wrong_boundaries_are_refused(void **state)
{
	static const char *const types[] = { "multipart/form-data",
	    "multipart/form-data; boundary=", "multipart/form-datax; boundary=XbX",
	    "multipart/form-data; boundary=Xb\x7fX",
	    "multipart/form-data; charset=x; boundary=XbX",
	    "multipart/form-data; boundary=XbXxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", NULL };
	struct multipart form;
	void *ctx = mem_context(NULL);
	int i;

	(void)state;
	for (i = 0; types[i] != NULL; i++)
		assert_int_equal(read_typed(ctx, types[i], good,
		    sizeof(good) - 1, SIZE_MAX, &form), HTTP_BAD_REQUEST);
	talloc_free(ctx);
}

/* The same part so often; %d in it is its number. */
static enum http
read_many(void *ctx, const char *before, const char *after, int count,
    struct multipart *form)
{
	char *body = mem_copy(ctx, "");
	int i;

	for (i = 0; i < count; i++)
		body = talloc_asprintf_append_buffer(body, "%s%d%s", before, i,
		    after);
	body = talloc_strdup_append_buffer(body, END);
	return read_form(ctx, body, strlen(body), form);
}

static void
r_25_too_many_parts_are_refused(void **state)
{
	static const char field[] =
	    B "\r\nContent-Disposition: form-data; name=\"f";
	struct multipart form;
	void *ctx = mem_context(NULL);

	(void)state;
	assert_int_equal(read_many(ctx, field, "\"\r\n\r\nx\r\n", 100, &form),
	    HTTP_OK);
	assert_int_equal(read_many(ctx, field, "\"\r\n\r\nx\r\n", 101, &form),
	    HTTP_BAD_REQUEST);
	assert_int_equal(read_many(ctx, field,
	    "\"; filename=\"\"\r\n\r\n\r\n", 10000, &form), HTTP_BAD_REQUEST);
	talloc_free(ctx);
}

static void
s86_the_eleventh_file_is_not_kept(void **state)
{
	struct multipart form;
	void *ctx = mem_context(NULL);
	const struct upload *u;
	int n = 0;

	(void)state;
	assert_int_equal(read_many(ctx, FILE_PART("filename=\"a.png\""), "\r\n",
	    11, &form), HTTP_OK);
	for (u = form.uploads; u != NULL; u = u->next, n++) {
		assert_int_equal(u->is_too_many, n >= 10);
		assert_int_equal(u->fd < 0, n >= 10);
	}
	assert_int_equal(n, 11);
	talloc_free(ctx);
}

/* A form with one file of so many bytes. */
static enum http
read_file_of(void *ctx, size_t bytes, struct multipart *form)
{
	static const char head[] = FILE_PART("filename=\"a.pdf\"");
	static const char tail[] = "\r\n" END;
	size_t len = sizeof(head) + sizeof(tail) - 2 + bytes;
	char *body = mem_array(ctx, char, len);

	memcpy(body, head, sizeof(head) - 1);
	memset(body + sizeof(head) - 1, '-', bytes);
	memcpy(body + len - sizeof(tail) + 1, tail, sizeof(tail) - 1);
	return read_form(ctx, body, len, form);
}

static void
s88_a_file_of_10_mb_is_kept_one_byte_more_is_not(void **state)
{
	struct multipart form;
	void *ctx = mem_context(NULL);

	(void)state;
	assert_int_equal(read_file_of(ctx, 10 << 20, &form), HTTP_OK);
	assert_false(form.uploads->is_too_large);
	assert_int_equal(form.uploads->bytes, 10 << 20);
	assert_int_equal(lseek(form.uploads->fd, 0, SEEK_END), 10 << 20);
	assert_int_equal(read_file_of(ctx, (10 << 20) + 1, &form), HTTP_OK);
	assert_true(form.uploads->is_too_large);
	assert_int_equal(form.uploads->fd, -1);
	talloc_free(ctx);
}

static void
r_24_more_than_101_mb_is_too_large(void **state)
{
	struct multipart form;
	void *ctx = mem_context(NULL);

	(void)state;
	assert_int_equal(read_file_of(ctx, 102 << 20, &form), HTTP_TOO_LARGE);
	talloc_free(ctx);
}

static void
io_07_fields_are_bounded(void **state)
{
	struct multipart form;
	void *ctx = mem_context(NULL);
	char *body = mem_fmt(ctx, FIELD("a") "%0*d\r\n" END, FORM_BYTES_MAX, 1);

	(void)state;
	assert_int_equal(read_form(ctx, body, strlen(body), &form), HTTP_OK);
	body = mem_fmt(ctx, FIELD("a") "%0*d\r\n" END, FORM_BYTES_MAX + 1, 1);
	assert_int_equal(read_form(ctx, body, strlen(body), &form),
	    HTTP_TOO_LARGE);
	talloc_free(ctx);
}

static void
r_24_a_length_that_lies_is_refused(void **state)
{
	struct stream s = { good, sizeof(good) - 1, SIZE_MAX };
	struct inbound in = { .method = METHOD_POST,
	    .content_type = "multipart/form-data; boundary=XbX",
	    .body_len = sizeof(good), .read = read_stream, .read_arg = &s };
	struct multipart form;
	void *ctx = mem_context(NULL);

	(void)state;
	assert_int_equal(multipart_read(ctx, &in, &form), HTTP_BAD_REQUEST);
	talloc_free(ctx);
}

static void
az_16_a_text_that_is_not_one_is_marked(void **state)
{
	static const char body[] = FIELD("a") "x\0y\r\n" FIELD("b") "\xff\r\n"
	    END;
	struct multipart form;
	void *ctx = mem_context(NULL);

	(void)state;
	assert_int_equal(read_form(ctx, body, sizeof(body) - 1, &form),
	    HTTP_OK);
	assert_true(form.values->is_broken);
	assert_true(form.values->next->is_broken);
	talloc_free(ctx);
}

/* The hash of a form whose boundary, field and file are these. */
static const uint8_t *
hash_of(void *ctx, const char *mark, const char *name, const char *text,
    const char *content)
{
	struct multipart *form = mem_new(ctx, struct multipart);
	char *body = mem_fmt(ctx, "--%s\r\nContent-Disposition: form-data;"
	    " name=\"%s\"\r\n\r\n%s\r\n--%s\r\nContent-Disposition: form-data;"
	    " name=\"f\"; filename=\"a\"\r\n\r\n%s\r\n--%s--\r\n", mark, name,
	    text, mark, content, mark);

	assert_int_equal(read_typed(ctx, mem_fmt(ctx,
	    "multipart/form-data; boundary=%s", mark), body, strlen(body), 7,
	    form), HTTP_OK);
	return form->hash;
}

static void
r_25_only_the_same_form_has_the_same_hash(void **state)
{
	void *ctx = mem_context(NULL);
	const uint8_t *one = hash_of(ctx, "Q", "ab", "c", "d");

	(void)state;
	assert_memory_equal(one, hash_of(ctx, "Zz", "ab", "c", "d"),
	    CONTENT_HASH);
	assert_memory_not_equal(one, hash_of(ctx, "Q", "a", "bc", "d"),
	    CONTENT_HASH);
	assert_memory_not_equal(one, hash_of(ctx, "Q", "ab", "cd", ""),
	    CONTENT_HASH);
	assert_memory_not_equal(one, hash_of(ctx, "Q", "ab", "c", "e"),
	    CONTENT_HASH);
	talloc_free(ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(s86_fields_and_files_come_in_any_pieces),
		cmocka_unit_test(io_01_names_are_decoded_and_made_clean),
		cmocka_unit_test(io_07_a_long_name_keeps_its_ending),
		cmocka_unit_test(r_25_a_body_without_its_end_is_refused),
		cmocka_unit_test(r_25_broken_parts_are_refused),
		cmocka_unit_test(r_25_a_header_that_is_too_long_is_refused),
		cmocka_unit_test(r_25_wrong_boundaries_are_refused),
		cmocka_unit_test(r_25_too_many_parts_are_refused),
		cmocka_unit_test(s86_the_eleventh_file_is_not_kept),
		cmocka_unit_test(
		    s88_a_file_of_10_mb_is_kept_one_byte_more_is_not),
		cmocka_unit_test(r_24_more_than_101_mb_is_too_large),
		cmocka_unit_test(io_07_fields_are_bounded),
		cmocka_unit_test(r_24_a_length_that_lies_is_refused),
		cmocka_unit_test(az_16_a_text_that_is_not_one_is_marked),
		cmocka_unit_test(r_25_only_the_same_form_has_the_same_hash),
	};

	unit_settings("spool_dir = /tmp\n");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
