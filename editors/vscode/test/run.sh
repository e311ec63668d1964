#!/usr/bin/env bash
# Packs the extension and tests it in a real VS Code. Last line: "N passed, N failed"; exit status 1 if any failed.
#
# HOUSESTYLE_BIN      the program to pack (default: target/release/housestyle)
# HOUSESTYLE_EDITORS  where VS Code is kept between runs (default: target/editors)
# CHROMIUM            the browser (default: /usr/bin/chromium)
# Pictures and logs are left in editors/vscode/test/out.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
tools=${HOUSESTYLE_EDITORS:-$top/target/editors}/vscode
out=$here/out
rm -rf "$out"
mkdir -p "$out"

cd "$here/.."
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
npm run --silent check
npm run --silent package -- linux-x64 "$out/housestyle.vsix" > "$out/package.log"
"$here/install.sh" "$tools"

passed=0 failed=0
check() { # name, command …
  if "${@:2}"; then passed=$((passed + 1)); echo "ok $1"; else failed=$((failed + 1)); echo "FAIL $1"; fi
}
drive() { # the extension, a folder for what is left; again if the machine was too busy for an editor to appear
  local status
  for _ in 1 2; do
    status=0
    node "$here/test.mjs" "$tools" "$1" "$2" | tee "$2.txt" || status=$?
    [ "$status" = 2 ] || break
  done
  return "$status"
}

status=0
drive "$out/housestyle.vsix" "$out/test" || status=$?
good=$(grep -c '^ok ' "$out/test.txt" || true)
bad=$(grep -c '^FAIL ' "$out/test.txt" || true)
# A run that broke off without a failed check has failed.
[ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
passed=$((passed + good)) failed=$((failed + bad))

echo "# without the extension"
status=0
drive none "$out/control" | sed 's/^/  /' || status=$?
check "the tests fail without the extension" [ "$status" = 1 ]
check "and for that reason" grep -q '^FAIL squiggles under the right words: no squiggles$' "$out/control.txt"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
