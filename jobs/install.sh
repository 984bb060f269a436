#!/usr/bin/env bash
# Installs the missing Debian packages of the named groups (see packages.txt).
# usage: bash jobs/install.sh GROUP...      for example: build run
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

packages_of() {
  awk -v groups=" $* " '!/^#/ && NF && index(groups, " " $1 " ") { print $2 }' "$here/packages.txt"
}

# Of alternatives A|B, one suffices.
is_missing() {
  local name
  for name in ${1//|/ }; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" != installed ] || return 1
  done
}

# Chooses the first alternative that this Debian release has.
choose() {
  local name
  for name in ${1//|/ }; do
    if apt-cache show "$name" >/dev/null 2>&1; then break; fi
  done
  echo "$name"
}

missing=()
while read -r package; do
  if is_missing "$package"; then missing+=("$package"); fi
done < <(packages_of "$@")
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! sudo -n true 2>/dev/null; then
    echo "Debian packages are missing, and this user cannot install them:" >&2
    echo "  ${missing[*]}" >&2
    echo "Ask an administrator to run: apt-get install ${missing[*]}" >&2
    exit 2
  fi
  as_root=(sudo)
fi

echo "installing ${missing[*]}"
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
chosen=()
for package in "${missing[@]}"; do chosen+=("$(choose "$package")"); done
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -qq -y --no-install-recommends "${chosen[@]}" >/dev/null
