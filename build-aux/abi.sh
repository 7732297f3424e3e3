#!/bin/sh
# Compare the ABI of a built libcertlint.so with that of the last release tag, which is built for it.
#
#	build-aux/abi.sh [BUILD]		BUILD is a build folder, else build
#	build-aux/abi.sh LIBRARY INCLUDE OLD_LIBRARY OLD_INCLUDE
#
# New functions, new enumerators and new members at the ends of structs are what releases may bring;
# anything else is refused, with status 1.  Without a tag, without abidiff or without git there is
# nothing to compare: that is said, and is no failure.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)

pass() {
	echo "abi: not compared: $*"
	exit 0
}

command -v abidiff >/dev/null || pass "there is no abidiff (package abigail-tools)"

# Enumerators, with their numbers: functions take them as int, so that no type leads abidiff to them.
enumerators() {
	cat "$1"/certlint/*.h | grep -oE '\bCERTLINT_[A-Z0-9_]+ = -?[0-9]+' | sort -u
}

compare_enumerators() {
	work_enum=$(mktemp -d)
	enumerators "$1" >"$work_enum/new"
	enumerators "$2" >"$work_enum/old"
	comm -13 "$work_enum/new" "$work_enum/old" >"$work_enum/lost"
	lost=$(cat "$work_enum/lost")
	rm -r "$work_enum"
	[ -z "$lost" ] || {
		printf 'abi: these enumerators went or have another number:\n%s\n' "$lost" >&2
		exit 1
	}
}

# compare LIBRARY INCLUDE OLD_LIBRARY OLD_INCLUDE
compare() {
	compare_enumerators "$2" "$4"
	for library in "$1" "$3"; do
		[ -e "$library" ] || {
			echo "abi: there is no $library" >&2
			exit 1
		}
		# Without the types nothing but names would be compared.
		readelf -S "$library" | grep -q '\.debug_info' || {
			echo "abi: $library has no debug information" >&2
			exit 1
		}
	done
	# What no public header defines is private, and may change.
	status=0
	abidiff --headers-dir1 "$4" --headers-dir2 "$2" --drop-private-types --no-added-syms \
		--suppressions "$here/tests/api/allowed.abignore" "$3" "$1" || status=$?
	[ "$status" = 0 ] || {
		echo "abi: programs built with the last release would break (abidiff: $status)" >&2
		exit 1
	}
	echo "abi: programs built with the last release still run"
}

if [ $# = 4 ]; then
	compare "$@"
	exit 0
fi

build=${1:-$here/build}
cd "$here"
command -v git >/dev/null || pass "there is no git"
tag=$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null) || pass "there is no release tag"
major=$(sed -n 's/.*define CERTLINT_VERSION_MAJOR[[:space:]]*//p' include/certlint/certlint.h)
case $tag in
v"$major".*) ;;
*) pass "$tag has another major version than $major" ;;
esac

work=$(mktemp -d)
trap 'git worktree remove --force "$work/tree" 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
git worktree add --quiet --detach "$work/tree" "$tag"
meson setup "$work/build" "$work/tree" -Dcli=false -Dtests=false -Dexamples=false \
	-Ddefault_library=shared --buildtype=debugoptimized >"$work/log" 2>&1 &&
	ninja -C "$work/build" >>"$work/log" 2>&1 || {
	cat "$work/log" >&2
	echo "abi: $tag does not build" >&2
	exit 1
}
echo "abi: compared with $tag"
compare "$build/lib/libcertlint.so" "$here/include" "$work/build/lib/libcertlint.so" \
	"$work/tree/include"
