#!/usr/bin/env bash
#
# clean-room.sh [DIR [COMMAND]]: a bare Debian 12 in DIR (made with debootstrap
# if it is not there), a copy of this working copy in it, and the command run
# there: ./dev demo, ./dev stop and ./dev test without one. As root. Packages
# come from where this machine gets its own.
set -euo pipefail

TOP=$(cd "$(dirname "$0")/.." && pwd -P)
DIR=${1:-$TOP/var/clean-room}
COMMAND=${2:-'time ./dev demo --port 18080 && ./dev stop && time ./dev test'}
ROOT=$DIR/root
HOME_IN_ROOT=/root/kith

# Where this machine has Debian 12's main packages from.
mirror() {
	# shellcheck disable=SC2016 # apt fills these in
	apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' \
		'Created-By: Packages' |
		awk '$2 == "bookworm" && $3 == "main" { print $1; exit }'
}

make_root() {
	[ ! -e "$ROOT/etc/debian_version" ] || return 0
	mkdir -p "$ROOT"
	debootstrap --variant=minbase bookworm "$ROOT" "$(mirror)"
}

# What this machine needs to reach packages, the other needs as well.
copy_settings() {
	rm -rf "$ROOT/etc/apt/sources.list" "$ROOT/etc/apt/sources.list.d"
	local it
	for it in /etc/apt/sources.list /etc/apt/sources.list.d \
	    /etc/apt/apt.conf /etc/apt/auth.conf.d /etc/apt/keyrings \
	    /usr/share/keyrings /usr/local/share/ca-certificates \
	    /etc/resolv.conf /etc/hosts /root/.npmrc; do
		[ ! -e "$it" ] || (cd / && tar -chf - ".$it") | tar -C "$ROOT" -xf -
	done
	(grep -rliE 'proxy|::https?::' /etc/apt/apt.conf.d || true) |
		while read -r it; do cp "$it" "$ROOT/etc/apt/apt.conf.d/"; done
	[ ! -e /etc/ssl/certs/ca-certificates.crt ] ||
		cp /etc/ssl/certs/ca-certificates.crt "$ROOT/etc/clean-room-ca.crt"
}

# What git knows or would know; where there is no git, all but what is made.
list_tree() {
	if [ -e .git ]; then
		git ls-files -z --cached --others --exclude-standard
	else
		find . \( -name var -o -name node_modules -o -path './build*' \
			-o -name autom4te.cache -o -name configure \) -prune \
			-o -type f -print0
	fi
}

copy_tree() {
	rm -rf "${ROOT:?}$HOME_IN_ROOT"
	mkdir -p "$ROOT$HOME_IN_ROOT"
	cd "$TOP"
	list_tree | tar --null -T - --ignore-failed-read -cf - |
		tar -C "$ROOT$HOME_IN_ROOT" -xf -
}

mount_all() {
	trap unmount_all EXIT
	mount -t proc proc "$ROOT/proc"
	mount --rbind /dev "$ROOT/dev"
	mount --make-rslave "$ROOT/dev"
}

unmount_all() {
	umount -l "$ROOT/proc" 2>/dev/null || true
	umount -l -R "$ROOT/dev" 2>/dev/null || true
}

run_inside() {
	local name keep=()
	for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY \
	    NO_PROXY npm_config_registry NPM_CONFIG_REGISTRY; do
		[ -z "${!name:-}" ] || keep+=("$name=${!name}")
	done
	[ ! -e "$ROOT/etc/clean-room-ca.crt" ] ||
		keep+=(NODE_EXTRA_CA_CERTS=/etc/clean-room-ca.crt
			npm_config_cafile=/etc/clean-room-ca.crt)
	chroot "$ROOT" env -i HOME=/root TERM="${TERM:-dumb}" LANG=C.UTF-8 \
		PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		"${keep[@]}" bash -c "cd $HOME_IN_ROOT && $COMMAND"
}

[ "$(id -u)" -eq 0 ] || { echo 'clean-room.sh: needs root' >&2 && exit 2; }
make_root
copy_settings
copy_tree
mount_all
run_inside
