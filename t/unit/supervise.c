/* supervise.c: a parent replaces what dies, rolls on SIGHUP, stops on SIGTERM. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/supervise.h"

/* How long a birth that is due at once may take on a machine at work. */
enum { BIRTH_MS = 5000 };

/* Children write their process id here when they begin. */
static int births[2];

static void
sleep_ms(long ms)
{
	struct timespec t = { .tv_sec = ms / 1000,
	    .tv_nsec = ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

static void
announce(void)
{
	pid_t me = getpid();

	if (write(births[1], &me, sizeof(me)) != sizeof(me))
		_exit(3);
}

static int
work_for_ever(void *arg)
{
	(void)arg;
	announce();
	for (;;)
		pause();
	return 0;
}

static int
work_deaf(void *arg)
{
	signal(SIGTERM, SIG_IGN);
	return work_for_ever(arg);
}

static int
work_and_retire(void *arg)
{
	(void)arg;
	announce();
	sleep_ms(20);
	return 0;
}

static int
work_and_crash(void *arg)
{
	(void)arg;
	announce();
	return 1;
}

/* The id of the child born next, or 0 if there is none within ms. */
static pid_t
next_birth(int ms)
{
	struct pollfd p = { .fd = births[0], .events = POLLIN };
	pid_t pid;

	if (poll(&p, 1, ms) != 1 ||
	    read(births[0], &pid, sizeof(pid)) != sizeof(pid))
		return 0;
	return pid;
}

static int
births_within(int ms)
{
	struct timespec a, b;
	int n = 0, left = ms;

	clock_gettime(CLOCK_MONOTONIC, &a);
	while (left > 0) {
		n += next_birth(left) != 0;
		clock_gettime(CLOCK_MONOTONIC, &b);
		left = ms - (int)((b.tv_sec - a.tv_sec) * 1000 +
		    (b.tv_nsec - a.tv_nsec) / 1000000);
	}
	return n;
}

static pid_t
start_parent(int (*work)(void *), int children)
{
	struct supervisor s = { "worker", children, 1, work, NULL };
	pid_t pid;

	assert_int_equal(pipe(births), 0);
	pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDERR_FILENO);
		_exit(supervise(&s));
	}
	close(births[1]);
	return pid;
}

/* End it. Return its status; all its children are gone when the pipe ends. */
static int
stop_parent(pid_t parent)
{
	int status;
	pid_t pid;

	kill(parent, SIGTERM);
	assert_int_equal(waitpid(parent, &status, 0), parent);
	while (read(births[0], &pid, sizeof(pid)) > 0)
		continue;
	close(births[0]);
	return status;
}

static void
a_killed_child_is_replaced(void **state)
{
	pid_t parent = start_parent(work_for_ever, 2), first, second;

	(void)state;
	first = next_birth(BIRTH_MS);
	second = next_birth(BIRTH_MS);
	assert_true(first != 0 && second != 0);
	kill(first, SIGKILL);
	assert_true(next_birth(BIRTH_MS) != 0);
	assert_int_equal(kill(second, 0), 0);
	assert_int_equal(stop_parent(parent), 0);
}

static void
a_retired_child_is_replaced_at_once(void **state)
{
	pid_t parent = start_parent(work_and_retire, 1);
	int i;

	(void)state;
	/* With pauses that grow, the seventh would take longer. */
	for (i = 0; i < 10; i++)
		assert_true(next_birth(BIRTH_MS) != 0);
	assert_int_equal(stop_parent(parent), 0);
}

static void
a_crashing_child_is_replaced_ever_more_slowly(void **state)
{
	pid_t parent = start_parent(work_and_crash, 1);
	int n = births_within(2000);

	(void)state;
	assert_in_range(n, 4, 5); /* at 0, 0.1, 0.3, 0.7, 1.5 s */
	assert_int_equal(stop_parent(parent), 0);
}

static void
a_deaf_child_is_killed_at_a_stop(void **state)
{
	pid_t parent = start_parent(work_deaf, 2);

	(void)state;
	next_birth(BIRTH_MS);
	next_birth(BIRTH_MS);
	assert_int_equal(stop_parent(parent), 0);
}

static void
hangup_replaces_one_after_the_other(void **state)
{
	pid_t parent = start_parent(work_for_ever, 2), old[2], fresh;
	int i;

	(void)state;
	for (i = 0; i < 2; i++)
		old[i] = next_birth(BIRTH_MS);
	kill(parent, SIGHUP);
	for (i = 0; i < 2; i++) {
		fresh = next_birth(3000);
		assert_true(fresh != 0 && fresh != old[0] && fresh != old[1]);
		if (i == 0) /* its turn comes a second later at the earliest */
			assert_int_equal(kill(old[1], 0), 0);
	}
	sleep_ms(1500);
	assert_int_equal(kill(old[0], 0), -1);
	assert_int_equal(kill(old[1], 0), -1);
	assert_int_equal(births_within(200), 0);
	assert_int_equal(stop_parent(parent), 0);
}

static void
children_go_when_the_parent_is_killed(void **state)
{
	pid_t parent = start_parent(work_for_ever, 2), pid;

	(void)state;
	next_birth(BIRTH_MS);
	next_birth(BIRTH_MS);
	kill(parent, SIGKILL);
	waitpid(parent, NULL, 0);
	assert_int_equal(read(births[0], &pid, sizeof(pid)), 0);
	close(births[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_killed_child_is_replaced),
		cmocka_unit_test(a_retired_child_is_replaced_at_once),
		cmocka_unit_test(a_crashing_child_is_replaced_ever_more_slowly),
		cmocka_unit_test(a_deaf_child_is_killed_at_a_stop),
		cmocka_unit_test(hangup_replaces_one_after_the_other),
		cmocka_unit_test(children_go_when_the_parent_is_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
