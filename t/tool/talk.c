/*
 * talk: what a message does, without a page: for tests
 *
 *   talk --config FILE begin PATIENT SUBJECT LOCATION CONFIDENTIAL
 *   talk --config FILE family|answer|note PATIENT CONVERSATION WHO TEXT
 *
 * Prints the id of what was made. WHO is an account or a member of the
 * practice; the database user is that of the program that does the same.
 */
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/key.h"
#include "base/mem.h"
#include "db/db.h"
#include "talk/talk.h"

struct deed {
	const char *what;
	int64_t patient_id, about, who;
	const char *text;
	int64_t id;
};

static int64_t
begin(const void *ctx, const struct deed *d)
{
	struct talk_start s = { .patient_id = d->patient_id,
	    .subject_id = d->about, .location_id = d->who,
	    .confidential = atoi(d->text) != 0 };

	return talk_begin(ctx, &s, when_now());
}

static int64_t
add(const void *ctx, const struct deed *d)
{
	bool by_family = strcmp(d->what, "family") == 0;
	struct talk_message m = { .patient_id = d->patient_id,
	    .conversation_id = d->about, .account_id = by_family ? d->who : 0,
	    .staff_id = by_family ? 0 : d->who, .author = "A writer",
	    .body = d->text };

	if (by_family)
		return talk_add_family(ctx, &m, when_now());
	if (strcmp(d->what, "answer") == 0)
		return talk_add_practice(ctx, &m, when_now());
	return talk_add_note(ctx, &m, when_now());
}

static bool
act(void *arg)
{
	struct deed *d = arg;
	void *ctx = mem_context(NULL);

	d->id = strcmp(d->what, "begin") == 0 ? begin(ctx, d) : add(ctx, d);
	talloc_free(ctx);
	return true;
}

int
main(int argc, char **argv)
{
	const char *program;
	const struct config *c;
	struct db_config db;
	struct deed d;

	if (argc != 8 || sodium_init() < 0)
		return 2;
	c = config_read(argv[2]);
	d = (struct deed){ .what = argv[3], .patient_id = atoll(argv[4]),
	    .about = atoll(argv[5]), .who = atoll(argv[6]), .text = argv[7] };
	program = strcmp(d.what, "family") == 0 ? "messages" : "staff-inbox";
	db = (struct db_config){ c->database_socket, c->database_name,
	    key_database_user(NULL, program), key_database_password(program),
	    0 };
	db_configure(&db);
	if (db_transaction(DB_WRITE, act, &d) != DB_COMMITTED)
		return 1;
	printf("%" PRId64 "\n", d.id);
	return 0;
}
