/*
 * staff-account: sign-in of the practice's people
 *
 * Reads staff, staff_session; writes staff_session, audit.
 */
#include "auth/audit.h"
#include "auth/staff.h"
#include "run/program.h"

static const struct route routes[] = {
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { staff_sql, audit_sql,
		NULL };
	static const char *const views[] = { NULL };
	static const struct program staff_account = { "staff-account", routes, all_sql,
		views, true };

	return program_run(argc, argv, &staff_account);
}
