#!/usr/bin/env bash
# Tests the plugin and the server in a real Neovim. Last line: "N passed, N failed"; exit status 1 if any failed.
#
# HOUSESTYLE_BIN      the program under test (default: target/release/housestyle)
# HOUSESTYLE_EDITORS  where Neovim is kept between runs (default: target/editors)
# NEOVIM              another Neovim, 0.10 or newer, instead of the two that install.sh gets
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
program=$(realpath -m "${HOUSESTYLE_BIN:-$top/target/release/housestyle}")
editors=${HOUSESTYLE_EDITORS:-$top/target/editors}
neovim=${NEOVIM:-$editors/neovim/nvim}
[ -x "$program" ] || { echo "no program at $program: run cargo build --release" >&2; exit 2; }
if [ -z "${NEOVIM:-}" ]; then
  "$here/install.sh" "$editors/neovim" forky
  "$here/install.sh" "$editors/neovim-0.10" trixie
fi

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
passed=0 failed=0
check() { # name, command …
  if "${@:2}"; then passed=$((passed + 1)); echo "ok $1"; else failed=$((failed + 1)); echo "FAIL $1"; fi
}
nvim() { # env's arguments; neither the settings nor the state of whoever runs the tests.
  env "$@" HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" XDG_STATE_HOME="$home/state" \
    XDG_CACHE_HOME="$home/cache" "$neovim" --clean -i NONE --headless -l "$here/test.lua"
}

test_in() { # an encoding of positions
  local good bad status=0
  echo "# positions in $1"
  nvim HOUSESTYLE_BIN="$program" HOUSESTYLE_ENCODING="$1" > "$home/out" || status=$?
  cat "$home/out"
  good=$(grep -c '^ok ' "$home/out" || true)
  bad=$(grep -c '^FAIL ' "$home/out" || true)
  # A script that broke off without a failed check has failed.
  [ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
  passed=$((passed + good)) failed=$((failed + bad))
}
if [ -z "${NEOVIM:-}" ]; then
  # It knows no other encoding, and is the one to which diagnostics are published.
  neovim=$editors/neovim-0.10/nvim test_in utf-16
fi
for encoding in utf-8 utf-16 utf-32; do test_in "$encoding"; done

echo "# a server that says nothing"
status=0
nvim --unset=HOUSESTYLE_BIN HOUSESTYLE_WAIT=3000 > "$home/out" || status=$?
sed 's/^/  /' "$home/out"
check "the tests fail without a server" [ "$status" = 1 ]
check "and for that reason" grep -q '^FAIL diagnostics on opening: "no diagnostics"$' "$home/out"

echo "# the help file"
cp -R "$here/../doc" "$home/doc"
helptags() {
  "$neovim" --clean -i NONE --headless +"helptags $home/doc" +quit 2> "$home/err" && [ ! -s "$home/err" ] &&
    grep -q '^housestyle.txt	' "$home/doc/tags"
}
check "helptags accepts it" helptags
# Each |tag| that begins with the plugin's name leads somewhere.
dangling() { comm -23 <(grep -o '|housestyle[^|]*|' "$home/doc/housestyle.txt" | tr -d '|' | sort -u) <(cut -f1 "$home/doc/tags" | sort); }
check "every link of it leads somewhere" [ -z "$(dangling)" ]

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
