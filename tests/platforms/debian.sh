#!/usr/bin/env bash
# Runs README's commands on another release of Debian, in a separate root: the demonstration, the tests,
# and the Debian package; and compares outputs with those of the host. Needs root, and build/mpietl
# (`cmake --preset release && cmake --build build`).
# usage: bash tests/platforms/debian.sh FOLDER [SUITE [TESTS]]
#   FOLDER  for the system and the builds, 12 GB; a later run uses it again
#   SUITE   default: trixie, which is Debian 13
#   TESTS   argument of tests/run.sh; default: quick
set -euo pipefail

folder=${1:?usage: bash tests/platforms/debian.sh FOLDER [SUITE [TESTS]]}
suite=${2:-trixie} tests=${3:-quick}
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
native=${MPIETL:-$checkout/build/mpietl}
# shellcheck source=tests/platforms/digests.sh
source "$checkout/tests/platforms/digests.sh"
[ -x "$native" ] || { echo "no program at $native: build it or set MPIETL" >&2; exit 2; }
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
  # This system need not survive a power cut, and must start no services.
  mmdebstrap --quiet --variant=minbase --include=ca-certificates \
    --dpkgopt=force-unsafe-io \
    --customize-hook="copy-in /etc/resolv.conf /etc" \
    --customize-hook="printf '#!/bin/sh\nexit 101\n' >\"\$1/usr/sbin/policy-rc.d\"" \
    --customize-hook="chmod +x \"\$1/usr/sbin/policy-rc.d\"" \
    "$suite" "$root"
  mkdir -p "$root/mpietl" "$root/dev/shm"
}

# Keeps builds and times of files, so that only changed files are built again.
copy_checkout() {
  find "$root/mpietl" -mindepth 1 -maxdepth 1 ! -name build ! -name .build ! -name sounds -exec rm -r {} +
  git -C "$checkout" ls-files -z --cached --others --exclude-standard |
    tar -C "$checkout" --null --files-from=- --create | tar -C "$root/mpietl" --extract
}

# Runs a command in the copy, with a minimal environment. Mounts end with it. This is not a chroot, since
# tests enter namespaces, which leave one.
inside() {
  # shellcheck disable=SC2016 # the inner shell's arguments
  unshare --mount --pid --fork --kill-child bash -euc '
    root=$1
    shift
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount -t tmpfs tmpfs "$root/dev/shm"
    mount -t devpts -o ptmxmode=0666 devpts "$root/dev/pts"
    cd "$root"
    pivot_root . .
    umount --lazy .
    cd /mpietl
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "$@"' bash "$root" "$@"
}

# Checks that the package installs with its dependencies, and that the program starts.
# shellcheck disable=SC2317 # timed calls it
try_package() {
  # shellcheck disable=SC2016 # the inner shell's expansions
  inside bash -euc '
    cmake --build build --target package
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -qq -y --no-install-recommends ./build/mpietl_*.deb >/dev/null
    mpietl --version
    apt-get purge -qq -y mpietl >/dev/null'
}

[ -d "$root/mpietl" ] || make_system
copy_checkout
failed=0
timed inside bash jobs/demo.sh || failed=1
timed inside bash tests/run.sh "$tests" || failed=1
timed try_package || failed=1
inside dpkg-query -W g++ cmake libopenmpi-dev libhdf5-dev libhwy-dev catch2 libsndfile1-dev libmpg123-dev \
  libflac-dev libvorbis-dev libopus-dev libmp3lame0

rm -rf "$root/digests"
mkdir "$root/digests"
cd "$root/digests"
make_inputs in "$native"
digests in host "$native" >host.sha256
# shellcheck disable=SC2016 # the inner shell's arguments
inside bash -euc '
  source tests/platforms/digests.sh
  cd /digests
  digests in "$1" /mpietl/build/mpietl' bash "$suite" >"$suite.sha256"
echo "$suite and the host:"
compare_digests host.sha256 "$suite.sha256" || failed=1
exit "$failed"
