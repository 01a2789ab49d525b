/*
 * kithctl: the operator's command
 *
 *   kithctl [--config FILE] COMMAND [...]
 *
 * Exit status: 0 it worked and all is well; 1 it did not, or something is not
 * well; 2 the command line or the settings are wrong.
 *
 * Reads and writes every table but audit, audit_seal, audit_head and
 * schema_migration; reads these; adds to audit.
 */
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/config.h"
#include "base/key.h"
#include "base/log.h"
#include "base/mem.h"
#include "commands.h"
#include "db/db.h"

struct command {
	const char *name, *arguments, *what;
	int (*run)(int argc, char **argv);
	bool without_settings;
};

static const struct command commands[] = {
	{ "config", "", "print a model of the settings file",
	    config_command, true },
	{ "keys", "", "make the keys and database passwords that are missing",
	    keys_command, false },
	{ "migrate", "[--admin-user NAME] [--sql DIR]",
	    "make the database, or bring its tables up to date",
	    migrate_command, false },
	{ "grants", "[--admin-user NAME] [--sql DIR]",
	    "give each program's database user its rights, and no others",
	    grants_command, false },
	{ "import", "[--feed NAME] [--as-of DATE] [--json] FILE-OR-DIRECTORY...",
	    "read charts: FHIR bundles and NDJSON", import_command, false },
	{ "ccda", "PATIENT [--from DATE] [--to DATE] [--zip FILE]",
	    "write a patient's record as a C-CDA document", ccda_command,
	    false },
	{ "accounts", "[--json]", "list who can sign in, and whose record they"
	    " may open", accounts_command, false },
	{ "account-add", "--email ADDRESS --name NAME\n"
	    "           --password-stdin | --secrets-stdin\n"
	    "           [--patient MRN] [--guardian MRN=RELATION]...\n"
	    "           [--invited MRN=RELATION=AREA,AREA...]...",
	    "make an account, or give it a new name and password; it is not"
	    " asked to\n      set up a security option; secrets: the password,"
	    " and the key of an app",
	    account_add_command, false },
	{ "staff", "list | link EMAIL | disable EMAIL | enable EMAIL\n"
	    "      | add --email ADDRESS --name NAME --role ROLE[,ROLE]...\n"
	    "           [--pool POOL]... [--provider NPI] [--secrets-stdin]",
	    "the practice's people: who works here, and a link to set up their"
	    " sign-in", staff_command, false },
	{ "bounce", "RECIPIENT", "note a mail that came back: the notification"
	    " is read from\n      standard input; status 75: try again later",
	    bounce_command, false },
	{ "clean", "", "delete what nobody needs any more: old codes, sessions,"
	    " sent mails", clean_command, false },
	{ "inbox", "[FILE]", "print how the inbox is set up (pools, subjects,"
	    " templates,\n      holidays), or make it as a file says",
	    inbox_command, false },
	{ "patients", "[NAME|MRN]", "list patients: id, MRN, name, birth date,"
	    " email", patients_command, false },
	{ "routes", "[--json] [--programs DIR]",
	    "list what each program answers, and who may ask", routes_command,
	    true },
	{ "access-table", "[--json]",
	    "print what access opens, by its basis and the patient's age",
	    access_table_command, false },
	{ "error-pages", "DIR", "write the pages that nginx shows by itself",
	    error_pages_command, false },
	{ "audit-verify", "[--head FILE|JSON]",
	    "prove that the audit trail is whole", audit_verify_command,
	    false },
	{ "doctor", "[--programs DIR] [--sql DIR]",
	    "look whether everything is well", doctor_command, false },
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static const char default_config[] = "/etc/kith/kith.conf";

const char *ctl_config_file = default_config;

const char *const ctl_programs[] = { "account", "home", "health", "records",
    "share", "messages", "family", "staff-account", "staff-inbox",
    "staff-patients", "staff-documents",
    "courier", "sealer", "clerk", "scanner", "ctl", NULL };

static const struct command *
command_named(const char *name)
{
	int i;

	for (i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static int
usage(FILE *out)
{
	int i;

	fprintf(out, "usage: kithctl [--config FILE] COMMAND [...]\n\n"
	    "FILE is %s if not given.\n\n", default_config);
	for (i = 0; i < COMMANDS; i++)
		fprintf(out, "  %s%s%s\n      %s\n", commands[i].name,
		    *commands[i].arguments == '\0' ? "" : " ",
		    commands[i].arguments, commands[i].what);
	fprintf(out, "\nExit status: 0 good, 1 it failed or something is not"
	    " well, 2 wrong use.\n");
	return out == stdout ? CTL_GOOD : CTL_USAGE;
}

int
ctl_usage(char **argv)
{
	const struct command *c = command_named(argv[0]);

	fprintf(stderr, "usage: kithctl [--config FILE] %s %s\n", c->name,
	    c->arguments);
	return CTL_USAGE;
}

const char *
ctl_sql_dir(const char *given)
{
	if (given != NULL)
		return given;
	return mem_fmt(NULL, "%s/../sql", config()->view_dir);
}

/* Take the words "--config FILE" out of argv; the last counts. NULL: none. */
static const char *
take_config(int *argc, char **argv)
{
	const char *file = NULL;
	int i = 1;

	while (i + 1 < *argc) {
		if (strcmp(argv[i], "--config") != 0) {
			i++;
			continue;
		}
		file = argv[i + 1];
		memmove(&argv[i], &argv[i + 2],
		    (size_t)(*argc - i - 1) * sizeof(*argv));
		*argc -= 2;
	}
	return file;
}

static void
use_settings(const char *file)
{
	const struct config *c = config_read(file);
	struct db_config db = { .socket = c->database_socket,
	    .database = c->database_name, .user = "kith_ctl",
	    .password = key_database_password("ctl") };

	db_configure(&db);
}

int
main(int argc, char **argv)
{
	const char *file = take_config(&argc, argv);
	const struct command *c;

	log_program("kithctl");
	if (sodium_init() < 0)
		die("libsodium can't be used");
	if (argc == 2 && strcmp(argv[1], "--help") == 0)
		return usage(stdout);
	if (argc < 2)
		return usage(stderr);
	if ((c = command_named(argv[1])) == NULL) {
		fprintf(stderr, "kithctl: no such command: %s\n", argv[1]);
		return CTL_USAGE;
	}
	if (file != NULL)
		ctl_config_file = file;
	if (!c->without_settings)
		use_settings(ctl_config_file);
	return c->run(argc - 1, argv + 1);
}
