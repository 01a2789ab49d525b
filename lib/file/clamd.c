/* clamd.c: asks the virus scanner clamd. */
#include "file/clamd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum {
	SEND_SECONDS = 10,
	ANSWER_SECONDS = 120,	/* as long as clamd may look at a file */
	ANSWER_MAX = 1024,
};

static const char COMMAND[] = "zINSTREAM";	/* with its NUL */

static bool
send_all(int fd, const void *bytes, size_t len)
{
	const char *s = bytes;
	ssize_t n;

	while (len > 0) {
		n = send(fd, s, len, MSG_NOSIGNAL);
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0) {
			s += n;
			len -= (size_t)n;
		}
	}
	return true;
}

static void
set_patience(int fd)
{
	struct timeval send_for = { .tv_sec = SEND_SECONDS };
	struct timeval wait_for = { .tv_sec = ANSWER_SECONDS };

	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &send_for, sizeof(send_for));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait_for, sizeof(wait_for));
}

int
clamd_begin(const char *socket_path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd;

	if (strlen(socket_path) >= sizeof(at.sun_path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	strcpy(at.sun_path, socket_path);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	set_patience(fd);
	if (connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0 &&
	    send_all(fd, COMMAND, sizeof(COMMAND)))
		return fd;
	close(fd);
	return -1;
}

bool
clamd_send(int fd, const void *bytes, size_t len)
{
	uint32_t size = htonl((uint32_t)len);

	/* a size of none would be the end */
	return len == 0 || (send_all(fd, &size, sizeof(size)) &&
	    send_all(fd, bytes, len));
}

/* Read to the NUL that ends an answer. False if there is none. */
static bool
receive(int fd, char answer[ANSWER_MAX])
{
	size_t len = 0;
	ssize_t n;

	while (len < ANSWER_MAX) {
		n = recv(fd, answer + len, ANSWER_MAX - len, 0);
		if (n == 0 || (n < 0 && errno != EINTR))
			return false;
		if (n > 0 && memchr(answer + len, '\0', (size_t)n) != NULL)
			return true;
		len += n > 0 ? (size_t)n : 0;
	}
	return false;
}

enum clamd
clamd_end(int fd, char virus[CLAMD_NAME_MAX])
{
	static const uint32_t last;
	char answer[ANSWER_MAX];
	enum clamd result = CLAMD_AWAY;

	*virus = '\0';
	if (send_all(fd, &last, sizeof(last)) && receive(fd, answer))
		result = clamd_read(answer, virus);
	close(fd);
	return result;
}

void
clamd_give_up(int fd)
{
	close(fd);
}

enum clamd
clamd_read(const char *answer, char virus[CLAMD_NAME_MAX])
{
	static const char start[] = "stream: ", found[] = " FOUND";
	const size_t start_len = sizeof(start) - 1;
	const size_t found_len = sizeof(found) - 1;
	size_t len = strlen(answer), n;

	*virus = '\0';
	if (strncmp(answer, start, start_len) != 0)
		return CLAMD_UNSURE;
	if (strcmp(answer + start_len, "OK") == 0)
		return CLAMD_CLEAN;
	if (len <= start_len + found_len ||
	    strcmp(answer + len - found_len, found) != 0)
		return CLAMD_UNSURE;
	n = len - start_len - found_len;
	n = n < CLAMD_NAME_MAX ? n : CLAMD_NAME_MAX - 1;
	memcpy(virus, answer + start_len, n);
	virus[n] = '\0';
	return CLAMD_INFECTED;
}
