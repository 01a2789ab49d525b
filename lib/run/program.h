/*
 * program.h: the life of a FastCGI program.
 *
 * main() describes the program and calls program_run(), which does the rest:
 * settings, socket, workers, requests.
 */
#ifndef KITH_PROGRAM_H
#define KITH_PROGRAM_H

#include "web/route.h"

struct program {
	const char *name;		/* as its URL begins: "home" */
	const struct route *routes;
	const char *const *const *sql;	/* NULL-ended list of NULL-ended lists */
	const char *const *views;	/* NULL-ended: compiled at the start */
	bool is_staff;			/* of the practice's side: see staff.h */
};

/*
 * Run the program:
 *   PROGRAM --config FILE           serve, until SIGTERM
 *   PROGRAM --check --config FILE   prepare every statement and view; 0 if good
 *   PROGRAM --routes                print the routes (route.h)
 * The parent holds the socket run_dir/NAME.sock (or descriptor 3 of
 * systemd's LISTEN_FDS) and keeps its workers alive (supervise.h). Return
 * the exit status of main().
 */
int program_run(int argc, char **argv, const struct program *);

#endif
