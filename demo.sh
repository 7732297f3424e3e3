#!/bin/sh
# Install what is missing, build, and lint two sample chains with a few things wrong in each.
set -eu
cd "$(dirname "$0")"
build-aux/setup.sh
status=0
build/cli/certlint "$@" examples/chain.pem samples/internal-test.pem || status=$?
# 1 is what there is to show: findings.
[ "$status" -le 1 ]
