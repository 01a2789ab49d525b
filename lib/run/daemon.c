/* daemon.c: the life of a program that nobody calls. */
#include "run/daemon.h"

#include <signal.h>
#include <sodium.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/config.h"
#include "base/key.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/supervise.h"
#include "db/db.h"

volatile bool daemon_stop;

static void
on_term(int signal_number)
{
	(void)signal_number;
	daemon_stop = true;
}

static int
work(void *arg)
{
	const struct daemon *d = arg;
	struct rlimit no_core = { 0, 0 };
	struct sigaction term = { .sa_handler = on_term };
	struct timespec pause = { 0 };
	const char *const *const *list;

	setrlimit(RLIMIT_CORE, &no_core);
	sigaction(SIGTERM, &term, NULL);
	signal(SIGPIPE, SIG_IGN);
	if (d->begin != NULL)
		d->begin();
	for (list = d->sql; *list != NULL; list++)
		db_prepare(*list);
	while (!daemon_stop) {
		pause.tv_sec = d->pass();
		if (pause.tv_sec > 0 && !daemon_stop)
			nanosleep(&pause, NULL);
	}
	if (d->end != NULL)
		d->end();
	db_close();
	return 0;
}

static void
use_settings(const struct daemon *d, const char *file)
{
	const struct config *c = config_read(file);
	struct db_config db = { .socket = c->database_socket,
	    .database = c->database_name,
	    .user = key_database_user(NULL, d->name),
	    .password = key_database_password(d->name) };
	void *ctx = mem_context(NULL);
	const char *why = d->refuse == NULL ? NULL : d->refuse(ctx);

	if (why != NULL)
		die("%s: %s", file, why);
	talloc_free(ctx);
	db_configure(&db);
}

int
daemon_run(int argc, char **argv, const struct daemon *d)
{
	struct supervisor s = { .name = d->child, .children = d->children,
	    .work = work, .arg = (void *)(uintptr_t)d };

	log_program(d->name);
	if (argc != 3 || strcmp(argv[1], "--config") != 0) {
		fprintf(stderr, "usage: kith-%s --config FILE\n", d->name);
		return 2;
	}
	if (sodium_init() < 0)
		die("libsodium can't be used");
	use_settings(d, argv[2]);
	if (s.children == 0)
		s.children = config()->workers;
	s.stop_seconds = config()->stop_seconds;
	return supervise(&s);
}
