# shellcheck shell=bash disable=SC2034
#
# tests.sh: ./dev test and ./dev bench. t/run.mjs runs the files and counts;
# here: what must be there before, and that nothing is left after.

run_tests() {
	local builds='' long=false files=()
	while [ $# -gt 0 ]; do
		case $1 in
		--asan) builds=asan ;;
		--no-asan) builds=normal ;;
		--long) long=true ;;
		-*) fail "test does not know '$1'; see ./dev help" ;;
		*) files+=("$1") ;;
		esac
		shift
	done
	# A file alone is quick; everything is thorough.
	[ -n "$builds" ] || [ ${#files[@]} -eq 0 ] || builds=normal
	test_prepare "${builds:-normal asan}" "$long" || test_not_begun
	test_run "${builds:-normal asan}" "${files[@]}"
}

test_prepare() (
	set -e
	packages=("${PACKAGES[@]}" "${TEST_PACKAGES[@]}")
	! $2 || packages+=("${FUZZ_PACKAGES[@]}")
	install_packages "${packages[@]}"
	install_node_modules
	for name in $1; do
		build "$name" check TESTS=
	done
	! $2 || build_fuzz
)

test_not_begun() {
	say '0 passed, 1 failed'
	exit 1
}

# test_run "BUILD..." [FILE...]
test_run() {
	local status=0
	TEST_DIR=$VAR/test-$$
	mkdir -p "$TEST_DIR"
	trap test_clean EXIT
	trap 'exit 130' INT TERM HUP
	KITH_LONG=$long node t/run.mjs "$TEST_DIR" "$1" "${@:2}" || status=$?
	exit "$status"
}

# What the runner started, whatever became of it. Logs stay if it failed.
test_clean() {
	local status=$? dir
	trap '' INT TERM HUP
	for dir in "$TEST_DIR"/*/; do
		[ ! -e "$dir/stack" ] || stack_down "$dir"
		rm -rf "$dir"/{mariadb,tmp,nginx/temp}
	done
	rm -rf "$VAR/test-last"
	mv "$TEST_DIR" "$VAR/test-last"
	exit "$status"
}

# Each file of t/bench but lib.mjs, on one stack.
run_bench() {
	local file
	install_packages "${PACKAGES[@]}" "${TEST_PACKAGES[@]}"
	install_node_modules
	build normal check TESTS=
	[ $# -gt 0 ] || set -- t/bench/*.mjs
	TEST_DIR=$VAR/bench-$$
	mkdir -p "$TEST_DIR"
	trap test_clean EXIT
	trap 'exit 130' INT TERM HUP
	stack_up "$TEST_DIR/normal" normal
	for file; do
		[ "${file##*/}" != lib.mjs ] || continue
		say "== $file"
		KITH_STACK=$TEST_DIR/normal node "$file"
	done
}

# The fuzz targets, t/fuzz/NAME.c each: clang builds the library anew for them.
build_fuzz() {
	step 'Compiling the fuzz targets' "$VAR/log/build-fuzz.log" compile_fuzz ||
		fail 'the fuzz targets do not compile'
}

compile_fuzz() {
	local source dir=$TOP/build-fuzz
	mkdir -p "$dir"
	cd "$dir" || return
	if [ ! -e Makefile ]; then
		"$TOP/configure" -q --with-sanitizers CC=clang \
			CFLAGS='-g -O1 -fsanitize=fuzzer-no-link -Wno-error' || return
	fi
	make -j"$(nproc)" lib/libkith.a || return
	for source in "$TOP"/t/fuzz/*.c; do
		# shellcheck disable=SC2046
		clang -std=gnu17 -g -O1 -fsanitize=fuzzer,address,undefined \
			-fno-sanitize-recover=all -I"$TOP/lib" "$source" \
			-o "$dir/fuzz-$(basename "$source" .c)" lib/libkith.a \
			$(pkg-config --cflags --libs fcgi libmariadb libcjson \
				libxml-2.0 libxslt libexslt libsodium libcrypto talloc \
				libutf8proc libcurl libarchive liboath libqrencode libpng \
				libturbojpeg libqpdf libfido2 pangocairo \
				cairo-pdf) || return
	done
}
