/*
 * commands.h: the commands of kithctl.
 *
 * A command gets its own words: argv[0] is its name. The settings are read,
 * and the database is configured as kith_ctl, opened with the first use
 * (transactions are the command's). It writes what was asked for to standard
 * output, what went wrong to standard error, and returns an exit status.
 */
#ifndef KITH_COMMANDS_H
#define KITH_COMMANDS_H

#include <stddef.h>

enum ctl_status {
	CTL_GOOD = 0,
	CTL_BAD = 1,		/* it did not work, or something is not well */
	CTL_USAGE = 2,		/* the command line or the settings are wrong */
};

/* bin/config_command.c */
int config_command(int argc, char **argv);
int keys_command(int argc, char **argv);

/* bin/schema_command.c */
int migrate_command(int argc, char **argv);
int grants_command(int argc, char **argv);

/* bin/access_command.c, bin/accounts_command.c, bin/account_command.c */
int access_table_command(int argc, char **argv);
int accounts_command(int argc, char **argv);
int account_add_command(int argc, char **argv);

/* bin/staff_command.c */
int staff_command(int argc, char **argv);

/* bin/bounce_command.c */
int bounce_command(int argc, char **argv);

/* bin/clean_command.c */
int clean_command(int argc, char **argv);

/* bin/inbox_command.c */
int inbox_command(int argc, char **argv);

/* bin/patients_command.c */
int patients_command(int argc, char **argv);

/* bin/import_command.c, bin/ccda_command.c */
int import_command(int argc, char **argv);
int ccda_command(int argc, char **argv);

/* bin/routes_command.c, bin/pages_command.c */
int routes_command(int argc, char **argv);
int error_pages_command(int argc, char **argv);

/* bin/audit_command.c, bin/doctor_command.c */
int audit_verify_command(int argc, char **argv);
int doctor_command(int argc, char **argv);

/*
 * One option of a command. With a value it may be written --name VALUE or
 * --name=VALUE; given more than once, the last counts, or each is added to
 * *list (NULL-ended, owned by the process).
 */
struct ctl_option {
	const char *name;	/* "--json"; NULL ends the array */
	const char **value;	/* takes a value */
	const char ***list;	/* takes a value, may be given again */
	int *flag;		/* takes none; set to 1 */
};

/*
 * Read the options of argv, from argv[1] on. Return the number of words left,
 * moved to argv[1..]; or -1 with a sentence on standard error if an option
 * isn't known or lacks its value. "--" ends the options.
 */
int ctl_options(int argc, char **argv, const struct ctl_option *);

/* Say how the command named argv[0] is used; return CTL_USAGE. */
int ctl_usage(char **argv);

/* The database users: "account", "home" ... "ctl"; NULL ends the array. */
extern const char *const ctl_programs[];

/* The settings file in use. */
extern const char *ctl_config_file;

/*
 * The folder of the FastCGI programs: what was given, or "../fcgi" from the
 * folder of this program, or where they were installed. Owned by ctx.
 */
const char *ctl_program_dir(const void *ctx, const char *given);

/* The names of the programs there, sorted, NULL at the end; owned by ctx. */
const char *const *ctl_program_names(const void *ctx, const char *dir);

/*
 * Run a program (argv[0] is its path) without a shell. Return what it wrote to
 * standard output, owned by ctx; *status is its exit status, -1 if it can't
 * be run or died.
 */
char *ctl_run(const void *ctx, const char *const *argv, int *status);

/* The folder of migrations and grants: as given, or "sql" beside view_dir. */
const char *ctl_sql_dir(const char *given);

#endif
