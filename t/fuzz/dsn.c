/* Delivery status notifications, and the addresses that they come to. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "post/bounce.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = mem_copy_n(NULL, (const char *)data, size);
	struct bounce b;

	bounce_read((const char *)data, size, &b);
	if (memchr(b.status, '\0', sizeof(b.status)) == NULL ||
	    strspn(b.status, "0123456789.") != strlen(b.status))
		abort();
	if (bounce_says(copy) == NULL)
		abort();
	talloc_free(copy);
	return 0;
}
