# owned COMMAND…: runs a command in a process group of its own and ends what it leaves behind: a sandbox goes on where a
# test that started it was killed.
owned() {
  set -m
  "$@" &
  local leader=$! status=0
  set +m
  trap 'kill -KILL -- -'"$leader"' 2>/dev/null || true' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  wait "$leader" || status=$?
  kill -KILL -- "-$leader" 2>/dev/null || true
  trap - EXIT INT TERM
  return "$status"
}
