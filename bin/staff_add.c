/* staff_add.c: kithctl staff add. */
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "auth/access.h"
#include "auth/audit.h"
#include "auth/password.h"
#include "auth/totp.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "commands.h"
#include "db/db.h"
#include "staff_link.h"

static const char FIND[] =
    "SELECT id, password_hash FROM staff WHERE email_key = ? FOR UPDATE";

static const char ADD[] =
    "INSERT INTO staff (name, email, email_key, roles, created_at)"
    " VALUES (?, ?, ?, ?, ?)";

static const char CHANGE[] =
    "UPDATE staff SET name = ?, email = ?, roles = ? WHERE id = ?";

static const char SET_PROVIDER[] =
    "UPDATE staff SET provider_id = ? WHERE id = ?";

static const char SET_SECRETS[] =
    "UPDATE staff SET password_hash = ?, totp_sealed = ?, totp_step = 0"
    " WHERE id = ?";

static const char PROVIDER[] = "SELECT id FROM provider WHERE npi = ? LIMIT 1";

static const char LEAVE_POOLS[] = "DELETE FROM pool_member WHERE staff_id = ?";

static const char POOL[] = "SELECT id FROM pool WHERE name = ?";

static const char JOIN_POOL[] =
    "INSERT IGNORE INTO pool_member (staff_id, pool_id) VALUES (?, ?)";

/* What the command line asks for. */
struct wish {
	void *ctx;
	const char *email, *name, *roles, *provider;
	const char **pools;
	int has_secrets;
	const char *hash;	/* of the password that was brought */
	struct totp secret;
	int64_t id;
	const char *link;	/* that was made, or NULL */
	const char *why;	/* it can't be done */
};

static void
put_member(struct wish *w, const char **password_hash)
{
	const char *key = text_email_key(w->ctx, w->email);

	*password_hash = NULL;
	if (db_one(w->ctx, FIND, DB_OUT(out_int(&w->id),
	    out_text(password_hash)), db_text(key))) {
		db_exec(w->ctx, CHANGE, db_text(w->name), db_text(w->email),
		    db_text(w->roles), db_int(w->id));
		audit_add_operator(w->ctx, "staff_change", 0, w->id, w->roles);
		return;
	}
	db_exec(w->ctx, ADD, db_text(w->name), db_text(w->email), db_text(key),
	    db_text(w->roles), db_instant(w->ctx, when_now()));
	w->id = db_last_id();
	audit_add_operator(w->ctx, "staff_add", 0, w->id, w->roles);
}

static bool
put_provider(struct wish *w)
{
	int64_t id;

	if (w->provider == NULL)
		return true;
	if (!db_one(w->ctx, PROVIDER, DB_OUT(out_int(&id)),
	    db_text(w->provider))) {
		w->why = mem_fmt(w->ctx, "--provider: no provider has the NPI"
		    " %s", w->provider);
		return false;
	}
	db_exec(w->ctx, SET_PROVIDER, db_int(id), db_int(w->id));
	return true;
}

/* The teams that were named, in place of those before; none: as they are. */
static bool
put_pools(struct wish *w)
{
	const char **name;
	int64_t id;

	if (w->pools != NULL)
		db_exec(w->ctx, LEAVE_POOLS, db_int(w->id));
	for (name = w->pools; name != NULL && *name != NULL; name++) {
		if (!db_one(w->ctx, POOL, DB_OUT(out_int(&id)),
		    db_text(*name))) {
			w->why = mem_fmt(w->ctx, "--pool: there is no pool"
			    " \"%s\"", *name);
			return false;
		}
		db_exec(w->ctx, JOIN_POOL, db_int(w->id), db_int(id));
	}
	return true;
}

static void
put_secrets(struct wish *w)
{
	const uint8_t *sealed;
	size_t len;

	staff_forget_secrets(w->ctx, w->id);
	sealed = totp_seal(w->ctx, &w->secret, totp_staff(w->id), &len);
	db_exec(w->ctx, SET_SECRETS, db_text(w->hash), db_bytes(sealed, len),
	    db_int(w->id));
}

/* All or nothing. Who can sign in already keeps their password and app. */
static bool
put_all(void *arg)
{
	struct wish *w = arg;
	const char *password_hash;

	w->link = w->why = NULL;
	put_member(w, &password_hash);
	if (!put_provider(w) || !put_pools(w))
		return false;
	if (w->has_secrets)
		put_secrets(w);
	else if (password_hash == NULL)
		w->link = staff_link(w->ctx, w->id);
	return true;
}

/* Whether it is a list of roles, as staff.roles takes them. */
static bool
are_roles(const void *ctx, const char *text)
{
	char *rest = mem_copy(ctx, text), *role;

	while ((role = strsep(&rest, ",")) != NULL)
		if (access_read_roles(role) == 0)
			return false;
	return true;
}

/* A line of standard input, without its end. */
static char *
read_line(const void *ctx)
{
	char text[4096];

	if (fgets(text, sizeof(text), stdin) == NULL)
		*text = '\0';
	text[strcspn(text, "\r\n")] = '\0';
	return mem_copy(ctx, text);
}

/* The password, and the secret of the app in base32. Why they won't do. */
static const char *
read_secrets(struct wish *w)
{
	struct password_owner owner = { .name = w->name, .email = w->email };
	const char *password = read_line(w->ctx);
	const char *secret = read_line(w->ctx), *why;

	if ((why = password_refuse(w->ctx, password, true, &owner)) != NULL)
		return why;
	if (!totp_read(secret, &w->secret))
		return "the second line is not a secret in base32 of 16 bytes"
		    " or more";
	w->hash = password_hash(w->ctx, password);
	return NULL;
}

/* Why the wish will not do; NULL if it may be tried. */
static const char *
refuse(struct wish *w)
{
	if (!text_is_email(w->email))
		return "--email: not an email address";
	if (*w->name == '\0' || !text_is_clean(w->name, false) ||
	    strlen(w->name) > 300)
		return "--name: not a name";
	if (!are_roles(w->ctx, w->roles))
		return "--role: of front_desk, clinician, billing, records,"
		    " administrator, auditor, with commas between";
	return w->has_secrets ? read_secrets(w) : NULL;
}

static int
add(struct wish *w)
{
	enum db_outcome outcome;

	if ((w->why = refuse(w)) == NULL) {
		outcome = db_transaction(DB_WRITE, put_all, w);
		if (outcome == DB_COMMITTED) {
			printf("staff %" PRId64 ": %s\n", w->id, w->email);
			if (w->link != NULL)
				staff_print_link(w->email, w->link);
			return CTL_GOOD;
		}
		if (outcome == DB_AWAY)
			w->why = "the database is away";
	}
	fprintf(stderr, "kithctl staff add: %s\n", w->why);
	return CTL_BAD;
}

int
staff_add(int argc, char **argv)
{
	struct wish w = { 0 };
	int status;
	const struct ctl_option options[] = {
		{ .name = "--email", .value = &w.email },
		{ .name = "--name", .value = &w.name },
		{ .name = "--role", .value = &w.roles },
		{ .name = "--pool", .list = &w.pools },
		{ .name = "--provider", .value = &w.provider },
		{ .name = "--secrets-stdin", .flag = &w.has_secrets },
		{ .name = NULL }
	};

	if (ctl_options(argc, argv, options) != 1 || w.email == NULL ||
	    w.name == NULL || w.roles == NULL)
		return ctl_usage(argv);
	w.ctx = mem_context(NULL);
	status = add(&w);
	sodium_memzero(&w.secret, sizeof(w.secret));
	talloc_free(w.ctx);
	return status;
}
