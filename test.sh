#!/bin/sh
# Install what is missing, build, and run every test.
set -eu
cd "$(dirname "$0")"
build-aux/setup.sh tests
exec meson test -C build --print-errorlogs "$@"
