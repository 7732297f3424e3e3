#!/bin/sh
# Each public header alone, in every dialect that a caller may have, and what its structs look like
# on other machines.
set -eu

here=$(dirname "$0")
include=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
tried=0 bad=0

# compiles COMPILER OPTION...: each header, with warnings being errors.
compiles() {
	command -v "$1" >/dev/null || {
		echo "there is no $1: left out: $*"
		return 0
	}
	for header in "$include"/certlint/*.h; do
		tried=$((tried + 1))
		printf '#include <certlint/%s>\n' "$(basename "$header")" >"$work/alone.h"
		# A system header's warnings are not ours; this one is no system header.
		"$@" -Werror -fsyntax-only -I"$include" "$work/alone.h" || {
			echo "FAIL: $*: $header" >&2
			bad=1
		}
	done
}

c='-x c -Wall -Wextra'
cxx='-x c++ -Wall -Wextra'
# shellcheck disable=SC2086
{
	# -Wpadded: where this is built, no struct has padding.
	compiles gcc $c -std=c89 -pedantic -Wpadded
	compiles gcc $c -std=c99 -pedantic -Wundef -Wshadow -Wstrict-prototypes -Wcast-qual
	compiles gcc $c -std=c11 -pedantic -Wundef -Wshadow -Wstrict-prototypes -Wconversion
	compiles g++ $cxx -std=c++98 -Wno-long-long
	compiles g++ $cxx -std=c++11 -pedantic -Wold-style-cast -Wuseless-cast
	compiles g++ $cxx -std=c++20 -pedantic -Wold-style-cast
	compiles clang $c -std=c89 -pedantic -Weverything -Wno-documentation \
		-Wno-documentation-unknown-command -Wno-reserved-identifier -Wno-unused-macros
	compiles clang++ $cxx -std=c++98
	compiles clang++ $cxx -std=c++11 -pedantic
	for target in i386-linux-gnu armv7-linux-gnueabihf aarch64-linux-gnu s390x-linux-gnu \
		x86_64-windows-gnu; do
		compiles clang $c --target=$target -ffreestanding -nostdlibinc -std=c99 -pedantic
	done
}
[ $tried -gt 0 ] || {
	echo "skipped: there is neither gcc nor clang"
	exit 77
}

# A struct that callers fill may not end in padding, whatever the machine: a field that grows into it
# is invisible, and garbage in it would be refused.  Those are the structs with an initialiser.
if command -v clang >/dev/null; then
	{
		for header in "$include"/certlint/*.h; do
			echo "#include <certlint/$(basename "$header")>"
		done
		cat "$include"/certlint/*.h | sed -n 's/^struct \(certlint_[a-z_]*\) {$/\1/p' |
			sed 's/.*/extern char size_of_&[sizeof(struct &)];/'
	} >"$work/sizes.c"
	cat "$include"/certlint/*.h |
		sed -n 's/.*define CERTLINT_[A-Z_]*_INIT { sizeof(struct \([a-z_]*\)).*/\1/p' |
		sort >"$work/filled"
	[ "$(wc -l <"$work/filled")" -ge 7 ] || {
		echo "FAIL: the headers' initialisers are not found" >&2
		exit 1
	}
	for target in x86_64-linux-gnu i386-linux-gnu armv7-linux-gnueabihf s390x-linux-gnu \
		x86_64-windows-gnu; do
		clang --target=$target -ffreestanding -nostdlibinc -std=c99 -Wpadded -fsyntax-only \
			-I"$include" "$work/sizes.c" 2>"$work/padding" || {
			cat "$work/padding" >&2
			exit 1
		}
		sed -n "s/.*padding size of 'struct \([a-z_]*\)'.*/\1/p" "$work/padding" | sort -u |
			comm -12 - "$work/filled" >"$work/ends"
		[ ! -s "$work/ends" ] || {
			echo "FAIL: on $target these end in padding: $(tr '\n' ' ' <"$work/ends")" >&2
			bad=1
		}
	done
	echo "the ends of $(wc -l <"$work/filled") structs: five targets"
fi
echo "$tried compilations"
exit $bad
