/*
 * preview: clinical documents as pages and as PDF, without a portal: for tests
 *
 *   preview VIEW_DIR FILE...
 *
 * Writes NAME.html and NAME.pdf for each file, by its last name, into the
 * working directory; prints the names of those that were refused.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/config.h"
#include "base/mem.h"
#include "chart/pdf.h"
#include "chart/preview.h"
#include "web/view.h"

static struct config settings;

const struct config *
config(void)
{
	return &settings;
}

static char *
read_file(const void *ctx, const char *name, size_t *len)
{
	FILE *f = fopen(name, "rb");
	struct stat st;
	char *text;

	if (f == NULL || fstat(fileno(f), &st) != 0) {
		perror(name);
		exit(2);
	}
	text = mem_array(ctx, char, (size_t)st.st_size + 1);
	*len = fread(text, 1, (size_t)st.st_size, f);
	fclose(f);
	return text;
}

static void
write_file(const char *name, const void *bytes, size_t len)
{
	FILE *f = fopen(name, "wb");

	if (f == NULL || fwrite(bytes, 1, len, f) != len || fclose(f) != 0) {
		perror(name);
		exit(2);
	}
}

static void
write_both(const void *ctx, const char *name, xmlDoc *doc,
    const xmlNode *preview)
{
	const struct pdf_paper paper = { "A title", "The Practice",
		"1 Main Street", "Somebody, born May 4, 2019", "All time" };
	xmlDoc *page = view_apply("record-page", doc);
	const uint8_t *pdf;
	const char *html;
	size_t len;

	html = view_html(ctx, page, &len);
	write_file(mem_fmt(ctx, "%s.html", name), html, len);
	pdf = pdf_make(ctx, preview, &paper, &len);
	write_file(mem_fmt(ctx, "%s.pdf", name), pdf, len);
	xmlFreeDoc(page);
}

static void
show(const char *name)
{
	void *ctx = mem_context(NULL);
	xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
	xmlNode *root = xmlNewDocNode(doc, NULL, BAD_CAST "record-page", NULL);
	xmlNode *preview;
	size_t len;
	char *text = read_file(ctx, name, &len);
	const char *last = strrchr(name, '/');

	xmlDocSetRootElement(doc, root);
	preview = preview_add(ctx, root, text, len);
	if (preview == NULL)
		printf("%s\n", name);
	else
		write_both(ctx, last == NULL ? name : last + 1, doc, preview);
	xmlFreeDoc(doc);
	talloc_free(ctx);
}

int
main(int argc, char **argv)
{
	int i;

	if (argc < 3)
		return 2;
	settings.view_dir = argv[1];
	for (i = 2; i < argc; i++)
		show(argv[i]);
	return 0;
}
