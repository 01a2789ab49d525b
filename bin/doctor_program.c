/* doctor_program.c: whether the FastCGI programs are complete and answer. */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/config.h"
#include "base/mem.h"
#include "commands.h"
#include "doctor.h"

enum { ANSWER_SECONDS = 5, PARTS_MAX = 512 };

/* FastCGI 1.0: record types, and the role of answering a request. */
enum { FCGI_BEGIN = 1, FCGI_PARAMS = 4, FCGI_STDIN = 5, FCGI_RESPONDER = 1 };

/* Each program's own look at its statements and views. */
void
check_programs(struct doctor *d)
{
	const char *const *name = ctl_program_names(d->ctx, d->programs);
	int status, bad = 0;

	if (*name == NULL) {
		problem(d, "programs: none in %s - name their folder with"
		    " --programs", d->programs);
		return;
	}
	for (; *name != NULL; name++) {
		const char *argv[] = { mem_fmt(d->ctx, "%s/%s", d->programs,
		    *name), "--check", "--config", ctl_config_file, NULL };

		ctl_run(d->ctx, argv, &status);
		if (status != 0) {
			problem(d, "program %s is not complete: see the line"
			    " above - are programs, views and tables of the"
			    " same version?", argv[0]);
			bad++;
		}
	}
	if (bad == 0)
		well("programs in %s: statements and views are complete",
		    d->programs);
}

static size_t
put_record(uint8_t *out, uint8_t type, const uint8_t *body, size_t len)
{
	const uint8_t head[8] = { 1, type, 0, 1, (uint8_t)(len >> 8),
	    (uint8_t)len, 0, 0 };

	memcpy(out, head, sizeof(head));
	if (len > 0)
		memcpy(out + sizeof(head), body, len);
	return sizeof(head) + len;
}

static size_t
put_parameter(uint8_t *out, const char *name, const char *value)
{
	size_t n = strlen(name), v = strlen(value);

	out[0] = (uint8_t)n;
	out[1] = (uint8_t)v;
	memcpy(out + 2, name, n);
	memcpy(out + 2 + n, value, v);
	return 2 + n + v;
}

/* GET /NAME/alive, as nginx would ask. */
static bool
ask(int fd, const char *name)
{
	static const uint8_t begin[8] = { 0, FCGI_RESPONDER };
	uint8_t body[PARTS_MAX], out[2 * PARTS_MAX];
	char path[64];
	size_t len, n;

	snprintf(path, sizeof(path), "/%s/alive", name);
	len = put_parameter(body, "REQUEST_METHOD", "GET");
	len += put_parameter(body + len, "REQUEST_URI", path);
	len += put_parameter(body + len, "REMOTE_ADDR", "127.0.0.1");
	n = put_record(out, FCGI_BEGIN, begin, sizeof(begin));
	n += put_record(out + n, FCGI_PARAMS, body, len);
	n += put_record(out + n, FCGI_PARAMS, NULL, 0);
	n += put_record(out + n, FCGI_STDIN, NULL, 0);
	return send(fd, out, n, MSG_NOSIGNAL) == (ssize_t)n;
}

/* Whether the answer says that all is well. */
static bool
is_alive(int fd)
{
	char text[4096];
	size_t len = 0;
	ssize_t n;

	while (len < sizeof(text) - 1 &&
	    (n = recv(fd, text + len, sizeof(text) - 1 - len, 0)) > 0)
		len += (size_t)n;
	return memmem(text, len, "ok\n", 3) != NULL;
}

static void
check_socket(struct doctor *d, const char *name)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	const struct timeval limit = { .tv_sec = ANSWER_SECONDS };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s/%s.sock",
	    config()->run_dir, name);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	if (connect(fd, (struct sockaddr *)(void *)&address,
	    sizeof(address)) != 0)
		problem(d, "program %s, %s: %s - start it", name,
		    address.sun_path, strerror(errno));
	else if (!ask(fd, name) || !is_alive(fd))
		problem(d, "program %s, %s: does not answer well - see its log",
		    name, address.sun_path);
	else
		well("program %s answers", name);
	close(fd);
}

void
check_sockets(struct doctor *d)
{
	const char *const *name = ctl_program_names(d->ctx, d->programs);

	for (; *name != NULL; name++)
		check_socket(d, *name);
}
