/* audit.c: who did what, for whom, when. */
#include "auth/audit.h"

#include <stdio.h>
#include <time.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "db/db.h"

static const char ADD[] =
    "INSERT INTO audit (at, request_id, program, account_id, actor,"
    " patient_id, action, object_id, status, address, detail, staff_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

const char *const audit_sql[] = { ADD, NULL };

static const char *
now_to_the_microsecond(const void *ctx)
{
	struct timespec now;
	char text[WHEN_MAX];

	clock_gettime(CLOCK_REALTIME, &now);
	return mem_fmt(ctx, "%s.%06ld", when_sql(now.tv_sec, text),
	    now.tv_nsec / 1000);
}

void
audit_add(const void *ctx, const struct audit *a)
{
	db_exec(ctx, ADD, db_text(now_to_the_microsecond(ctx)),
	    db_text(a->request_id), db_text(a->program), db_id(a->account_id),
	    db_text(a->actor), db_id(a->patient_id), db_text(a->action),
	    db_id(a->object_id), db_int(a->status), db_text(a->address),
	    db_text(a->detail), db_id(a->staff_id));
}

void
audit_add_operator(const void *ctx, const char *action, int64_t patient_id,
    int64_t object_id, const char *detail)
{
	struct audit row = { .program = "kithctl", .actor = "operator",
	    .request_id = text_random(ctx, 16), .patient_id = patient_id,
	    .action = action, .object_id = object_id, .status = 200,
	    .address = "", .detail = detail };

	audit_add(ctx, &row);
}
