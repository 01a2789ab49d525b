/* document.c: a record as a document of its own, named by the practice. */
#include <sodium.h>
#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "chart/chart.h"
#include "chart/select.h"
#include "web/view.h"

const char *
chart_uuid(const void *ctx, const uint8_t bytes[16])
{
	const char *x = text_hex(ctx, bytes, 16);

	return mem_fmt(ctx, "%.8s-%.4s-%.4s-%.4s-%.12s", x, x + 8, x + 12,
	    x + 16, x + 20);
}

const char *
chart_fresh_uuid(const void *ctx)
{
	uint8_t b[16];

	randombytes_buf(b, sizeof(b));
	b[6] = (uint8_t)((b[6] & 0x0F) | 0x40);
	b[8] = (uint8_t)((b[8] & 0x3F) | 0x80);
	return chart_uuid(ctx, b);
}

/* A UUID (version 8: made by hashing) of what names the practice. */
static void
set_uid(const void *ctx, xmlNode *practice)
{
	static const uint8_t key[16] = "kith practice id";
	const struct config *c = config();
	const char *name = c->practice_npi;
	uint8_t h[16];

	if (name == NULL || *name == '\0')
		name = mem_fmt(ctx, "%s %s", c->practice_name,
		    c->practice_postal_code);
	crypto_generichash(h, sizeof(h), (const uint8_t *)name, strlen(name),
	    key, sizeof(key));
	h[6] = (uint8_t)((h[6] & 0x0F) | 0x80);
	h[8] = (uint8_t)((h[8] & 0x3F) | 0x80);
	view_set(practice, "uid", chart_uuid(ctx, h));
}

xmlDoc *
chart_document(const void *ctx, const struct chart_query *q)
{
	xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
	xmlNode *record;

	if (doc == NULL)
		die("out of memory");
	view_own(ctx, doc);
	record = chart_select(ctx, (xmlNode *)doc, q);
	if (record == NULL)
		return NULL;
	page_add_practice(record);
	chart_clean(record->last);
	set_uid(ctx, record->last);
	return doc;
}

bool
chart_is_empty(const xmlNode *record)
{
	static const char *const who[] = { "patient", "patient_name",
		"patient_contact", "patient_trait", "related_person",
		"provider", "organization", "location", "coverage",
		"care_team_member", "practice" };
	const xmlNode *n;
	size_t i;

	for (n = record->children; n != NULL; n = n->next) {
		for (i = 0; i < sizeof(who) / sizeof(who[0]); i++)
			if (strcmp((const char *)n->name, who[i]) == 0)
				break;
		if (i == sizeof(who) / sizeof(who[0]))
			return false;
	}
	return true;
}
