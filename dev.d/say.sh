# shellcheck shell=bash disable=SC2034
#
# say.sh: what the person at the terminal sees.

say() {
	printf '%s\n' "$*"
}

fail() {
	printf 'dev: %s\n' "$*" >&2
	exit 1
}

# The last lines of a log, marked as such.
last_lines() {
	if [ -s "$1" ]; then
		printf '  last lines of %s:\n' "$1" >&2
		tail -n "${2:-25}" "$1" | sed 's/^/  | /' >&2
	fi
}

# step TEXT LOG COMMAND...: run a command that may take long. Its output goes
# to LOG; the terminal shows the text, a dot every few seconds, the time at the
# end. If it fails, so do we, with the log's last lines.
step() {
	local text=$1 log=$2 began=$SECONDS pid status=0
	shift 2
	mkdir -p "$(dirname "$log")"
	printf '%s ' "$text"
	"$@" >"$log" 2>&1 </dev/null &
	pid=$!
	dots "$pid" &
	wait "$pid" || status=$?
	kill "$!" 2>/dev/null || true
	wait "$!" 2>/dev/null || true
	if [ "$status" -ne 0 ]; then
		printf ' failed\n'
		last_lines "$log"
		return "$status"
	fi
	printf ' %d s\n' "$((SECONDS - began))"
}

# A dot at once and every three seconds for as long as a process lives.
dots() {
	while kill -0 "$1" 2>/dev/null; do
		printf '.'
		sleep 3
	done
}

# wait_until SECONDS COMMAND...: ask until it says yes, ten times a second.
wait_until() {
	local tries=$(($1 * 10))
	shift
	until "$@" >/dev/null 2>&1; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		sleep 0.1
	done
}
