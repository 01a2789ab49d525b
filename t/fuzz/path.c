/* Paths against a route table. */
#include "fuzz.h"

#include <stdlib.h>

#include "base/mem.h"
#include "web/route.h"

static enum http
nothing(struct req *r)
{
	(void)r;
	return HTTP_OK;
}

static const struct route routes[] = {
	GET("/home/:patient", AREA_ANY, nothing),
	GET("/health/:patient/results/:id", AREA_HEALTH, nothing),
	GET("/account/sign-in", AREA_PUBLIC, nothing),
	ROUTES_END
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *path = mem_copy_n(NULL, (const char *)data, size);
	const struct route *found;
	int64_t patient, id;
	bool known;

	found = route_find(routes, METHOD_GET, path, &patient, &id, &known);
	if (found == &routes[0] && (patient <= 0 || id != 0))
		abort();
	if (found == &routes[1] && (patient <= 0 || id <= 0))
		abort();
	talloc_free(path);
	return 0;
}
