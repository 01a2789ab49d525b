/* multipart.c: a form with files, read from a stream. */
#include "web/multipart.h"

enum http
multipart_read(const void *ctx, const struct inbound *in,
    struct multipart *out)
{
	(void)ctx;
	(void)in;
	(void)out;
	return HTTP_UNSUPPORTED;
}
