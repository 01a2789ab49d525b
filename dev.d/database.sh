# shellcheck shell=bash disable=SC2034
#
# database.sh: the private MariaDB of a stack. No network; root has no
# password, its socket lies in a directory of 0700.

database_socket() {
	printf '%s/mariadb.sock' "$SOCKETS"
}

# database_sql [ARGUMENT...]: SQL as the database's root.
database_sql() {
	mariadb --no-defaults --socket="$(database_socket)" --user=root "$@"
}

# The same settings that doc/operating.md asks of a real one, in small.
database_settings() {
	cat <<END
[mariadbd]
datadir = $DIR/mariadb
socket = $(database_socket)
pid_file = $SOCKETS/mariadb.pid
tmpdir = $DIR/tmp
skip_networking
character_set_server = utf8mb4
collation_server = utf8mb4_unicode_520_ci
sql_mode = STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION
default_time_zone = +00:00
innodb_snapshot_isolation = 1
innodb_lock_wait_timeout = 5
innodb_flush_log_at_trx_commit = 1
innodb_buffer_pool_size = 256M
innodb_log_file_size = 256M
log_bin = $DIR/mariadb/binlog
binlog_format = ROW
binlog_annotate_row_events = OFF
sync_binlog = 1
expire_logs_days = 2
max_binlog_size = 1G
max_allowed_packet = 64M
max_connections = 100
END
	[ "$(id -u)" -ne 0 ] || printf 'user = root\n'
}

database_make() {
	rm -rf "$DIR/mariadb"
	mkdir -p "$DIR/mariadb"
	chmod 700 "$DIR/mariadb"
	mariadb-install-db --no-defaults --datadir="$DIR/mariadb" \
		--user="$(id -un)" --auth-root-authentication-method=normal \
		--skip-test-db --skip-log-bin
}

database_start() {
	mkdir -p "$DIR/tmp"
	database_settings >"$DIR/mariadb.conf"
	start_daemon mariadb env "${CLOCK_ENV[@]}" mariadbd \
		--defaults-file="$DIR/mariadb.conf"
	wait_for mariadb 60 database_sql -e 'SELECT 1'
}

database_has_kith() {
	database_sql kith -e 'SELECT 1 FROM account LIMIT 1' >/dev/null 2>&1
}

# What a fresh start of a test file goes back to: a copy of every table.
database_keep_seed() {
	local table
	{
		# Generated columns make themselves: strict mode would refuse
		# their values.
		printf "SET sql_mode = '';\n"
		printf 'DROP DATABASE IF EXISTS kith_seed;\n'
		printf 'CREATE DATABASE kith_seed;\n'
		for table in $(database_tables); do
			printf 'CREATE TABLE kith_seed.%s LIKE kith.%s;\n' \
				"$table" "$table"
			printf 'INSERT INTO kith_seed.%s SELECT * FROM kith.%s;\n' \
				"$table" "$table"
		done
	} | database_sql
}

database_tables() {
	database_sql -BN -e "SELECT table_name FROM information_schema.tables
	    WHERE table_schema = 'kith' AND table_type = 'BASE TABLE'"
}
