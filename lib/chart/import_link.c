/*
 * import_link.c: references of FHIR, and the names of rows in table source.
 *
 * Every reference is first turned into the name its target has in table
 * source: "Practitioner/1", or "Practitioner?identifier=system|value" for
 * conditional and logical references. So it does not matter in which file,
 * or in which run, the target was.
 */
#include <sodium.h>
#include <stddef.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "chart/fhir_json.h"
#include "chart/import_run.h"

enum { NAME_BYTES = 255, LINKS_KEPT = 50000 };

static const char FIND[] =
    "SELECT row_id, patient_id FROM source WHERE feed = ? AND reference = ?";

/* Two things with the same identifier: it names neither (row 0). */
static const char REMEMBER[] =
    "INSERT INTO source (feed, reference, patient_id, row_id, digest)"
    " VALUES (?, ?, ?, ?, '')"
    " ON DUPLICATE KEY UPDATE"
    "  row_id = IF(row_id = VALUES(row_id), row_id, 0)";

static const char PROBLEM_NAME[] =
    "SELECT code, system, display FROM problem"
    " WHERE patient_id = ? AND id = ?";

const struct table_slot *
import_find(struct import_file *file, const char *name)
{
	struct table_slot *slot = table_get(file->links, name);

	if (slot != NULL)
		return slot->found ? slot : NULL;
	if (file->links->used >= LINKS_KEPT) {
		talloc_free(file->links);
		file->links = table_new(file->ctx);
	}
	slot = table_put(file->links, name);
	slot->found = db_one(slot, FIND,
	    DB_OUT(out_int(&slot->row), out_int(&slot->patient)),
	    db_text(file->options->feed), db_text(name)) && slot->row != 0;
	return slot->found ? slot : NULL;
}

void
import_is_other(struct fhir *f)
{
	struct table_slot *slot = table_put(f->file->links, f->name);

	slot->found = false;
	slot->other = true;
}

static void
remember_here(struct import_file *file, const char *name, int64_t row,
    int64_t patient)
{
	struct table_slot *slot = table_put(file->links, name);

	slot->found = true;
	slot->row = row;
	slot->patient = patient;
}

void
import_remember(struct fhir *f, const char *name, int64_t row, int64_t patient)
{
	struct table_slot *known = table_get(f->file->links, name);

	if (known != NULL && known->found && known->row == row)
		return;
	db_exec(f, REMEMBER, db_text(f->file->options->feed), db_text(name),
	    db_id(patient), db_int(row));
	if (known != NULL && known->found)
		known->found = false;	/* it names two things now */
	else
		remember_here(f->file, name, row, patient);
}

/* A name that fits the column: what is too long is known by its hash. */
static const char *
identifier_name(const void *ctx, const char *type, const char *system,
    const char *value)
{
	const char *name = mem_fmt(ctx, "%s?identifier=%s|%s", type,
	    system == NULL ? "" : system, value);
	uint8_t digest[32];

	if (strlen(name) <= NAME_BYTES)
		return name;
	crypto_hash_sha256(digest, (const uint8_t *)name, strlen(name));
	return mem_fmt(ctx, "%s?identifier=sha256:%s", type,
	    text_hex(ctx, digest, sizeof(digest)));
}

/* The text of a member, whatever its length; NULL if there is none. */
static const char *
plain(const cJSON *from, const char *key)
{
	const cJSON *node = fhir_get(from, key);

	return json_is_text(node) && *node->valuestring != '\0' ?
	    node->valuestring : NULL;
}

void
import_identifiers(struct fhir *f)
{
	const cJSON *identifier;
	const char *value;

	if (f->row == 0 || !fhir_is_word(f->type,
	    "Patient Practitioner Organization Location"))
		return;
	FHIR_EACH(identifier, f, f->json, "identifier") {
		value = plain(identifier, "value");
		if (value != NULL)
			import_remember(f, identifier_name(f, f->type,
			    plain(identifier, "system"), value), f->row,
			    f->patient);
	}
}

static const char *
digest_name(const void *ctx, const char *type, const cJSON *resource)
{
	char *text = cJSON_PrintUnformatted(resource);
	uint8_t digest[32];

	if (text == NULL)
		die("out of memory");
	crypto_hash_sha256(digest, (const uint8_t *)text, strlen(text));
	cJSON_free(text);
	return mem_fmt(ctx, "%s/sha256:%s", type,
	    text_hex(ctx, digest, sizeof(digest)));
}

/* The id that a resource has, or that its fullUrl gives it. */
static const char *
id_of(const cJSON *resource, const char *type, const char *full_url)
{
	const char *slash = full_url == NULL ? NULL : strrchr(full_url, '/');
	size_t n = strlen(type);

	if (plain(resource, "id") != NULL || full_url == NULL)
		return plain(resource, "id");
	if (strncmp(full_url, "urn:uuid:", 9) == 0)
		return full_url + 9;
	if (slash == NULL || (size_t)(slash - full_url) <= n ||
	    slash[-(ptrdiff_t)n - 1] != '/' || strncmp(slash - n, type, n) != 0)
		return NULL;
	return slash + 1;
}

const char *
import_name(const void *ctx, const cJSON *resource, const char *full_url)
{
	const char *type = plain(resource, "resourceType");
	const cJSON *list = fhir_get(resource, "identifier");
	const cJSON *first = cJSON_IsArray(list) ? list->child : NULL;
	const char *id = NULL;

	/* The id of what is contained means something only in there. */
	if (full_url == NULL || strcmp(full_url, CONTAINED) != 0)
		id = id_of(resource, type, full_url);
	if (id != NULL && strlen(id) <= 64)
		return mem_fmt(ctx, "%s/%s", type, id);
	if (plain(first, "value") != NULL && plain(first, "system") != NULL)
		return identifier_name(ctx, type, plain(first, "system"),
		    plain(first, "value"));
	return digest_name(ctx, type, resource);
}

/* %7C and the like, in place. */
static char *
percent_decode(char *s)
{
	char *in, *out = s;
	uint8_t byte;

	for (in = s; *in != '\0'; in++) {
		if (*in == '%' && in[1] != '\0' && in[2] != '\0' &&
		    sodium_hex2bin(&byte, 1, in + 1, 2, NULL, NULL, NULL) ==
		    0 && byte >= ' ' && byte < 0x7f) {
			*out++ = (char)byte;
			in += 2;
		} else {
			*out++ = *in;
		}
	}
	*out = '\0';
	return s;
}

/*
 * "http://host/fhir/Patient/1/_history/2" as "Patient/1"; NULL if it is none.
 */
static const char *
last_two(struct fhir *f, const char *url)
{
	char *copy = mem_copy(f, url), *history, *slash, *p;

	history = strstr(copy, "/_history/");
	if (history != NULL)
		*history = '\0';
	copy[strcspn(copy, "#?")] = '\0';
	slash = strrchr(copy, '/');
	if (slash == NULL || slash == copy || slash[1] == '\0')
		return NULL;
	for (p = slash; p > copy && p[-1] != '/'; p--)
		;
	return p;
}

/* The name in table source of what a Reference means; NULL if it says none. */
static const char *
name_of(struct fhir *f, const cJSON *reference)
{
	const char *text = plain(reference, "reference");
	const char *type = plain(reference, "type");
	const cJSON *identifier = fhir_get(reference, "identifier");
	const struct table_slot *url;
	char *query;

	if (text == NULL)
		return type == NULL || plain(identifier, "value") == NULL ?
		    NULL : identifier_name(f, type,
		    plain(identifier, "system"), plain(identifier, "value"));
	url = table_get(f->file->urls, text);
	if (url != NULL)
		return url->text;
	query = percent_decode(mem_copy(f, text));
	if (strstr(query, "?identifier=") != NULL)
		return strlen(query) <= NAME_BYTES ? query : NULL;
	if (strncmp(text, "urn:", 4) == 0 || *text == '#')
		return text;
	text = last_two(f, text);
	return text != NULL && strlen(text) <= NAME_BYTES ? text : NULL;
}

/* The type that a name begins with; NULL for urn:uuid: and the like. */
static const char *
type_of_name(struct fhir *f, const char *name)
{
	size_t n = strcspn(name, "/?");

	return name[n] == '\0' || strncmp(name, "urn:", 4) == 0 ? NULL :
	    mem_copy_n(f, name, n);
}

const cJSON *
fhir_contained(struct fhir *f, const cJSON *reference)
{
	const char *text = plain(reference, "reference"), *id;
	const struct fhir *holder = f->within != NULL ? f->within : f;
	const cJSON *contained;

	if (text == NULL || *text != '#')
		return NULL;
	FHIR_EACH(contained, f, holder->json, "contained") {
		id = plain(contained, "id");
		if (id != NULL && strcmp(id + (*id == '#'), text + 1) == 0)
			return contained;
	}
	return NULL;
}

/* Store a contained provider or place; the name it has then. */
static const char *
name_of_contained(struct fhir *f, const cJSON *reference)
{
	const cJSON *contained = fhir_contained(f, reference);
	const char *type = plain(contained, "resourceType"), *name;

	if (type == NULL || f->within != NULL ||
	    !fhir_is_word(type, "Practitioner Organization Location"))
		return NULL;
	name = import_name(f, contained, CONTAINED);
	if (import_find(f->file, name) == NULL)
		import_resource(f->file, contained, CONTAINED, f);
	return name;
}

void
fhir_miss(struct fhir *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->missing_count; i++)
		if (strcmp(f->missing[i], name) == 0)
			return;
	f->missing = talloc_realloc(f, f->missing, const char *,
	    (unsigned)f->missing_count + 1);
	if (f->missing == NULL)
		die("out of memory");
	f->missing[f->missing_count++] = name;
}

/* The target of urn:uuid:x where x is an id of one of the types. */
static const struct table_slot *
find_urn(struct fhir *f, const char *urn, const char *types)
{
	const struct table_slot *slot = NULL;
	const char *id = strrchr(urn, ':') + 1;
	size_t n;

	for (; *types != '\0' && slot == NULL; types += n +
	    strspn(types + n, " ")) {
		n = strcspn(types, " ");
		slot = import_find(f->file, mem_fmt(f, "%.*s/%s", (int)n,
		    types, id));
	}
	return slot;
}

/* A logical reference without type: by identifier, of one of the types. */
static const char *
name_by_identifier(struct fhir *f, const cJSON *reference, const char *types)
{
	const cJSON *identifier = fhir_object(f, reference, "identifier");
	const char *type;

	if (plain(reference, "reference") != NULL ||
	    plain(identifier, "value") == NULL)
		return NULL;
	type = mem_copy_n(f, types, strcspn(types, " "));
	return identifier_name(f, type, plain(identifier, "system"),
	    plain(identifier, "value"));
}

const char *
fhir_link_type(struct fhir *f, const cJSON *reference, const char *types)
{
	const cJSON *contained = fhir_contained(f, reference);
	const char *name, *type;

	if (contained != NULL)
		type = plain(contained, "resourceType");
	else if ((name = name_of(f, reference)) != NULL)
		type = type_of_name(f, name);
	else
		type = plain(reference, "type");
	return fhir_is_word(type, types) ? type : NULL;
}

/* Whether a row of this patient may lead to that one. */
static bool
is_allowed(const struct fhir *f, const struct table_slot *slot)
{
	return slot->patient == 0 || f->patient == 0 ||
	    slot->patient == f->patient;
}

int64_t
fhir_link(struct fhir *f, const cJSON *reference, const char *types)
{
	const struct table_slot *slot;
	const char *name, *type;

	if (reference == NULL)
		return 0;
	name = name_of(f, reference);
	if (name == NULL)
		name = name_by_identifier(f, reference, types);
	if (name != NULL && *name == '#')
		name = name_of_contained(f, reference);
	if (name == NULL)
		return 0;	/* a display alone, or contained, not for us */
	type = type_of_name(f, name);
	if (type != NULL && !fhir_is_word(type, types))
		return 0;	/* another kind of thing: nothing to link */
	slot = type == NULL ? find_urn(f, name, types) :
	    import_find(f->file, name);
	if (slot != NULL && is_allowed(f, slot))
		return slot->row;
	fhir_miss(f, name);
	return 0;
}

int64_t
fhir_link_of(struct fhir *f, const cJSON *from, const char *key,
    const char *types)
{
	return fhir_link(f, fhir_object(f, from, key), types);
}

int64_t
fhir_link_in(struct fhir *f, const cJSON *from, const char *key,
    const char *types)
{
	const cJSON *reference;
	int64_t row;

	FHIR_EACH(reference, f, from, key) {
		row = fhir_link(f, reference, types);
		if (row != 0)
			return row;
	}
	return 0;
}

void
fhir_wait(struct fhir *f, const char *name)
{
	if (f->waits_for == NULL)
		f->waits_for = name;
	fhir_miss(f, name);
}

void
fhir_wait_for(struct fhir *f, const cJSON *reference)
{
	const char *name = name_of(f, reference);

	if (name != NULL)
		fhir_wait(f, name);
}

const char *
fhir_reference_display(struct fhir *f, const cJSON *from, const char *key,
    size_t max)
{
	return fhir_text(f, fhir_object(f, from, key), "display", max);
}

struct fhir_code
fhir_reason(struct fhir *f, const cJSON *from)
{
	const cJSON *first = fhir_first(f, from, "reasonCode"), *reference;
	struct fhir_code reason = fhir_concept(f, first, "SNOMED ICD10CM");
	int64_t problem;

	if (reason.display != NULL)
		return reason;
	FHIR_EACH(reference, f, from, "reasonReference") {
		problem = fhir_link(f, reference, "Condition");
		if (problem != 0 && db_one(f, PROBLEM_NAME,
		    DB_OUT(out_text(&reason.code), out_text(&reason.system),
		    out_text(&reason.display)), db_int(f->patient),
		    db_int(problem)))
			return reason;
		reason.display = fhir_text(f, reference, "display", FHIR_LINE);
		if (reason.display != NULL)
			return reason;
	}
	return reason;
}
