/* bundle.c: a record as a FHIR Bundle, for apps of other doctors. */
#include "chart/bundle.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "chart/ccda.h"
#include "chart/chart.h"
#include "chart/fhir.h"
#include "chart/pdf.h"
#include "chart/preview.h"
#include "chart/select.h"
#include "web/view.h"

/* A Bundle in the making. */
struct bundle {
	void *ctx;
	const xmlNode *record;
	cJSON *entries;
	const char *patient;		/* urn:uuid: of its Patient */
};

/* A file of a DocumentReference; what is NULL is left out. */
struct file {
	const char *title, *media_type, *created;
	const char *base64;
	int64_t size;
};

static cJSON *
must(cJSON *o)
{
	if (o == NULL)
		die("out of memory");
	return o;
}

static void
put(cJSON *o, const char *name, const char *value)
{
	if (value != NULL)
		must(cJSON_AddStringToObject(o, name, value));
}

static cJSON *
add_object(cJSON *o, const char *name)
{
	return must(cJSON_AddObjectToObject(o, name));
}

/* An object that is the one element of a list. */
static cJSON *
add_only(cJSON *o, const char *name)
{
	cJSON *list = must(cJSON_AddArrayToObject(o, name));
	cJSON *only = must(cJSON_CreateObject());

	cJSON_AddItemToArray(list, only);
	return only;
}

/* A resource and where it is: "urn:uuid:...". */
static cJSON *
add_resource(struct bundle *b, const char *type, const char **where)
{
	cJSON *entry = must(cJSON_CreateObject()), *resource;
	const char *url = mem_fmt(b->ctx, "urn:uuid:%s",
	    chart_fresh_uuid(b->ctx));

	cJSON_AddItemToArray(b->entries, entry);
	put(entry, "fullUrl", url);
	resource = add_object(entry, "resource");
	put(resource, "resourceType", type);
	if (where != NULL)
		*where = url;
	return resource;
}

static const xmlNode *
patient_of(const xmlNode *record)
{
	const xmlNode *n = record->children;

	while (n != NULL && strcmp((const char *)n->name, "patient") != 0)
		n = n->next;
	if (n == NULL)
		die("bundle: a record without patient");
	return n;
}

/* No more than tells whose record it is: the rest stands in the CCDA. */
static void
add_patient(struct bundle *b)
{
	const xmlNode *patient = patient_of(b->record);
	const char *given = chart_value(patient, "given");
	cJSON *o = add_resource(b, "Patient", &b->patient), *name;

	name = add_only(o, "name");
	put(name, "text", chart_value(patient, "name"));
	put(name, "family", chart_value(patient, "family"));
	if (given != NULL)
		cJSON_AddItemToArray(must(cJSON_AddArrayToObject(name,
		    "given")), must(cJSON_CreateString(given)));
	put(o, "birthDate", chart_value(patient, "birth_day"));
}

static void
put_concept(cJSON *concept, const char *system, const char *code,
    const char *display)
{
	cJSON *coding;

	if (system != NULL && code != NULL) {
		coding = add_only(concept, "coding");
		put(coding, "system", system);
		put(coding, "code", code);
		put(coding, "display", display);
	}
	put(concept, "text", display);
}

/* Its one content, to which a format may be added. */
static cJSON *
put_file(struct bundle *b, cJSON *document, const struct file *f)
{
	cJSON *content, *attachment;

	put(document, "status", "current");
	put(add_object(document, "subject"), "reference", b->patient);
	put(document, "description", f->title);
	content = add_only(document, "content");
	attachment = add_object(content, "attachment");
	put(attachment, "contentType", f->media_type);
	put(attachment, "data", f->base64);
	must(cJSON_AddNumberToObject(attachment, "size", (double)f->size));
	put(attachment, "title", f->title);
	put(attachment, "creation", f->created);
	return content;
}

/* The record itself, in one of its forms. */
static cJSON *
add_summary(struct bundle *b, const char *title, const char *media_type,
    const void *bytes, size_t len)
{
	static const char loinc[] = "http://loinc.org", code[] = "34133-9",
	    display[] = "Summarization of episode note";
	cJSON *o = add_resource(b, "DocumentReference", NULL);
	const struct file file = { .title = title, .media_type = media_type,
	    .created = chart_value(b->record, "made_at"),
	    .base64 = text_base64(b->ctx, bytes, len), .size = (int64_t)len };

	put_concept(add_object(o, "type"), loinc, code, display);
	put_concept(add_only(o, "category"), loinc, code, display);
	put(o, "date", file.created);
	return put_file(b, o, &file);
}

static void
add_ccda(struct bundle *b, const char *ccda, size_t len)
{
	cJSON *format = add_object(add_summary(b, "Health record (C-CDA)",
	    "application/xml", ccda, len), "format");

	put(format, "system", "http://ihe.net/fhir/ihe.formatcode.fhir/"
	    "CodeSystem/formatcode");
	put(format, "code", "urn:hl7-org:sdwg:ccda-structuredBody:2.1");
}

static void
add_pdf(struct bundle *b, xmlDoc *record, const char *ccda, size_t ccda_len)
{
	const xmlNode *preview = preview_record(b->ctx,
	    view_tree(b->ctx, "preview"), record, ccda, ccda_len);
	const struct pdf_paper paper = pdf_paper(b->ctx, b->record,
	    chart_value(preview, "title"));
	const uint8_t *pdf;
	size_t len;

	pdf = pdf_make(b->ctx, preview, &paper, &len);
	add_summary(b, "Health record (PDF)", "application/pdf", pdf, len);
}

/* What a document holds, if that is with the record. */
static void
take_contents(const void *ctx, const xmlNode *document, struct file *f)
{
	const char *text;

	if (document->children == NULL) {
		f->title = mem_fmt(ctx, "%s (too large to be here: open the"
		    " secure link in a browser)", f->title);
		return;
	}
	text = (const char *)document->children->content;
	f->base64 = text;
	if (chart_value(document, "encoding") == NULL) {
		f->size = (int64_t)strlen(text);
		f->base64 = text_base64(ctx, text, strlen(text));
	}
}

static void
add_document(struct bundle *b, const xmlNode *document)
{
	const char *type = chart_value(document, "media_type");
	struct file file = {
		.title = chart_value(document, "title"),
		.media_type = type == NULL ? "application/octet-stream" : type,
		.created = chart_value(document, "written_when"),
		.size = strtoll(chart_value(document, "bytes"), NULL, 10),
	};
	cJSON *o;

	if (file.size == 0)
		return; /* it is kept elsewhere */
	take_contents(b->ctx, document, &file);
	o = add_resource(b, "DocumentReference", NULL);
	put_concept(add_object(o, "type"),
	    fhir_system_uri(chart_value(document, "system")),
	    chart_value(document, "code"), chart_value(document, "display"));
	put_file(b, o, &file);
}

static void
add_all(struct bundle *b, xmlDoc *record)
{
	const xmlNode *n;
	const char *ccda;
	size_t len;

	add_patient(b);
	ccda = ccda_text(b->ctx, record, &len);
	add_ccda(b, ccda, len);
	add_pdf(b, record, ccda, len);
	for (n = b->record->children; n != NULL; n = n->next)
		if (strcmp((const char *)n->name, "document") == 0)
			add_document(b, n);
}

static const char *
print(const void *ctx, const cJSON *o, size_t *len)
{
	char *text = cJSON_PrintUnformatted(o);
	const char *json;

	if (text == NULL)
		die("out of memory");
	*len = strlen(text);
	json = mem_copy_n(ctx, text, *len);
	cJSON_free(text);
	return json;
}

const char *
bundle_make(const void *ctx, xmlDoc *record, size_t *len)
{
	struct bundle b = { .ctx = mem_context(ctx),
	    .record = xmlDocGetRootElement(record) };
	cJSON *o = must(cJSON_CreateObject());
	const char *json;

	put(o, "resourceType", "Bundle");
	put(o, "type", "collection");
	put(o, "timestamp", chart_value(b.record, "made_at"));
	b.entries = must(cJSON_AddArrayToObject(o, "entry"));
	add_all(&b, record);
	json = print(ctx, o, len);
	cJSON_Delete(o);
	talloc_free(b.ctx);
	return json;
}
