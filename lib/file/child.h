/*
 * child.h: a file is looked at in a child of its own, which has nothing but the
 * bytes: no database, no network, no other descriptor, bounds of memory and
 * time. What breaks it, breaks it alone.
 */
#ifndef KITH_CHILD_H
#define KITH_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "file/check.h"

enum { CHILD_HASH = 32 };

struct child {
	pid_t pid;	/* 0: there is none */
	int report;	/* memory that it writes what it found to */
	int out;	/* the clean file */
};

/* What it found; from hostile bytes, but its numbers are within bounds. */
struct report {
	enum trouble trouble;
	int width, height;
	int64_t bytes;			/* of the clean file */
	uint8_t sha256[CHILD_HASH];
	size_t preview_len;
};

/*
 * Begin to run a check on the file in, with what comes of it in out, both open
 * for reading and writing. False if no child can be had: the log says why.
 */
bool child_start(struct child *, check *, int in, int out);

/*
 * Wait for its end. *preview is owned by ctx, NULL if there is none. A child
 * that died has TROUBLE_BROKEN.
 */
struct report child_wait(const void *ctx, struct child *,
    const uint8_t **preview);

#endif
