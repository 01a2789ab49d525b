/* What a person sends as a PDF, as the child looks at it. */
#include "fuzz.h"

#include "check_one.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_one(pdf_check, data, size);
	return 0;
}
