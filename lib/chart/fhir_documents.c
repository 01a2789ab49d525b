/*
 * fhir_documents.c: DocumentReference and Binary, and files below others.
 *
 * A Binary belongs to no patient by itself: it becomes the content of the
 * documents that name it. Such a document leaves two names in table source:
 * "Binary/1#wanted" says that Binary/1 is waited for, "Binary/1#wanted/17"
 * by which document. What is at another address is never fetched.
 */
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/when.h"
#include "chart/fhir_attachment.h"
#include "chart/import_run.h"

enum { CHUNK = 256 * 1024 };

/*
 * Its content is written by itself, as it may come later. It came into the
 * portal when it was read first.
 */
static const char DOCUMENT[] =
    "INSERT INTO document (patient_id, id, report_id, kind, code, system,"
    "  display, title, status, written_when, written_day, url, provider_id,"
    "  organization_id, encounter_id, confidential, added_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE patient_id = VALUES(patient_id),"
    "  kind = VALUES(kind), code = VALUES(code), system = VALUES(system),"
    "  display = VALUES(display), title = VALUES(title),"
    "  status = VALUES(status), written_when = VALUES(written_when),"
    "  written_day = VALUES(written_day), url = VALUES(url),"
    "  provider_id = VALUES(provider_id),"
    "  organization_id = VALUES(organization_id),"
    "  encounter_id = VALUES(encounter_id),"
    "  confidential = VALUES(confidential)";

static const char CONTENT[] =
    "UPDATE document SET media_type = COALESCE(?, media_type), bytes = ?,"
    "  sha256 = ?, url = COALESCE(?, url) WHERE patient_id = ? AND id = ?";
static const char CONTENT_OF_BINARY[] =
    "UPDATE document SET media_type = COALESCE(media_type, ?), bytes = ?,"
    "  sha256 = ?, url = NULL WHERE patient_id = ? AND id = ?";
static const char FORGET_CHUNKS[] =
    "DELETE FROM document_chunk WHERE patient_id = ? AND document_id = ?";
static const char NEW_CHUNK[] =
    "INSERT INTO document_chunk (patient_id, document_id, position, data)"
    " VALUES (?, ?, ?, ?)";

static const char SUPERSEDED[] =
    "UPDATE document SET status = 'superseded'"
    " WHERE patient_id = ? AND id = ?";

static const char WANTED_BY[] =
    "SELECT patient_id, row_id FROM source"
    " WHERE feed = ? AND reference >= ? AND reference < ? AND row_id <> 0";

static const struct { const char *codes, *kind; } kinds[] = {
	{ "51852-2 68608-9 83903-5 51851-4 letter", "letter" },
	{ "18748-4 18726-0 11525-3 24627-2 30746-2 36643-5 LP29684-5",
	    "imaging" },
	{ "11502-2 26436-6 26438-2 26439-0 27898-6 LP7839-6", "laboratory" },
	{ "11506-3 34117-2 18842-5 11488-4 34133-9 28570-0 51847-2 34108-1 "
	    "34111-5 11504-8 57133-1 34109-9 51845-6 34746-8 clinical-note",
	    "note" },
};

static const char *
kind_of_document(struct fhir *f, const cJSON *type)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (fhir_has_code(f, type, kinds[i].codes))
			return kinds[i].kind;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (fhir_list_has_code(f, f->json, "category", kinds[i].codes))
			return kinds[i].kind;
	return "other";
}

static void
put_chunks(struct fhir *f, int64_t patient, int64_t document,
    const uint8_t *data, size_t size)
{
	size_t at;

	db_exec(f, FORGET_CHUNKS, db_int(patient), db_int(document));
	for (at = 0; at < size; at += CHUNK)
		db_exec(f, NEW_CHUNK, db_int(patient), db_int(document),
		    db_int((int64_t)(at / CHUNK)), db_bytes(data + at,
		    size - at < CHUNK ? size - at : CHUNK));
}

/* Say that this document waits for a Binary. */
static void
want_binary(struct fhir *f, const char *binary, int64_t document)
{
	const char *wanted = mem_fmt(f, "%s#wanted", binary);

	import_remember(f, wanted, 1, 0);
	import_remember(f, mem_fmt(f, "%s/%" PRId64, wanted, document),
	    document, f->patient);
}

/* The content of a document: here, in a Binary that comes later, elsewhere. */
static void
put_content(struct fhir *f, int64_t document,
    const struct fhir_attachment *a)
{
	uint8_t digest[32];

	if (a->binary != NULL)
		want_binary(f, a->binary, document);
	if (a->data == NULL && a->binary != NULL &&
	    import_find(f->file, a->binary) != NULL)
		return;		/* it came before */
	if (a->data != NULL)
		crypto_hash_sha256(digest, a->data, a->size);
	db_exec(f, CONTENT, db_text(a->media_type), db_int((int64_t)a->size),
	    db_bytes(a->data == NULL ? NULL : digest, sizeof(digest)),
	    db_text(a->data == NULL ? a->url : NULL),
	    db_int(f->patient), db_int(document));
	put_chunks(f, f->patient, document, a->data, a->size);
}

#define DOCUMENT_ARGS(f, d) \
	db_id((d)->report), db_text((d)->kind), FHIR_CODE_ARGS((d)->code), \
	db_text((d)->title), db_text((d)->status), \
	FHIR_DATED_ARGS((d)->written), db_text(NULL), \
	db_id((d)->provider), db_id((d)->organization), \
	db_id((d)->encounter), db_int((f)->confidential), \
	db_instant((f), when_now())

void
fhir_put_document_below(struct fhir *f, const struct fhir_document *d,
    const struct fhir_attachment *a, int number)
{
	struct fhir_document one = *d;
	int64_t row;

	if (a->data == NULL && a->url == NULL)
		return;
	if (a->title != NULL)
		one.title = a->title;
	if (a->created.when != NULL)
		one.written = a->created;
	db_exec(f, DOCUMENT, db_int(f->patient), db_id(0),
	    DOCUMENT_ARGS(f, &one));
	row = db_last_id();
	fhir_below(f, "document", number, row);
	put_content(f, row, a);
}

/* --- DocumentReference --- */

static struct fhir_document
read_document(struct fhir *f)
{
	const cJSON *j = f->json, *type = fhir_object(f, j, "type");
	const cJSON *context = fhir_object(f, j, "context");
	struct fhir_document d = {
		.kind = kind_of_document(f, type),
		.code = fhir_concept(f, type, "LOINC"),
		.title = fhir_text(f, j, "description", FHIR_LINE),
		.status = fhir_status(f, "current"),
		.written = fhir_when(f, j, "date", FHIR_DECISIVE),
		.provider = fhir_link_in(f, j, "author", FHIR_PROVIDER),
		.organization = fhir_link_of(f, j, "custodian",
		    "Organization"),
		.encounter = fhir_link_in(f, context, "encounter",
		    "Encounter"),
	};

	if (d.code.display == NULL)
		d.code = fhir_concept(f, fhir_first(f, j, "category"),
		    "LOINC");
	if (d.code.display == NULL)
		d.code.display = d.title == NULL ? "Document" : d.title;
	if (d.written.when == NULL)
		d.written = fhir_period(f, context, "period",
		    FHIR_MINOR).start;
	if (d.organization == 0)
		d.organization = fhir_link_in(f, j, "author", "Organization");
	return d;
}

/* The document that this one replaces; 0 if none. */
static int64_t
replaced_by(struct fhir *f)
{
	const cJSON *relates;

	FHIR_EACH(relates, f, f->json, "relatesTo")
		if (fhir_is_word(fhir_text(f, relates, "code", 32),
		    "replaces"))
			return fhir_link_of(f, relates, "target",
			    "DocumentReference");
	return 0;
}

/* A Binary that is neither here nor stored is a link that leads nowhere. */
static void
look_for_binary(struct fhir *f, const struct fhir_attachment *a)
{
	if (a->binary != NULL && a->data == NULL &&
	    import_find(f->file, a->binary) == NULL)
		fhir_miss(f, a->binary);
}

static struct fhir_attachment *
read_contents(struct fhir *f, int *count)
{
	const cJSON *content;
	struct fhir_attachment *all = mem_array(f, struct fhir_attachment,
	    (size_t)cJSON_GetArraySize(fhir_get(f->json, "content")) + 1), *a;

	*count = 0;
	FHIR_EACH(content, f, f->json, "content") {
		a = &all[(*count)++];
		*a = fhir_attachment(f, fhir_object(f, content, "attachment"));
		look_for_binary(f, a);
		if (a->data == NULL && a->url == NULL)
			fhir_refuse(f, content,
			    "has neither data nor an address");
	}
	if (*count == 0)
		fhir_refuse(f, f->json, "has no content");
	return all;
}

void
fhir_store_document(struct fhir *f)
{
	struct fhir_document d = read_document(f);
	int64_t replaced = replaced_by(f);
	bool was_there = f->row != 0;
	struct fhir_attachment *contents;
	int count, i;

	contents = read_contents(f, &count);
	if (d.title == NULL)
		d.title = contents[0].title == NULL ? d.code.display :
		    contents[0].title;
	if (d.written.when == NULL)
		d.written = contents[0].created;
	if (!fhir_put(f, DOCUMENT, DOCUMENT_ARGS(f, &d)))
		return;
	if (was_there)
		fhir_clear_below(f);
	put_content(f, f->row, &contents[0]);
	for (i = 1; i < count; i++)
		fhir_put_document_below(f, &d, &contents[i], i);
	if (replaced != 0)
		db_exec(f, SUPERSEDED, db_int(f->patient), db_int(replaced));
}

/* --- Binary --- */

struct wanted {
	const void *ctx;
	int64_t patient, document;
	struct { int64_t patient, document; } *list;
	size_t count;
};

static bool
keep_wanted(void *arg)
{
	struct wanted *w = arg;

	w->list = talloc_realloc_size(w->ctx, w->list,
	    (w->count + 1) * sizeof(w->list[0]));
	if (w->list == NULL)
		die("out of memory");
	w->list[w->count].patient = w->patient;
	w->list[w->count++].document = w->document;
	return true;
}

static struct wanted
who_wants(struct fhir *f)
{
	struct wanted w = { .ctx = f };

	/* '0' comes after '/' */
	db_each(f, WANTED_BY, DB_OUT(out_int(&w.patient),
	    out_int(&w.document)), keep_wanted, &w,
	    db_text(f->file->options->feed),
	    db_text(mem_fmt(f, "%s#wanted/", f->name)),
	    db_text(mem_fmt(f, "%s#wanted0", f->name)));
	return w;
}

void
fhir_store_binary(struct fhir *f)
{
	const char *type = fhir_token(f, f->json, "contentType", 100);
	struct wanted w = who_wants(f);
	const uint8_t *data;
	uint8_t digest[32];
	size_t size, i;

	data = fhir_base64(f, f->json, "data", &size);
	if (data == NULL)
		fhir_refuse(f, f->json, "has no data");
	if (w.count == 0)
		fhir_wait(f, mem_fmt(f, "%s#wanted", f->name));
	if (!fhir_put_nothing(f))
		return;
	crypto_hash_sha256(digest, data, size);
	for (i = 0; i < w.count; i++) {
		db_exec(f, CONTENT_OF_BINARY, db_text(type),
		    db_int((int64_t)size), db_bytes(digest, sizeof(digest)),
		    db_int(w.list[i].patient), db_int(w.list[i].document));
		put_chunks(f, w.list[i].patient, w.list[i].document, data,
		    size);
	}
}
