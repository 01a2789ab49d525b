/* supervise.h: a parent that keeps its children working. */
#ifndef KITH_SUPERVISE_H
#define KITH_SUPERVISE_H

#include <stdint.h>

struct supervisor {
	const char *name;	/* of the children, for log lines: "worker" */
	int64_t children;
	int64_t stop_seconds;	/* for a child to finish what it does */
	int (*work)(void *arg);	/* a child's life; its result is the status */
	void *arg;
};

/*
 * Fork the children, each running work(arg), and keep their number until told
 * to stop; then return 0. A child begins with default signal handling, nothing
 * blocked, and gets SIGTERM if its parent dies.
 *
 * A child that ends with 0 has retired: the next one starts at once. One that
 * crashes is replaced after a pause of 0.1 s, doubled with each crash up to
 * 30 s, and short again once a child has lived a minute; each child has its
 * own pause, so that the others are not held up.
 *
 * SIGTERM, SIGINT: SIGTERM to all children, SIGKILL to those that are still
 * there stop_seconds later.
 * SIGHUP: replaces the children one by one: starts a new one and, when that
 * has lived a second, ends the old one and waits until it is gone. If the new
 * one does not live that long, the old ones stay.
 *
 * The parent sleeps between events. Starts and ends are log lines.
 */
int supervise(const struct supervisor *);

#endif
