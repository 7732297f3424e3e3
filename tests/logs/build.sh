#!/bin/sh
# build.sh FOLDER: build the logs of these tests there, from the Go modules that go.mod names.
# Exit status 77, which meson takes for "skipped", where they cannot be built: no Go, or no modules.
set -eu
from=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"

if ! command -v go >/dev/null; then
	echo "logs: Go is missing" >&2
	exit 77
fi
cp "$from/go.mod" go.mod.new
if ! cmp -s go.mod.new go.mod.built || ! [ -x bin/ct_server ]; then
	cp go.mod.new go.mod
	if ! go build -mod=mod -o bin/ tool >build.log 2>&1; then
		echo "logs: cannot be built here:" >&2
		tail -n 20 build.log >&2
		exit 77
	fi
	cp go.mod.new go.mod.built
fi
# The tables that Trillian keeps its trees in.
cp "$(go list -mod=mod -m -f '{{.Dir}}' github.com/google/trillian)"/storage/postgresql/schema/storage.sql \
	schema.sql
chmod u+w schema.sql
