/* pages_command.c: kithctl error-pages. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "commands.h"
#include "web/view.h"

/* What nginx answers by itself, or instead of a program that is not there. */
static const int statuses[] = { 400, 403, 404, 405, 408, 409, 413, 414, 415,
    422, 429, 431, 500, 501, 502, 503, 504 };

static char *
render(const void *ctx, int status, size_t *len)
{
	xmlDoc *doc, *result;
	xmlNode *page = page_new(ctx, &doc);
	char *html;

	view_set(page, "program", "error");
	view_set_int(view_add(page, "error", NULL), "status", status);
	result = view_apply("error", doc);
	html = view_html(ctx, result, len);
	xmlFreeDoc(result);
	return html;
}

/* The file is whole or it is not there: nginx may be serving it. */
static bool
write_page(const void *ctx, const char *dir, int status)
{
	const char *path = mem_fmt(ctx, "%s/%d.html", dir, status);
	const char *draft = mem_fmt(ctx, "%s.new", path);
	FILE *out = fopen(draft, "w");
	bool good = out != NULL;
	size_t len;
	char *html = render(ctx, status, &len);

	if (good)
		good = fwrite(html, 1, len, out) == len;
	if (out != NULL)
		good = fclose(out) == 0 && good;
	good = good && chmod(draft, 0644) == 0 && rename(draft, path) == 0;
	if (!good)
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
	return good;
}

int
error_pages_command(int argc, char **argv)
{
	void *ctx = mem_context(NULL);
	size_t i;
	bool good = true;

	if (argc != 2)
		return ctl_usage(argv);
	if (mkdir(argv[1], 0755) != 0 && errno != EEXIST) {
		fprintf(stderr, "%s: %s\n", argv[1], strerror(errno));
		return CTL_BAD;
	}
	for (i = 0; good && i < sizeof(statuses) / sizeof(statuses[0]); i++)
		good = write_page(ctx, argv[1], statuses[i]);
	talloc_free(ctx);
	return good ? CTL_GOOD : CTL_BAD;
}
