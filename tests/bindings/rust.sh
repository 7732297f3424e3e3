#!/bin/sh
# The library from Rust: rustc alone, no crate.
set -eu

here=$(dirname "$0")
. "$here/../install/prefix.sh"

need rustc
[ -e "$libdir/libcertlint.so" ] || skip "there is no shared library in this build"
# Scoped threads came with Rust 1.63.
minor=$(rustc --version | sed -n 's/^rustc 1\.\([0-9]*\).*/\1/p')
[ "${minor:-0}" -ge 63 ] || skip "this is $(rustc --version), and 1.63 is the least"

mkdir "$work/objects"
forge 'tls' "$work/objects/good.der"
forge 'tls swap=0603551d0f:068103551d0f' "$work/objects/bad.der"
forge 'tls san=dns:*.certlint-test.com,dns:*.example.com' "$work/objects/star.der"

rustc --edition 2021 -D warnings -A dead_code -L "native=$libdir" "$here/rust/main.rs" \
	-o "$work/main" || fail "the Rust program does not build"

# Each line of the binding's layout has to be one of the headers'.
"$PYTHON" "$here/layout.py" "$(pkg-config --variable=includedir certlint)" >"$work/layout.c"
# shellcheck disable=SC2046
$CC "$work/layout.c" $(pkg-config --cflags certlint) -o "$work/layout"
"$work/layout" >"$work/layout.c.txt"
"$work/main" --layout >"$work/layout.rs.txt"
[ "$(wc -l <"$work/layout.rs.txt")" -gt 90 ] || fail "the binding tells no layout"
if grep -vxFf "$work/layout.c.txt" "$work/layout.rs.txt"; then
	fail "these fields of the binding lie elsewhere in C"
fi
"$work/main" "$work/objects" 2>"$work/panics" || {
	cat "$work/panics" >&2
	fail "the Rust program"
}
