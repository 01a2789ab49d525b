# shellcheck shell=bash disable=SC2034
#
# install.sh: what a bare Debian 12 machine lacks. Only this needs root.

# What the portal and its demonstration need. The -core packages of MariaDB
# bring the programs without a system service.
PACKAGES=(build-essential autoconf automake pkg-config
	libfcgi-dev libmariadb-dev libcjson-dev libxml2-dev libxslt1-dev
	libtalloc-dev libsodium-dev libssl-dev libutf8proc-dev libcurl4-openssl-dev
	libarchive-dev zlib1g-dev libcmocka-dev
	liboath-dev libqrencode-dev libpng-dev libturbojpeg0-dev libqpdf-dev
	libfido2-dev libpango1.0-dev fonts-noto-core fonts-noto-cjk
	mariadb-server-core mariadb-client-core nginx
	libfaketime python3-aiosmtpd tzdata ca-certificates)

# What only the tests need. "package:command" is there if the command is.
TEST_PACKAGES=(nodejs:node npm:npm chromium:chromium
	chromium-headless-shell:chromium-headless-shell fonts-dejavu-core
	p7zip-full:7z poppler-utils:pdftotext clamav-daemon:clamd xsltproc:xsltproc python3-lxml libxml2-utils:xmllint openssl:openssl
	shellcheck:shellcheck)
FUZZ_PACKAGES=(clang:clang)

is_installed() {
	local package=${1%%:*} command=${1#*:}
	if [ "$command" != "$1" ]; then
		command -v "$command" >/dev/null
		return
	fi
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = \
		installed ]
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

apt_get() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
		-o DPkg::Lock::Timeout=300 "$@"
}

install_packages() {
	local package missing=()
	for package; do
		is_installed "$package" || missing+=("${package%%:*}")
	done
	[ ${#missing[@]} -gt 0 ] || return 0
	say "Missing: ${missing[*]}"
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null || fail "needs root once, or sudo:" \
			"apt-get install ${missing[*]}"
		# Here a password may be asked for; later nobody would see it.
		sudo -v || fail "sudo did not let us install them"
	fi
	step "Reading the package lists" "$VAR/log/apt-update.log" \
		apt_get update || fail "apt-get update failed"
	quietly_install "${missing[@]}" || fail "apt-get install failed"
}

# Debian starts and enables nginx when it is installed. That is not ours to
# want: the packages that we bring stay still.
quietly_install() {
	local policy=/usr/sbin/policy-rc.d status=0 new_nginx=false
	is_installed nginx || new_nginx=true
	if [ -e "$policy" ]; then
		policy=
	else
		printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
		as_root chmod 755 "$policy"
	fi
	step "Installing" "$VAR/log/apt-install.log" \
		apt_get install --no-install-recommends "$@" || status=$?
	[ -z "$policy" ] || as_root rm -f "$policy"
	if $new_nginx && [ -d /run/systemd/system ]; then
		as_root systemctl disable nginx >/dev/null 2>&1 || true
	fi
	return "$status"
}

# The tests' JavaScript, exactly as the lock file says; its scripts don't run.
install_node_modules() {
	local stamp=t/node_modules/.package-lock.json
	if [ ! -e "$stamp" ] || [ t/package-lock.json -nt "$stamp" ]; then
		step "Installing the tests' JavaScript" "$VAR/log/npm.log" \
			npm ci --prefix t --ignore-scripts --no-audit --no-fund ||
			fail "npm ci failed"
		touch "$stamp"
	fi
}
