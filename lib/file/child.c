/* child.c: a file is looked at in a child of its own. */
#include "file/child.h"

#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"

enum {
	CPU_SECONDS = 20,
	CLOCK_SECONDS = 60,
	HEAP_BYTES = 128 << 20,
};

static void
limit(int what, rlim_t most)
{
	struct rlimit r = { most, most };

	if (setrlimit(what, &r) != 0)
		_exit(1);
}

/* Close all descriptors but these, which are put in order. */
static void
close_others(int *keep, size_t n)
{
	unsigned from = 0;
	size_t i, j;
	int fd;

	for (i = 1; i < n; i++)
		for (j = i; j > 0 && keep[j] < keep[j - 1]; j--) {
			fd = keep[j];
			keep[j] = keep[j - 1];
			keep[j - 1] = fd;
		}
	for (i = 0; i < n; i++) {
		if ((unsigned)keep[i] > from)
			close_range(from, (unsigned)keep[i] - 1, 0);
		from = (unsigned)keep[i] + 1;
	}
	close_range(from, ~0U, 0);
}

#ifndef __SANITIZE_ADDRESS__	/* which has a malloc() of its own */
/*
 * Let malloc() take all from a heap that is there in one piece and of huge
 * pages: to fault in 10 MB by pages of 4 KiB, again for each buffer, took more
 * time than all that is done with them.
 */
static void
make_room(void)
{
	const size_t page = (size_t)2 << 20;
	uintptr_t from = (uintptr_t)sbrk(0), to;
	void *volatile some;

	mallopt(M_MMAP_MAX, 0);
	mallopt(M_TRIM_THRESHOLD, INT_MAX);
	mallopt(M_TOP_PAD, HEAP_BYTES);
	some = malloc(page);
	free(some);
	mallopt(M_TOP_PAD, (int)page);
	to = (uintptr_t)sbrk(0);
	from = (from + page - 1) / page * page;
	if (from < to)
		madvise((void *)from, to - from, MADV_HUGEPAGE);
}
#endif

/*
 * Become small and alone. Without a new descriptor there is no file to open
 * and no connection to make. (A sanitizer's memory can't be bounded so.)
 */
static void
confine(int in, int out, int report)
{
	int keep[] = { STDERR_FILENO, in, out, report };

	log_last_words(NULL);
	signal(SIGTERM, SIG_DFL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	close_others(keep, sizeof(keep) / sizeof(keep[0]));
#ifndef __SANITIZE_ADDRESS__
	/* Above what a picture of FILE_MEGAPIXELS_MAX takes while it is turned. */
	limit(RLIMIT_AS, (rlim_t)1 << 30);
	make_room();
#endif
	limit(RLIMIT_CPU, CPU_SECONDS);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, CLEAN_BYTES_MAX);
	limit(RLIMIT_NOFILE, 0);
	alarm(CLOCK_SECONDS);
}

static bool
hash(int fd, struct report *r)
{
	size_t len;
	const uint8_t *bytes = check_map(fd, &len);

	if (bytes == NULL)
		return false;
	r->bytes = (int64_t)len;
	crypto_hash_sha256(r->sha256, bytes, len);
	check_unmap(bytes, len);
	return true;
}

/* The child's whole life; what the parent registered for its end is not run. */
static _Noreturn void
live(check *run, int in, int out, int report)
{
	struct checked c = { 0 };
	struct report r = { 0 };
	size_t len = 0;
	const uint8_t *bytes;

	confine(in, out, report);
	if ((bytes = check_map(in, &len)) == NULL)
		_exit(1);
	run(bytes, len, out, &c);
	r.trouble = c.trouble;
	r.width = c.width;
	r.height = c.height;
	r.preview_len = c.preview_len;
	if (r.trouble == TROUBLE_NONE && !hash(out, &r))
		_exit(1);
	_exit(check_write(report, &r, sizeof(r)) &&
	    check_write(report, c.preview, c.preview_len) ? 0 : 1);
}

bool
child_start(struct child *child, check *run, int in, int out)
{
	child->out = out;
	child->pid = 0;
	child->report = memfd_create("report", MFD_CLOEXEC);
	if (child->report >= 0)
		child->pid = fork();
	if (child->pid == 0 && child->report >= 0)
		live(run, in, out, child->report);
	if (child->pid > 0)
		return true;
	log_line(LOG_ERROR, "no child to look at a file: %s", strerror(errno));
	if (child->report >= 0)
		close(child->report);
	child->pid = 0;
	return false;
}

/* Whether it ended well. A crash is worth a look: the file may be hostile. */
static bool
ended_well(const struct child *child)
{
	int status;

	while (waitpid(child->pid, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	if (WIFSIGNALED(status))
		log_line(LOG_WARNING, "a child that looked at a file died of"
		    " signal %d", WTERMSIG(status));
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* A child that was taken over may write anything: only what fits is believed. */
static bool
is_sound(const struct report *r, int out)
{
	struct stat st;

	if ((unsigned)r->trouble > TROUBLE_LAST)
		return false;
	if (r->trouble != TROUBLE_NONE)
		return true;
	return fstat(out, &st) == 0 && r->bytes == st.st_size &&
	    r->bytes > 0 && r->bytes <= CLEAN_BYTES_MAX && r->width >= 0 &&
	    r->height >= 0 && r->preview_len <= PREVIEW_BYTES_MAX;
}

struct report
child_wait(const void *ctx, struct child *child, const uint8_t **preview)
{
	struct report r = { 0 };
	bool good = ended_well(child) &&
	    pread(child->report, &r, sizeof(r), 0) == (ssize_t)sizeof(r) &&
	    is_sound(&r, child->out);
	uint8_t *bytes;

	*preview = NULL;
	if (good && r.trouble == TROUBLE_NONE && r.preview_len > 0) {
		bytes = mem_array(ctx, uint8_t, r.preview_len);
		good = pread(child->report, bytes, r.preview_len,
		    sizeof(r)) == (ssize_t)r.preview_len;
		*preview = bytes;
	}
	close(child->report);
	child->pid = 0;
	if (!good)
		r = (struct report){ .trouble = TROUBLE_BROKEN };
	return r;
}
