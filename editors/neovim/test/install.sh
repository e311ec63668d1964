#!/usr/bin/env bash
# Unpacks the Neovim of a Debian suite (forky: 0.12, trixie: 0.10) into a folder of its own; nothing is installed on the machine.
# Usage: install.sh FOLDER SUITE     Leaves FOLDER/nvim, a script that starts it.
#
# Neovim runs under that suite's own dynamic loader and libraries, named on the loader's command line, so that
# neither the programs that Neovim starts nor the machine's own libraries see any of it, and the folder can be moved.
set -euo pipefail

suite=$2
folder=$(realpath -m "$1")
apt=$folder/apt
root=$folder/root
arch=$(dpkg --print-architecture)
# The mirror that this machine uses, if it uses one of the usual shape.
mirror=$(apt-get indextargets --format '$(REPO_URI)' "Created-By: Packages" | sed -n 's,/debian/*$,/debian,p' | tail -n 1)
mirror=${mirror:-http://deb.debian.org/debian}

if [ -x "$folder/nvim" ] && "$folder/nvim" --version > /dev/null 2>&1; then exit 0; fi
rm -rf "$root" "$apt"
mkdir -p "$apt"/{lists/partial,archives/partial,empty} "$root"
: > "$apt/status"

cat > "$apt/suite.sources" <<SOURCES
Types: deb
URIs: $mirror
Suites: $suite
Components: main
Architectures: $arch
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES

# The machine's apt settings (a proxy, say) stay in force; its sources, its lists and its record of what is installed do not.
cat > "$apt/apt.conf" <<CONF
Dir::Etc::SourceList "$apt/suite.sources";
Dir::Etc::SourceParts "$apt/empty";
Dir::Etc::PreferencesParts "$apt/empty";
Dir::State::Lists "$apt/lists";
Dir::State::Status "$apt/status";
Dir::Cache "$apt";
Dir::Cache::Archives "$apt/archives";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::Retries "3";
Debug::NoLocking "true";
CONF
of_suite() { APT_CONFIG=$apt/apt.conf apt-get -qq "$@"; }

of_suite update
# `install --download-only` checks every archive's hash against the signed lists.
of_suite install --yes --download-only neovim
for deb in "$apt"/archives/*.deb; do dpkg-deb --extract "$deb" "$root"; done
rm -rf "$apt"

# Neovim looks for its library beside the running program, which is the loader: so the loader stands in bin/.
cp "$root"/usr/lib/*/ld-linux*.so.* "$root/usr/bin/loader"
cat > "$folder/nvim" <<'NVIM'
#!/bin/sh
usr=$(dirname "$(readlink -f "$0")")/root/usr
export VIM="$usr/share/nvim" VIMRUNTIME="$usr/share/nvim/runtime"
exec "$usr/bin/loader" --library-path "$(echo "$usr"/lib/*-linux-*)" "$(readlink -f "$usr/bin/nvim")" "$@"
NVIM
chmod +x "$folder/nvim"
"$folder/nvim" --version | head -1
