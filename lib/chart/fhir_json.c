/* fhir_json.c: trees of JSON: parsing, flaws, paths, numbers. */
#include "chart/fhir_json.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"

enum { FEW_KEYS = 12 };

struct tree { cJSON *root; };

static int
free_tree(struct tree *t)
{
	cJSON_Delete(t->root);
	return 0;
}

const cJSON *
json_parse(const void *ctx, const char *text, size_t len, const char **why)
{
	char *copy = json_scan(ctx, text, len, why);
	struct tree *t;
	const char *end = NULL;

	if (copy == NULL)
		return NULL;
	t = mem_new(ctx, struct tree);
	t->root = cJSON_ParseWithOpts(copy, &end, true);
	if (t->root == NULL) {
		*why = "is not JSON: a value, comma or bracket is missing";
		talloc_free(copy);
		talloc_free(t);
		return NULL;
	}
	talloc_set_destructor(t, free_tree);
	talloc_free(copy);
	return t->root;
}

bool
json_is_text(const cJSON *node)
{
	return cJSON_IsString(node) && node->valuestring[0] != JSON_DECIMAL &&
	    node->valuestring[0] != JSON_BIG;
}

const char *
json_number(const void *ctx, const cJSON *node)
{
	if (cJSON_IsNumber(node))
		return mem_fmt(ctx, "%" PRId64, (int64_t)node->valuedouble);
	if (cJSON_IsString(node) && node->valuestring[0] == JSON_DECIMAL)
		return node->valuestring + 1;
	return NULL;
}

/* The path from node up is written in front, on the way back. */
static bool
find_path(const void *ctx, const cJSON *from, const cJSON *node, char **path)
{
	const cJSON *child;
	int i = 0;

	if (from == node) {
		*path = mem_copy(ctx, "");
		return true;
	}
	cJSON_ArrayForEach(child, from) {
		if (!find_path(ctx, child, node, path)) {
			i++;
			continue;
		}
		if (cJSON_IsArray(from))
			*path = mem_fmt(ctx, "[%d]%s", i, *path);
		else
			*path = mem_fmt(ctx, ".%.40s%s",
			    text_is_clean(child->string, false) ?
			    child->string : "?", *path);
		return true;
	}
	return false;
}

const char *
json_path(const void *ctx, const cJSON *root, const char *name,
    const cJSON *node)
{
	char *path;

	if (!find_path(ctx, root, node, &path))
		return name;
	return mem_fmt(ctx, "%s%s", name, path);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
duplicate_of_many(const void *ctx, const cJSON *object, int n)
{
	const char **keys = mem_array(ctx, const char *, (size_t)n);
	const char *found = NULL;
	const cJSON *child;
	int i = 0;

	cJSON_ArrayForEach(child, object)
		keys[i++] = child->string;
	qsort(keys, (size_t)n, sizeof(keys[0]), by_text);
	for (i = 1; i < n && found == NULL; i++)
		if (strcmp(keys[i - 1], keys[i]) == 0)
			found = keys[i];
	talloc_free(keys);
	return found;
}

const char *
json_duplicate(const void *ctx, const cJSON *object)
{
	const cJSON *a, *b;
	int n = 0;

	if (!cJSON_IsObject(object))
		return NULL;
	cJSON_ArrayForEach(a, object)
		n++;
	if (n > FEW_KEYS)
		return duplicate_of_many(ctx, object, n);
	cJSON_ArrayForEach(a, object)
		for (b = a->next; b != NULL; b = b->next)
			if (strcmp(a->string, b->string) == 0)
				return a->string;
	return NULL;
}

/* What the first mark in the string says; NULL if there is none. */
static char *
say_mark(const void *ctx, const char *s)
{
	const char *mark;

	if (*s == JSON_BIG)
		return mem_copy(ctx, "has an integer beyond 2^53");
	mark = strpbrk(s, "\2\3\4");
	if (mark == NULL)
		return NULL;
	switch (*mark) {
	case JSON_CONTROL:
		return mem_fmt(ctx, "has a control character (U+%.4s)",
		    mark + 1);
	case JSON_BROKEN:
		return mem_fmt(ctx, "has broken UTF-8 (byte 0x%.2s)", mark + 1);
	default:
		return mem_fmt(ctx, "has half a surrogate pair (U+%.4s)",
		    mark + 1);
	}
}

/* The first flaw below node; *where is its node. */
static char *
find_flaw(const void *ctx, const cJSON *node, const cJSON **where)
{
	const char *twice = json_duplicate(ctx, node);
	const cJSON *child;
	char *says = NULL;

	*where = node;
	if (twice != NULL)
		return mem_fmt(ctx, "has the key \"%.40s\" twice",
		    text_is_clean(twice, false) ? twice : "?");
	if (node->string != NULL)
		says = say_mark(ctx, node->string);
	if (says == NULL && cJSON_IsString(node))
		says = say_mark(ctx, node->valuestring);
	if (says != NULL)
		return says;
	cJSON_ArrayForEach(child, node) {
		says = find_flaw(ctx, child, where);
		if (says != NULL)
			return says;
	}
	return NULL;
}

const char *
json_flaw(const void *ctx, const cJSON *root, const char *name)
{
	const cJSON *where;
	char *says = find_flaw(ctx, root, &where);

	if (says == NULL)
		return NULL;
	return mem_fmt(ctx, "%s in %s", says,
	    json_path(ctx, root, name, where));
}
