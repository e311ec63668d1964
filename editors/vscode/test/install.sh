#!/usr/bin/env bash
# Puts VS Code (code-server, with a Node of its own) and a browser driver into a folder, from the npm registry alone:
# no compiler, no package's install script. Usage: install.sh FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"
if [ -e ready ] && cmp -s "$here/package-lock.json" ready; then exit 0; fi
rm -f ready
cp "$here/package.json" "$here/package-lock.json" .
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
# The editor inside code-server looks for its libraries, and serves some of them to the browser, from a node_modules of its own.
ln -sfn ../../.. node_modules/code-server/lib/vscode/node_modules
mkdir -p node_modules/@vscode/spdlog
cp "$here/spdlog.js" node_modules/@vscode/spdlog/index.js
cp package-lock.json ready
