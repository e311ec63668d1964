#!/usr/bin/env bash
# Tests the server in a real Helix on a terminal. Last line: "N passed, N failed"; exit status 1 if any failed.
#
# HOUSESTYLE_BIN      the program under test (default: target/release/housestyle)
# HOUSESTYLE_EDITORS  where Helix is kept between runs (default: target/editors)
# HELIX               another Helix instead of the one that install.sh gets
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
program=$(realpath -m "${HOUSESTYLE_BIN:-$top/target/release/housestyle}")
editors=${HOUSESTYLE_EDITORS:-$top/target/editors}
helix=${HELIX:-$editors/helix/hx}
[ -x "$program" ] || { echo "no program at $program: run cargo build --release" >&2; exit 2; }
[ -n "${HELIX:-}" ] || "$here/install.sh" "$editors/helix"

home=$(mktemp -d)
terminal() { tmux -f /dev/null -S "$home/socket" "$@"; }
trap 'terminal kill-server 2> /dev/null || true; rm -rf "$home"' EXIT
passed=0 failed=0

screen() { terminal capture-pane -p; }
shows() { # a name, words that have to appear on the screen
  for _ in $(seq 200); do
    if screen | grep -qF -- "$2"; then passed=$((passed + 1)); echo "ok $1"; return; fi
    sleep 0.1
  done
  failed=$((failed + 1))
  echo "FAIL $1: no ‘$2’ on the screen"
  screen
}
open() { # a server, and what else is opened than the article
  rm -rf "$home/desk" "$home/xdg"
  mkdir -p "$home/xdg/helix"
  cp -R "$here/../../neovim/test/workspace" "$home/desk"
  if [ $# -gt 1 ]; then
    printf 'find,use,status\nmanifold,many,prefered\n' > "$home/desk/styles/list.csv"
    printf 'find\tuse\tstatus\nhereby\there\tprefered\n' > "$home/desk/styles/more.tsv"
    echo 'styles = ["styles/desk.toml", "styles/list.csv", "styles/more.tsv"]' > "$home/desk/housestyle.toml"
  fi
  cp "$here/config.toml" "$home/xdg/helix/"
  sed "s|^command = .*|command = \"$1\"|" "$here/../languages.toml" > "$home/xdg/helix/languages.toml"
  terminal new-session -d -x 120 -y 30 -c "$home/desk" env TERM=xterm-256color LC_ALL=C.UTF-8 XDG_CONFIG_HOME="$home/xdg" XDG_CACHE_HOME="$home/xdg" \
    XDG_DATA_HOME="$home/xdg" XDG_STATE_HOME="$home/xdg" sh -c "\"$helix\" ${2:-article.md}; echo exit=\$?; sleep 60"
}

open "$program"
shows 'what is wrong is marked, with what to write' 'Use ‘use’ instead of ‘utilise’.'
shows 'so is the rest' 'is a loaded epithet'
terminal send-keys ']d'
sleep 0.5
terminal send-keys Space k
shows 'hover shows the rule' 'desk.plain-words'
terminal send-keys Escape
sleep 0.5
terminal send-keys Space a
shows 'a fix is offered' 'Replace with ‘use’'
terminal send-keys Enter
shows 'the fix replaces the word' 'The port will use two cranes'
# Together they would be one key with Alt.
terminal send-keys Escape
sleep 0.5
terminal send-keys ':wq' Enter
shows 'it ends in order' 'exit=0'
if grep -q 'The port will use two cranes' "$home/desk/article.md"; then passed=$((passed + 1)); echo 'ok the article is saved'; else failed=$((failed + 1)); echo 'FAIL the article is saved'; fi
terminal kill-server

for list in list.csv more.tsv; do
  open "$program" "styles/$list"
  shows "mistakes in $list are marked" 'is no value of ‘status’'
  terminal kill-server
done

echo '# without a server'
open /bin/false
for _ in $(seq 100); do if screen | grep -qF 'The port will'; then break; fi; sleep 0.1; done
sleep 2
if screen | grep -qF 'The port will' && ! screen | grep -qF 'instead of'; then passed=$((passed + 1)); echo 'ok nothing is marked without a server'; else failed=$((failed + 1)); echo 'FAIL nothing is marked without a server'; screen; fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
