#!/usr/bin/env bash
#
# style.sh: what a program can check of how our code looks. A line a rule, "ok",
# "not ok" (what breaks it before) or "skipped".
# shellcheck disable=SC2317 # rule calls them
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C.UTF-8
status=0

# rule NAME COMMAND...: the command prints what breaks the rule.
rule() {
	local name=$1 found
	shift
	found=$("$@")
	if [ -z "$found" ]; then
		printf 'ok %s\n' "$name"
	else
		printf '%s\nnot ok %s\n' "$found" "$name"
		status=1
	fi
}

in_c() {
	find lib fcgi bin t/unit t/fuzz -name '*.[ch]' -print0 2>/dev/null |
		xargs -0r "$@"
}

# A function begins with its name at the start of a line, the one before "{".
long_functions() {
	# shellcheck disable=SC2016
	in_c awk 'FNR == 1 { name = "" }
	    /^[a-z_][a-z0-9_]*\(/ { name = $0; sub(/\(.*/, "", name); at = FNR }
	    /^}/ && name != "" {
		if (FNR - at + 1 > 60)
			print FILENAME ":" at ": " name " has " FNR - at + 1 " lines"
		name = ""
	    }'
}

# long_files LIMIT FIND-ARGUMENT...
long_files() {
	local limit=$1
	shift
	find "$@" -print0 2>/dev/null | xargs -0r wc -l |
		awk -v limit="$limit" '$2 != "total" && $1 >= limit {
			print $2 ": " $1 " lines, the limit is " limit }'
}

wide_lines() {
	local file
	in_c printf '%s\n' | while read -r file; do
		expand "$file" | grep -nE '^.{89,}' | sed "s|^|$file:|"
	done
}

untidy_ends() {
	find . \( -name .git -o -name node_modules -o -name var -o -path './build*' \
		-o -name autom4te.cache \) -prune -o -type f \( -name '*.[ch]' \
		-o -name '*.sh' -o -name '*.mjs' -o -name '*.py' -o -name '*.sql' \
		-o -name '*.xsl' -o -name '*.css' -o -name '*.js' -o -name '*.md' \
		-o -name '*.conf*' -o -name dev \) -print0 |
		xargs -0r grep -nE '[[:blank:]]+$' --
}

two_returns() {
	in_c grep -nE '^(static )?(const )?(struct [a-z_]+|enum [a-z_]+|int|bool|void|char|size_t|int64_t) \*?[a-z_0-9]+\([^;]*$' |
		grep -v '\.h:'
}

queries_elsewhere() {
	in_c grep -nE '\bmysql_(real_)?query *\(' | grep -v '^lib/db/'
}

broken_xml() {
	find views -name '*.xsl' -print0 | xargs -0r xmllint --noout --nonet 2>&1
}

unknown_names_in_lock() {
	grep -nE '"resolved"' t/package-lock.json
}

shell_faults() {
	shellcheck -x dev dev.d/*.sh t/*.sh .ci/run sql/demo/accounts 2>/dev/null
}

# maybe TOOL rule...: skipped aloud where the tool is not there.
maybe() {
	if command -v "$1" >/dev/null; then
		"${@:2}"
	else
		printf 'skipped %s: %s is not installed\n' "$3" "$1"
	fi
}

rule 'no function has more than 60 lines' long_functions
rule 'files of fcgi/ stay under 400 lines' long_files 400 fcgi -name '*.[ch]'
rule 'files of lib/ and bin/ stay under 500 lines' \
	long_files 500 lib bin -name '*.[ch]'
rule 'C keeps to 80 columns, give or take a few' wide_lines
rule 'no blanks at the ends of lines' untidy_ends
rule 'the return type stands on its own line' two_returns
rule 'C is indented by tabs' in_c grep -nE '^ {8}'
rule 'no goto in fcgi/' grep -rnE '\bgoto\b' fcgi --include='*.c'
rule 'no xmlNewChild: it reads entities' in_c grep -nE '\bxmlNewChild *\([^)]'
rule 'no FCGX_FPrintF: it loses output' in_c grep -nE '\bFCGX_FPrintF *\([^)]'
rule 'SQL is sent by lib/db alone' queries_elsewhere
rule 'no strcat, sprintf, gets' \
	in_c grep -nE '\b(strcat|sprintf|vsprintf|gets) *\('
rule 'views escape what they show' \
	grep -rnE 'disable-output-escaping|(^|[^_[:alnum:]])document\([^)]' views --include='*.xsl'
# record-page.xsl is a file to keep, not a page of the portal.
rule 'views have no inline style or script' \
	grep -rniE '<(style|[^>]* (style|on[a-z]+)=")' views --include='*.xsl' \
	--exclude=record-page.xsl
rule 'the lock file names no registry' unknown_names_in_lock
maybe xmllint rule 'views are well-formed' broken_xml
maybe shellcheck rule 'shellcheck finds nothing' shell_faults
exit "$status"
