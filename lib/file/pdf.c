/*
 * pdf.c: a PDF, clean.
 *
 * qpdf reads it and writes it anew, without what nothing refers to; what it
 * wrote is then read, looked at object by object, and written again. So what
 * is looked at is what is stored, whatever another reader would make of the
 * file that came.
 */
#include "file/check.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	OBJECTS_MAX = 1000000,		/* with a number of their own */
	STEPS_MAX = 8000000,		/* all that are looked at */
	HEAD_BYTES = 1024,
	ZIP_TAIL = 65535 + 22,		/* where a ZIP file's end may stand */
};

/* Words of a dictionary and what they would do. */
struct word {
	const char *name;
	enum trouble trouble;
};

/* As keys, wherever they stand. */
static const struct word keys[] = {
	{ "/JS", TROUBLE_ACTIVE }, { "/JavaScript", TROUBLE_ACTIVE },
	{ "/AA", TROUBLE_ACTIVE }, { "/XFA", TROUBLE_ACTIVE },
	{ "/EF", TROUBLE_FILES }, { "/EmbeddedFiles", TROUBLE_FILES },
	{ "/RichMediaContent", TROUBLE_FILES },
	{ "/RichMediaSettings", TROUBLE_FILES },
	{ "/3DD", TROUBLE_FILES },
	{ NULL, TROUBLE_NONE }
};

/* As values of /S, /Subtype and /Type. */
static const struct word kinds[] = {
	{ "/JavaScript", TROUBLE_ACTIVE }, { "/Launch", TROUBLE_ACTIVE },
	{ "/SubmitForm", TROUBLE_ACTIVE }, { "/ImportData", TROUBLE_ACTIVE },
	{ "/GoToR", TROUBLE_ACTIVE }, { "/GoToE", TROUBLE_ACTIVE },
	{ "/Rendition", TROUBLE_FILES }, { "/Sound", TROUBLE_FILES },
	{ "/Movie", TROUBLE_FILES }, { "/Screen", TROUBLE_FILES },
	{ "/RichMedia", TROUBLE_FILES },
	{ "/RichMediaExecute", TROUBLE_ACTIVE },
	{ "/3D", TROUBLE_FILES }, { "/GoTo3DView", TROUBLE_ACTIVE },
	{ "/EmbeddedFile", TROUBLE_FILES },
	{ "/FileAttachment", TROUBLE_FILES },
	{ NULL, TROUBLE_NONE }
};

/* What is left out: it says who made the file and how. */
static const char *const dropped[] = { "/Metadata", "/PieceInfo", NULL };

/* Objects still to look at, those with a number at most once. */
struct walk {
	qpdf_data q;
	qpdf_oh *todo;
	size_t count, size;
	uint8_t *seen;			/* a bit for each number */
	int64_t steps;
	enum trouble trouble;
};

static enum trouble
trouble_of(const struct word *w, const char *name)
{
	for (; w->name != NULL; w++)
		if (strcmp(w->name, name) == 0)
			break;
	return w->trouble;
}

static void
refuse(struct walk *w, enum trouble trouble)
{
	if (w->trouble == TROUBLE_NONE)
		w->trouble = trouble;
}

/* Whether an object with a number comes for the first time. */
static bool
is_new(struct walk *w, qpdf_oh o)
{
	int id = qpdf_oh_get_object_id(w->q, o);
	uint8_t bit = (uint8_t)(1 << (id & 7));

	if (id <= 0 || id > OBJECTS_MAX ||
	    qpdf_oh_get_generation(w->q, o) != 0) {
		refuse(w, TROUBLE_BROKEN);
		return false;
	}
	if ((w->seen[id >> 3] & bit) != 0)
		return false;
	w->seen[id >> 3] |= bit;
	return true;
}

/* Look at it later. It is ours from now on. */
static void
add(struct walk *w, qpdf_oh o)
{
	qpdf_oh *more;

	if (++w->steps > STEPS_MAX)
		refuse(w, TROUBLE_BROKEN);
	if (qpdf_oh_is_scalar(w->q, o) ||
	    (qpdf_oh_is_indirect(w->q, o) && !is_new(w, o))) {
		qpdf_oh_release(w->q, o);
		return;
	}
	if (w->count == w->size) {
		w->size = w->size * 2 + 64;
		more = realloc(w->todo, w->size * sizeof(*more));
		if (more == NULL) {
			refuse(w, TROUBLE_BROKEN);
			w->size = w->count;
			return;
		}
		w->todo = more;
	}
	w->todo[w->count++] = o;
}

/* At opening a document may go to one of its pages, and no more. */
static bool
is_page(struct walk *w, qpdf_oh o)
{
	qpdf_oh s = qpdf_oh_get_key_if_dict(w->q, o, "/S");
	bool good = qpdf_oh_is_array(w->q, o) ||
	    qpdf_oh_is_name_and_equals(w->q, s, "/GoTo") ||
	    qpdf_oh_is_null(w->q, o);

	qpdf_oh_release(w->q, s);
	return good;
}

/* A link to the web is fine; to a script or a file of the machine it is not. */
static bool
is_web(struct walk *w, qpdf_oh o)
{
	static const char *const bad[] = { "javascript:", "file:", "data:",
	    "vbscript:" };
	const char *s = qpdf_oh_is_string(w->q, o)
	    ? qpdf_oh_get_string_value(w->q, o) : "";
	size_t i;

	s += strspn(s, " \t\r\n\f\v");
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (strncasecmp(s, bad[i], strlen(bad[i])) == 0)
			return false;
	return true;
}

static void
look_at_value(struct walk *w, const char *key, qpdf_oh o)
{
	bool is_kind = strcmp(key, "/S") == 0 || strcmp(key, "/Subtype") == 0 ||
	    strcmp(key, "/Type") == 0;

	if (qpdf_oh_is_null(w->q, o))
		return;
	refuse(w, trouble_of(keys, key));
	if (is_kind && qpdf_oh_is_name(w->q, o))
		refuse(w, trouble_of(kinds, qpdf_oh_get_name(w->q, o)));
	if (strcmp(key, "/OpenAction") == 0 && !is_page(w, o))
		refuse(w, TROUBLE_ACTIVE);
	if (strcmp(key, "/URI") == 0 && !is_web(w, o))
		refuse(w, TROUBLE_ACTIVE);
}

static void
look_at_dictionary(struct walk *w, qpdf_oh dictionary)
{
	const char *key;
	qpdf_oh value;
	int i;

	for (i = 0; dropped[i] != NULL; i++)
		qpdf_oh_remove_key(w->q, dictionary, dropped[i]);
	qpdf_oh_begin_dict_key_iter(w->q, dictionary);
	while (qpdf_oh_dict_more_keys(w->q)) {
		key = qpdf_oh_dict_next_key(w->q);
		value = qpdf_oh_get_key(w->q, dictionary, key);
		look_at_value(w, key, value);
		add(w, value);
	}
}

static void
look_at(struct walk *w, qpdf_oh o)
{
	qpdf_oh dictionary;
	int n, i;

	if (qpdf_oh_is_array(w->q, o)) {
		n = qpdf_oh_get_array_n_items(w->q, o);
		for (i = 0; i < n && w->trouble == TROUBLE_NONE; i++)
			add(w, qpdf_oh_get_array_item(w->q, o, i));
	} else if (qpdf_oh_is_stream(w->q, o)) {
		dictionary = qpdf_oh_get_dict(w->q, o);
		look_at_dictionary(w, dictionary);
		qpdf_oh_release(w->q, dictionary);
	} else if (qpdf_oh_is_dictionary(w->q, o)) {
		look_at_dictionary(w, o);
	}
	qpdf_oh_release(w->q, o);
}

/* Look at all that the document's trailer leads to, and take out what is dropped. */
static enum trouble
look_at_all(qpdf_data q)
{
	struct walk w = { .q = q };
	qpdf_oh trailer = qpdf_get_trailer(q);

	if ((w.seen = calloc(1, OBJECTS_MAX / 8 + 1)) == NULL)
		return TROUBLE_BROKEN;
	qpdf_oh_remove_key(q, trailer, "/Info");
	add(&w, trailer);
	while (w.count > 0 && w.trouble == TROUBLE_NONE)
		look_at(&w, w.todo[--w.count]);
	free(w.seen);
	free(w.todo);
	return qpdf_has_error(q) ? TROUBLE_BROKEN : w.trouble;
}

static qpdf_data
new_reader(void)
{
	qpdf_data q = qpdf_init();

	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	return q;
}

static bool
is_failed(QPDF_ERROR_CODE code)
{
	return (code & QPDF_ERRORS) != 0;
}

static enum trouble
read_pdf(qpdf_data q, const uint8_t *in, size_t len)
{
	QPDF_ERROR_CODE code = qpdf_read_memory(q, "sent", (const char *)in, len,
	    NULL);

	if (is_failed(code))
		return qpdf_get_error_code(q, qpdf_get_error(q)) ==
		    qpdf_e_password ? TROUBLE_LOCKED : TROUBLE_BROKEN;
	return qpdf_get_num_pages(q) < 1 ? TROUBLE_BROKEN : TROUBLE_NONE;
}

/* Into memory of q. */
static bool
write_pdf(qpdf_data q, const uint8_t **bytes, size_t *len)
{
	if (is_failed(qpdf_init_write_memory(q)))
		return false;
	qpdf_set_object_stream_mode(q, qpdf_o_disable);
	qpdf_set_stream_data_mode(q, qpdf_s_preserve);
	qpdf_set_preserve_encryption(q, QPDF_FALSE);
	qpdf_set_suppress_original_object_IDs(q, QPDF_TRUE);
	if (is_failed(qpdf_write(q)))
		return false;
	*bytes = qpdf_get_buffer(q);
	*len = qpdf_get_buffer_length(q);
	return true;
}

static bool
is_blank(uint8_t c)
{
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' ||
	    c == ' ';
}

/* Whether the bytes are a PDF from the first to the last, and nothing else. */
static enum trouble
check_ends(const uint8_t *in, size_t len)
{
	static const char *const pages[] = { "<html", "<script", "<!doctype" };
	size_t head = len < HEAD_BYTES ? len : HEAD_BYTES, at, i;
	size_t tail = len < ZIP_TAIL ? len : ZIP_TAIL;

	if (memmem(in + len - tail, tail, "PK\5\6", 4) != NULL)
		return TROUBLE_MORE;
	for (at = 0; at < head; at++)
		for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
			if (len - at > strlen(pages[i]) && strncasecmp((const char *)
			    in + at, pages[i], strlen(pages[i])) == 0)
				return TROUBLE_MORE;
	while (len > 0 && is_blank(in[len - 1]))
		len--;
	return len > 5 && memcmp(in + len - 5, "%%EOF", 5) == 0 ? TROUBLE_NONE
	    : TROUBLE_MORE;
}

/* The second reading, of what was written anew. */
static enum trouble
check_written(const uint8_t *in, size_t len, int out)
{
	qpdf_data q = new_reader();
	const uint8_t *clean;
	size_t clean_len;
	enum trouble trouble = read_pdf(q, in, len);

	if (trouble == TROUBLE_NONE)
		trouble = look_at_all(q);
	if (trouble == TROUBLE_NONE && !write_pdf(q, &clean, &clean_len))
		trouble = TROUBLE_BROKEN;
	if (trouble == TROUBLE_NONE)
		trouble = check_ends(clean, clean_len);
	if (trouble == TROUBLE_NONE && !check_write(out, clean, clean_len))
		trouble = TROUBLE_BROKEN;
	qpdf_cleanup(&q);
	return trouble;
}

void
pdf_check(const uint8_t *in, size_t len, int out, struct checked *c)
{
	qpdf_data q;
	const uint8_t *again;
	size_t again_len;

	c->trouble = len < 5 || memcmp(in, "%PDF-", 5) != 0 ? TROUBLE_BROKEN
	    : check_ends(in, len);
	if (c->trouble != TROUBLE_NONE)
		return;
	q = new_reader();
	c->trouble = read_pdf(q, in, len);
	if (c->trouble == TROUBLE_NONE)
		c->trouble = write_pdf(q, &again, &again_len)
		    ? check_written(again, again_len, out) : TROUBLE_BROKEN;
	qpdf_cleanup(&q);
}
