"""srun starts the program that is built with MPICH, by PMI2, on one host."""

import pytest

from support import binary, launcher_is_open_mpi


def test_srun_with_pmi2(place):
    """Over several hosts Debian's MPICH (ch4:ucx) mostly hangs in MPI_Finalize."""
    if launcher_is_open_mpi():
        pytest.skip("Open MPI knows no PMI2: it is started by --mpi=pmix, and tried so elsewhere")
    options = ("--mpi=pmi2", "--nodes=1", "--ntasks=2", "--cpus-per-task=1", "--time=1")
    place.cluster.slurm("srun", *options, binary(), *place.run_words, cwd=place.folder, timeout=50)
    report = place.check()
    assert len(report.ranks) == 2
    assert len(set(report.ranks.host)) == 1
