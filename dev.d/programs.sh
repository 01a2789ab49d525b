# shellcheck shell=bash disable=SC2034
#
# programs.sh: the portal's own daemons, nginx and the mail sink of a stack.

# Every setting that a demonstration needs; its practice is invented.
write_settings() {
	# As t/smtp/sink.py knows it.
	printf 'secret\n' >"$DIR/text.token"
	cat >"$DIR/kith.conf" <<END
practice_name = Riverbend Family Medicine
practice_short_name = Riverbend
practice_phone = (802) 555-0142
practice_hours = Monday to Friday, 8 AM to 5 PM
practice_line = Main Street 12
practice_city = Waterbury
practice_state = VT
practice_postal_code = 05676
practice_npi = 1234567893
support_phone = (802) 555-0163
support_email = help@riverbend.example
billing_email = billing@riverbend.example
feedback_email = feedback@riverbend.example
time_zone = America/New_York
base_url = http://localhost:$PORT
database_socket = $(database_socket)
database_name = kith
key_dir = $DIR/keys
spool_dir = $DIR/spool
run_dir = $SOCKETS
view_dir = $TOP/views
password_list = $TOP/lib/auth/common-passwords.txt
smtp_url = smtp://127.0.0.1:$((PORT + 3))
smtp_tls = none
mail_from = Riverbend Family Medicine <portal@riverbend.example>
text_gateway = http://127.0.0.1:$((PORT + 1))
text_sid = ACdemo
text_token_file = $DIR/text.token
text_from = +18025550190
workers = $WORKERS
END
	# A test's own settings take the place of these.
	if [ -e "$DIR/kith.conf.extra" ]; then
		local key
		while IFS='= ' read -r key _; do
			sed -i "/^$key = /d" "$DIR/kith.conf"
		done <"$DIR/kith.conf.extra"
		cat "$DIR/kith.conf.extra" >>"$DIR/kith.conf"
	fi
}

# start_by_name NAME: any daemon but MariaDB, without waiting for its answer.
start_by_name() {
	local name=$1 nginx_env=("${CLOCK_ENV[@]}")
	# The tests move the clock of what has rules about time. nginx has none, and
	# loses connections at a reload under libfaketime, which it does not else.
	[ "$CLOCK" != +0 ] || nginx_env=()
	case $name in
	nginx)
		start_daemon nginx env "${nginx_env[@]}" nginx -e stderr \
			-p "$DIR/nginx" -c "$DIR/nginx/nginx.conf" ;;
	mail)
		start_daemon mail /usr/bin/python3 "$TOP/t/smtp/sink.py" \
			--dir "$DIR/mail" --smtp $((PORT + 3)) \
			--web $((PORT + 1)) --static "$TOP/views/static" ;;
	kith-*)
		start_daemon "$name" env "${PROGRAM_ENV[@]}" \
			"$BUILD/bin/$name" --config "$DIR/kith.conf" ;;
	*)
		start_daemon "$name" env "${PROGRAM_ENV[@]}" \
			"$BUILD/fcgi/$name" --config "$DIR/kith.conf" ;;
	esac
}

wait_by_name() {
	case $1 in
	nginx) wait_for nginx 20 http_is_ok $((PORT + 2)) /alive ;;
	mail) wait_for mail 20 http_is_ok $((PORT + 1)) /alive ;;
	mariadb) wait_for mariadb 60 database_sql -e 'SELECT 1' ;;
	kith-*) ;;
	*)
		# A killed one leaves its socket: ask through nginx if it is there.
		if pid_of nginx >/dev/null; then
			wait_for "$1" 30 http_is_ok $((PORT + 2)) "/$1/alive"
		else
			wait_for "$1" 30 test -S "$SOCKETS/$1.sock"
		fi ;;
	esac
}

# Whether each program answers through nginx, which runs by now.
wait_for_programs() {
	local name
	for name in "${PROGRAMS[@]}"; do
		wait_for "$name" 30 http_is_ok $((PORT + 2)) "/$name/alive"
	done
	for name in "${DAEMONS[@]}"; do
		wait_for "$name" 5 true
	done
}

# fill TEMPLATE: write a template of nginx/ with the stack's values.
fill() {
	local user='' ipv6=''
	[ "$(id -u)" -ne 0 ] || user='user root;'
	[ ! -e /proc/net/if_inet6 ] || ! grep -q '^0*1 ' /proc/net/if_inet6 ||
		ipv6="listen [::1]:$PORT"
	sed -e "s|@USER@|$user|" -e "s|@DIR@|$DIR|g" \
		-e "s|@CONF_DIR@|$TOP/nginx|g" -e "s|@RUN_DIR@|$SOCKETS|g" \
		-e "s|@VIEW_DIR@|$TOP/views|g" -e "s|@ERROR_ROOT@|$DIR/www|g" \
		-e "s|@LISTEN@|listen 127.0.0.1:$PORT|g" \
		-e "s|@LISTEN6@|${ipv6:-# no IPv6 here}|g" \
		-e "s|@HEALTH_LISTEN@|127.0.0.1:$((PORT + 2))|g" \
		-e "s|@SERVER_NAME@|localhost 127.0.0.1 [::1]|g" \
		-e "s|@SIGN_IN_RATE@|$SIGN_IN_RATE|g" \
		-e "s|@SIGN_IN_ALL@|$SIGN_IN_ALL|g" \
		-e "s|@SIGN_IN_BURST@|$SIGN_IN_BURST|g" \
		-e "s|@ACCESS_LOG@|$DIR/log/access.log|g" \
		-e "s|@CONNECTIONS@|$CONNECTIONS|g" "$TOP/nginx/$1"
}

write_nginx() {
	mkdir -p "$DIR/nginx/temp" "$DIR/www/error"
	chmod 700 "$DIR/nginx/temp"
	fill nginx.conf.in >"$DIR/nginx/nginx.conf"
	fill site.conf.in >"$DIR/nginx/site.conf"
}
