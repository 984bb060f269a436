#!/usr/bin/env bash
# Compiles the program for arm64 on amd64, and runs it under emulation with NEON and with SVE: unit tests
# of audio and run, and files whose digests must equal those of the amd64 program. Outputs of codecs are
# compared, too.
# Needs root, and build/mpietl (`cmake --preset release && cmake --build build`).
# usage: bash tests/platforms/arm64.sh FOLDER      for the packages of arm64 and the build, 2 GB
set -euo pipefail

folder=${1:?usage: bash tests/platforms/arm64.sh FOLDER}
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
native=${MPIETL:-$checkout/build/mpietl}
# shellcheck source=tests/platforms/digests.sh
source "$checkout/tests/platforms/digests.sh"
[ -x "$native" ] || { echo "no program at $native: build it or set MPIETL" >&2; exit 2; }
mkdir -p "$folder"
folder=$(realpath "$folder")
export MPIETL_ARM64_ROOT=$folder/root
release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
build=$folder/build

# Only unpacks the packages, without their setup scripts.
unpack_packages() {
  apt-get install -qq -y --no-install-recommends mmdebstrap qemu-user-static crossbuild-essential-arm64 >/dev/null
  local packages
  packages=$(awk '$1 == "build" && $2 ~ /^(lib|nlohmann).*-dev$/ { print $2 }' "$checkout/jobs/packages.txt" | paste -sd,)
  mmdebstrap --quiet --variant=extract --architectures=arm64 \
    --include="$packages,g++,catch2,librandom123-dev" "$release" "$folder/root.new"
  mv "$folder/root.new" "$MPIETL_ARM64_ROOT"
}

# emulated CPU COMMAND…
emulated() {
  local cpu=$1
  shift
  qemu-aarch64-static -L "$MPIETL_ARM64_ROOT" -cpu "$cpu" "$@"
}

[ -d "$MPIETL_ARM64_ROOT" ] || unpack_packages
cmake -S "$checkout" -B "$build" -G Ninja --toolchain "$checkout/tests/platforms/arm64.cmake" \
  -DCMAKE_BUILD_TYPE=Release -DCMAKE_COMPILE_WARNING_AS_ERROR=ON -DMPIETL_TESTS=ON >/dev/null
cmake --build "$build" --target mpietl test_audio test_run

rm -rf "$folder/files"
mkdir -p "$folder/files"
cd "$folder/files"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
make_inputs in "$native"
digests in amd64 "$native" >amd64.sha256

failed=0
for cpu in cortex-a72 max; do # NEON, SVE
  emulated "$cpu" "$build/mpietl" --version | grep "^instructions"
  for module in audio run; do emulated "$cpu" "$build/tests/test_$module" || failed=1; done
  digests in "$cpu" emulated "$cpu" "$build/mpietl" >"$cpu.sha256"
  echo "$cpu and amd64:"
  compare_digests amd64.sha256 "$cpu.sha256" || failed=1
done
exit "$failed"
