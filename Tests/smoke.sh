#!/usr/bin/env bash
# Runs the file that people would install, stripped: each verb, those of a gateway with and without select tags, on the
# sandbox. Tests/smoke.sh [FAIRLEAD SANDBOX]; without them the release products of this folder.
set -euo pipefail
cd "$(dirname "$0")/.."

fairlead=${1:-.build/release/fairlead}
sandbox=$(realpath "${2:-.build/release/fairlead-sandbox}")
work=$(mktemp -d)
server=""
clean_up() {
  if [ -n "$server" ] && kill -0 "$server" 2>/dev/null; then
    kill "$server"
    wait "$server" || true
  fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

strip -o "$work/fairlead" "$fairlead"
cd "$work"
"$sandbox" --port 0 >address 2>sandbox.log &
server=$!
for _ in $(seq 600); do
  [ -s address ] && break
  kill -0 "$server" || { cat sandbox.log >&2; exit 1; }
  sleep 0.1
done
FAIRLEAD_KONG_ADDR=$(head -n 1 address)
export FAIRLEAD_KONG_ADDR

cat >kong.yaml <<'YAML'
_format_version: "3.0"
services:
- name: chat
  host: chat.example.com
  routes:
  - {name: chat, paths: [/chat], plugins: [{name: cors}]}
  plugins:
  - {name: key-auth}
consumers:
- username: ada
  keyauth_credentials:
  - key: a-key-for-trying
- {username: grace, acls: [{group: staff}]}
upstreams:
- {name: chat.example.com, targets: [{target: "10.0.0.1:80"}, {target: "10.0.0.2:80"}]}
YAML
sed 's/^_format.*/&\n_info: {select_tags: [team-a]}/; s/\(ada\|grace\)/\1-a/; s/\(name: \|host: \)chat/\1team-a/; s/a-key/another-key/' \
  kong.yaml >tagged.yaml

ran=()
# run STATUS WORDS…: the words are run and end with the status.
run() {
  local expected=$1 status=0
  shift
  ran+=("$1 ${2:-}")
  ./fairlead "$@" >out 2>err || status=$?
  if [ "$status" -ne "$expected" ]; then
    echo "fairlead $* ended with $status, where $expected was expected" >&2
    cat out err >&2
    exit 1
  fi
  echo "ok: fairlead $*"
}

run 0 version
run 0 --version
run 0 config show
run 0 completion bash
run 0 manual -o man
run 0 file validate kong.yaml
run 0 file render kong.yaml tagged.yaml
run 0 file merge kong.yaml tagged.yaml -o merged.yaml
run 0 file patch -s kong.yaml --selector '$.services[*]' --value 'retries:9'
run 0 file add-plugins -s kong.yaml --config '{"name":"prometheus"}'
run 0 file add-tags -s kong.yaml team-a
run 0 file list-tags -s tagged.yaml
run 0 file remove-tags -s kong.yaml team-a
run 0 file namespace -s kong.yaml --path-prefix /team-a
run 0 file format dbless kong.yaml -o declarative.yaml
run 0 file format deck declarative.yaml
run 1 file lint --builtin kong.yaml
run 0 file kong2kic -s kong.yaml
run 0 file kong2tf -s kong.yaml
run 0 gateway ping
run 0 gateway schemas -o schemas
# Without tags, by tags of the file, and by those of the flag.
for words in "kong.yaml" "tagged.yaml" "kong2.yaml --select-tag team-b"; do
  [ -f kong2.yaml ] || sed 's/\(ada\|grace\)/\1-b/; s/\(name: \|host: \)chat/\1team-b/; s/a-key/one-more-key/' kong.yaml >kong2.yaml
  read -ra words <<<"$words"
  run 0 gateway validate "${words[0]}"
  run 2 gateway diff --non-zero-exit-code "${words[@]}"
  run 0 gateway sync --verify "${words[@]}"
  run 0 gateway diff --non-zero-exit-code "${words[@]}"
  # Apply and validate know the tags of files alone.
  restore=sync
  [ ${#words[@]} -gt 1 ] || restore=apply
  run 0 gateway "$restore" "${words[@]}"
  # Half of it goes, all of it comes back.
  sed '/^consumers:/,$d' "${words[0]}" >half.yaml
  run 0 gateway sync --max-deletes 100% half.yaml "${words[@]:1}"
  run 0 gateway "$restore" "${words[@]}"
  run 0 gateway diff --non-zero-exit-code "${words[@]}"
  # The same as it was planned and approved, and taken back; then all or nothing.
  run 2 gateway plan --non-zero-exit-code --max-deletes 100% -o "${words[0]}.plan" half.yaml "${words[@]:1}"
  for format in text markdown html json; do run 0 plan show --format "$format" "${words[0]}.plan"; done
  run 0 gateway sync --plan "${words[0]}.plan" --journal "${words[0]}.journal" half.yaml
  run 2 gateway diff --non-zero-exit-code "${words[@]}"
  run 4 gateway sync --plan "${words[0]}.plan" half.yaml
  run 0 gateway undo --dry-run "${words[0]}.journal"
  run 0 gateway undo --yes "${words[0]}.journal"
  run 0 gateway diff --non-zero-exit-code "${words[@]}"
  run 0 gateway sync --atomic --max-deletes 100% --journal-dir journals half.yaml "${words[@]:1}"
  run 0 gateway sync --atomic --journal-dir journals "${words[@]}"
  run 0 gateway diff --non-zero-exit-code --base half.yaml "${words[@]}"
done
run 0 journal list journals
[ "$(wc -l <out)" -eq 6 ] || { echo "not all journals are listed" >&2; cat out >&2; exit 1; }
run 0 gateway dump -o all.yaml
run 0 gateway dump --select-tag team-a -o team-a.yaml
run 0 gateway diff --non-zero-exit-code team-a.yaml
run 0 gateway reset --force --select-tag team-a
run 2 gateway diff --non-zero-exit-code team-a.yaml
run 0 gateway sync team-a.yaml
run 0 gateway diff --non-zero-exit-code all.yaml
run 0 gateway reset --force
run 2 gateway diff --non-zero-exit-code all.yaml

# The verbs of a group, from its help; those without a line above are asked for theirs.
verbs() { ./fairlead "$@" --help | sed -n '/^SUBCOMMANDS:/,/^$/s/^  \([a-z0-9-]\{1,\}\).*/\1/p'; }
for group in gateway file config journal plan ""; do
  for verb in $(verbs $group); do
    case " ${ran[*]} " in
    *" ${group:-$verb} ${group:+$verb}"*) ;;
    *) run 0 $group "$verb" --help ;;
    esac
  done
done
kill "$server"
wait "$server" || { echo "the sandbox did not end well" >&2; cat sandbox.log >&2; exit 1; }
server=""
