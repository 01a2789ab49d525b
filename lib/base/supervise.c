/* supervise.c: a parent that keeps its children working. */
#include "base/supervise.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"

enum {			/* milliseconds */
	FIRST_PAUSE = 100,
	LONGEST_PAUSE = 30000,
	HEALTHY_LIFE = 60000,
	PROOF_OF_LIFE = 1000,
};

struct child {
	pid_t pid;		/* 0: none now */
	int64_t since;		/* its start */
	int64_t due;		/* pid 0: for the next; leaving: for SIGKILL */
	int64_t pause;		/* after the last crash; 0: there was none */
};

struct crew {
	const struct supervisor *s;
	struct child *child;	/* s->children of them, and two more: */
	struct child *fresh;	/* to take the place of next */
	struct child *leaving;	/* replaced, not yet gone */
	int64_t next;		/* to be replaced (SIGHUP); s->children: none */
};

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
watched_signals(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGCHLD);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGHUP);
}

/* In the new process: signals as a program has them at its start. */
static void
become_child(pid_t parent)
{
	sigset_t none;
	int i;

	for (i = 1; i < NSIG; i++)
		signal(i, SIG_DFL);
	sigemptyset(&none);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (getppid() != parent)
		_exit(1); /* it died before prctl() */
}

/* Count one more crash of a place: when may it be tried again? */
static void
back_off(struct child *c, int64_t now)
{
	if (c->pause == 0 || now - c->since >= HEALTHY_LIFE)
		c->pause = FIRST_PAUSE;
	else
		c->pause = c->pause * 2 < LONGEST_PAUSE ? c->pause * 2
		    : LONGEST_PAUSE;
	c->due = now + c->pause;
}

static void
start(const struct supervisor *s, struct child *c)
{
	pid_t parent = getpid();

	fflush(NULL); /* or the child writes it once more */
	c->since = now_ms();
	c->pid = fork();
	if (c->pid == 0) {
		become_child(parent);
		exit(s->work(s->arg));
	}
	if (c->pid > 0) {
		log_line(LOG_INFO, "%s %d started", s->name, (int)c->pid);
		return;
	}
	log_line(LOG_ERROR, "%s can't be started: %s", s->name,
	    strerror(errno));
	c->pid = 0;
	back_off(c, c->since);
}

static void
log_end(const char *name, pid_t pid, int status)
{
	if (WIFSIGNALED(status))
		log_line(LOG_ERROR, "%s %d died of signal %d", name, (int)pid,
		    WTERMSIG(status));
	else if (WEXITSTATUS(status) != 0)
		log_line(LOG_ERROR, "%s %d ended with status %d", name,
		    (int)pid, WEXITSTATUS(status));
	else
		log_line(LOG_INFO, "%s %d ended", name, (int)pid);
}

static bool
ended_well(int status)
{
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* One of the crew ended: its place is due again, now or after a pause. */
static void
place_is_free(struct child *c, int status)
{
	c->pid = 0;
	if (ended_well(status)) {
		c->pause = 0;
		c->due = 0;
	} else {
		back_off(c, now_ms());
	}
}

/* The new one has shown that it lives: the old one may go. */
static void
change_places(struct crew *crew)
{
	*crew->leaving = crew->child[crew->next];
	crew->child[crew->next++] = *crew->fresh;
	*crew->fresh = (struct child){ 0 };
	crew->leaving->due = now_ms() + crew->s->stop_seconds * 1000;
	if (crew->leaving->pid != 0)
		kill(crew->leaving->pid, SIGTERM);
}

static void
note_end_of_fresh(struct crew *crew, int status)
{
	crew->fresh->pid = 0;
	if (ended_well(status)) {
		change_places(crew);
	} else {
		log_line(LOG_ERROR, "the new %s died: the old ones stay",
		    crew->s->name);
		crew->next = crew->s->children;
	}
}

static void
note_end(struct crew *crew, pid_t pid, int status)
{
	int64_t i;

	log_end(crew->s->name, pid, status);
	if (pid == crew->leaving->pid)
		crew->leaving->pid = 0;
	else if (pid == crew->fresh->pid)
		note_end_of_fresh(crew, status);
	for (i = 0; i < crew->s->children; i++)
		if (crew->child[i].pid == pid)
			place_is_free(&crew->child[i], status);
}

static void
reap(struct crew *crew)
{
	pid_t pid;
	int status;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		note_end(crew, pid, status);
}

static void
start_due(struct crew *crew)
{
	int64_t i, now = now_ms();

	for (i = 0; i < crew->s->children; i++)
		if (crew->child[i].pid == 0 && crew->child[i].due <= now)
			start(crew->s, &crew->child[i]);
}

/* The next step of replacing one by one, if there is one now. */
static void
replace(struct crew *crew)
{
	int64_t now = now_ms();

	if (crew->leaving->pid != 0) {
		if (crew->leaving->due <= now) {
			kill(crew->leaving->pid, SIGKILL);
			crew->leaving->due = INT64_MAX;
		}
	} else if (crew->fresh->pid != 0) {
		if (now - crew->fresh->since >= PROOF_OF_LIFE)
			change_places(crew);
	} else if (crew->next < crew->s->children) {
		*crew->fresh = (struct child){ 0 };
		start(crew->s, crew->fresh);
		if (crew->fresh->pid == 0)
			crew->next = crew->s->children;
	}
}

static int64_t
earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* When something is to be done even if no signal comes. */
static int64_t
next_due(const struct crew *crew)
{
	int64_t i, due = INT64_MAX;

	for (i = 0; i < crew->s->children; i++)
		if (crew->child[i].pid == 0)
			due = earlier(due, crew->child[i].due);
	if (crew->leaving->pid != 0)
		due = earlier(due, crew->leaving->due);
	else if (crew->fresh->pid != 0)
		due = earlier(due, crew->fresh->since + PROOF_OF_LIFE);
	else if (crew->next < crew->s->children)
		due = 0;
	return due;
}

/* Sleep until a signal comes (returned) or the time is due (-1). */
static int
wait_until(int64_t due)
{
	int64_t ms = due == INT64_MAX ? INT64_MAX : due - now_ms();
	struct timespec t;
	sigset_t set;

	watched_signals(&set);
	if (ms == INT64_MAX)
		return sigwaitinfo(&set, NULL);
	if (ms < 0)
		ms = 0;
	t = (struct timespec){ .tv_sec = ms / 1000,
	    .tv_nsec = ms % 1000 * 1000000 };
	return sigtimedwait(&set, NULL, &t);
}

/* Send a signal to all that live. Return how many there are. */
static int
signal_all(const struct crew *crew, int signal_number)
{
	int64_t i;
	int n = 0;

	for (i = 0; i < crew->s->children + 2; i++)
		if (crew->child[i].pid != 0) {
			kill(crew->child[i].pid, signal_number);
			n++;
		}
	return n;
}

static void
stop(struct crew *crew)
{
	int64_t deadline = now_ms() + crew->s->stop_seconds * 1000;

	log_line(LOG_INFO, "stopping");
	signal_all(crew, SIGTERM);
	while (signal_all(crew, 0) > 0) {
		if (now_ms() >= deadline) {
			signal_all(crew, SIGKILL);
			deadline = INT64_MAX;
		}
		wait_until(deadline);
		reap(crew);
	}
	log_line(LOG_INFO, "stopped");
}

int
supervise(const struct supervisor *s)
{
	struct crew crew = { .s = s, .next = s->children };
	sigset_t set, before;
	int got = 0;

	crew.child = mem_array(NULL, struct child, (size_t)s->children + 2);
	crew.fresh = &crew.child[s->children];
	crew.leaving = &crew.child[s->children + 1];
	watched_signals(&set);
	sigprocmask(SIG_BLOCK, &set, &before);
	while (got != SIGTERM && got != SIGINT) {
		reap(&crew);
		start_due(&crew);
		replace(&crew);
		got = wait_until(next_due(&crew));
		if (got == SIGHUP)
			crew.next = 0;
	}
	stop(&crew);
	sigprocmask(SIG_SETMASK, &before, NULL);
	talloc_free(crew.child);
	return 0;
}
