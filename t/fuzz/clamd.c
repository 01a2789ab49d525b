/* What clamd answers. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "file/clamd.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *ctx = mem_context(NULL);
	char *answer = mem_copy_n(ctx, (const char *)data, size);
	char virus[CLAMD_NAME_MAX];
	enum clamd result = clamd_read(answer, virus);

	if (result == CLAMD_CLEAN && strcmp(answer, "stream: OK") != 0)
		abort();
	if ((result == CLAMD_INFECTED) != (*virus != '\0'))
		abort();
	talloc_free(ctx);
	return 0;
}
