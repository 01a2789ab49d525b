/*
 * fastcgi.h: a request in, an answer out; libfcgi only as a transport.
 */
#ifndef KITH_FASTCGI_H
#define KITH_FASTCGI_H

#include <fcgiapp.h>

#include "web/req.h"

/*
 * Read a request; all of the result is owned by ctx. Of a form with files the
 * body is not read: in->read does that, as long as the request lives. *status
 * tells the error if it lacks a method or path, or its body is shorter than
 * it says.
 */
const struct inbound *fastcgi_read(const void *ctx, FCGX_Request *,
    enum http *status);

/* Read what nobody wanted of the body: libfcgi must have seen its end. */
void fastcgi_drain(FCGX_Request *);

/*
 * Write the answer, with Content-Length if that is known; no body for HEAD. If
 * its source fails, the connection is closed without FastCGI's end of the
 * request: the server in front then breaks its own, too.
 */
void fastcgi_write(FCGX_Request *, const struct req *);

#endif
