/* staff-documents_post.c: a document as the patient will see it, and posted. */
#include "staff-documents.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "file/file.h"
#include "limit.h"
#include "web/view.h"

static const char SHOWN[] =
    "SELECT d.id, d.kind, d.title, d.written_day AS written_when,"
    " NULLIF(d.confidential, 0) AS confidential, p.name AS signed,"
    " e.display AS visit, a.name AS file, a.bytes, a.scan,"
    " IF(d.body IS NULL, NULL, 1) AS letter"
    " FROM document_draft d LEFT JOIN provider p ON p.id = d.provider_id"
    " LEFT JOIN encounter e ON e.patient_id = d.patient_id"
    "  AND e.id = d.encounter_id"
    " LEFT JOIN attachment a ON a.patient_id = d.patient_id"
    "  AND a.id = d.attachment_id"
    " WHERE d.patient_id = ? AND d.id = ?";

static const char ADDRESSEE[] =
    "SELECT name, line, TRIM(CONCAT(IFNULL(city, ''), ', ',"
    " IFNULL(state, ''), ' ', IFNULL(postal_code, ''))), city IS NOT NULL"
    " FROM patient WHERE id = ?";

static const char FILE_OF[] =
    "SELECT name, media_type, bytes, sha256, scan FROM attachment"
    " WHERE patient_id = ? AND id = ?";

/* What a posted document is called in the record beside its title. */
static const struct { const char *kind, *display; } displays[] = {
	{ "summary", "Patient Care Summary" }, { "letter", "Letter" },
	{ "laboratory", "Lab result" },
	{ "imaging", "Imaging or diagnostic result" },
	{ "case", "Patient case" }, { "note", "Note" },
	{ "other", "Document" },
};

static const char POST[] =
    "INSERT INTO document (patient_id, kind, display, title, status,"
    " written_when, written_day, media_type, bytes, sha256, provider_id,"
    " encounter_id, confidential, added_at, posted_by, signed_name,"
    " replaces_id)"
    " VALUES (?, ?, ?, ?, 'current', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char ADD_TEXT[] =
    "INSERT INTO document_chunk (patient_id, document_id, position, data)"
    " VALUES (?, ?, 0, ?)";

/* Chunks of both are cut alike (CHUNK_BYTES). */
static const char ADD_CHUNKS[] =
    "INSERT INTO document_chunk (patient_id, document_id, position, data)"
    " SELECT patient_id, ?, position, data FROM attachment_chunk"
    " WHERE patient_id = ? AND attachment_id = ?";

const char *const post_sql[] = { SHOWN, ADDRESSEE, FILE_OF, POST, ADD_TEXT,
	ADD_CHUNKS, NULL };

/* In the order in which letter_of() has what they say. */
const char *const letter_fields[] = { "{patient}", "{provider}", "{date}",
	NULL };

/* What a document holds. */
struct content {
	const char *name, *media_type, *scan;
	const char *text;		/* of a letter */
	int64_t bytes;
	const uint8_t *sha256;
	size_t sha256_len;
};

static const char *
day_says(struct req *r, const char *iso)
{
	char text[WHEN_MAX];
	struct when w;

	return when_read(iso, &w) ? mem_copy(r, when_says(&w, text)) : iso;
}

/* The letterhead, and to whom: a letter is whole wherever it is read. */
static const char *
head_of(struct req *r, const struct draft *d, const char **patient)
{
	const struct config *c = config();
	const char *line = NULL, *town = NULL;
	int64_t has_town = 0;

	*patient = "";
	db_one(r, ADDRESSEE, DB_OUT(out_text(patient), out_text(&line),
	    out_text(&town), out_int(&has_town)), db_int(r->patient_id));
	return mem_fmt(r, "%s\n%s\n%s, %s %s\n%s\n\n%s\n\n%s%s%s%s%s",
	    c->practice_name, c->practice_line, c->practice_city,
	    c->practice_state, c->practice_postal_code, c->practice_phone,
	    day_says(r, d->written), *patient,
	    line == NULL ? "" : "\n", line == NULL ? "" : line,
	    has_town ? "\n" : "", has_town ? town : "");
}

static const char *
letter_of(struct req *r, const struct draft *d, const char *signer)
{
	const char *patient, *head = head_of(r, d, &patient);
	const char *const said[] = { patient, signer, day_says(r, d->written) };
	const char *body = d->body;
	size_t i;

	for (i = 0; letter_fields[i] != NULL; i++)
		body = text_replace(r, body, letter_fields[i], said[i]);
	return mem_fmt(r, "%s\n\n\n%s\n\n\n%s\n%s\n", head, body, signer,
	    config()->practice_name);
}

static void
read_letter(struct req *r, const struct draft *d, struct content *c)
{
	const char *signer = provider_name(r, d->provider);
	uint8_t *digest = mem_array(r, uint8_t, crypto_hash_sha256_BYTES);

	c->text = letter_of(r, d, signer == NULL ? "" : signer);
	c->media_type = "text/plain";
	c->scan = "none";
	c->bytes = (int64_t)strlen(c->text);
	crypto_hash_sha256(digest, (const unsigned char *)c->text,
	    strlen(c->text));
	c->sha256 = digest;
	c->sha256_len = crypto_hash_sha256_BYTES;
}

/* What the draft comes to; false if its file is gone. */
static bool
read_content(struct req *r, const struct draft *d, struct content *c)
{
	*c = (struct content){ 0 };
	if (d->body == NULL)
		return db_one(r, FILE_OF, DB_OUT(out_text(&c->name),
		    out_text(&c->media_type), out_int(&c->bytes),
		    out_bytes(&c->sha256, &c->sha256_len),
		    out_text(&c->scan)), db_int(r->patient_id),
		    db_int(d->attachment));
	read_letter(r, d, c);
	return true;
}

/* What a virus scanner has found, or there is none. */
static bool
is_clean(const struct content *c)
{
	return strcmp(c->scan, "none") == 0 || strcmp(c->scan, "clean") == 0;
}

/* The draft of the path, in a chart that is open. */
static enum http
open_draft(struct req *r, struct draft *d, struct content *c)
{
	enum http status = enter(r);

	if (status != HTTP_OK)
		return status;
	return find_draft(r, d) && read_content(r, d, c) ? HTTP_OK
	    : HTTP_NOT_FOUND;
}

static enum http
view_draft(struct req *r, const struct draft *d, const struct content *c)
{
	db_rows(r, r->page, "document", SHOWN, db_int(r->patient_id),
	    db_int(d->id));
	if (is_clean(c))
		add_paper(r, c->media_type, c->text, mem_fmt(r,
		    "/staff/documents/%" PRId64 "/draft/%" PRId64 "/file",
		    r->patient_id, d->id));
	limit_add_agreed(r, r->patient_id);
	add_readers(r, d->is_private != 0);
	return view(r, "staff-draft");
}

enum http
show_draft(struct req *r)
{
	struct content c;
	struct draft d;
	enum http status = open_draft(r, &d, &c);

	return status == HTTP_OK ? view_draft(r, &d, &c) : status;
}

enum http
show_draft_file(struct req *r)
{
	struct content c;
	struct draft d;
	enum http status = open_draft(r, &d, &c);

	if (status != HTTP_OK)
		return status;
	if (c.name == NULL || !is_clean(&c))
		return HTTP_NOT_FOUND;
	return send_source(r, c.media_type, c.name, true,
	    file_source(r, r->patient_id, d.attachment, c.bytes));
}

static const char *
display_of(const char *kind)
{
	size_t i;

	for (i = 0; i < sizeof(displays) / sizeof(displays[0]); i++)
		if (strcmp(displays[i].kind, kind) == 0)
			return displays[i].display;
	return "Document";
}

static int64_t
add_document(struct req *r, const struct draft *d, const struct content *c)
{
	const char *signer = provider_name(r, d->provider);
	struct db_arg patient = db_int(r->patient_id);
	int64_t id;

	db_exec(r, POST, patient, db_text(d->kind),
	    db_text(display_of(d->kind)), db_text(d->title),
	    db_text(d->written), db_text(d->written), db_text(c->media_type),
	    db_int(c->bytes), db_bytes(c->sha256, c->sha256_len),
	    db_id(d->provider), db_id(d->encounter), db_int(d->is_private),
	    now_arg(r), db_int(r->staff->id),
	    db_text(signer == NULL || *signer == '\0' ? NULL : signer),
	    db_id(d->replaces));
	id = db_last_id();
	if (c->text != NULL)
		db_exec(r, ADD_TEXT, patient, db_int(id),
		    db_bytes(c->text, strlen(c->text)));
	else
		db_exec(r, ADD_CHUNKS, db_int(id), patient,
		    db_int(d->attachment));
	return id;
}

enum http
post_draft(struct req *r)
{
	struct content c;
	struct draft d;
	enum http status = open_draft(r, &d, &c);
	int64_t id;

	if (status != HTTP_OK)
		return status;
	if (!is_clean(&c)) {
		view_draft(r, &d, &c);
		return HTTP_CONFLICT;
	}
	id = add_document(r, &d, &c);
	forget_draft(r, &d);
	tell_family(r, d.is_private != 0);
	r->audit_object = id;
	r->audit_detail = d.kind;
	return go(r, "/document/%" PRId64 "?done=posted", id);
}

enum http
drop_draft(struct req *r)
{
	struct draft d;

	if (!find_draft(r, &d))
		return HTTP_NOT_FOUND;
	forget_draft(r, &d);
	return go(r, "?done=dropped");
}
