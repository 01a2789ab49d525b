# shellcheck shell=bash disable=SC2034
#
# stack.sh: a private stack: MariaDB, the mail sink, the portal's programs and
# nginx, all beneath one directory:
#
#   stack       how it was started, in shell's form (see stack_save)
#   kith.conf   the portal's settings
#   keys/ mail/ log/ www/ nginx/ mariadb/
#   pid/NAME    "PID START": a daemon that we started; START tells it from a
#               later process with the same number
#
# Unix sockets lie in a short directory of /tmp, as their path has only 107
# bytes. The functions work on the stack in $DIR, with its settings in the
# variables of stack_save.

# What runs beside the FastCGI programs.
DAEMONS=(kith-courier kith-sealer kith-clerk kith-scanner)

# stack_open DIR: make DIR the stack that we work on.
stack_open() {
	mkdir -p "$1"
	DIR=$(cd "$1" && pwd -P)
	PORT='' BUILD='' SOCKETS='' CLOCK='' WORKERS=2
	SIGN_IN_RATE=60r/m SIGN_IN_ALL=1200r/m SIGN_IN_BURST=30 CONNECTIONS=40
	# shellcheck source=/dev/null
	[ ! -e "$DIR/stack" ] || . "$DIR/stack"
	KITHCTL="$BUILD/bin/kithctl"
	PROGRAMS=()
	[ -z "$BUILD" ] || mapfile -t PROGRAMS < <(fcgi_programs "$BUILD")
	stack_env
}

# PORT: the portal; +1 web view of mail and texts, and the gateway of these; +2
# health checks, +3 SMTP.
# BUILD: where the programs are. SOCKETS: where the sockets are.
# CLOCK: seconds that libfaketime adds to the time at the start; empty: without
# it.
stack_save() {
	local name
	KITHCTL="$BUILD/bin/kithctl"
	mapfile -t PROGRAMS < <(fcgi_programs "$BUILD")
	for name in PORT BUILD SOCKETS CLOCK WORKERS SIGN_IN_RATE \
	    SIGN_IN_ALL SIGN_IN_BURST CONNECTIONS; do
		printf '%s=%q\n' "$name" "${!name}"
	done >"$DIR/stack.new"
	mv "$DIR/stack.new" "$DIR/stack"
	[ -e "$DIR/clock" ] || printf '%s\n' "${CLOCK:-+0}" >"$DIR/clock"
	stack_env
}

kithctl() {
	env "${COMMAND_ENV[@]}" "$KITHCTL" --config "$DIR/kith.conf" "$@"
}

# The same for people and tests, with the stack's settings and time.
write_kithctl() {
	{
		printf '#!/bin/sh\nexec env'
		[ ${#COMMAND_ENV[@]} -eq 0 ] || printf ' %q' "${COMMAND_ENV[@]}"
		printf ' %q --config %q "$@"\n' "$KITHCTL" "$DIR/kith.conf"
	} >"$DIR/kithctl"
	chmod +x "$DIR/kithctl"
}

# --- daemons ---

# When a process started, in clock ticks since boot: field 22, counted after
# the name in brackets, which may hold blanks. A dead one (Z) did not.
start_of() {
	local line
	line=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
	line=${line##*) }
	# shellcheck disable=SC2086
	set -- $line
	[ "$1" != Z ] && printf '%s' "${20}"
}

# Print the pid of a daemon of this stack if it runs.
pid_of() {
	local pid start
	read -r pid start 2>/dev/null <"$DIR/pid/$1" || return 1
	[ "$(start_of "$pid")" = "$start" ] || return 1
	printf '%s' "$pid"
}

# start_daemon NAME COMMAND...: unless it runs already.
start_daemon() {
	local name=$1 pid
	shift
	! pid_of "$name" >/dev/null || return 0
	mkdir -p "$DIR/pid" "$DIR/log"
	# 9 is a lock of ours: a daemon must not keep it.
	setsid "$@" </dev/null >>"$DIR/log/$name.log" 2>&1 9>&- &
	pid=$!
	printf '%s %s\n' "$pid" "$(start_of "$pid")" >"$DIR/pid/$name"
	disown "$pid"
}

# stop_daemon NAME [SIGNAL]: ask it to end, insist after 40 seconds.
stop_daemon() {
	local name=$1 pid
	if pid=$(pid_of "$name"); then
		kill -"${2:-TERM}" "$pid" 2>/dev/null || true
		if ! wait_until 40 is_stopped "$name"; then
			say "$name does not end: killed"
			kill -KILL "$pid" 2>/dev/null || true
			wait_until 5 is_stopped "$name" || true
		fi
	fi
	rm -f "$DIR/pid/$name"
}

is_stopped() {
	! pid_of "$1"
}

# wait_for NAME SECONDS COMMAND...: until the daemon answers; if it ends
# before, or takes too long, fail with what it said.
wait_for() {
	local name=$1 seconds=$2
	shift 2
	wait_until "$seconds" answers_or_ended "$name" "$@" || true
	if ! pid_of "$name" >/dev/null || ! "$@" >/dev/null 2>&1; then
		last_lines "$DIR/log/$name.log"
		fail "$name did not start"
	fi
}

answers_or_ended() {
	! pid_of "$1" >/dev/null || "${@:2}"
}

# --- environment ---

# CLOCK_ENV: with a stack's own time. The offset is read from a file, at most
# once a second: a test may move the time of what runs. Times of files stay as
# they are: for them it takes a lock that a program's processes share, and one
# that a test kills with it leaves the others waiting for ever.
# PROGRAM_ENV: of the portal's daemons; COMMAND_ENV: of kithctl, which leaves
# its memory to the system when it ends. What the sanitizers report goes to
# files; a test run fails over one.
stack_env() {
	local said=log_path=$DIR/sanitizer/report:log_exe_name=1:quarantine_size_mb=4:thread_local_quarantine_size_kb=64:malloc_context_size=12:print_stacktrace=1
	CLOCK_ENV=()
	[ -z "$CLOCK" ] || CLOCK_ENV=(LD_PRELOAD="$(faketime_library)"
		FAKETIME_TIMESTAMP_FILE="$DIR/clock" NO_FAKE_STAT=1
		FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_CACHE_DURATION=0)
	PROGRAM_ENV=("${CLOCK_ENV[@]}")
	COMMAND_ENV=("${CLOCK_ENV[@]}")
	if is_asan; then
		mkdir -p "$DIR/sanitizer"
		said+=:verify_asan_link_order=0
		PROGRAM_ENV+=("ASAN_OPTIONS=$said" "UBSAN_OPTIONS=$said"
			"LSAN_OPTIONS=suppressions=$TOP/t/lsan.supp:print_suppressions=0")
		COMMAND_ENV+=("ASAN_OPTIONS=$said:detect_leaks=0"
			"UBSAN_OPTIONS=$said")
	fi
}

is_asan() {
	[ "$BUILD" = "$(build_dir asan)" ]
}

faketime_library() {
	local file
	for file in /usr/lib/*/faketime/libfaketime.so.1; do
		printf '%s' "$file"
	done
}

# How many seconds lie between now and this time of day on the given date.
offset_to() {
	local zone=America/New_York target
	target=$(TZ=$zone date -d "$1 $(TZ=$zone date +%T)" +%s) ||
		fail "not a date: $1"
	printf '%+d' "$((target - $(date +%s)))"
}

# --- ports ---

# Where a test's stack looks for its ports: below those that the system gives
# to outgoing connections (32768 and up, ip(7)), one of which would keep nginx
# from listening long after the port was found free.
random_port() {
	printf '%d' $((10000 + RANDOM % 4500 * 4))
}

is_port_free() {
	! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

are_ports_free() {
	is_port_free "$1" && is_port_free $(($1 + 1)) &&
		is_port_free $(($1 + 2)) && is_port_free $(($1 + 3))
}

# choose_port FIRST: the first of four free ports in a row.
choose_port() {
	local port
	for ((port = $1; port < $1 + 4000; port += 4)); do
		if are_ports_free "$port"; then
			printf '%d' "$port"
			return
		fi
	done
	fail "no four free ports above $1"
}

# The status of a GET of http://127.0.0.1:PORT/PATH, without any tool.
http_status() {
	local status=''
	exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
	printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
	read -r -t 10 _ status _ <&3 || true
	timeout 10 cat <&3 >/dev/null || true
	exec 3<&- 3>&-
	printf '%s' "${status%$'\r'}"
}

http_is_ok() {
	[ "$(http_status "$1" "$2" 2>/dev/null)" = 200 ]
}
