/* fhir_attachment.c: base64, and text that is a file. */
#include "chart/fhir_attachment.h"

#include <sodium.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "chart/fhir_json.h"
#include "chart/import_run.h"

const uint8_t *
fhir_base64(struct fhir *f, const cJSON *from, const char *key, size_t *size)
{
	const cJSON *node = fhir_get(from, key);
	size_t length;
	const char *end;
	uint8_t *data;

	*size = 0;
	if (node == NULL)
		return NULL;
	if (!json_is_text(node)) {
		fhir_refuse(f, node, "is not base64");
		return NULL;
	}
	length = strlen(node->valuestring);
	data = mem_array(f, uint8_t, length / 4 * 3 + 4);
	if (sodium_base642bin(data, length / 4 * 3 + 3, node->valuestring,
	    length, " \t\r\n", size, &end, sodium_base64_VARIANT_ORIGINAL) ==
	    0 && *end == '\0')
		return data;
	fhir_refuse(f, node, "is not base64");
	return NULL;
}

/* The name of the Binary that a URL means; NULL if it is another place. */
static const char *
binary_of(struct fhir *f, const char *url)
{
	const struct table_slot *slot;
	const char *last;

	if (url == NULL)
		return NULL;
	slot = table_get(f->file->urls, url);
	if (slot != NULL)
		return strncmp(slot->text, "Binary/", 7) == 0 ?
		    slot->text : NULL;
	last = strncmp(url, "Binary/", 7) == 0 ? url : strstr(url, "/Binary/");
	if (last == NULL)
		return NULL;
	last += *last == '/';
	return strlen(last) > 71 || last[7] == '\0' ||
	    strpbrk(last + 7, "/?#") != NULL ? NULL : mem_copy(f, last);
}

/* The Binary itself, where it is in the same file. */
static void
read_binary_here(struct fhir *f, struct fhir_attachment *a)
{
	const struct table_slot *slot = a->binary == NULL ? NULL :
	    table_get(f->file->urls, a->binary);

	if (slot == NULL || slot->json == NULL)
		return;
	a->data = fhir_base64(f, slot->json, "data", &a->size);
	if (a->media_type == NULL)
		a->media_type = fhir_token(f, slot->json, "contentType", 100);
}

struct fhir_attachment
fhir_attachment(struct fhir *f, const cJSON *json)
{
	struct fhir_attachment a = { .data = NULL };

	if (json == NULL)
		return a;
	a.media_type = fhir_token(f, json, "contentType", 100);
	a.title = fhir_text(f, json, "title", FHIR_LINE);
	a.url = fhir_token(f, json, "url", 1000);
	a.created = fhir_when(f, json, "creation", FHIR_MINOR);
	a.data = fhir_base64(f, json, "data", &a.size);
	if (a.data == NULL)
		a.binary = binary_of(f, a.url);
	read_binary_here(f, &a);
	return a;
}

/* What can't be shown as text stays a file. */
const char *
fhir_attachment_text(struct fhir *f, const struct fhir_attachment *a)
{
	const char *type = a->media_type == NULL ? "" : a->media_type;
	bool html = strncasecmp(type, "text/html", 9) == 0;
	char *text, *p, *out;

	if (a->data == NULL || a->size > 1000000 ||
	    (!html && strncasecmp(type, "text/plain", 10) != 0))
		return NULL;
	text = mem_copy_n(f, (const char *)a->data, a->size);
	if (strlen(text) != a->size || !text_is_clean(text, true))
		return NULL;
	if (html)
		return fhir_html_text(f, text);
	for (p = out = text; *p != '\0'; p++)
		if (*p != '\r')
			*out++ = *p;
	*out = '\0';
	return text_trim(text);
}
