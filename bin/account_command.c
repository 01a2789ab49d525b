/* account_command.c: kithctl account-add. */
#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "auth/access_table.h"
#include "auth/audit.h"
#include "auth/password.h"
#include "auth/totp.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "commands.h"
#include "db/db.h"

static const char FULL[] = "health,records,messages,forms,billing,profile";

static const char FIND_ACCOUNT[] =
    "SELECT id FROM account WHERE email_key = ? FOR UPDATE";

/* The practice vouches for an account of its own: no set-up waits for it. */
static const char ADD_ACCOUNT[] =
    "INSERT INTO account (email, email_key, name, password_hash, password_at,"
    " created_at) VALUES (?, ?, ?, ?, ?, ?)";

static const char CHANGE_ACCOUNT[] =
    "UPDATE account SET email = ?, name = ?, password_hash = ?,"
    " password_at = ?, disabled_at = NULL WHERE id = ?";

/* Who knew the old password is signed out. */
static const char END_SESSIONS[] =
    "UPDATE session SET ended_at = ?"
    " WHERE account_id = ? AND ended_at IS NULL";

/* Who waits for having guessed wrong too often need not wait any more. */
static const char FORGET_FAILURES[] =
    "DELETE FROM sign_in_failure WHERE email_key = ?";

static const char FORGET_APPS[] =
    "DELETE FROM security_option WHERE account_id = ? AND kind = 'app'";

static const char ADD_APP[] =
    "INSERT INTO security_option (account_id, kind, name, sealed, made_at)"
    " VALUES (?, 'app', 'Authenticator app', ?, ?)";

static const char HAS_OPTION[] =
    "UPDATE account SET has_second_factor = TRUE, needs_option = FALSE"
    " WHERE id = ?";

/* A medical record number, or our own id where nobody has that number. */
static const char FIND_PATIENT[] =
    "SELECT id, birth_day FROM patient WHERE mrn = ?"
    " UNION ALL SELECT id, birth_day FROM patient WHERE id = ? LIMIT 1";

static const char FIND_GRANT[] =
    "SELECT id FROM access_grant WHERE account_id = ? AND patient_id = ?"
    " AND basis = ? AND revoked_at IS NULL LIMIT 1 FOR UPDATE";

static const char ADD_GRANT[] =
    "INSERT INTO access_grant (account_id, patient_id, basis, areas, relation,"
    " begins_at) VALUES (?, ?, ?, ?, ?, ?)";

static const char CHANGE_GRANT[] =
    "UPDATE access_grant SET areas = ?, relation = ?, ends_at = NULL"
    " WHERE id = ?";

/* What the command line asks for. */
struct wish {
	void *ctx;
	const char *email, *name, *password;
	const char *hash;
	int has_secrets;	/* beside the password that of an app */
	struct totp secret;
	const char **patients, **guardians, **invitations;
	int64_t account_id;
	int64_t now;
	const char *why;	/* it can't be done; NULL: it can */
};

static void
put_account(struct wish *w)
{
	const char *key = text_email_key(w->ctx, w->email);
	struct db_arg now = db_instant(w->ctx, w->now);

	db_exec(w->ctx, FORGET_FAILURES, db_text(key));
	if (db_one(w->ctx, FIND_ACCOUNT, DB_OUT(out_int(&w->account_id)),
	    db_text(key))) {
		db_exec(w->ctx, CHANGE_ACCOUNT, db_text(w->email),
		    db_text(w->name), db_text(w->hash), now,
		    db_int(w->account_id));
		db_exec(w->ctx, END_SESSIONS, now, db_int(w->account_id));
		audit_add_operator(w->ctx, "account_change", 0, w->account_id, NULL);
		return;
	}
	db_exec(w->ctx, ADD_ACCOUNT, db_text(w->email), db_text(key),
	    db_text(w->name), db_text(w->hash), now, now);
	w->account_id = db_last_id();
	audit_add_operator(w->ctx, "account_add", 0, w->account_id, NULL);
}

/* How old the patient is, for access. False: there is none. */
static bool
find_patient(struct wish *w, const char *name, int64_t *id,
    enum access_age *age)
{
	struct day day = { 0 };
	const char *birth;
	int64_t number = 0;

	text_id(name, &number);
	if (!db_one(w->ctx, FIND_PATIENT, DB_OUT(out_int(id),
	    out_text(&birth)), db_text(name), db_id(number))) {
		w->why = mem_fmt(w->ctx, "no patient has the number %s", name);
		return false;
	}
	*age = access_age(birth != NULL && when_read_day(birth, &day), day,
	    when_today());
	return true;
}

/* Give access, once: a live grant of the same basis is changed. */
static bool
put_grant(struct wish *w, const char *patient, const char *basis,
    const char *areas, const char *relation)
{
	int64_t patient_id, id;
	enum access_age age;

	if (!find_patient(w, patient, &patient_id, &age))
		return false;
	/* As no account for a child under 13 (S29), no access that is shut. */
	if (access_cell(basis, age)->areas == 0) {
		w->why = mem_fmt(w->ctx, "at the age of %s, access of basis %s"
		    " opens nothing: see kithctl access-table", patient, basis);
		return false;
	}
	if (db_one(w->ctx, FIND_GRANT, DB_OUT(out_int(&id)),
	    db_int(w->account_id), db_int(patient_id), db_text(basis))) {
		db_exec(w->ctx, CHANGE_GRANT, db_text(areas),
		    db_text(relation), db_int(id));
	} else if (db_exec(w->ctx, ADD_GRANT, db_int(w->account_id),
	    db_int(patient_id), db_text(basis), db_text(areas),
	    db_text(relation), db_instant(w->ctx, w->now)) == DB_DUPLICATE) {
		w->why = mem_fmt(w->ctx, "%s has an account already", patient);
		return false;
	} else {
		id = db_last_id();
	}
	audit_add_operator(w->ctx, "grant_add", patient_id, id, basis);
	return true;
}

/* Cut "a=b=c" at its "="; return how many parts there are, at most max. */
static int
cut(const void *ctx, const char *text, char **part, int max)
{
	char *rest = mem_copy(ctx, text);
	int n = 0;

	while (n < max - 1 && strchr(rest, '=') != NULL)
		part[n++] = strsep(&rest, "=");
	part[n++] = rest;
	return n;
}

static bool
put_guardian(struct wish *w, const char *text)
{
	char *part[2];

	if (cut(w->ctx, text, part, 2) == 2)
		return put_grant(w, part[0], "guardian", FULL, part[1]);
	w->why = mem_fmt(w->ctx, "--guardian %s: MRN=RELATION is wanted", text);
	return false;
}

/* Whether it is a list of areas, as access_grant.areas takes them. */
static bool
are_areas(const void *ctx, const char *text)
{
	char *rest = mem_copy(ctx, text), *area;

	while ((area = strsep(&rest, ",")) != NULL)
		if (*area == '\0' || strchr(area, '=') != NULL ||
		    strstr(mem_fmt(ctx, ",%s,", FULL),
		    mem_fmt(ctx, ",%s,", area)) == NULL)
			return false;
	return true;
}

static bool
put_invitation(struct wish *w, const char *text)
{
	char *part[3];

	if (cut(w->ctx, text, part, 3) == 3 && are_areas(w->ctx, part[2]))
		return put_grant(w, part[0], "invited", part[2], part[1]);
	w->why = mem_fmt(w->ctx, "--invited %s: MRN=RELATION=AREAS is wanted,"
	    " areas of %s", text, FULL);
	return false;
}

/* An authenticator app, in place of one before. */
static void
put_app(struct wish *w)
{
	const uint8_t *sealed;
	size_t len;

	sealed = totp_seal(w->ctx, &w->secret, totp_account(w->account_id),
	    &len);
	db_exec(w->ctx, FORGET_APPS, db_int(w->account_id));
	db_exec(w->ctx, ADD_APP, db_int(w->account_id), db_bytes(sealed, len),
	    db_instant(w->ctx, w->now));
	db_exec(w->ctx, HAS_OPTION, db_int(w->account_id));
}

/* All or nothing. */
static bool
put_all(void *arg)
{
	struct wish *w = arg;
	const char **s;

	w->why = NULL;
	put_account(w);
	if (w->has_secrets)
		put_app(w);
	for (s = w->patients; s != NULL && *s != NULL; s++)
		if (!put_grant(w, *s, "self", FULL, NULL))
			return false;
	for (s = w->guardians; s != NULL && *s != NULL; s++)
		if (!put_guardian(w, *s))
			return false;
	for (s = w->invitations; s != NULL && *s != NULL; s++)
		if (!put_invitation(w, *s))
			return false;
	return true;
}

/* A line of standard input, without its end. */
static const char *
read_line(const void *ctx)
{
	char text[4096];

	if (fgets(text, sizeof(text), stdin) == NULL)
		return "";
	text[strcspn(text, "\r\n")] = '\0';
	return mem_copy(ctx, text);
}

/* Why the wish will not do; NULL if it may be tried. */
static const char *
refuse(struct wish *w)
{
	struct password_owner owner = { .name = w->name, .email = w->email };

	if (!text_is_email(w->email))
		return "--email: not an email address";
	if (*w->name == '\0' || !text_is_clean(w->name, false) ||
	    strlen(w->name) > 300)
		return "--name: not a name";
	w->password = read_line(w->ctx);
	if (w->has_secrets && !totp_read(read_line(w->ctx), &w->secret))
		return "the second line is not a secret in base32 of 16 bytes"
		    " or more";
	return password_refuse(w->ctx, w->password, w->has_secrets, &owner);
}

static int
add_account(struct wish *w)
{
	const char *why;

	if ((why = refuse(w)) == NULL) {
		w->now = when_now();
		w->hash = password_hash(w->ctx, w->password);
		switch (db_transaction(DB_WRITE, put_all, w)) {
		case DB_COMMITTED:
			printf("account %" PRId64 ": %s\n", w->account_id,
			    w->email);
			return CTL_GOOD;
		case DB_ROLLED_BACK:
			why = w->why;
			break;
		case DB_AWAY:
			why = "the database is away";
			break;
		}
	}
	fprintf(stderr, "kithctl account-add: %s\n", why);
	return CTL_BAD;
}

int
account_add_command(int argc, char **argv)
{
	struct wish w = { 0 };
	int from_stdin = 0, status;
	const struct ctl_option options[] = {
		{ .name = "--email", .value = &w.email },
		{ .name = "--name", .value = &w.name },
		{ .name = "--password-stdin", .flag = &from_stdin },
		{ .name = "--secrets-stdin", .flag = &w.has_secrets },
		{ .name = "--patient", .list = &w.patients },
		{ .name = "--guardian", .list = &w.guardians },
		{ .name = "--invited", .list = &w.invitations },
		{ .name = NULL }
	};

	if (ctl_options(argc, argv, options) != 0 || w.email == NULL ||
	    w.name == NULL || (from_stdin != 0) == (w.has_secrets != 0))
		return ctl_usage(argv);
	w.ctx = mem_context(NULL);
	status = add_account(&w);
	sodium_memzero(&w.secret, sizeof(w.secret));
	talloc_free(w.ctx);
	return status;
}
