/*
 * messages: messages of a patient: conversations, files
 *
 * Reads account, session, access_grant, patient, message_unread; writes session, audit.
 */
#include "auth/audit.h"
#include "auth/session.h"
#include "run/program.h"

static const struct route routes[] = {
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { session_sql, audit_sql,
		NULL };
	static const char *const views[] = { NULL };
	static const struct program messages = { "messages", routes, all_sql,
		views, false };

	return program_run(argc, argv, &messages);
}
