#!/usr/bin/env bash
# Checks everything: format, the programs that ship, the tests. Tests/run.sh [ARGUMENTS of swift test, such as --filter X]
#
# The release products are those of examples/quickstart.sh: .build/release, made by the same command, so that neither
# builds what the other has built. Tests that start a program start them; tests within one process are a debug build.
set -euo pipefail
cd "$(dirname "$0")/.."

.ci/packages

echo "== Format"
swift format lint --strict --recursive Sources Tests Benchmarks/Sources Package.swift

echo "== Build of the programs that ship (release)"
# Warnings are errors: Package.swift says so for every target.
swift build -c release --static-swift-stdlib

echo "== Build of the tests (debug)"
# The tests of TLS need a sandbox with it.
swift build --build-tests --traits TLS

echo "== Tests"
. Tests/owned.sh
owned swift test --skip-build --traits TLS "$@"
