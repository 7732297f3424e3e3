#!/bin/sh
# Build each example against an installed certlint, shared and static, and read what it says.
set -eu

here=$(dirname "$0")
examples=$here/../../examples
. "$here/prefix.sh"

# The moment at which the objects are judged: 2026-05-01, in the middle of their lives.
now=1777593600

forge 'ca' "$work/ca.der"
forge 'tls kind=tbs' "$work/good.tbs"
forge 'tls kind=tbs swap=0603551d0f:068103551d0f' "$work/bad.tbs"
forge 'ca kind=tbs' "$work/ca.tbs"
forge 'tls kind=tbs cut=200' "$work/short.tbs"
forge 'tls' "$work/good.der"
forge 'tls san=dns:*.certlint-test.com,dns:*.example.com' "$work/star.der"
forge 'tls serial=01020304' "$work/serial.der"
printf 'ip:1.1.1.1\ndns:.certlint-watched.com\n' >"$work/list"
"$MINT" json 'tls' 'precert' >"$work/clean.json"
"$MINT" json 'tls' 'precert +san=ip:1.1.1.1' 'tls' >"$work/watched.json"
"$MINT" tile 'tls' 'tls +san=dns:a.certlint-watched.com' >"$work/watched.tile"
head -c 700 /dev/zero >"$work/zeros"
: >"$work/empty"
"$FORGE" --pem 'tls' >"$work/good.pem"
"$FORGE" --pem 'tls swap=0603551d0f:068103551d0f' >"$work/bad.pem"

# build KIND NAME SOURCE OPTION...: a program in $work/KIND.
build() {
	kind=$1 name=$2 source=$3
	shift 3
	mkdir -p "$work/$kind"
	# shellcheck disable=SC2046,SC2086
	$compiler "$source" "$@" $(flags "$kind") -o "$work/$kind/$name" || fail "$kind $name does not build"
}

# The program has to stand on what its name says.
check_linkage() {
	if nm -u "$work/$1/$2" | grep -q 'certlint_new'; then
		[ "$1" = shared ] || fail "the static $2 takes certlint_new() from elsewhere"
	else
		[ "$1" = static ] || fail "the shared $2 holds certlint_new()"
	fi
}

try_gate() {
	gate=$work/$1/gate
	gives 0 "$gate" "$work/good.tbs" "$work/ca.der" $now
	says "$work/out" 'allow: ' ' subscriber' ': 0 errors, 0 warnings'
	gives 1 "$gate" "$work/bad.tbs" "$work/ca.der" $now
	says "$work/out" 'refuse: ' 'error der_length_not_minimal (' 'at tbsCertificate.extensions'
	# Facts of the caller that the object contradicts are doubt, and doubt is a no.
	gives 1 "$gate" "$work/ca.tbs" "$work/ca.der" $now
	says "$work/out" 'refuse: '
	gives 1 "$gate" "$work/short.tbs" "$work/ca.der" $now
	gives 1 "$gate" "$work/zeros" "$work/ca.der" $now
	says "$work/out" 'refuse: ' '  error '
	# A whole certificate is no TBSCertificate.
	gives 1 "$gate" "$work/good.der" "$work/ca.der" $now
	# Without an issuer, an object or a time that makes sense, nothing is judged.
	gives 2 "$gate" "$work/good.tbs"
	gives 2 "$gate" "$work/good.tbs" "$work/empty" $now
	gives 2 "$gate" "$work/good.tbs" "$work/nothing" $now
	gives 2 "$gate" "$work/empty" "$work/ca.der" $now
	gives 2 "$gate" "$work/good.tbs" "$work/ca.der" soon
}

try_stdin() {
	program=$work/$1/stdin
	gives 0 sh -c '"$1" <"$2"' sh "$program" "$work/good.pem"
	gives 1 sh -c '"$1" <"$2"' sh "$program" "$work/bad.pem"
	says "$work/out" ' error: ' '[der_length_not_minimal]' 'stdin'
	# The second of two is the bad one, and text between them does not matter.
	gives 1 sh -c '{ cat "$2"; echo hello; cat "$3"; } | "$1"' sh "$program" "$work/good.pem" \
		"$work/bad.pem"
	says "$work/out" '[der_length_not_minimal]'
	gives 2 sh -c '{ cat "$2"; echo -----BEGIN CERTIFICATE-----; echo "?"; } | "$1"' sh "$program" \
		"$work/good.pem"
	says "$work/out" 'line '
	gives 2 sh -c '{ echo -----BEGIN PRIVATE KEY-----; echo MAA=; echo -----END PRIVATE KEY-----; } |
		"$1"' sh "$program"
	says "$work/out" 'private key'
	gives 2 sh -c 'echo nothing | "$1"' sh "$program"
	gives 2 "$program" </dev/null
}

try_monitor() {
	monitor=$work/$1/monitor
	gives 0 "$monitor" "$work/list" "$work/clean.json"
	gives 1 "$monitor" "$work/list" "$work/clean.json" "$work/watched.json" "$work/watched.tile"
	says "$work/out" 'entry 3: ip:1.1.1.1: 1.1.1.1 in iPAddress, exact' \
		'entry 6: dns:.certlint-watched.com: a.certlint-watched.com in dNSName, below'
	head -c 3000 "$work/watched.json" >"$work/cut.json"
	gives 1 "$monitor" "$work/list" "$work/cut.json"
	says "$work/out" 'damaged: the text ends too early (byte 3000)'
	printf 'ip:1.1.1.0/33\n' >"$work/bad-list"
	gives 2 "$monitor" "$work/bad-list" "$work/clean.json"
	gives 3 "$monitor" "$work/list" "$work/nothing"
	gives 2 "$monitor"
}

try_host() {
	host=$work/$1/host
	gives 0 "$host" "$work/plugin.so" "$work/star.der" 'acme_*'
	says "$work/out" 'acme_wildcard error Acme CPS 3.2.2'
	for thread in 0 1 2 3; do
		says "$work/out" "thread $thread: 2000 findings"
	done
	gives 0 "$host" "$work/plugin.so" "$work/good.der"
	for thread in 0 1 2 3; do
		says "$work/out" "thread $thread: 0 findings"
	done
	# A misspelt id is told with its place.
	gives 2 "$host" "$work/plugin.so" "$work/good.der" 'acme_wildcard acme_wildcart'
	says "$work/out" 'at 14: ' 'acme_wildcart'
	gives 2 "$host" "$work/no-plugin.so" "$work/good.der"
	says "$work/out" 'no-plugin.so'
}

try_cxx() {
	cxx=$work/$1/cxx
	gives 0 "$cxx" "$work/serial.der"
	says "$work/out" 'acme_short_serial' 'an exception came through whole' \
		'the serial number 01:02:03:04 is short'
	tail -n 1 "$work/out" | python3 -c 'import json, sys; json.load(sys.stdin)' ||
		fail "the report is no JSON"
	gives 2 "$cxx" "$work/nothing"
}

compiler=$CC
$CC -shared -fPIC "$examples/plugin.c" $(pkg-config --cflags certlint) -o "$work/plugin.so"
for kind in $libraries; do
	build $kind gate "$examples/gate.c" -std=c89 -pedantic -Wall -Wextra -Werror
	check_linkage $kind gate
	try_gate $kind
	build $kind stdin "$examples/stdin.c" -std=c99 -pedantic -Wall -Wextra -Werror
	try_stdin $kind
	build $kind monitor "$examples/monitor.c" -std=c99 -pedantic -Wall -Wextra -Werror
	try_monitor $kind
	if [ $kind = shared ]; then
		build $kind host "$examples/host.c" -std=c11 -Wall -Wextra -Werror -ldl -pthread
	else
		# What a plug-in calls has to be there, whether the program itself calls it or not.
		build $kind host "$examples/host.c" -std=c11 -rdynamic -Wl,--whole-archive \
			"$work/static/libcertlint.a" -Wl,--no-whole-archive -ldl -pthread
	fi
	check_linkage $kind host
	try_host $kind
	if [ -n "${CXX:-}" ]; then
		compiler=$CXX
		build $kind cxx "$examples/cxx.cc" -std=c++11 -pedantic -Wall -Wextra -Werror
		compiler=$CC
		try_cxx $kind
	else
		echo "there is no C++ compiler: cxx.cc was left out"
	fi
	echo "$kind: good"
done
