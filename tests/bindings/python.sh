#!/bin/sh
# The library from Python: through ctypes, or with "arrow" through the Arrow C data interface.
#
#	python.sh ctypes|arrow
set -eu

here=$(dirname "$0")
. "$here/../install/prefix.sh"

library=$libdir/libcertlint.so
[ -e "$library" ] || skip "there is no shared library in this build"
case $1 in
arrow) "$PYTHON" -c 'import pyarrow.cffi' 2>/dev/null || skip "this Python has no pyarrow with cffi" ;;
ctypes) "$PYTHON" -c 'import ctypes' 2>/dev/null || skip "this Python has no ctypes" ;;
esac
mkdir "$work/objects"
forge 'tls' "$work/objects/good.der"
forge 'tls swap=0603551d0f:068103551d0f' "$work/objects/bad.der"
forge 'tls san=dns:*.certlint-test.com,dns:*.example.com' "$work/objects/star.der"

export PYTHONDONTWRITEBYTECODE=1
if [ "$1" = arrow ]; then
	arguments="$library $work/objects"
else
	"$PYTHON" "$here/layout.py" "$(pkg-config --variable=includedir certlint)" >"$work/layout.c"
	# shellcheck disable=SC2046
	$CC "$work/layout.c" $(pkg-config --cflags certlint) -o "$work/layout"
	"$work/layout" >"$work/layout.txt"
	arguments="$library $work/layout.txt $work/objects"
fi
# shellcheck disable=SC2086
"$PYTHON" "$here/python/test_$1.py" $arguments
