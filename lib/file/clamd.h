/*
 * clamd.h: asks the virus scanner clamd, over its unix socket, about bytes that
 * come in pieces (INSTREAM, see clamd(8)).
 */
#ifndef KITH_CLAMD_H
#define KITH_CLAMD_H

#include <stdbool.h>
#include <stddef.h>

enum clamd {
	CLAMD_AWAY,	/* can't be reached, or said nothing in time */
	CLAMD_UNSURE,	/* said anything else: it did not look at all of it */
	CLAMD_CLEAN,	/* said that it is clean, in so many words */
	CLAMD_INFECTED,
};

enum { CLAMD_NAME_MAX = 100 };

/* Connect and begin to ask. A descriptor for the rest, or -1. */
int clamd_begin(const char *socket);

/* The next bytes; false if clamd does not take them. */
bool clamd_send(int fd, const void *bytes, size_t len);

/*
 * All was sent: wait for the answer and close fd. The name of what was found
 * is put into virus.
 */
enum clamd clamd_end(int fd, char virus[CLAMD_NAME_MAX]);

/* Close fd without waiting for an answer. */
void clamd_give_up(int fd);

/* Read an answer without its NUL. For clamd_end(), and to test it. */
enum clamd clamd_read(const char *answer, char virus[CLAMD_NAME_MAX]);

#endif
