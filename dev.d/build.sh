# shellcheck shell=bash disable=SC2034
#
# build.sh: compile. Two builds: build/ as it is shipped, build-asan/ with
# AddressSanitizer and UBSan.

# Where the programs of a build are; KITH_BUILD names one that somebody made.
build_dir() {
	case $1 in
	normal) printf '%s' "${KITH_BUILD:-$TOP/build}" ;;
	asan) printf '%s' "${KITH_BUILD_ASAN:-$TOP/build-asan}" ;;
	esac
}

# build NAME [TARGET...]: all, and the targets.
build() {
	local dir name
	name=$(build_dir "$1")
	name=${name##*/}
	if [ -n "${KITH_BUILD:-}" ]; then
		say "Using the programs in $KITH_BUILD"
		return
	fi
	dir=$(build_dir "$1")
	mkdir -p "$dir"
	# One at a time: a demo and a test may be started together.
	(
		flock 9
		step "Compiling ($name)" "$VAR/log/$name.log" compile "$1" "$dir" "${@:2}"
	) 9>"$dir/.dev-lock" || fail "it does not compile"
}

compile() {
	local options=(-q)
	[ "$1" != asan ] || options+=(--with-sanitizers)
	if [ ! -x configure ] || [ configure.ac -nt configure ]; then
		autoreconf -fi || return
	fi
	cd "$2" || return
	if [ ! -e Makefile ]; then
		"$TOP/configure" "${options[@]}" || return
	fi
	make -j"$(nproc)" all "${@:3}"
}

# The FastCGI programs of a build, by name.
fcgi_programs() {
	local file
	for file in "$1"/fcgi/*; do
		case $file in *.*) continue ;; esac
		[ ! -f "$file" ] || [ ! -x "$file" ] || basename "$file"
	done
}
