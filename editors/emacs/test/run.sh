#!/usr/bin/env bash
# Tests the server in a real Emacs with Eglot. Last line: "N passed, N failed"; exit status 1 if any failed.
#
# HOUSESTYLE_BIN      the program under test (default: target/release/housestyle)
# HOUSESTYLE_EDITORS  where Emacs is kept between runs (default: target/editors)
# EMACS               another Emacs, 29 or newer, instead of the one that install.sh gets
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
program=$(realpath -m "${HOUSESTYLE_BIN:-$top/target/release/housestyle}")
editors=${HOUSESTYLE_EDITORS:-$top/target/editors}
emacs=${EMACS:-$editors/emacs/emacs}
[ -x "$program" ] || { echo "no program at $program: run cargo build --release" >&2; exit 2; }
[ -n "${EMACS:-}" ] || "$here/install.sh" "$editors/emacs"

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
test_with() { # a server; what was said is left in $home/out
  rm -rf "$home/desk"
  cp -R "$here/../../neovim/test/workspace" "$home/desk"
  HOME=$home HOUSESTYLE_BIN=$1 HOUSESTYLE_WORKSPACE=$home/desk timeout 120 "$emacs" -Q --batch -l "$here/test.el" > "$home/out" 2> "$home/errors"
}
status=0
test_with "$program" || status=$?
cat "$home/out"
passed=$(grep -c '^ok ' "$home/out" || true)
failed=$(grep -c '^FAIL ' "$home/out" || true)
# A script that broke off without a failed check has failed.
if [ "$status" != 0 ] && [ "$failed" = 0 ]; then failed=1; cat "$home/errors"; fi

echo "# without a server"
if test_with /bin/false; then failed=$((failed + 1)); echo "FAIL the tests fail without a server"; else passed=$((passed + 1)); echo "ok the tests fail without a server"; fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
