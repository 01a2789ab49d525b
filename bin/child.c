/* child.c: the FastCGI programs, as kithctl finds and runs them. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "commands.h"

#ifndef KITH_LIBEXECDIR
#define KITH_LIBEXECDIR "/usr/local/libexec/kith"
#endif

const char *
ctl_program_dir(const void *ctx, const char *given)
{
	char self[PATH_MAX] = "", *slash;
	const char *beside;

	if (given != NULL)
		return given;
	if (readlink("/proc/self/exe", self, sizeof(self) - 1) > 0 &&
	    (slash = strrchr(self, '/')) != NULL) {
		*slash = '\0';
		beside = mem_fmt(ctx, "%s/../fcgi", self);
		if (access(beside, X_OK) == 0)
			return beside;
	}
	return KITH_LIBEXECDIR;
}

/* Names with a dot are left over from compiling. */
static int
may_be_program(const struct dirent *d)
{
	return strchr(d->d_name, '.') == NULL;
}

static bool
is_program(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    access(path, X_OK) == 0;
}

const char *const *
ctl_program_names(const void *ctx, const char *dir)
{
	struct dirent **entry;
	int i, entries = scandir(dir, &entry, may_be_program, alphasort);
	size_t n = 0;
	const char **names = mem_array(ctx, const char *,
	    (size_t)(entries < 0 ? 0 : entries) + 1);

	for (i = 0; i < entries; i++) {
		if (is_program(mem_fmt(names, "%s/%s", dir,
		    entry[i]->d_name)))
			names[n++] = mem_copy(names, entry[i]->d_name);
		free(entry[i]);
	}
	if (entries >= 0)
		free(entry);
	return names;
}

static char *
read_all(const void *ctx, int fd)
{
	char *text = mem_copy(ctx, ""), part[4096];
	ssize_t n;

	while ((n = read(fd, part, sizeof(part) - 1)) > 0 ||
	    (n < 0 && errno == EINTR))
		if (n > 0) {
			part[n] = '\0';
			text = mem_fmt(ctx, "%s%s", text, part);
		}
	return text;
}

static _Noreturn void
become(const char *const *argv, int out)
{
	dup2(out, STDOUT_FILENO);
	execv(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

char *
ctl_run(const void *ctx, const char *const *argv, int *status)
{
	int ends[2], how;
	char *text;
	pid_t pid;

	fflush(NULL);
	if (pipe2(ends, O_CLOEXEC) != 0 || (pid = fork()) < 0)
		die("%s: %s", argv[0], strerror(errno));
	if (pid == 0)
		become(argv, ends[1]);
	close(ends[1]);
	text = read_all(ctx, ends[0]);
	close(ends[0]);
	*status = waitpid(pid, &how, 0) == pid && WIFEXITED(how) &&
	    WEXITSTATUS(how) != 127 ? WEXITSTATUS(how) : -1;
	return text;
}
