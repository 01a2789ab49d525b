/* inbox_read.c: a set-up of the inbox in JSON, checked before it is stored. */
#include "inbox.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "chart/fhir_json.h"

enum { HOURS_MAX = 30 * 24, BODY_MAX = 5000 };

/* What a set-up is read with. */
struct reader {
	const void *ctx;
	const cJSON *root;
	const char *why;	/* it will not do; NULL: so far it does */
};

typedef bool check(struct reader *, const cJSON *);

/* What an object may hold. */
struct member {
	const char *name;
	check *is_good;
	bool required;
};

static bool
refuse(struct reader *in, const cJSON *where, const char *says)
{
	in->why = mem_fmt(in->ctx, "%s %s", json_path(in->ctx, in->root,
	    "inbox", where), says);
	return false;
}

static bool
is_line(struct reader *in, const cJSON *node, size_t max)
{
	if (!json_is_text(node) || *node->valuestring == '\0' ||
	    !text_is_clean(node->valuestring, false))
		return refuse(in, node, "must be a line of text");
	if (text_length(node->valuestring) > max)
		return refuse(in, node, mem_fmt(in->ctx,
		    "is longer than %zu characters", max));
	return true;
}

static bool
check_name(struct reader *in, const cJSON *node)
{
	return is_line(in, node, 100);
}

static bool
check_email(struct reader *in, const cJSON *node)
{
	return cJSON_IsNull(node) || (json_is_text(node) &&
	    text_is_email(node->valuestring)) ||
	    refuse(in, node, "must be an email address, or null");
}

static bool
check_area(struct reader *in, const cJSON *node)
{
	return (json_is_text(node) &&
	    (strcmp(node->valuestring, "messages") == 0 ||
	    strcmp(node->valuestring, "billing") == 0)) ||
	    refuse(in, node, "must be \"messages\" or \"billing\"");
}

static bool
check_hours(struct reader *in, const cJSON *node)
{
	return (cJSON_IsNumber(node) && node->valuedouble >= 1 &&
	    node->valuedouble <= HOURS_MAX) || refuse(in, node,
	    mem_fmt(in->ctx, "must be hours, 1 to %d", HOURS_MAX));
}

static bool
check_day(struct reader *in, const cJSON *node)
{
	struct day day;

	return (json_is_text(node) && when_read_day(node->valuestring, &day))
	    || refuse(in, node, "must be a day, like \"2026-12-25\"");
}

/* The name of what is filled in: "{patient} ..." is 9 bytes long; 0: none. */
static size_t
known_field(const char *s)
{
	static const char *const fields[] = { "{patient}", "{writer}", "{me}",
		"{practice}", "{phone}" };
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (strncmp(s, fields[i], strlen(fields[i])) == 0)
			return strlen(fields[i]);
	return 0;
}

static bool
check_body(struct reader *in, const cJSON *node)
{
	const char *s;

	if (!json_is_text(node) || *node->valuestring == '\0' ||
	    !text_is_clean(node->valuestring, true))
		return refuse(in, node, "must be text");
	if (text_length(node->valuestring) > BODY_MAX)
		return refuse(in, node, mem_fmt(in->ctx,
		    "is longer than %d characters", BODY_MAX));
	for (s = strchr(node->valuestring, '{'); s != NULL;
	    s = strchr(s + 1, '{'))
		if (known_field(s) == 0)
			return refuse(in, node, mem_fmt(in->ctx,
			    "has a field that nobody fills in: %.*s",
			    (int)strcspn(s, "} ") + (strchr(s, '}') != NULL),
			    s));
	return true;
}

/* Office to pool; both are looked up when it is stored. */
static bool
check_offices(struct reader *in, const cJSON *node)
{
	const cJSON *pool;

	if (!cJSON_IsObject(node))
		return refuse(in, node, "must be an object: office to pool");
	cJSON_ArrayForEach(pool, node)
		if (!check_name(in, pool))
			return false;
	return true;
}

static const struct member *
member_named(const struct member *m, const char *name)
{
	for (; m->name != NULL; m++)
		if (strcmp(m->name, name) == 0)
			return m;
	return NULL;
}

static bool
check_object(struct reader *in, const cJSON *node,
    const struct member *members)
{
	const struct member *m;
	const cJSON *child;

	if (!cJSON_IsObject(node))
		return refuse(in, node, "must be an object");
	for (m = members; m->name != NULL; m++)
		if (m->required &&
		    cJSON_GetObjectItemCaseSensitive(node, m->name) == NULL)
			return refuse(in, node, mem_fmt(in->ctx, "has no %s",
			    m->name));
	cJSON_ArrayForEach(child, node) {
		if ((m = member_named(members, child->string)) == NULL)
			return refuse(in, child, "is not known");
		if (!m->is_good(in, child))
			return false;
	}
	return true;
}

static bool
check_pool(struct reader *in, const cJSON *node)
{
	static const struct member members[] = {
		{ "name", check_name, true },
		{ "email", check_email, false },
		{ NULL, NULL, false },
	};

	return check_object(in, node, members);
}

static bool
check_subject(struct reader *in, const cJSON *node)
{
	static const struct member members[] = {
		{ "name", check_name, true },
		{ "area", check_area, true },
		{ "pool", check_name, true },
		{ "answer_hours", check_hours, true },
		{ "offices", check_offices, false },
		{ NULL, NULL, false },
	};

	return check_object(in, node, members);
}

static bool
check_template(struct reader *in, const cJSON *node)
{
	static const struct member members[] = {
		{ "name", check_name, true },
		{ "body", check_body, true },
		{ NULL, NULL, false },
	};

	return check_object(in, node, members);
}

static bool
check_list(struct reader *in, const cJSON *node, check *is_good)
{
	const cJSON *one;

	if (!cJSON_IsArray(node))
		return refuse(in, node, "must be a list");
	cJSON_ArrayForEach(one, node)
		if (!is_good(in, one))
			return false;
	return true;
}

static bool
check_pools(struct reader *in, const cJSON *node)
{
	return check_list(in, node, check_pool);
}

static bool
check_subjects(struct reader *in, const cJSON *node)
{
	return check_list(in, node, check_subject);
}

static bool
check_templates(struct reader *in, const cJSON *node)
{
	return check_list(in, node, check_template);
}

static bool
check_holidays(struct reader *in, const cJSON *node)
{
	return check_list(in, node, check_day);
}

const cJSON *
inbox_read(const void *ctx, const char *text, size_t len, const char **why)
{
	static const struct member members[] = {
		{ "pools", check_pools, true },
		{ "subjects", check_subjects, true },
		{ "templates", check_templates, true },
		{ "holidays", check_holidays, true },
		{ NULL, NULL, false },
	};
	struct reader in = { .ctx = ctx };

	if ((in.root = json_parse(ctx, text, len, why)) == NULL) {
		*why = mem_fmt(ctx, "it %s", *why);
		return NULL;
	}
	if ((*why = json_flaw(ctx, in.root, "inbox")) != NULL) {
		*why = mem_fmt(ctx, "it %s", *why);
		return NULL;
	}
	check_object(&in, in.root, members);
	*why = in.why;
	return in.why == NULL ? in.root : NULL;
}
