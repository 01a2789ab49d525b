/* What a person sends as a JPEG, as the child looks at it. */
#include "fuzz.h"

#include "check_one.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_one(jpeg_check, data, size);
	return 0;
}
