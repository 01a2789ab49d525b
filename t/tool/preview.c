/*
 * preview: clinical documents as HTML fragments, without a page: for tests
 *
 *   preview VIEW_DIR FILE...
 *
 * Writes FILE.html beside each file in the working directory, by its last
 * name; prints the names of those that were refused.
 */
#include <libxml/HTMLtree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/config.h"
#include "base/mem.h"
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
show(const char *name)
{
	void *ctx = mem_context(NULL);
	xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0"), *page;
	xmlNode *root = xmlNewDocNode(doc, NULL, BAD_CAST "record-page", NULL);
	size_t len;
	char *text = read_file(ctx, name, &len), *html;
	const char *last = strrchr(name, '/');
	FILE *f;

	xmlDocSetRootElement(doc, root);
	if (preview_add(ctx, root, text, len) == NULL) {
		printf("%s\n", name);
	} else {
		page = view_apply("record-page", doc);
		html = view_html(ctx, page, &len);
		f = fopen(mem_fmt(ctx, "%s.html",
		    last == NULL ? name : last + 1), "wb");
		if (f == NULL || fwrite(html, 1, len, f) != len)
			exit(2);
		fclose(f);
		xmlFreeDoc(page);
	}
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
