#!/usr/bin/env bash
# The demonstration on a fresh Debian machine: installs missing packages, builds, runs
# `mpirun -n 16 build/mpietl` and shows the report. Takes 2 GB of disk space in ./sounds.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash jobs/install.sh build run
cmake --preset release
cmake --build --preset release

# Allow more ranks than cores, and root in a container. Open MPI 4 reads OMPI_MCA_, the launcher of
# Open MPI 5 reads PRTE_MCA_ and needs HOME.
export OMPI_MCA_rmaps_base_oversubscribe=1 PRTE_MCA_rmaps_default_mapping_policy=:oversubscribe
export OMPI_MCA_hwloc_base_binding_policy=none PRTE_MCA_hwloc_default_binding_policy=none
export HOME=${HOME:-/}
if [ "$(id -u)" -eq 0 ]; then
  export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
fi

mpirun -n 16 build/mpietl
build/mpietl report mpietl-report.h5
