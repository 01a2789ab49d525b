/* staff_command.c: kithctl staff: the practice's people. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "auth/audit.h"
#include "base/config.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "commands.h"
#include "db/db.h"
#include "staff_link.h"

static const char LIST[] =
    "SELECT m.id, m.email, m.name, m.roles,"
    " (SELECT GROUP_CONCAT(p.name ORDER BY p.position SEPARATOR ', ')"
    "  FROM pool_member t JOIN pool p ON p.id = t.pool_id"
    "  WHERE t.staff_id = m.id),"
    " m.disabled_at IS NOT NULL, m.password_hash IS NULL,"
    " m.totp_sealed IS NULL"
    " FROM staff m ORDER BY m.id";

static const char FIND[] =
    "SELECT id FROM staff WHERE email_key = ? FOR UPDATE";

static const char DISABLE[] =
    "UPDATE staff SET disabled_at = ? WHERE id = ? AND disabled_at IS NULL";

static const char ENABLE[] =
    "UPDATE staff SET disabled_at = NULL WHERE id = ?";

/* One row of the list. */
struct row {
	int64_t id, is_disabled, no_password, no_app;
	const char *email, *name, *roles, *pools;
};

static const char *
state_of(const struct row *row)
{
	if (row->is_disabled)
		return "disabled";
	if (row->no_password)
		return "has a link to use";
	return row->no_app ? "has no app yet" : "may sign in";
}

static bool
print_row(void *arg)
{
	const struct row *row = arg;

	printf("%" PRId64 "\t%s\t%s\t%s\t%s\t%s\n", row->id, row->email,
	    row->name, row->roles, row->pools == NULL ? "" : row->pools,
	    state_of(row));
	return true;
}

static bool
print_all(void *arg)
{
	struct row row;

	db_each(arg, LIST, DB_OUT(out_int(&row.id), out_text(&row.email),
	    out_text(&row.name), out_text(&row.roles), out_text(&row.pools),
	    out_int(&row.is_disabled), out_int(&row.no_password),
	    out_int(&row.no_app)), print_row, &row);
	return true;
}

static int
list(int argc, char **argv)
{
	void *ctx = mem_context(NULL);
	bool good = argc == 2 &&
	    db_transaction(DB_READ, print_all, ctx) == DB_COMMITTED;

	talloc_free(ctx);
	if (argc != 2)
		return ctl_usage(argv);
	if (!good)
		fprintf(stderr, "kithctl staff: the database is away\n");
	return good ? CTL_GOOD : CTL_BAD;
}

/* What is done to one member that is there. */
struct change {
	void *ctx;
	const char *email;
	void (*run)(struct change *, int64_t id);
	const char *link;	/* to tell, or NULL */
	bool is_there;
};

static bool
change_member(void *arg)
{
	struct change *c = arg;
	int64_t id;

	c->is_there = db_one(c->ctx, FIND, DB_OUT(out_int(&id)),
	    db_text(text_email_key(c->ctx, c->email)));
	if (c->is_there)
		c->run(c, id);
	return c->is_there;
}

/* A new beginning: password, app and recovery codes stop working now. */
static void
make_link(struct change *c, int64_t id)
{
	staff_forget_secrets(c->ctx, id);
	c->link = staff_link(c->ctx, id);
	audit_add_operator(c->ctx, "staff_link", 0, id, NULL);
}

static void
disable(struct change *c, int64_t id)
{
	db_exec(c->ctx, DISABLE, db_instant(c->ctx, when_now()), db_int(id));
	staff_end_all(c->ctx, id);
	audit_add_operator(c->ctx, "staff_disable", 0, id, NULL);
}

static void
enable(struct change *c, int64_t id)
{
	db_exec(c->ctx, ENABLE, db_int(id));
	audit_add_operator(c->ctx, "staff_enable", 0, id, NULL);
}

static int
change(int argc, char **argv, void (*run)(struct change *, int64_t))
{
	struct change c = { .run = run };
	enum db_outcome outcome;

	if (argc != 3)
		return ctl_usage(argv);
	c.ctx = mem_context(NULL);
	c.email = argv[2];
	outcome = db_transaction(DB_WRITE, change_member, &c);
	if (outcome == DB_COMMITTED && c.link != NULL)
		staff_print_link(c.email, c.link);
	if (outcome != DB_COMMITTED)
		fprintf(stderr, "kithctl staff: %s\n", outcome == DB_AWAY
		    ? "the database is away" : "nobody has this email");
	talloc_free(c.ctx);
	return outcome == DB_COMMITTED ? CTL_GOOD : CTL_BAD;
}

static int
link_member(int argc, char **argv)
{
	return change(argc, argv, make_link);
}

static int
disable_member(int argc, char **argv)
{
	return change(argc, argv, disable);
}

static int
enable_member(int argc, char **argv)
{
	return change(argc, argv, enable);
}

int
staff_command(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(int, char **);
	} verbs[] = {
		{ "add", staff_add }, { "list", list },
		{ "link", link_member }, { "disable", disable_member },
		{ "enable", enable_member },
	};
	size_t i;

	for (i = 0; argc > 1 && i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(verbs[i].name, argv[1]) == 0)
			return verbs[i].run(argc, argv);
	return ctl_usage(argv);
}
