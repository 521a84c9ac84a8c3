#!/usr/bin/env bash
# Measures whole commands and single rooms: Benchmarks/run.sh [small|medium|large] [REPETITIONS]
set -euo pipefail
cd "$(dirname "$0")/.."

scale=${1:-small}
repetitions=${2:-3}
.ci/packages
for product in fairlead fairlead-sandbox; do
  swift build -c release --static-swift-stdlib --product "$product" >&2
done
swift build -c release --package-path Benchmarks >&2
bin=$(swift build -c release --static-swift-stdlib --show-bin-path)
benchmarks=$(swift build -c release --package-path Benchmarks --show-bin-path)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
strip -o "$work/fairlead" "$bin/fairlead"
openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=bench.example.com \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
"$benchmarks/fairlead-benchmark" "$work/fairlead" "$bin/fairlead-sandbox" "$work" "$scale" "$repetitions"
