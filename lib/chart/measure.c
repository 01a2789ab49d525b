/* measure.c: the values of a test, from all over a record. */
#include "chart/measure.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/when.h"
#include "chart/select.h"

/* What is looked for, and what was found. */
struct search {
	const void *ctx;
	const xmlNode *like;		/* the same test as this, or ... */
	const char *const *lines;	/* ... one of these codes, a line each */
	struct measure *all;
	size_t n;
};

static bool
is_called(const xmlNode *node, const char *name)
{
	return strcmp((const char *)node->name, name) == 0;
}

static bool
is_same(const xmlNode *a, const xmlNode *b, const char *attribute)
{
	const char *x = chart_value(a, attribute);
	const char *y = chart_value(b, attribute);

	return x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
}

static bool
has_word(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (; *words != '\0'; words += strcspn(words, " "),
	    words += *words == ' ')
		if (strncmp(words, word, n) == 0 &&
		    (words[n] == ' ' || words[n] == '\0'))
			return true;
	return false;
}

/* The line that an observation belongs to; -1 if it is of another test. */
static int
line_of(const struct search *s, const xmlNode *node)
{
	const char *code = chart_value(node, "code");
	const char *status = chart_value(node, "status");
	int i;

	if (status != NULL && strcmp(status, "cancelled") == 0)
		return -1;
	if (s->like != NULL)
		return is_same(s->like, node, "code") &&
		    is_same(s->like, node, "system") && (code != NULL ||
		    is_same(s->like, node, "display")) ? 0 : -1;
	for (i = 0; code != NULL && s->lines[i] != NULL; i++)
		if (has_word(s->lines[i], code))
			return i;
	return -1;
}

/* The time of that name, in days; a part has the one of its whole. */
static bool
find_time(const xmlNode *node, const char *name, double *days)
{
	static const struct day epoch = { 1970, 1, 1 };
	const char *text;
	struct when w;

	for (; !is_called(node, "record"); node = node->parent) {
		text = chart_value(node, name);
		if (text == NULL || !when_read(text, &w))
			continue;
		*days = (double)when_days_between(epoch, w.day);
		if (w.precision == WHEN_TIME)
			*days += (double)(w.instant - when_clock(w.day, 0)) /
			    86400;
		return true;
	}
	return false;
}

/* When it was taken; only if nobody says, when it was reported. */
static bool
read_time(const xmlNode *node, double *days)
{
	return find_time(node, "taken_when", days) ||
	    find_time(node, "issued_when", days);
}

static struct measure
read_measure(xmlNode *node, int line)
{
	const char *kind = chart_value(node, "value_kind");
	const char *unit = chart_value(node, "unit_code");
	struct measure v = { .node = node, .line = line };

	v.is_dated = read_time(node, &v.x);
	v.is_number = kind != NULL && strcmp(kind, "quantity") == 0 &&
	    chart_number(node, "value", &v.y);
	if (unit == NULL)
		unit = chart_value(node, "unit");
	v.unit = unit == NULL ? "" : unit;
	v.has_low = chart_number(node, "low", &v.low);
	v.has_high = chart_number(node, "high", &v.high);
	return v;
}

static void
keep(struct search *s, xmlNode *node, int line)
{
	if (s->n == talloc_array_length(s->all))
		s->all = talloc_realloc(s->ctx, s->all, struct measure,
		    (unsigned)(s->n * 2 + 64));
	if (s->all == NULL)
		die("out of memory");
	s->all[s->n] = read_measure(node, line);
	s->all[s->n].order = s->n;
	s->n++;
}

static void
collect(struct search *s, const xmlNode *parent)
{
	xmlNode *node;
	int line;

	for (node = parent->children; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (is_called(node, "observation") &&
		    (line = line_of(s, node)) >= 0)
			keep(s, node, line);
		if (is_called(node, "observation") ||
		    is_called(node, "report"))
			collect(s, node);
	}
}

/* Newest first; what has no date stands last. */
static int
by_time(const void *a, const void *b)
{
	const struct measure *x = a, *y = b;

	if (x->is_dated != y->is_dated)
		return x->is_dated ? -1 : 1;
	if (x->is_dated && x->x != y->x)
		return x->x > y->x ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static const xmlNode *
find(const xmlNode *parent, const char *id)
{
	const xmlNode *node, *below;
	const char *own;

	for (node = parent->children; node != NULL; node = node->next) {
		if (!is_called(node, "observation") &&
		    !is_called(node, "report"))
			continue;
		own = chart_value(node, "id");
		if (is_called(node, "observation") && strcmp(own, id) == 0)
			return node;
		if ((below = find(node, id)) != NULL)
			return below;
	}
	return NULL;
}

static size_t
search(struct search *s, const xmlNode *record, struct measure **all)
{
	collect(s, record);
	if (s->n > 0)
		qsort(s->all, s->n, sizeof(s->all[0]), by_time);
	*all = s->all;
	return s->n;
}

size_t
measure_like(const void *ctx, const xmlNode *record, int64_t observation,
    struct measure **all)
{
	struct search s = { .ctx = ctx };

	s.like = find(record, mem_fmt(ctx, "%" PRId64, observation));
	return s.like == NULL ? 0 : search(&s, record, all);
}

size_t
measure_of(const void *ctx, const xmlNode *record, const char *const *lines,
    struct measure **all)
{
	struct search s = { .ctx = ctx, .lines = lines };

	return search(&s, record, all);
}
