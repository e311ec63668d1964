#!/usr/bin/env bash
# Gets the Emacs of Debian forky. Usage: install.sh FOLDER     Leaves FOLDER/emacs, a script that starts it.
set -euo pipefail
folder=$(realpath -m "$1")
if [ -x "$folder/emacs" ] && "$folder/emacs" --version > /dev/null 2>&1; then exit 0; fi
"$(dirname "$0")/../../unpack.sh" "$folder" forky emacs-nox
cat > "$folder/emacs" <<'EMACS'
#!/bin/sh
folder=$(dirname "$(readlink -f "$0")")
share=$(echo "$folder"/root/usr/share/emacs/[0-9]*.[0-9]*)
memory=$(find "$folder/root/usr/lib" "$folder/root/usr/libexec" -name 'emacs*.pdmp' 2> /dev/null | head -1)
EMACSLOADPATH=$(find "$share/lisp" -type d ! -name term ! -name obsolete | sort | paste -sd:)
export EMACSLOADPATH EMACSDATA="$share/etc" EMACSDOC="$share/etc" EMACSPATH="$(dirname "$memory")"
exec "$folder/run" emacs-nox --dump-file="$memory" "$@"
EMACS
chmod +x "$folder/emacs"
"$folder/emacs" --version | head -1
