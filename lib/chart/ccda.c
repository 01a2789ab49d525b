/* ccda.c: a record as Continuity of Care Document. */
#include "chart/ccda.h"

#include <sodium.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "chart/chart.h"
#include "web/view.h"

static const char VIEW[] = "ccda/ccda";

/* A random UUID (version 4). */
static const char *
fresh_id(const void *ctx)
{
	uint8_t b[16];

	randombytes_buf(b, sizeof(b));
	b[6] = (uint8_t)((b[6] & 0x0F) | 0x40);
	b[8] = (uint8_t)((b[8] & 0x3F) | 0x80);
	return chart_uuid(ctx, b);
}

xmlDoc *
ccda_make(const void *ctx, xmlDoc *record)
{
	xmlDoc *result;

	view_set(xmlDocGetRootElement(record), "document_id", fresh_id(ctx));
	result = view_apply(VIEW, record);
	view_own(ctx, result);
	return result;
}

/* The document as text; the declaration is ours, as its form is known. */
const char *
ccda_text(const void *ctx, xmlDoc *record, size_t *len)
{
	static const char declaration[] =
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
	void *scratch = mem_context(ctx);
	xmlDoc *ccda = ccda_make(scratch, record);
	xmlOutputBuffer *buffer = xmlAllocOutputBuffer(NULL);
	char *text;

	if (buffer == NULL)
		die("out of memory");
	xmlOutputBufferWriteString(buffer, declaration);
	xmlNodeDumpOutput(buffer, ccda, xmlDocGetRootElement(ccda), 0, 0,
	    "UTF-8");
	*len = xmlOutputBufferGetSize(buffer);
	text = mem_copy_n(ctx, (const char *)xmlOutputBufferGetContent(buffer),
	    *len);
	if (buffer->error != 0)
		die("ccda: can't be written: %d", buffer->error);
	xmlOutputBufferClose(buffer);
	talloc_free(scratch);
	return text;
}
