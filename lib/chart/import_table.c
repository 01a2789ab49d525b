/* import_table.c: sets of strings, counts of a file. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "chart/import_run.h"

enum { FIRST_SIZE = 64 };

struct table *
table_new(const void *ctx)
{
	struct table *t = mem_new(ctx, struct table);

	t->size = FIRST_SIZE;
	t->slots = mem_array(t, struct table_slot *, t->size);
	return t;
}

/* FNV-1a */
static size_t
hash(const char *key)
{
	uint64_t h = 14695981039346656037u;

	for (; *key != '\0'; key++)
		h = (h ^ (unsigned char)*key) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

/* Where the key is, or would go. */
static struct table_slot **
place(struct table_slot **slots, size_t size, const char *key)
{
	size_t i = hash(key) & (size - 1), length = strlen(key);

	while (slots[i] != NULL && (slots[i]->length != length ||
	    strcmp(slots[i]->key, key) != 0))
		i = (i + 1) & (size - 1);
	return &slots[i];
}

static void
grow(struct table *t)
{
	size_t size = t->size * 2, i;
	struct table_slot **slots = mem_array(t, struct table_slot *, size);

	for (i = 0; i < t->size; i++)
		if (t->slots[i] != NULL)
			*place(slots, size, t->slots[i]->key) = t->slots[i];
	talloc_free(t->slots);
	t->slots = slots;
	t->size = size;
}

struct table_slot *
table_put(struct table *t, const char *key)
{
	struct table_slot **slot = place(t->slots, t->size, key);

	if (*slot != NULL)
		return *slot;
	if (t->used * 2 >= t->size) {
		grow(t);
		slot = place(t->slots, t->size, key);
	}
	*slot = mem_new(t, struct table_slot);
	(*slot)->key = mem_copy(*slot, key);
	(*slot)->length = strlen(key);
	t->used++;
	return *slot;
}

struct table_slot *
table_get(const struct table *t, const char *key)
{
	return *place(t->slots, t->size, key);
}

static int
by_key(const void *a, const void *b)
{
	const struct table_slot *const *x = a, *const *y = b;

	return strcmp((*x)->key, (*y)->key);
}

void
table_each(struct table *t, void (*each)(const struct table_slot *, void *),
    void *arg)
{
	struct table_slot **sorted = mem_array(t, struct table_slot *,
	    t->used + 1);
	size_t i, n = 0;

	for (i = 0; i < t->size; i++)
		if (t->slots[i] != NULL)
			sorted[n++] = t->slots[i];
	qsort(sorted, n, sizeof(sorted[0]), by_key);
	for (i = 0; i < n; i++)
		each(sorted[i], arg);
	talloc_free(sorted);
}

void
table_count(struct table *t, const char *key, int64_t count)
{
	table_put(t, key)->count += count;
}

struct counts *
counts_new(const void *ctx)
{
	struct counts *c = mem_new(ctx, struct counts);

	c->ignored = table_new(c);
	c->reasons = table_new(c);
	c->notes = table_new(c);
	c->unknown = table_new(c);
	return c;
}

/* A line for an operator's terminal: names come from the files. */
static char *
line_of(const struct counts *c, const char *name, const char *says)
{
	char *line = mem_fmt(c, "%s: %s", name, says), *p;

	for (p = line; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
	return line;
}

void
counts_refuse(struct counts *c, const char *name, const char *reason)
{
	c->refused++;
	if (c->line_count < LINES_PER_FILE)
		c->lines[c->line_count++] = line_of(c, name, reason);
}

void
counts_wait(struct counts *c, const char *name, const char *what)
{
	c->waiting++;
	if (c->waiting_line_count < LINES_PER_FILE)
		c->waiting_lines[c->waiting_line_count++] =
		    line_of(c, name, what);
}
