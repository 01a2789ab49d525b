/* Dates of charts and forms. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/when.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_copy_n(NULL, (const char *)data, size);
	char out[WHEN_MAX], again[WHEN_MAX];
	struct when w;
	struct day d;

	if (when_read(text, &w)) {
		when_says(&w, out);
		when_hl7(&w, out);
	}
	if (when_read_day(text, &d) &&
	    strcmp(when_iso_day(d, again), text) != 0)
		abort();
	talloc_free(text);
	return 0;
}
