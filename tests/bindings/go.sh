#!/bin/sh
# The library from Go: cgo finds it with pkg-config, as a program that uses it would.
set -eu

here=$(dirname "$0")
. "$here/../install/prefix.sh"

need go
[ -e "$libdir/libcertlint.so" ] || skip "there is no shared library in this build"
# runtime.Pinner came with Go 1.21.
minor=$(go env GOVERSION | sed -n 's/^go1\.\([0-9]*\).*/\1/p')
[ "${minor:-0}" -ge 21 ] || skip "this is $(go env GOVERSION), and 1.21 is the least"

mkdir "$work/objects"
forge 'ca' "$work/objects/ca.der"
forge 'tls kind=tbs' "$work/objects/good.tbs"
forge 'tls kind=tbs swap=0603551d0f:068103551d0f' "$work/objects/bad.tbs"
forge 'tls san=dns:*.certlint-test.com,dns:*.example.com' "$work/objects/star.der"

# Nothing comes from the network, and nothing is written beside the sources.
export CGO_ENABLED=1 GOTOOLCHAIN=local GOPROXY=off GOFLAGS=-mod=mod GOWORK=off GO111MODULE=on
[ -n "${HOME:-}${GOCACHE:-}" ] || export GOCACHE="$work/cache"
cp -r "$here/go" "$work/go"
(cd "$work/go" && go vet . && go build -o "$work/main" .) || fail "the Go module does not build"
# cgocheck: no Go pointer reaches C unpinned.
GODEBUG=cgocheck=1 "$work/main" "$work/objects"
