#!/usr/bin/env bash
# The tests under a sanitizer, those of programs against programs that are built with it too.
# Tests/sanitize.sh address|thread [ARGUMENTS of swift test, such as --filter X]
#
# Its builds stand in .build-address and .build-thread. Reports that are known to be false are suppressed by name, with
# the reason, in Tests/sanitizers; any other one fails the run, also where the program's status does not show it.
set -euo pipefail
cd "$(dirname "$0")/.."

sanitizer=${1:?address or thread}
shift
case $sanitizer in
address | thread) ;;
*)
  echo "there are address and thread" >&2
  exit 64
  ;;
esac
build=(--scratch-path ".build-$sanitizer" "--sanitize=$sanitizer" --traits TLS)

.ci/packages

echo "== Build for the $sanitizer sanitizer"
swift build --build-tests "${build[@]}"

echo "== Tests under the $sanitizer sanitizer"
reports=$PWD/.build-$sanitizer/reports
rm -rf "$reports"
mkdir "$reports"
FAIRLEAD_TEST_PROGRAMS=$(swift build "${build[@]}" --show-bin-path)
export FAIRLEAD_TEST_PROGRAMS
# What the programs allocate lives until their end, which frees nothing: leaks mean nothing there.
export ASAN_OPTIONS="detect_leaks=0:log_path=$reports/report"
export TSAN_OPTIONS="suppressions=$PWD/Tests/sanitizers/thread.txt:log_path=$reports/report"
. Tests/owned.sh
status=0
owned swift test --skip-build "${build[@]}" "$@" || status=$?
found=$(find "$reports" -type f | wc -l)
if [ "$found" -gt 0 ]; then
  echo "$found processes have reports:" >&2
  find "$reports" -type f -exec cat {} + | head -n 400 >&2
  status=1
fi
exit "$status"
