#!/usr/bin/env bash
# Checks everything: format, a build without warnings, all tests.
set -euo pipefail
cd "$(dirname "$0")/.."

.ci/packages

echo "== Format"
swift format lint --strict --recursive Sources Tests Package.swift

echo "== Build"
# Warnings are errors: Package.swift says so for every target.
# The tests of TLS need the sandbox with it.
swift build --build-tests --traits TLS

echo "== Tests"
swift test --skip-build --traits TLS
