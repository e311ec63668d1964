#!/usr/bin/env bash
# Unpacks packages of another Debian suite into a folder of its own; nothing is installed on the machine.
# Usage: unpack.sh FOLDER SUITE PACKAGE…     Leaves the packages in FOLDER/root, and FOLDER/run, which starts a program of theirs.
#
# The program runs under that suite's own dynamic loader and libraries, named on the loader's command line, so that
# neither the programs that it starts nor the machine's own libraries see any of it, and the folder can be moved.
set -euo pipefail

folder=$(realpath -m "$1")
suite=$2
packages=("${@:3}")
apt=$folder/apt
root=$folder/root
arch=$(dpkg --print-architecture)
# The mirror that this machine uses, if it uses one of the usual shape.
mirror=$(apt-get indextargets --format '$(REPO_URI)' "Created-By: Packages" | sed -n 's,/debian/*$,/debian,p' | tail -n 1)
mirror=${mirror:-http://deb.debian.org/debian}

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
of_suite install --yes --download-only "${packages[@]}"
for deb in "$apt"/archives/*.deb; do dpkg-deb --extract "$deb" "$root"; done
rm -rf "$apt"

# Some programs look for their libraries beside the running program, which is the loader: so the loader stands in bin/.
cp "$root"/usr/lib/*/ld-linux*.so.* "$root/usr/bin/loader"
cat > "$folder/run" <<'RUN'
#!/bin/sh
# Usage: run PROGRAM [ARGUMENT…]     PROGRAM: a name in usr/bin
usr=$(dirname "$(readlink -f "$0")")/root/usr
program=$(readlink -f "$usr/bin/$1")
shift
exec "$usr/bin/loader" --library-path "$(echo "$usr"/lib/*-linux-*)" "$program" "$@"
RUN
chmod +x "$folder/run"
