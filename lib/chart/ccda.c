/* ccda.c: a record as Continuity of Care Document. */
#include "chart/ccda.h"

#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "chart/chart.h"
#include "web/view.h"

static const char VIEW[] = "ccda/ccda";

xmlDoc *
ccda_make(const void *ctx, xmlDoc *record)
{
	xmlDoc *result;

	view_set(xmlDocGetRootElement(record), "document_id",
	    chart_fresh_uuid(ctx));
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
