/* select_named.c: who and where the rows of a record name. */
#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>

#include "base/log.h"
#include "base/mem.h"
#include "chart/chart.h"
#include "chart/select.h"
#include "db/db.h"

enum { PROVIDER, LOCATION, ORGANIZATION, SETS };

/* Ids without repetition, in the order of their first appearance. */
struct named {
	const char *element, *attribute, *sql;
	xmlHashTable *seen;
	int64_t *ids;			/* talloc */
	size_t n;
};

static void
note_id(struct named *set, const char *id)
{
	if (xmlHashAddEntry(set->seen, BAD_CAST id, set) != 0)
		return;
	if (set->n == talloc_array_length(set->ids))
		set->ids = talloc_realloc_size(talloc_parent(set->ids),
		    set->ids, set->n * 2 * sizeof(set->ids[0]));
	if (set->ids == NULL)
		die("out of memory");
	set->ids[set->n++] = strtoll(id, NULL, 10);
}

/*
 * Make blanks of what XML 1.0 has not: control characters but tab, LF and CR,
 * U+FFFE, U+FFFF. Return whether anything but blanks is left.
 */
static bool
make_clean(xmlChar *s)
{
	bool has_text = false;

	for (; *s != '\0'; s++) {
		if ((*s < 0x20 && *s != '\t' && *s != '\n' && *s != '\r') ||
		    (*s == 0xEF && s[1] == 0xBF && s[2] >= 0xBE)) {
			if (*s == 0xEF)
				s[1] = s[2] = ' ';
			*s = ' ';
		}
		if (*s > ' ')
			has_text = true;
	}
	return has_text;
}

void
chart_clean(xmlNode *node)
{
	xmlAttr *a, *next;

	for (a = node->properties; a != NULL; a = next) {
		next = a->next;
		if (a->children == NULL ||
		    !make_clean(a->children->content))
			xmlRemoveProp(a);
	}
}

static void
note_attributes(struct named *sets, const xmlNode *node)
{
	const char *name;
	const xmlAttr *a;
	int i;

	for (a = node->properties; a != NULL; a = a->next) {
		name = (const char *)a->name;
		if (strchr("plo", name[0]) == NULL)
			continue;
		for (i = 0; i < SETS; i++)
			if (strcmp(name, sets[i].attribute) == 0)
				note_id(&sets[i], (char *)a->children->content);
	}
}

/*
 * The phone as a tel: URL has it. Ten digits are a number of the USA; what
 * begins with + is whole; an extension ("x 12") is left out, and so is what
 * has more digits than a phone number.
 */
static void
set_tel(xmlNode *node, const char *phone)
{
	char tel[32] = "+1", *to = tel + 2;
	bool whole;

	while (*phone == ' ' || *phone == '(')
		phone++;
	whole = *phone == '+';
	for (; *phone != '\0'; phone++)
		if (*phone >= '0' && *phone <= '9') {
			if (to == tel + sizeof(tel) - 1)
				return;
			*to++ = *phone;
		} else if (to > tel + 2 && strchr(" ()-.", *phone) == NULL) {
			break;
		}
	if (to == tel + 2)
		return;
	if (whole || (to - tel == 2 + 11 && tel[2] == '1')) {
		tel[1] = '+';
		chart_set(node, "phone-tel", tel + 1);
	} else {
		chart_set(node, "phone-tel", to - tel == 2 + 10 ? tel : tel + 2);
	}
}

/* Phones stand in @phone, those of the patient in @value of a contact. */
static void
add_tel(xmlNode *node)
{
	const char *phone = chart_value(node, "phone");

	if (strcmp((const char *)node->name, "patient_contact") == 0 &&
	    strcmp(chart_value(node, "kind"), "phone") == 0)
		phone = chart_value(node, "value");
	if (phone != NULL)
		set_tel(node, phone);
}

static bool
may_have_phone(const xmlNode *node)
{
	return strchr("plor", node->name[0]) != NULL;
}

/* From this node on, with what it and its later siblings hold. */
static void
note_all(struct named *sets, xmlNode *node)
{
	for (; node != NULL; node = node->next)
		if (node->type == XML_ELEMENT_NODE) {
			chart_clean(node);
			note_attributes(sets, node);
			if (may_have_phone(node))
				add_tel(node);
			note_all(sets, node->children);
		}
}

static void
fetch(const void *ctx, xmlNode *record, const struct named *set)
{
	struct db_arg args[CHART_IDS + 1] = { 0 };
	size_t i, k;

	args[CHART_IDS].type = DB_END;
	for (i = 0; i < set->n; i += CHART_IDS) {
		for (k = 0; k < CHART_IDS; k++)
			args[k] = db_id(i + k < set->n ? set->ids[i + k] : 0);
		db_rows_(ctx, record, set->element, set->sql, args);
	}
}

void
chart_select_named(const void *ctx, xmlNode *record)
{
	struct named sets[SETS] = {
		[PROVIDER] = { .element = "provider",
		    .attribute = "provider_id", .sql = chart_provider_sql },
		[LOCATION] = { .element = "location",
		    .attribute = "location_id", .sql = chart_location_sql },
		[ORGANIZATION] = { .element = "organization",
		    .attribute = "organization_id",
		    .sql = chart_organization_sql },
	};
	xmlNode *last;
	int i;

	for (i = 0; i < SETS; i++) {
		sets[i].ids = mem_array(ctx, int64_t, CHART_IDS);
		sets[i].seen = xmlHashCreate(CHART_IDS);
		if (sets[i].seen == NULL)
			die("out of memory");
	}
	note_all(sets, record->children);
	last = record->last;
	fetch(ctx, record, &sets[PROVIDER]);
	fetch(ctx, record, &sets[LOCATION]);
	note_all(sets, last->next);
	last = record->last;
	fetch(ctx, record, &sets[ORGANIZATION]);
	note_all(sets, last->next);
	for (i = 0; i < SETS; i++)
		xmlHashFree(sets[i].seen, NULL);
}
