#!/usr/bin/env bash
# Both commands of README on another release of Debian, in a root of its own: the demonstration, and
# `tests/run.sh quick`. Needs root; Debian's packages come from apt's own mirror.
# usage: bash tests/platforms/debian.sh FOLDER [SUITE]      by default trixie, which is Debian 13
#   FOLDER: for the system and the builds, 12 GB; what an earlier run left there is used again
set -euo pipefail

folder=${1:?usage: bash tests/platforms/debian.sh FOLDER [SUITE]} suite=${2:-trixie}
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
mkdir -p "$folder"
root=$(realpath "$folder")/$suite

timed() {
  local start=$SECONDS status=0
  "$@" || status=$?
  echo "== $((SECONDS - start)) s, exit status $status: $*"
  return "$status"
}

make_system() {
  dpkg-query -W mmdebstrap >/dev/null 2>&1 || apt-get install -qq -y --no-install-recommends mmdebstrap
  # Nobody minds when a power cut spoils this system, and no service is to start in it.
  mmdebstrap --quiet --variant=minbase --include=ca-certificates \
    --dpkgopt=force-unsafe-io \
    --customize-hook="copy-in /etc/resolv.conf /etc" \
    --customize-hook="printf '#!/bin/sh\nexit 101\n' >\"\$1/usr/sbin/policy-rc.d\"" \
    --customize-hook="chmod +x \"\$1/usr/sbin/policy-rc.d\"" \
    "$suite" "$root"
  mkdir -p "$root/mpietl" "$root/dev/shm"
}

# Times of files are kept, so that only what has changed is built again.
copy_checkout() {
  git -C "$checkout" ls-files -z --cached --others --exclude-standard |
    tar -C "$checkout" --null --files-from=- --create | tar -C "$root/mpietl" --extract
}

# Runs a command in the copy, with next to no environment. What is mounted goes when it ends. The
# root is no chroot: tests enter namespaces, which leave one.
inside() {
  # shellcheck disable=SC2016 # the inner shell's arguments
  unshare --mount --pid --fork --kill-child bash -euc '
    root=$1
    shift
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount -t tmpfs tmpfs "$root/dev/shm"
    cd "$root"
    pivot_root . .
    umount --lazy .
    cd /mpietl
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "$@"' bash "$root" "$@"
}

[ -d "$root/mpietl" ] || make_system
copy_checkout
failed=0
timed inside bash jobs/demo.sh || failed=1
timed inside bash tests/run.sh quick || failed=1
inside dpkg-query -W g++ cmake libopenmpi-dev libhdf5-dev libsndfile1-dev libmpg123-dev libhwy-dev catch2
exit "$failed"
