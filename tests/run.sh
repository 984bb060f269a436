#!/usr/bin/env bash
# The tests on a fresh Debian machine: installs missing packages, builds, and runs ctest. Continues
# after a failure, so that one run reports all failures.
# usage: bash tests/run.sh [quick|sanitizers|full]
#   quick       unit tests, MPI on few ranks, and the promises of README; the default
#   sanitizers  the unit tests under ASan and UBSan, and under TSan
#   full        everything: quick and sanitizers, longer tests, MPICH, clusters, faults, fuzzers
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# Without HOME, the launcher of Open MPI 5 starts nothing.
export HOME=${HOME:-/}
failed=0

build() {
  cmake --preset "$1" >/dev/null
  cmake --build --preset "$1" || exit 1
}

run_tests() {
  ctest --preset "$@" || failed=1
}

sanitizers() {
  build asan
  build tsan
  run_tests asan
  run_tests tsan
}

case "${1:-quick}" in
  quick)
    bash jobs/install.sh build run package test
    build check
    run_tests quick
    ;;
  sanitizers)
    bash jobs/install.sh build run package test
    sanitizers
    ;;
  full)
    bash jobs/install.sh build run package test
    export MPIETL_TEST_SCALE=full
    build check
    run_tests full
    build mpich
    run_tests mpich
    sanitizers
    build fuzz
    run_tests fuzz
    bash tests/fuzz/run.sh 30 || failed=1
    ;;
  *)
    echo "usage: bash tests/run.sh [quick|sanitizers|full]" >&2
    exit 2
    ;;
esac
exit "$failed"
