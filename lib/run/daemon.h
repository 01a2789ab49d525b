/*
 * daemon.h: the life of a program that nobody calls: the courier, the sealer,
 * the clerk, the scanner.
 */
#ifndef KITH_DAEMON_H
#define KITH_DAEMON_H

#include <stdbool.h>
#include <stddef.h>

struct daemon {
	const char *name;	/* "courier": its database user is kith_courier */
	const char *child;	/* of its children, for log lines: "sender" */
	int children;		/* 0: as many as the setting workers says */
	const char *const *const *sql;	/* NULL-ended list of NULL-ended lists */
	void (*begin)(void);	/* in each child, before its first pass; or NULL */
	int (*pass)(void);	/* once; for how many seconds to rest then, or 0 */
	void (*end)(void);	/* in each child, after its last pass; or NULL */
	/* why the settings will not do, owned by ctx, or NULL; itself may be NULL */
	const char *(*refuse)(const void *ctx);
};

/* Becomes true when the daemon is told to end: a pass that is long looks. */
extern volatile bool daemon_stop;

/*
 * Run "PROGRAM --config FILE" until SIGTERM, its children kept alive
 * (supervise.h). A signal ends a rest. Return the exit status of main().
 */
int daemon_run(int argc, char **argv, const struct daemon *);

#endif
