/* package_name.c: names for the documents in a zip. */
#include "chart/package_name.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "chart/select.h"

/* Bytes of a title in a name: paths of 260 characters must hold it. */
enum { TITLE_MAX = 100 };

/* A name that was given. */
struct package_names {
	const char *key;		/* as names are compared */
	int number;			/* of this name among all */
	int alike;			/* how many names began as this one */
	struct package_names *next;
};

/* What Windows forbids, and what ends a line; the rest stays as it is. */
static bool
is_forbidden(unsigned char c)
{
	return c < 0x20 || c == 0x7f || strchr("<>:\"/\\|?*", c) != NULL;
}

/* The title as part of a name; cut between characters. */
static const char *
title_of(const void *ctx, const xmlNode *document)
{
	const char *title = chart_value(document, "title");
	char *text = mem_copy(ctx, title == NULL ? "Document" : title), *s;
	size_t n = strlen(text);

	if (!text_is_clean(text, false))
		return "Document";
	for (s = text; *s != '\0'; s++)
		if (is_forbidden((unsigned char)*s))
			*s = '-';
	if (n > TITLE_MAX)
		n = TITLE_MAX;
	while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	/* A name must not end with a blank or a dot. */
	while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '.'))
		n--;
	text[n] = '\0';
	return n == 0 ? "Document" : text;
}

static const char *
ending_of(const xmlNode *document)
{
	static const struct { const char *type, *ending; } endings[] = {
		{ "application/pdf", ".pdf" }, { "image/jpeg", ".jpg" },
		{ "image/png", ".png" }, { "image/gif", ".gif" },
		{ "image/tiff", ".tif" }, { "text/plain", ".txt" },
		{ "text/html", ".html" }, { "text/rtf", ".rtf" },
		{ "application/rtf", ".rtf" }, { "text/xml", ".xml" },
		{ "application/xml", ".xml" },
		{ "application/hl7-cda+xml", ".xml" },
		{ "application/dicom", ".dcm" },
	};
	const char *type = chart_value(document, "media_type");
	size_t i, n = type == NULL ? 0 : strcspn(type, "; ");

	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (strlen(endings[i].type) == n &&
		    strncmp(endings[i].type, type, n) == 0)
			return endings[i].ending;
	return ".bin";
}

static struct package_names *
find(struct package_names *names, const char *key)
{
	while (names != NULL && strcmp(names->key, key) != 0)
		names = names->next;
	return names;
}

/* Small letters are as capitals to Windows. */
static void
take(const void *ctx, const char *name, struct package_names **taken)
{
	struct package_names *n = mem_new(ctx, struct package_names);

	*n = (struct package_names){ .key = text_email_key(ctx, name),
	    .number = *taken == NULL ? 1 : (*taken)->number + 1,
	    .alike = 1, .next = *taken };
	*taken = n;
}

static const char *
stem_of(const void *ctx, const xmlNode *document)
{
	const char *written = chart_value(document, "written_when");
	const char *title = title_of(ctx, document);
	char day[WHEN_MAX];
	struct when when;

	if (written == NULL || !when_read(written, &when) ||
	    when.precision < WHEN_DAY)
		return mem_fmt(ctx, "documents/%s", title);
	return mem_fmt(ctx, "documents/%s %s", when_iso_day(when.day, day),
	    title);
}

const char *
package_name(const void *ctx, const xmlNode *document, bool is_secret,
    struct package_names **taken)
{
	const char *ending = ending_of(document), *name, *stem;
	struct package_names *same;

	if (is_secret) {
		name = mem_fmt(ctx, "documents/%d%s", *taken == NULL ? 1
		    : (*taken)->number + 1, ending);
		take(ctx, name, taken);
		return name;
	}
	stem = stem_of(ctx, document);
	name = mem_fmt(ctx, "%s%s", stem, ending);
	same = find(*taken, text_email_key(ctx, name));
	while (same != NULL && find(*taken, text_email_key(ctx, name)) != NULL)
		name = mem_fmt(ctx, "%s (%d)%s", stem, ++same->alike, ending);
	take(ctx, name, taken);
	return name;
}
