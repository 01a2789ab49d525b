/* fhir_attachment.h: files inside resources, inside lib/chart only. */
#ifndef KITH_FHIR_ATTACHMENT_H
#define KITH_FHIR_ATTACHMENT_H

#include <stddef.h>

#include "chart/fhir.h"

struct fhir_attachment {
	const char *media_type, *title, *url;
	const char *binary;	/* the name of the Binary that url means */
	struct fhir_dated created;
	const uint8_t *data;	/* NULL if it is elsewhere, or nowhere */
	size_t size;
};

/* An Attachment; data that is not base64 refuses the resource. */
struct fhir_attachment fhir_attachment(struct fhir *, const cJSON *attachment);

/* The data of a member that is base64, and its length; NULL if not there. */
const uint8_t *fhir_base64(struct fhir *, const cJSON *from, const char *key,
    size_t *size);

/* The attachment as text for a page, if it is one; NULL if not. */
const char *fhir_attachment_text(struct fhir *,
    const struct fhir_attachment *);

/* What a row of table document says. */
struct fhir_document {
	const char *kind, *title, *status;
	struct fhir_code code;
	struct fhir_dated written;
	int64_t report;		/* that it came with, or 0 */
	int64_t provider, organization, encounter;
};

/*
 * Write an attachment of the resource as a document below it; number tells
 * several apart. The resource's own row must be written.
 */
void fhir_put_document_below(struct fhir *, const struct fhir_document *,
    const struct fhir_attachment *, int number);

#endif
