/* document.c: a record as a document of its own, named by the practice. */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "chart/chart.h"
#include "chart/select.h"

struct owned_doc {
	xmlDoc *doc;
};

static int
free_doc(struct owned_doc *o)
{
	xmlFreeDoc(o->doc);
	return 0;
}

static bool
is_given(const char *s)
{
	return s != NULL && *s != '\0';
}

/* A UUID (version 8: made by hashing) of what names the practice. */
static void
set_uid(const void *ctx, xmlNode *practice, const struct config *c)
{
	uint8_t h[16];
	const char *name, *x;

	name = is_given(c->practice_npi) ? c->practice_npi :
	    mem_fmt(ctx, "%s %s", c->practice_name, c->practice_postal_code);
	crypto_generichash(h, sizeof(h), (const uint8_t *)name, strlen(name),
	    (const uint8_t *)"kith practice id", 16);
	h[6] = (uint8_t)((h[6] & 0x0F) | 0x80);
	h[8] = (uint8_t)((h[8] & 0x3F) | 0x80);
	x = text_hex(ctx, h, sizeof(h));
	chart_set(practice, "uid", mem_fmt(ctx, "%.8s-%.4s-%.4s-%.4s-%.12s",
	    x, x + 8, x + 12, x + 16, x + 20));
}

/* "+18025550142" for a tel: URL; what is no number in the USA stays digits. */
static const char *
tel_of(const void *ctx, const char *phone)
{
	char *tel = mem_fmt(ctx, "+1%s", phone), *to = tel + 2;
	const char *from;

	for (from = phone; *from != '\0'; from++)
		if (*from >= '0' && *from <= '9')
			*to++ = *from;
	*to = '\0';
	if (to - tel == 2 + 10)
		return tel;
	return tel[2] == '1' && to - tel == 2 + 11 ?
	    mem_fmt(ctx, "+%s", tel + 2) : tel + 2;
}

static void
add_practice(const void *ctx, xmlNode *record)
{
	const struct config *c = config();
	const struct { const char *name, *value; } facts[] = {
		{ "name", c->practice_name }, { "npi", c->practice_npi },
		{ "phone", c->practice_phone },
		{ "phone-tel", tel_of(ctx, c->practice_phone) },
		{ "email", c->support_email }, { "line", c->practice_line },
		{ "city", c->practice_city }, { "state", c->practice_state },
		{ "postal_code", c->practice_postal_code },
	};
	xmlNode *node;
	size_t i;

	node = xmlNewTextChild(record, NULL, BAD_CAST "practice", NULL);
	if (node == NULL)
		die("out of memory");
	set_uid(ctx, node, c);
	for (i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		if (is_given(facts[i].value))
			chart_set(node, facts[i].name, facts[i].value);
}

xmlDoc *
chart_document(const void *ctx, const struct chart_query *q)
{
	struct owned_doc *o = mem_new(ctx, struct owned_doc);
	xmlNode *record;

	o->doc = xmlNewDoc(BAD_CAST "1.0");
	if (o->doc == NULL)
		die("out of memory");
	talloc_set_destructor(o, free_doc);
	record = chart_select(ctx, (xmlNode *)o->doc, q);
	if (record == NULL)
		return NULL;
	add_practice(ctx, record);
	return o->doc;
}
