#!/bin/sh
# Install what is missing to build certlint (on Debian and its like), and build it in build/.
#
#	build-aux/setup.sh [tests]
#
# Nothing is installed that is there already; may be run any number of times.  With "tests" the
# tests are built too.  As root it installs directly, else through sudo.
set -eu
cd "$(dirname "$0")/.."

commands="meson ninja python3 pkg-config"
packages="meson ninja-build python3 pkg-config gcc libc6-dev libmbedtls-dev libcurl4-openssl-dev
	libjansson-dev libsqlite3-dev"
tests=false
if [ "${1:-}" = tests ]; then
	packages="$packages libcmocka-dev openssl"
	tests=true
fi

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		echo "setup: neither root nor sudo: please have somebody run: $*" >&2
		exit 1
	fi
}

is_installed() {
	[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
	missing=
	for p in $packages; do
		is_installed "$p" || missing="$missing $p"
	done
	if [ -n "$missing" ]; then
		echo "setup: installing$missing" >&2
		export DEBIAN_FRONTEND=noninteractive
		as_root apt-get update -qq
		# shellcheck disable=SC2086
		as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
	fi
else
	for c in $commands "${CC:-cc}"; do
		if ! command -v "$c" >/dev/null; then
			echo "setup: this is not Debian and '$c' is missing; certlint needs a C compiler," \
			     "meson 1.0, ninja, Python 3, pkg-config, mbedTLS 2.28 or 3 and, for the" \
			     "tests, cmocka" >&2
			exit 1
		fi
	done
fi

if [ -f build/build.ninja ]; then
	[ $tests = false ] || meson configure build -Dtests=true >/dev/null
else
	mkdir -p build
	meson setup build -Dtests=$tests >build/setup.log 2>&1 || {
		cat build/setup.log >&2
		exit 1
	}
fi
ninja -C build >build/ninja.log || {
	cat build/ninja.log >&2
	exit 1
}
