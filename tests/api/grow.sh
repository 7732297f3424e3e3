#!/bin/sh
# Programs built with an older and a newer header run with this library, and what they get is right.
set -eu

here=$(dirname "$0")
. "$here/../install/prefix.sh"

include=$(pkg-config --variable=includedir certlint)
mkdir "$work/this"
cp -r "$include/certlint" "$work/this/"
"$PYTHON" "$here/grow.py" older "$include" "$work/older"
"$PYTHON" "$here/grow.py" newer "$include" "$work/newer"
forge 'tls san=dns:a_b.certlint-test.com' "$work/object.der"

kind=${libraries%% *}
for who in older this newer; do
	define=
	[ $who != newer ] || define=-DNEWER
	# shellcheck disable=SC2046,SC2086
	$CC -std=c99 -Wall -I"$work/$who" $define "$here/grow.c" $(flags $kind) -o "$work/grow-$who" ||
		fail "the $who caller does not build"
	"$work/grow-$who" "$work/object.der" >"$work/$who.out" || fail "the $who caller"
	says "$work/$who.out" '"grow_seen"'
	tail -n +2 "$work/$who.out" >"$work/$who.same"
	cmp "$work/older.same" "$work/$who.same" || fail "the $who caller got another answer"
done

# A test that compares a header with itself would prove nothing.
cat "$work/older.out" "$work/this.out" "$work/newer.out" | awk '
	/^sizes/ { for (i = 2; i <= NF; i++) { if ($i <= last[i]) exit 1; last[i] = $i }; n++ }
	END { exit n != 3 }' || fail "the three headers do not grow"
echo "older, this and newer: good"
