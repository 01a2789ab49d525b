/*
 * kith-scanner: asks the virus scanner about files that were sent
 *
 * Reads attachment, attachment_chunk; writes attachment.
 *
 *   kith-scanner --config FILE
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
	static const struct daemon scanner = { .name = "scanner", .child = "scanner",
	    .children = 1, .sql = all_sql, .pass = pass };

	return daemon_run(argc, argv, &scanner);
}
