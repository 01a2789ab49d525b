/*
 * mem.h: memory that belongs to a request (talloc).
 *
 * Everything a handler allocates hangs on its request and goes with it. A
 * call returns good memory or does not return: out of memory is die().
 */
#ifndef KITH_MEM_H
#define KITH_MEM_H

#include <stddef.h>
#include <talloc.h>

/* A zeroed struct of the type, owned by ctx. */
#define mem_new(ctx, type) ((type *)mem_zero((ctx), sizeof(type), #type))

/* A zeroed array of n elements of the type, owned by ctx. */
#define mem_array(ctx, type, n)						\
	((type *)mem_zeros((ctx), sizeof(type), (n), #type "[]"))

/* size zeroed bytes owned by ctx; name is shown in memory reports. */
void *mem_zero(const void *ctx, size_t size, const char *name);

/* n times size zeroed bytes owned by ctx; a product that overflows is die(). */
void *mem_zeros(const void *ctx, size_t size, size_t n, const char *name);

/* A copy of the string owned by ctx; NULL gives NULL. */
char *mem_copy(const void *ctx, const char *s);

/* A copy of len bytes of s with a NUL after them, owned by ctx. */
char *mem_copy_n(const void *ctx, const char *s, size_t len);

/* printf into a new string owned by ctx. */
char *mem_fmt(const void *ctx, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* An empty context under parent (NULL: on its own); talloc_free() ends it. */
void *mem_context(const void *parent);

/*
 * From now on overwrite what is freed, ours and the libraries': no password
 * and no record stays behind in the process (AU-21). Call it before all else.
 */
void mem_wipe_freed(void);

#endif
