/*
 * letter: a code for somebody's phone in the outbox, without a page: for tests
 *
 *   letter --config FILE KEY NUMBER CODE
 *
 * As program account does it. KEY is the dedupe key.
 */
#include <sodium.h>
#include <string.h>

#include "base/config.h"
#include "base/key.h"
#include "base/mem.h"
#include "base/when.h"
#include "db/db.h"
#include "post/outbox.h"
#include "web/view.h"

static bool
add(void *arg)
{
	char *const *argv = arg;
	void *ctx = db_scratch();
	struct letter letter = { .kind = LETTER_TEXT, .dedupe_key = argv[3],
	    .to = argv[4], .template = "code",
	    .expires = when_now() + config()->code_minutes * 60 };
	xmlNode *mail = view_tree(ctx, "mail");

	view_set(mail, "code", argv[5]);
	view_set_int(mail, "minutes", config()->code_minutes);
	outbox_add(ctx, &letter, mail);
	return true;
}

int
main(int argc, char **argv)
{
	const struct config *c;
	struct db_config db;

	if (argc != 6 || strcmp(argv[1], "--config") != 0 || sodium_init() < 0)
		return 2;
	c = config_read(argv[2]);
	db = (struct db_config){ c->database_socket, c->database_name,
	    key_database_user(NULL, "account"),
	    key_database_password("account"), 0 };
	db_configure(&db);
	return db_transaction(DB_WRITE, add, argv) == DB_COMMITTED ? 0 : 1;
}
