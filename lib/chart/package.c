/* package.c: a record as one .zip to take along. */
#include "chart/package.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <zip.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "chart/ccda.h"
#include "chart/chart.h"
#include "chart/preview.h"
#include "chart/select.h"
#include "web/view.h"

struct file {
	const char *name;
	const char *text;
	size_t len;
};

static const char *
sha256_of(const void *ctx, const struct file *f)
{
	uint8_t hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, (const uint8_t *)f->text, f->len);
	return text_hex(ctx, hash, sizeof(hash));
}

static const char *
practice_name(const xmlNode *record)
{
	const xmlNode *node;

	for (node = record->last; node != NULL; node = node->prev)
		if (strcmp((const char *)node->name, "practice") == 0)
			return chart_value(node, "name");
	die("package: a record without practice");
}

/* Lines end in CR LF: Windows' old editor knows no other. */
static struct file
manifest(const void *ctx, const xmlNode *record, const struct file *files)
{
	char *text = mem_fmt(ctx, "Health record\r\n"
	    "From: %s\r\nMade: %s (%s)\r\nPeriod: %s\r\n\r\n"
	    "%s is for people: open it in a browser, read it, print it.\r\n"
	    "%s is for other doctors' computers (C-CDA R2.1).\r\n\r\n"
	    "SHA-256 of the files:\r\n%s  %s\r\n%s  %s\r\n",
	    practice_name(record),
	    chart_value(record, "made_at-full"),
	    chart_value(record, "made_at"), chart_value(record, "period-says"),
	    files[0].name, files[1].name,
	    sha256_of(ctx, &files[0]), files[0].name,
	    sha256_of(ctx, &files[1]), files[1].name);

	return (struct file){ "manifest.txt", text, strlen(text) };
}

static struct file
ccda(const void *ctx, xmlDoc *record)
{
	struct file f = { .name = "health-record.xml" };

	f.text = ccda_text(ctx, record, &f.len);
	return f;
}

/* A page that shows the CCDA. */
static struct file
page(const void *ctx, xmlDoc *record, const struct file *ccda)
{
	xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0"), *html;
	struct file f = { .name = "health-record.html" };
	xmlNode *root = xmlNewDocNode(doc, NULL, BAD_CAST "record-page", NULL);

	if (root == NULL)
		die("out of memory");
	view_own(ctx, doc);
	xmlDocSetRootElement(doc, root);
	page_add_practice(root);
	preview_record(ctx, root, record, ccda->text, ccda->len);
	html = view_apply("record-page", doc);
	f.text = view_html(ctx, html, &f.len);
	xmlFreeDoc(html);
	return f;
}

static _Noreturn void
fail(zip_error_t *e)
{
	die("package: %s", zip_error_strerror(e));
}

/* The bytes stay ours until the archive is closed. */
static void
add(zip_t *zip, const struct file *f, time_t made_at)
{
	zip_source_t *source = zip_source_buffer(zip, f->text, f->len, 0);
	zip_int64_t i;

	if (source == NULL)
		fail(zip_get_error(zip));
	i = zip_file_add(zip, f->name, source, ZIP_FL_ENC_UTF_8);
	if (i < 0 || zip_file_set_mtime(zip, (zip_uint64_t)i, made_at, 0) != 0)
		fail(zip_get_error(zip));
}

/* What a source in memory holds, owned by ctx. */
static const uint8_t *
read_all(const void *ctx, zip_source_t *source, size_t *len)
{
	zip_stat_t st;
	uint8_t *bytes;

	if (zip_source_stat(source, &st) != 0 || zip_source_open(source) != 0)
		fail(zip_source_error(source));
	bytes = mem_array(ctx, uint8_t, st.size);
	if (zip_source_read(source, bytes, st.size) != (zip_int64_t)st.size)
		fail(zip_source_error(source));
	zip_source_close(source);
	*len = st.size;
	return bytes;
}

static const uint8_t *
zip_files(const void *ctx, const struct file *files, size_t n, time_t made_at,
    size_t *len)
{
	zip_source_t *source;
	zip_error_t error;
	zip_t *zip;
	const uint8_t *bytes;
	size_t i;

	zip_error_init(&error);
	source = zip_source_buffer_create(NULL, 0, 0, &error);
	zip = source == NULL ? NULL :
	    zip_open_from_source(source, ZIP_TRUNCATE, &error);
	if (zip == NULL)
		fail(&error);
	zip_source_keep(source);
	for (i = 0; i < n; i++)
		add(zip, &files[i], made_at);
	if (zip_close(zip) != 0)
		fail(zip_get_error(zip));
	bytes = read_all(ctx, source, len);
	zip_source_free(source);
	zip_error_fini(&error);
	return bytes;
}

void
package_make(const void *ctx, xmlDoc *record, const uint8_t **bytes,
    size_t *len)
{
	const xmlNode *root = xmlDocGetRootElement(record);
	struct file files[3];
	struct when made;

	if (!when_read(chart_value(root, "made_at"), &made))
		die("package: a record without made_at");
	files[1] = ccda(ctx, record);
	files[0] = page(ctx, record, &files[1]);
	files[2] = manifest(ctx, root, files);
	*bytes = zip_files(ctx, files, 3, (time_t)made.instant, len);
}
