/*
 * dispatch.h: the way of a request, once for all programs:
 * route, session, access, CSRF, begin, handler, audit, commit.
 */
#ifndef KITH_DISPATCH_H
#define KITH_DISPATCH_H

#include "run/program.h"
#include "web/req.h"

/*
 * Answer a request. The result is whole (status, body, headers), committed
 * and audited; ctx owns it. Errors are answered with the portal's own page.
 */
struct req *dispatch(const void *ctx, const struct inbound *,
    const struct program *);

/* The answer that is an error's page, without looking at anything else. */
struct req *dispatch_error(const void *ctx, const struct inbound *,
    enum http status);

#endif
