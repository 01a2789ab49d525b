/* Answers of the gateway for text messages. */
#include "fuzz.h"

#include <stdlib.h>

#include "post/gateway.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int code = gateway_code((const char *)data, size);

	if (code < 0 || code > 99999)
		abort();
	return 0;
}
