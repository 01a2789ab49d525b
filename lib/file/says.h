/*
 * says.h: what a person reads about a file that can't be sent: sentences that
 * name it and say what to do. All owned by ctx; name is clean text.
 */
#ifndef KITH_SAYS_H
#define KITH_SAYS_H

#include <stdint.h>

#include "file/check.h"
#include "file/kind.h"

/* It is of a kind that can't be sent, or its name is of another kind. */
const char *says_kind(const void *ctx, const char *name, enum kind found);

/* It is one of the three kinds, but there is trouble. */
const char *says_trouble(const void *ctx, const char *name, enum kind kind,
    enum trouble);

/* It has more bytes than FILE_BYTES_MAX. */
const char *says_too_large(const void *ctx, const char *name, int64_t bytes);

/* It is the eleventh. */
const char *says_too_many(const void *ctx, const char *name);

/* There is nothing in it. */
const char *says_empty(const void *ctx, const char *name);

#endif
