#!/usr/bin/env bash
# All tests on a fresh Debian machine: installs what is missing, builds, runs ctest; then the same
# with MPICH for all that touches MPI, and the unit tests under the sanitizers.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash jobs/install.sh build run test

build() {
  cmake --preset "$1" -DMPIETL_TESTS=ON >/dev/null
  cmake --build --preset "$1"
}

build release
shellcheck jobs/*.sh slurm/*.sbatch tests/*.sh tests/*/*.sh
ctest --test-dir build --output-on-failure

build mpich
ctest --test-dir .build/mpich --output-on-failure -R '^comm_|^e2e_same_bits|^e2e_bad_input|^cluster_without_slurm|^cluster_srun_pmi2'

build asan
ctest --test-dir .build/asan --output-on-failure -E '^e2e_|^faults_|^cluster_|^install'

build tsan
ctest --test-dir .build/tsan --output-on-failure -R '^audio|^io|^run|^journal'

build fuzz
bash tests/fuzz/run.sh 60
