/* The Cookie header. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "web/req.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct req *r = mem_new(NULL, struct req);
	struct inbound *in = mem_new(r, struct inbound);
	const char *value;

	in->cookies = mem_copy_n(r, (const char *)data, size);
	r->in = in;
	value = get_cookie(r, "__Host-kith");
	if (value != NULL && strchr(value, ';') != NULL)
		abort();
	talloc_free(r);
	return 0;
}
