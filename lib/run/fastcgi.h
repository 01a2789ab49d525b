/*
 * fastcgi.h: a request in, an answer out; libfcgi only as a transport.
 */
#ifndef KITH_FASTCGI_H
#define KITH_FASTCGI_H

#include <fcgiapp.h>

#include "web/req.h"

/*
 * Read a request whole, to the end of its body, which is owned by ctx like
 * all of the result. NULL if it lacks a method or path, or its body is larger
 * or shorter than it says: then *status tells the error.
 */
const struct inbound *fastcgi_read(const void *ctx, FCGX_Request *,
    enum http *status);

/* Write the answer, with Content-Length; no body for HEAD. */
void fastcgi_write(FCGX_Request *, const struct req *);

#endif
