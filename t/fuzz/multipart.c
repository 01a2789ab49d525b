/* Forms with files; the first byte says in how large pieces they come. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "web/multipart.h"

struct stream {
	const uint8_t *bytes;
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

static void
settings(void)
{
	char path[] = "/tmp/kith-fuzz-XXXXXX";
	FILE *out = fdopen(mkstemp(path), "w");

	if (out == NULL)
		abort();
	fprintf(out, "practice_name = x\npractice_short_name = x\n"
	    "practice_phone = x\nsupport_phone = x\nsupport_email = x\n"
	    "base_url = http://localhost\nmail_from = x\nspool_dir = /tmp\n");
	fclose(out);
	config_read(path);
	unlink(path);
}

static void
check(const struct multipart *form)
{
	const struct value *v;
	const struct upload *u;

	for (v = form->values; v != NULL; v = v->next)
		if (!v->is_broken && !text_is_utf8(v->text, strlen(v->text)))
			abort();
	for (u = form->uploads; u != NULL; u = u->next)
		if (!text_is_clean(u->name, false) || *u->name == '\0' ||
		    strlen(u->name) > FILE_NAME_MAX ||
		    strpbrk(u->name, "/\\") != NULL)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_ready;
	struct stream s = { data + 1, size - 1, size == 0 ? 0 : data[0] + 1 };
	struct inbound in = { .method = METHOD_POST,
	    .content_type = "multipart/form-data; boundary=X",
	    .body_len = size - 1, .read = read_stream, .read_arg = &s };
	struct multipart form;
	void *ctx = mem_context(NULL);

	if (!is_ready)
		settings();
	is_ready = true;
	if (size > 0 && multipart_read(ctx, &in, &form) == HTTP_OK)
		check(&form);
	talloc_free(ctx);
	return 0;
}
