"""Wrong starts: several processes that cannot find each other get the right command."""

import shutil

import pytest

from messages import numbers
from sounds import sine, write_wav
from support import launcher_is_open_mpi

SLURM_BATCH = {"SLURM_JOB_ID": "7", "SLURM_NTASKS": "4", "SLURM_PROCID": "0"}
SLURM_STEP = SLURM_BATCH | {"SLURM_STEP_ID": "0", "SLURM_STEP_NUM_TASKS": "4"}
NAME = ("Open MPI", "srun --mpi=pmix") if launcher_is_open_mpi() else ("MPICH", "srun --mpi=pmi2")
OTHER = ("mpirun.mpich",) if launcher_is_open_mpi() else ("mpirun.openmpi", "--allow-run-as-root", "--oversubscribe")


@pytest.fixture
def single(work):
    """A workspace with one input."""
    write_wav(work / "a.wav", sine(1000))
    return work


def refused(work, *words, **start):
    """The only error of a refused start, which did nothing."""
    result = work.run_mpietl(*(words or ("run", "a.wav")), **start).expect(2)
    assert work.tree() == {"a.wav"}
    assert len(result.errors) == 1, result.stderr
    return result.errors[0]


@pytest.mark.skipif(shutil.which(OTHER[0]) is None, reason=f"there is no {OTHER[0]}")
def test_launcher_of_another_library(single):
    error = refused(single, prefix=(*OTHER, "-n", "3"))
    assert 3 in numbers(error) and NAME[0] in error


@pytest.mark.parametrize("words", [("run", "a.wav"), ("bench", "a.wav"), ("generate",), ("verify", "a.wav")])
def test_batch_script_without_launcher(single, words):
    error = refused(single, *words, env=SLURM_BATCH)
    assert 4 in numbers(error) and f"{NAME[1]} mpietl" in error


def test_batch_script_with_launcher(single):
    for ranks in (1, 2):
        single.etl("a.wav", "--output-dir", f"out{ranks}", ranks=ranks, env=SLURM_BATCH)


def test_commands_without_ranks_need_no_launcher(single):
    single.etl("a.wav")
    single.run_mpietl("report", "mpietl-report.h5", env=SLURM_BATCH).expect(0)


def test_the_mpi_library_prints_nothing(single):
    """Open MPI 5 prints many lines about its own fault on hosts with IPv4 and IPv6."""
    assert single.run_mpietl("run", "a.wav", "--progress", "none", ranks=4).expect(0).stderr == ""


def test_step_without_a_server(single):
    assert f"{NAME[1]} mpietl" in refused(single, env=SLURM_STEP)
    result = single.run_mpietl("run", "a.wav", env=SLURM_STEP | {"SLURM_PROCID": "3"}).expect(2)
    assert not result.stderr, "each process prints"


def test_step_of_one_process_works(single):
    report = single.etl("a.wav", env=SLURM_STEP | {"SLURM_STEP_NUM_TASKS": "1"})
    assert report.attributes["SLURM_STEP_ID"] == "0"
