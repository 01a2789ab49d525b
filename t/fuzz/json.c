/* Bodies of application/json. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "web/form.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *ctx = mem_context(NULL);
	char *text = mem_copy_n(ctx, (const char *)data, size);
	const struct value *v = NULL;

	if (form_decode_json(ctx, text, size, &v))
		for (; v != NULL; v = v->next)
			if (!text_is_utf8(v->text, strlen(v->text)))
				abort();
	talloc_free(ctx);
	return 0;
}
