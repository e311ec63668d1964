#!/usr/bin/env bash
# Gets the Neovim of a Debian suite (forky: 0.12, trixie: 0.10). Usage: install.sh FOLDER SUITE     Leaves FOLDER/nvim, a script that starts it.
set -euo pipefail
folder=$(realpath -m "$1")
if [ -x "$folder/nvim" ] && "$folder/nvim" --version > /dev/null 2>&1; then exit 0; fi
"$(dirname "$0")/../../unpack.sh" "$folder" "$2" neovim
cat > "$folder/nvim" <<'NVIM'
#!/bin/sh
folder=$(dirname "$(readlink -f "$0")")
export VIM="$folder/root/usr/share/nvim" VIMRUNTIME="$folder/root/usr/share/nvim/runtime"
exec "$folder/run" nvim "$@"
NVIM
chmod +x "$folder/nvim"
"$folder/nvim" --version | head -1
