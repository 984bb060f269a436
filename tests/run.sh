#!/usr/bin/env bash
# All tests on a fresh Debian machine: installs what is missing, builds, runs ctest; then the same
# with MPICH for all that touches MPI, and the unit tests under the sanitizers. Goes on behind a
# failure, so that one run tells of all.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash jobs/install.sh build run test
failed=0

build() {
  cmake --preset "$1" -DMPIETL_TESTS=ON >/dev/null
  cmake --build --preset "$1" && return
  echo "$1: sources that are compiled at once may have names in common: see mpietl_alone in Compile.cmake"
  cmake --preset "$1" -DMPIETL_TESTS=ON -DCMAKE_UNITY_BUILD=OFF >/dev/null
  cmake --build --preset "$1"
}

build_others() {
  for preset in mpich asan tsan; do build "$preset" || return; done
}

run_tests() {
  ctest --test-dir "$1" --output-on-failure "${@:2}" || failed=1
}

build release
shellcheck jobs/*.sh slurm/*.sbatch tests/*.sh tests/*/*.sh

# The other builds use what the tests leave of the cores; those that measure time run alone.
(renice -n 19 "$BASHPID" >/dev/null && build_others) >build/others.log 2>&1 &
others=$!
# Those of clusters mostly wait, hence three at once.
run_tests build -j 3 -LE quiet
echo "waiting for the builds of mpich, asan and tsan (build/others.log)"
if ! wait "$others"; then
  cat build/others.log
  exit 1
fi
run_tests build -L quiet

run_tests .build/mpich -R '^comm_|^e2e_same_bits|^e2e_bad_input|^cluster_srun_pmi2|^cluster_without_slurm'
run_tests .build/asan -j 2 -E '^e2e_|^faults_|^cluster_|^install'
run_tests .build/tsan -j 2 -R '^audio|^io|^run|^journal'
bash tests/fuzz/run.sh 30 || failed=1
exit "$failed"
