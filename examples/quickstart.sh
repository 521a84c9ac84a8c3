#!/usr/bin/env bash
# Builds fairlead, starts a sandbox gateway on a free port of this machine, and takes the MCP example through
# ping, diff, sync, diff and dump. Everything it starts is stopped again, also on failure or Ctrl-C.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
sandbox=""
clean_up() {
  if [ -n "$sandbox" ] && kill -0 "$sandbox" 2>/dev/null; then
    kill "$sandbox"
    wait "$sandbox" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf '\n== %s\n' "$*"; }
run() {
  printf '$ fairlead %s\n' "$*"
  "$bin/fairlead" "$@"
}

.ci/packages

say "Building (the first time takes some minutes)"
# Both programs at once: what one of them waits for leaves a core to the other.
swift build -c release --static-swift-stdlib
bin=$(swift build -c release --static-swift-stdlib --show-bin-path)

say "Starting a sandbox gateway"
"$bin/fairlead-sandbox" --port 0 >"$work/address" &
sandbox=$!
for _ in $(seq 600); do
  [ -s "$work/address" ] && break
  kill -0 "$sandbox" 2>/dev/null || { echo "the sandbox did not start" >&2; exit 1; }
  sleep 0.1
done
address=$(head -n 1 "$work/address")
[ -n "$address" ] || { echo "the sandbox gave no address" >&2; exit 1; }
echo "The sandbox listens on $address"
export FAIRLEAD_KONG_ADDR=$address

# In a deployment these come from the secret store of the pipeline.
export DECK_MCP_CLIENT_KEY=${DECK_MCP_CLIENT_KEY:-a-key-for-trying}
export DECK_OPENAI_API_KEY=${DECK_OPENAI_API_KEY:-not-a-real-key}

say "Is there a gateway?"
run gateway ping

say "What would sync change?"
run gateway diff examples/mcp-key-auth/kong.yaml

say "Change it"
run gateway sync examples/mcp-key-auth/kong.yaml

say "Now there is no difference: diff ends with 0"
run gateway diff --non-zero-exit-code examples/mcp-key-auth/kong.yaml

say "A backup of what the gateway holds (with its secrets, readable for you alone)"
run gateway dump -o "$work/backup.yaml"
ls -l "$work/backup.yaml"
head -n 12 "$work/backup.yaml"

say "Done"
