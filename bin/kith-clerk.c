/*
 * kith-clerk: does what time brings: tells the pools what is late, deletes old drafts
 *
 * Reads outbox; writes outbox.
 *
 *   kith-clerk --config FILE
 */
#include "run/daemon.h"

enum { PASS_SECONDS = 2 };

static int
pass(void)
{
	return PASS_SECONDS;
}

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { NULL };
	static const struct daemon clerk = { .name = "clerk", .child = "clerk",
	    .children = 1, .sql = all_sql, .pass = pass };

	return daemon_run(argc, argv, &clerk);
}
