#!/usr/bin/env bash
# Measures whole commands and single rooms: Benchmarks/run.sh [small|medium|large] [REPETITIONS] [--addr URL]
# With --addr the gateway at that address is measured, and EMPTIED again and again.
set -euo pipefail
cd "$(dirname "$0")/.."

address=()
words=()
while [ $# -gt 0 ]; do
  case $1 in
  --addr)
    address=("${2:?--addr takes the address of an Admin API}")
    shift 2
    ;;
  *)
    words+=("$1")
    shift
    ;;
  esac
done
scale=${words[0]:-small}
repetitions=${words[1]:-3}
.ci/packages
swift build -c release --static-swift-stdlib >&2
bin=$(swift build -c release --static-swift-stdlib --show-bin-path)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
strip -o "$work/fairlead" "$bin/fairlead"
# One key for all certificates: making keys takes long, and what is measured reads only texts.
openssl genrsa -out "$work/key.pem" 2048 2>/dev/null
for number in $(seq 0 149); do
  openssl req -x509 -key "$work/key.pem" -days 3650 -set_serial "$((number + 1))" \
    -subj "/CN=$number.bench.example.com" -out "$work/cert-$number.pem" 2>/dev/null
done
"$bin/fairlead-benchmark" "$work/fairlead" "$bin/fairlead-sandbox" "$work" "$scale" "$repetitions" "${address[@]}"
