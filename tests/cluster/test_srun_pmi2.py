"""srun starts the program that is built with MPICH, by PMI2."""

import pytest

from support import binary, launcher_is_open_mpi


def test_srun_with_pmi2(place):
    """Two ranks on each of four hosts."""
    if launcher_is_open_mpi():
        pytest.skip("Open MPI knows no PMI2: it is started by --mpi=pmix, and tried so elsewhere")
    options = ("--mpi=pmi2", "--nodes=4", "--ntasks-per-node=2", "--cpus-per-task=1", "--time=1")
    place.cluster.slurm("srun", *options, binary(), *place.run_words, cwd=place.folder, timeout=50)
    report = place.check()
    assert sorted(report.ranks.host) == sorted(2 * ["n1", "n2", "n3", "n4"])
