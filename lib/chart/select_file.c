/* select_file.c: what the documents of a record hold. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "chart/chart.h"
#include "chart/select.h"
#include "db/db.h"

/* The documents of one statement, and the chunk that is being read. */
struct files {
	xmlNode *node[CHART_IDS];
	int64_t id[CHART_IDS];
	char *bytes[CHART_IDS];		/* talloc, so far */
	size_t len[CHART_IDS];
	int n;
	int64_t document_id;
	const uint8_t *data;
	size_t data_len;
};

static bool
append(void *arg)
{
	struct files *f = arg;
	int i;

	for (i = 0; i < f->n && f->id[i] != f->document_id; i++)
		;
	if (i == f->n)
		return true;
	f->bytes[i] = talloc_realloc_size(f, f->bytes[i],
	    f->len[i] + f->data_len + 1);
	if (f->bytes[i] == NULL)
		die("out of memory");
	memcpy(f->bytes[i] + f->len[i], f->data, f->data_len);
	f->len[i] += f->data_len;
	f->bytes[i][f->len[i]] = '\0';
	return true;
}

/*
 * Make text of what text/plain holds: lines end with LF, control characters
 * are gone. False if it is not text that XML can hold.
 */
static bool
to_text(char *s, size_t *len)
{
	size_t i, n = 0;

	if (!text_is_utf8(s, *len) || memchr(s, '\0', *len) != NULL ||
	    strstr(s, "\xEF\xBF\xBE") != NULL ||
	    strstr(s, "\xEF\xBF\xBF") != NULL)
		return false;
	for (i = 0; i < *len; i++)
		if ((unsigned char)s[i] >= 0x20 || s[i] == '\n' || s[i] == '\t')
			s[n++] = s[i];
	s[n] = '\0';
	*len = n;
	return true;
}

static void
put_base64(xmlNode *node, const char *bytes, size_t len)
{
	char *text = text_base64(NULL, bytes, len);

	chart_set(node, "encoding", "base64");
	xmlNodeAddContent(node, BAD_CAST text);
	talloc_free(text);
}

static void
put(xmlNode *node, char *bytes, size_t len)
{
	const char *type = chart_value(node, "media_type");

	if (type != NULL && strncmp(type, "text/plain", 10) == 0 &&
	    to_text(bytes, &len))
		xmlNodeAddContent(node, BAD_CAST bytes);
	else
		put_base64(node, bytes, len);
	if (node->children == NULL)
		die("out of memory");
}

/* Read the contents of the documents collected so far, and begin anew. */
static void
read_files(const void *ctx, const char *patient_id, struct files *f)
{
	struct db_arg args[CHART_IDS + 2] = { 0 };
	int i;

	args[0] = db_int(strtoll(patient_id, NULL, 10));
	for (i = 0; i < CHART_IDS; i++)
		args[i + 1] = db_id(i < f->n ? f->id[i] : 0);
	args[CHART_IDS + 1].type = DB_END;
	db_each_(ctx, chart_chunk_sql, DB_OUT(out_int(&f->document_id),
	    out_bytes(&f->data, &f->data_len)), append, f, args);
	for (i = 0; i < f->n; i++) {
		if (f->len[i] > 0)
			put(f->node[i], f->bytes[i], f->len[i]);
		talloc_free(f->bytes[i]);
	}
	memset(f, 0, sizeof(*f));
}

/* left: bytes that may still be read. */
static bool
is_wanted(const xmlNode *node, int64_t *left)
{
	int64_t bytes;

	if (strcmp((const char *)node->name, "document") != 0)
		return false;
	bytes = strtoll(chart_value(node, "bytes"), NULL, 10);
	if (bytes == 0 || bytes > CHART_FILE_BYTES || bytes > *left)
		return false;
	*left -= bytes;
	return true;
}

void
chart_select_files(const void *ctx, xmlNode *record)
{
	const char *patient_id = chart_value(record, "patient_id");
	struct files *f = mem_new(ctx, struct files);
	int64_t left = CHART_FILES_BYTES;
	xmlNode *node;

	for (node = record->children; node != NULL; node = node->next) {
		if (!is_wanted(node, &left))
			continue;
		f->node[f->n] = node;
		f->id[f->n++] = strtoll(chart_value(node, "id"), NULL, 10);
		if (f->n == CHART_IDS)
			read_files(ctx, patient_id, f);
	}
	if (f->n > 0)
		read_files(ctx, patient_id, f);
	talloc_free(f);
}
