# shellcheck shell=bash disable=SC2034
#
# demo.sh: ./dev demo, stop and logs; the stack-* commands that t/ uses.

# --- the stack as a whole ---

# Take four ports, at best from the given one, and hold them: the mail sink
# listens before the lock is given back.
stack_take_ports() {
	exec 9>"${TMPDIR:-/tmp}/kith-ports-$(id -u).lock"
	flock 9
	if [ -z "$PORT" ] || ! are_ports_free "$PORT"; then
		PORT=$(choose_port "${1:-8080}")
	fi
	stack_save
	start_by_name mail
	wait_by_name mail
	exec 9>&-
}

# stack_start FIRST_PORT: start what the stack in DIR lacks, and load it.
stack_start() {
	mkdir -p "$DIR"/{log,pid,mail,keys,spool,www/error}
	chmod 700 "$DIR/keys" "$DIR/spool"
	if [ ! -d "$SOCKETS" ] || [ ! -O "$SOCKETS" ]; then
		SOCKETS=$(mktemp -d "${TMPDIR:-/tmp}/kith-XXXXXX")
	fi
	pid_of mail >/dev/null || stack_take_ports "$1"
	stack_save
	write_settings
	write_nginx
	write_kithctl
	stack_fill
	local name
	for name in "${PROGRAMS[@]}" "${DAEMONS[@]}" nginx; do
		start_by_name "$name"
	done
	wait_by_name nginx
	wait_for_programs
}

# The database with schema, users and the demonstration practice. What an
# interrupted first start left is made anew.
stack_fill() {
	[ -e "$DIR/loaded" ] || database_stop_and_make
	database_start
	step 'Preparing the database' "$DIR/log/migrate.log" stack_migrate ||
		fail 'the database could not be prepared'
	if [ ! -e "$DIR/loaded" ]; then
		step 'Loading the demonstration practice' \
			"$DIR/log/import.log" stack_import ||
			fail 'the demonstration practice could not be loaded'
		touch "$DIR/loaded"
	fi
}

database_stop_and_make() {
	stop_daemon mariadb
	step 'Making a private database' "$DIR/log/mariadb-install.log" \
		database_make || fail 'MariaDB could not be set up'
}

stack_migrate() {
	kithctl keys && kithctl migrate &&
		kithctl grants && kithctl error-pages "$DIR/www/error"
}

# The practice's charts, as they were on the day they were written: they are
# moved so that this day is today. Then its inbox, and its accounts, each as
# sql/demo/accounts makes it; what that prints is shown to whoever starts the
# demonstration.
stack_import() {
	local charts
	mapfile -t charts < <(find "$TOP/sql/demo" -name '*.json' \
		! -name practice.json ! -name inbox.json | sort)
	kithctl import --as-of 2026-11-22 \
		"$TOP/sql/demo/practice.json" "${charts[@]}" || return
	kithctl inbox "$TOP/sql/demo/inbox.json" || return
	[ ! -e "$TOP/sql/demo/accounts" ] ||
		"$TOP/sql/demo/accounts" "$DIR/kithctl" "$DIR/staff.key" \
			"http://localhost:$PORT" >"$DIR/accounts.txt"
}

# End every daemon that we started, in the order that loses nothing.
stack_stop() {
	local name
	for name in nginx "${PROGRAMS[@]}" "${DAEMONS[@]}"; do
		kill -TERM "$(pid_of "$name")" 2>/dev/null || true
	done
	for name in nginx "${PROGRAMS[@]}" "${DAEMONS[@]}" mail \
	    mariadb; do
		stop_daemon "$name"
	done
	[ -z "$SOCKETS" ] || rm -rf "$SOCKETS"
}

# --- what people call ---

demo() {
	local dir=$VAR/demo port='' today='' fresh=false clock
	while [ $# -gt 0 ]; do
		case $1 in
		--dir) dir=${2:?--dir needs a directory} && shift ;;
		--port) port=${2:?--port needs a number} && shift ;;
		--today) today=${2:?--today needs a date} && shift ;;
		--fresh) fresh=true ;;
		*) fail "demo does not know '$1'; see ./dev help" ;;
		esac
		shift
	done
	install_packages "${PACKAGES[@]}"
	build normal
	stack_open "$dir"
	stack_stop
	clock=$CLOCK
	if $fresh; then
		clock=''
		rm -rf "$DIR"/{mariadb,mail,keys,loaded,messages,accounts.txt,staff.key}
	fi
	[ -z "$today" ] || clock=$(offset_to "$today")
	[ -z "$port" ] || are_ports_free "$port" ||
		fail "ports $port to $((port + 3)) are not all free"
	PORT=${port:-$PORT} CLOCK=$clock BUILD=$(build_dir normal)
	rm -f "$DIR/clock"
	trap 'say "./dev stop$(demo_option) ends what runs already."' EXIT
	stack_start 8080
	demo_messages
	trap - EXIT
	demo_print
}

# What families and the practice wrote to each other, and whom they gave access,
# once: only for people to look at, so tests begin with an empty inbox.
demo_messages() {
	[ ! -e "$DIR/messages" ] || return 0
	step 'Loading the conversations' "$DIR/log/messages.log" \
		demo_load_messages || fail 'the conversations could not be loaded'
	touch "$DIR/messages"
}

demo_load_messages() {
	cat "$TOP/sql/demo/"{family,messages,documents}.sql | database_sql kith
}

# How the other commands name this demonstration.
demo_option() {
	[ "$DIR" = "$VAR/demo" ] || printf ' --dir %q' "$DIR"
}

demo_print() {
	local option
	option=$(demo_option)
	say ''
	say "The portal   http://localhost:$PORT"
	say "Its mail     http://localhost:$((PORT + 1))"
	[ -z "$CLOCK" ] || say "Its clock    $(env "${CLOCK_ENV[@]}" date)"
	if [ -s "$DIR/accounts.txt" ]; then
		say ''
		cat "$DIR/accounts.txt"
	fi
	say ''
	say "./dev stop$option ends it, ./dev logs$option shows what it says."
}

demo_stop() {
	open_given "$@"
	stack_stop
	say "Stopped; the data stays in $DIR"
}

# The 6 digits that the authenticator apps of the demonstration would show, at the demonstration's time.
demo_code() {
	open_given "$@"
	[ -s "$DIR/staff.key" ] || fail "no staff in $DIR"
	env "${CLOCK_ENV[@]}" python3 - "$DIR/staff.key" <<'END'
import base64, hmac, struct, sys, time

with open(sys.argv[1]) as file:
    key = base64.b32decode(file.read().strip())
mac = hmac.digest(key, struct.pack('>Q', int(time.time()) // 30), 'sha1')
at = mac[-1] & 15
number = struct.unpack('>I', mac[at:at + 4])[0] & 0x7fffffff
print('%06d' % (number % 1000000))
END
}

demo_logs() {
	open_given "$@"
	exec tail -n 20 -F "$DIR"/log/*.log
}

# [--dir DIR]: a stack that is there.
open_given() {
	local dir=$VAR/demo
	[ "${1:-}" != --dir ] || dir=${2:?--dir needs a directory}
	[ -e "$dir/stack" ] || fail "no demo in $dir"
	stack_open "$dir"
}

# --- what the tests call: stack-up DIR [asan] and so on ---

# With the build's name it is made; without, what is missing of it is started.
# Its limits are out of the way, its clock can be moved.
stack_up() {
	stack_open "$1"
	if [ -n "${2:-}" ]; then
		BUILD=$(build_dir "$2") CLOCK=+0 SIGN_IN_RATE=6000r/m
		SIGN_IN_ALL=6000r/m SIGN_IN_BURST=5000 CONNECTIONS=1000
	fi
	stack_start "$(random_port)"
	if [ ! -e "$DIR/seeded" ]; then
		database_keep_seed
		touch "$DIR/seeded"
	fi
}

stack_down() {
	stack_open "$1"
	stack_stop
}

# stack-start-one DIR NAME: a daemon. stack-stop-some DIR NAME...: at once.
stack_start_one() {
	stack_open "$1"
	write_settings
	if [ "$2" = mariadb ]; then
		database_start
		return
	fi
	start_by_name "$2"
	wait_by_name "$2"
}

stack_stop_some() {
	local name
	stack_open "$1"
	for name in "${@:2}"; do
		stop_daemon "$name" &
	done
	wait
}

# stack-nginx DIR NAME=VALUE...: other limits.
stack_nginx() {
	stack_open "$1"
	local pair
	for pair in "${@:2}"; do
		case $pair in
		SIGN_IN_RATE=* | SIGN_IN_ALL=* | SIGN_IN_BURST=* | CONNECTIONS=*)
			printf -v "${pair%%=*}" '%s' "${pair#*=}" ;;
		*) fail "nginx has no variable ${pair%%=*}" ;;
		esac
	done
	stack_save
	write_nginx
	stop_daemon nginx
	start_by_name nginx
	wait_by_name nginx
}
