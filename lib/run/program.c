/* program.c: the life of a FastCGI program. */
#include "run/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "auth/access.h"
#include "base/config.h"
#include "base/key.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/supervise.h"
#include "db/db.h"
#include "run/dispatch.h"
#include "run/fastcgi.h"
#include "web/view.h"

/* A person waits for an answer: seconds after which nothing is tried again. */
enum { BACKLOG = 511, SYSTEMD_SOCKET = 3, PATIENCE = 8 };

/* What die() still says to the person who waits. */
static FCGX_Request *waiting;

struct worker {
	const struct program *program;
	int socket;
};

static void
apologize(void)
{
	static const char text[] = "Status: 500\r\n"
	    "Content-Type: text/html; charset=UTF-8\r\n\r\n"
	    "<!DOCTYPE html>\n<html lang=\"en-US\"><head><meta charset=\"UTF-8\">"
	    "<title>Something went wrong</title>"
	    "<link rel=\"stylesheet\" href=\"/static/kith.css\"></head>"
	    "<body class=\"entry\"><main class=\"wide\"><h1>Something went wrong"
	    " on our side</h1><p>Your record and your messages are safe. Please"
	    " go back and try again in a minute.</p>"
	    "<p><a class=\"btn\" href=\"/\">Go to the home page</a></p>"
	    "</main></body></html>\n";

	if (waiting == NULL || waiting->out == NULL)
		return;
	FCGX_PutStr(text, sizeof(text) - 1, waiting->out);
	FCGX_Finish_r(waiting);
}

static bool
do_nothing(void *arg)
{
	(void)arg;
	return true;
}

/*
 * A program is of one side: on the other nobody would be signed in, and the
 * routes of a patient would ask the wrong people.
 */
static void
check_sides(const struct program *p)
{
	const struct route *r;

	for (r = p->routes; r->path != NULL; r++)
		if (r->area != AREA_PUBLIC &&
		    access_is_for_staff(r->area) != p->is_staff)
			die("%s: %s is of the other side", p->name, r->path);
}

/* "/home/alive": for nginx and whoever watches; not on the public address. */
static bool
is_alive_request(const struct program *p, const struct inbound *in)
{
	size_t n = strlen(p->name);

	return in->path[0] == '/' && strncmp(in->path + 1, p->name, n) == 0 &&
	    strcmp(in->path + 1 + n, "/alive") == 0;
}

static struct req *
say_alive(const void *ctx, const struct inbound *in)
{
	static const char good[] = "ok\n", bad[] = "no database\n";
	bool there = db_transaction(DB_READ, do_nothing, NULL) != DB_AWAY;
	struct req *r = mem_new(ctx, struct req);

	r->in = in;
	r->status = there ? HTTP_OK : HTTP_UNAVAILABLE;
	r->content_type = "text/plain; charset=UTF-8";
	r->out = there ? good : bad;
	r->out_len = strlen(r->out);
	return r;
}

static void
serve_one(const struct program *p, FCGX_Request *f)
{
	void *ctx = mem_context(NULL);
	const struct inbound *in;
	enum http status;
	struct req *r;

	in = fastcgi_read(ctx, f, &status);
	if (status != HTTP_OK)
		r = dispatch_error(ctx, in, status);
	else if (is_alive_request(p, in))
		r = say_alive(ctx, in);
	else
		r = dispatch(ctx, in, p);
	fastcgi_drain(f);
	/* From here on an apology would stand in the middle of the answer. */
	waiting = NULL;
	fastcgi_write(f, r);
	log_request(NULL);
	talloc_free(ctx);
}

/* Statements and views, so that what is wrong shows at the start. */
static bool
prepare(const struct program *p)
{
	const char *const *const *list;
	const char *const *name;
	void *ctx = mem_context(NULL);
	bool there = true;
	xmlDoc *doc;

	for (list = p->sql; *list != NULL; list++)
		there = db_prepare(*list) && there;
	page_new(ctx, &doc);
	for (name = p->views; *name != NULL; name++)
		xmlFreeDoc(view_apply(*name, doc));
	xmlFreeDoc(view_apply("error", doc));
	talloc_free(ctx);
	return there;
}

/*
 * A worker is told to end by SIGTERM, which may come while it reads or writes:
 * libfcgi then gives up in the middle (its handlers are installed without
 * SA_RESTART). So the signal is held but while the worker waits.
 */
static void
hold_sigterm(void)
{
	sigset_t term;

	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, NULL);
}

/* Wait until somebody connects; false if the worker is told to end. */
static bool
wait_for_request(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	sigset_t none;

	sigemptyset(&none);
	return ppoll(&p, 1, NULL, &none) > 0;
}

static int
work(void *arg)
{
	const struct worker *w = arg;
	struct rlimit no_core = { 0, 0 };
	int64_t left = config()->requests_per_worker;
	FCGX_Request f;
	int rc;

	setrlimit(RLIMIT_CORE, &no_core);
	signal(SIGPIPE, SIG_IGN);
	hold_sigterm();
	prepare(w->program);
	if (FCGX_Init() != 0 || FCGX_InitRequest(&f, w->socket, 0) != 0)
		die("FastCGI can't be started");
	log_last_words(apologize);
	while (left > 0 && wait_for_request(w->socket)) {
		if ((rc = FCGX_Accept_r(&f)) == -EAGAIN)
			continue; /* another worker was faster */
		if (rc < 0)
			break;
		left--;
		f.keepConnection = 0; /* a worker waits for nobody */
		waiting = &f;
		serve_one(w->program, &f);
		FCGX_Finish_r(&f);
	}
	db_close();
	return 0;
}

/* Whether somebody listens there; a socket left by a crash has nobody. */
static bool
is_taken(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool taken = fd >= 0 && connect(fd,
	    (const struct sockaddr *)(const void *)address,
	    sizeof(*address)) == 0;

	if (fd >= 0)
		close(fd);
	return taken;
}

static int
listen_at(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (strlen(path) >= sizeof(address.sun_path))
		die("%s: a socket's path can't be that long", path);
	strcpy(address.sun_path, path);
	if (is_taken(&address))
		die("%s: another program listens there already", path);
	unlink(path);
	umask(0117);
	if (fd < 0 || bind(fd, (struct sockaddr *)(void *)&address,
	    sizeof(address)) != 0 || listen(fd, BACKLOG) != 0)
		die("%s: %s", path, strerror(errno));
	umask(0077);
	return fd;
}

static int
open_socket(const struct program *p)
{
	const char *given = getenv("LISTEN_FDS");
	socklen_t len = sizeof(int);
	int fd, listens = 0;
	char *path;

	if (given != NULL && strcmp(given, "1") == 0) {
		if (getsockopt(SYSTEMD_SOCKET, SOL_SOCKET, SO_ACCEPTCONN,
		    &listens, &len) != 0 || !listens)
			die("descriptor 3 is not a socket that listens");
		return SYSTEMD_SOCKET;
	}
	path = mem_fmt(NULL, "%s/%s.sock", config()->run_dir, p->name);
	fd = listen_at(path);
	talloc_free(path);
	return fd;
}

static void
read_settings(const struct program *p, const char *file)
{
	const struct config *c = config_read(file);
	struct db_config db = { .socket = c->database_socket,
	    .database = c->database_name,
	    .user = key_database_user(NULL, p->name),
	    .password = key_database_password(p->name),
	    .patience = PATIENCE };

	db_configure(&db);
}

static int
serve(const struct program *p)
{
	struct worker w = { .program = p, .socket = open_socket(p) };
	struct supervisor s = { .name = p->name,
	    .children = config()->workers,
	    .stop_seconds = config()->stop_seconds, .work = work, .arg = &w };

	/*
	 * Two workers wake for one connection: the second must not hang in
	 * accept().
	 */
	if (fcntl(w.socket, F_SETFL, O_NONBLOCK) != 0)
		die("the socket: %s", strerror(errno));
	return supervise(&s);
}

static int
usage(const struct program *p)
{
	fprintf(stderr, "usage: %s [--check] --config FILE | --routes\n",
	    p->name);
	return 2;
}

int
program_run(int argc, char **argv, const struct program *p)
{
	const char *file = NULL;
	bool check = false;
	int i;

	mem_wipe_freed();
	log_program(p->name);
	check_sides(p);
	if (sodium_init() < 0)
		die("libsodium can't be used");
	if (argc == 2 && strcmp(argv[1], "--routes") == 0) {
		route_print_all(stdout, p->routes);
		return 0;
	}
	for (i = 1; i < argc; i++)
		if (strcmp(argv[i], "--check") == 0)
			check = true;
		else if (strcmp(argv[i], "--config") == 0 && i + 1 < argc)
			file = argv[++i];
		else
			return usage(p);
	if (file == NULL)
		return usage(p);
	read_settings(p, file);
	if (check)
		return prepare(p) ? 0 : 1;
	return serve(p);
}
