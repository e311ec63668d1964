#!/usr/bin/env bash
# Gets the Helix of Debian forky. Usage: install.sh FOLDER     Leaves FOLDER/hx, a script that starts it.
set -euo pipefail
folder=$(realpath -m "$1")
if [ -x "$folder/hx" ] && "$folder/hx" --version > /dev/null 2>&1; then exit 0; fi
"$(dirname "$0")/../../unpack.sh" "$folder" forky hx
cat > "$folder/hx" <<'HX'
#!/bin/sh
folder=$(dirname "$(readlink -f "$0")")
HELIX_RUNTIME=$(dirname "$(readlink -f "$folder/root/usr/bin/hx")")/runtime
export HELIX_RUNTIME
exec "$folder/run" hx "$@"
HX
chmod +x "$folder/hx"
"$folder/hx" --version
