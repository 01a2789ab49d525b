/*
 * delivery.h: what the two ways out, smtp.h and gateway.h, have in common:
 * how it ends, and libcurl.
 */
#ifndef KITH_DELIVERY_H
#define KITH_DELIVERY_H

#include <stdbool.h>

#include <curl/curl.h>

enum delivery {
	DELIVERY_SENT,
	DELIVERY_LATER,		/* it may go another time */
	DELIVERY_REFUSED,	/* it will never go: the other side said so */
	DELIVERY_STOPPED,	/* given up before the other side had any of it */
};

/* p, which libcurl gave; die() if it is NULL, for that is want of memory. */
void *delivery_good(void *p);

/* die() unless libcurl took an option. */
void delivery_must(CURLcode);

/*
 * A handle that connects within 10 s and is at its end within 60, asks no proxy
 * of the environment and raises no signals. Once *stop is true, it gives up
 * with CURLE_ABORTED_BY_CALLBACK as long as nothing was sent; stop may be NULL.
 */
CURL *delivery_new(const volatile bool *stop);

#endif
