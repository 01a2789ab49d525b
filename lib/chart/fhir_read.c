/* fhir_read.c: members of JSON objects, with reasons where they are wrong. */
#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "chart/fhir.h"
#include "chart/fhir_json.h"

static const char *
sentence(struct fhir *f, const cJSON *node, const char *fmt, va_list ap)
{
	char *rest = talloc_vasprintf(f, fmt, ap);

	if (rest == NULL)
		die("out of memory");
	return mem_fmt(f, "%s %s", json_path(f, f->json, f->type, node), rest);
}

void
fhir_refuse(struct fhir *f, const cJSON *node, const char *fmt, ...)
{
	va_list ap;

	if (f->refused != NULL)
		return;
	va_start(ap, fmt);
	f->refused = sentence(f, node, fmt, ap);
	va_end(ap);
}

void
fhir_note(struct fhir *f, const cJSON *node, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	f->notes = talloc_realloc(f, f->notes, const char *,
	    (unsigned)f->note_count + 1);
	if (f->notes == NULL)
		die("out of memory");
	f->notes[f->note_count++] = sentence(f, node, fmt, ap);
	va_end(ap);
}

static const char *
shape_of(const cJSON *node)
{
	if (cJSON_IsObject(node))
		return "an object";
	if (cJSON_IsArray(node))
		return "a list";
	if (cJSON_IsBool(node))
		return "true or false";
	if (json_is_text(node))
		return "a text";
	return cJSON_IsNull(node) ? "null" : "a number";
}

static void
refuse_shape(struct fhir *f, const cJSON *node, const char *wanted)
{
	fhir_refuse(f, node, "is %s where %s is expected", shape_of(node),
	    wanted);
}

const cJSON *
fhir_get(const cJSON *from, const char *key)
{
	const cJSON *node = cJSON_GetObjectItemCaseSensitive(from, key);

	return node == NULL || cJSON_IsNull(node) ? NULL : node;
}

const cJSON *
fhir_object(struct fhir *f, const cJSON *from, const char *key)
{
	const cJSON *node = fhir_get(from, key);

	if (node == NULL || cJSON_IsObject(node))
		return node;
	refuse_shape(f, node, "an object");
	return NULL;
}

/* This element or the next that is an object. */
static const cJSON *
object_from(struct fhir *f, const cJSON *element)
{
	while (element != NULL && cJSON_IsNull(element))
		element = element->next;
	if (element == NULL || cJSON_IsObject(element))
		return element;
	refuse_shape(f, element, "an object");
	return NULL;
}

const cJSON *
fhir_first(struct fhir *f, const cJSON *from, const char *key)
{
	const cJSON *node = fhir_get(from, key);

	if (node == NULL)
		return NULL;
	if (!cJSON_IsArray(node)) {
		refuse_shape(f, node, "a list");
		return NULL;
	}
	return object_from(f, node->child);
}

const cJSON *
fhir_next(struct fhir *f, const cJSON *element)
{
	return object_from(f, element->next);
}

/* Number of bytes of the first max characters; all if there are fewer. */
static size_t
bytes_of(const char *text, size_t max)
{
	const char *p = text;

	for (; *p != '\0'; p++)
		if (((unsigned char)*p & 0xc0) != 0x80 && max-- == 0)
			break;
	return (size_t)(p - text);
}

const char *
fhir_cut(struct fhir *f, const cJSON *node, const char *text, size_t max)
{
	if (text == NULL || text[bytes_of(text, max)] == '\0')
		return text;
	fhir_note(f, node, "is longer than %zu characters: cut", max);
	return mem_fmt(f, "%.*s…", (int)bytes_of(text, max - 1), text);
}

/* The member's text, a copy without blanks around; NULL if empty. */
static char *
copy_text(struct fhir *f, const cJSON *node)
{
	char *text;

	if (node == NULL)
		return NULL;
	if (!json_is_text(node)) {
		refuse_shape(f, node, "a text");
		return NULL;
	}
	text = text_trim(mem_copy(f, node->valuestring));
	return *text == '\0' ? NULL : text;
}

static char *
one_line(char *text)
{
	char *p;

	for (p = text; p != NULL && *p != '\0'; p++)
		if (isspace((unsigned char)*p))
			*p = ' ';
	return text;
}

const char *
fhir_text(struct fhir *f, const cJSON *from, const char *key, size_t max)
{
	const cJSON *node = fhir_get(from, key);

	return fhir_cut(f, node, one_line(copy_text(f, node)), max);
}

const char *
fhir_lines(struct fhir *f, const cJSON *from, const char *key)
{
	const cJSON *node = fhir_get(from, key);
	char *text = copy_text(f, node);

	if (text == NULL || strlen(text) <= FHIR_LONG)
		return text;
	/* Characters have at most four bytes. */
	return fhir_cut(f, node, text, FHIR_LONG / 4);
}

const char *
fhir_token(struct fhir *f, const cJSON *from, const char *key, size_t max)
{
	const cJSON *node = fhir_get(from, key);
	const char *text = one_line(copy_text(f, node));

	if (text == NULL || text[bytes_of(text, max)] == '\0')
		return text;
	fhir_note(f, node, "is longer than %zu characters: left out", max);
	return NULL;
}

const char *
fhir_joined(struct fhir *f, const cJSON *from, const char *key,
    const char *between, size_t max)
{
	const cJSON *list = fhir_get(from, key), *node;
	const char *joined = NULL;

	if (list == NULL)
		return NULL;
	if (!cJSON_IsArray(list)) {
		refuse_shape(f, list, "a list");
		return NULL;
	}
	cJSON_ArrayForEach(node, list) {
		if (!cJSON_IsNull(node))
			joined = fhir_and(f, joined, between,
			    one_line(copy_text(f, node)));
		if (joined != NULL && strlen(joined) > 4 * max)
			break;	/* it is cut anyway */
	}
	return fhir_cut(f, list, joined, max);
}

bool
fhir_bool(struct fhir *f, const cJSON *from, const char *key)
{
	const cJSON *node = fhir_get(from, key);

	if (node != NULL && !cJSON_IsBool(node))
		refuse_shape(f, node, "true or false");
	return cJSON_IsTrue(node);
}

const char *
fhir_number(struct fhir *f, const cJSON *from, const char *key)
{
	const cJSON *node = fhir_get(from, key);
	const char *number;

	if (node == NULL)
		return NULL;
	number = json_number(f, node);
	if (number == NULL)
		refuse_shape(f, node, "a number");
	else if (strlen(number) > FHIR_NUMBER)
		fhir_refuse(f, node, "has more than %d digits", FHIR_NUMBER);
	return number;
}

const char *
fhir_and(struct fhir *f, const char *a, const char *between, const char *b)
{
	if (a == NULL || b == NULL)
		return a == NULL ? b : a;
	return mem_fmt(f, "%s%s%s", a, between, b);
}

bool
fhir_is_word(const char *word, const char *words)
{
	size_t n = word == NULL ? 0 : strlen(word);
	const char *p = words;

	if (n == 0 || strchr(word, ' ') != NULL)
		return false;
	while ((p = strstr(p, word)) != NULL) {
		if ((p == words || p[-1] == ' ') &&
		    (p[n] == ' ' || p[n] == '\0'))
			return true;
		p += n;
	}
	return false;
}
