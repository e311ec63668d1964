#!/usr/bin/env bash
# Makes editors/vscode/images/screenshot.png. Takes run.sh's settings.
# Usage: screenshot.sh [FOLDER FILE WORDS]    an article, and the marked words in it over which the mouse rests
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
tools=${HOUSESTYLE_EDITORS:-$top/target/editors}/vscode
out=$here/out/screenshot
[ $# = 3 ] || set -- "$top/examples" article.md regime
mkdir -p "$out" "$here/../images"
"$here/install.sh" "$tools"
cd "$here/.."
npm run --silent package -- linux-x64 "$out/housestyle.vsix" > "$out/package.log"
node "$here/screenshot.mjs" "$tools" "$out/housestyle.vsix" "$1" "$2" "$3" "$out/screenshot.png"
cp "$out/screenshot.png" "$here/../images/screenshot.png"
