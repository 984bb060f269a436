"""Threads and the processors that they may run on: what the launcher and OpenMP decide, and what is said of it."""

import os

import pytest

from messages import numbers
from sounds import sine, write_wav
from support import launcher_is_open_mpi

pytestmark = pytest.mark.skipif(os.cpu_count() < 2, reason="one processor has no choice")
BOUND = {"OMPI_MCA_hwloc_base_binding_policy": "core"}


def one_file(work):
    """An input."""
    write_wav(work / "a.wav", sine(1000))
    return "a.wav"


def test_threads_spread_over_places(work):
    """OpenMP pins the first thread, and the others do not follow it."""
    env = {"OMP_PLACES": "cores", "OMP_PROC_BIND": "close"}
    rank = work.etl(one_file(work), env=env).ranks.iloc[0]
    assert rank.threads == os.cpu_count()
    assert rank.cpus == f"0-{os.cpu_count() - 1}"


def test_places_limit_threads(work):
    """A rank whose places are one processor has one thread."""
    rank = work.etl(one_file(work), env={"OMP_PLACES": "{1}"}).ranks.iloc[0]
    assert (rank.threads, rank.cpus) == (1, "1")


def has_warning(result, *parts):
    """Whether a line tells of one core for two threads, and has these parts."""
    return any({1, 2} <= set(numbers(line)) and all(part in line for part in parts) for line in result.errors)


def test_threads_on_one_core_are_told_of(work):
    """More threads than a mask allows run, with a warning that says why."""
    result = work.run_mpietl("run", one_file(work), "--threads", "2", prefix=("taskset", "-c", "0")).expect(0)
    assert has_warning(result, "taskset"), result.stderr


def test_a_mask_that_the_shell_has_as_well(work):
    """As in a batch job of one processor."""
    shell = ("taskset", "-c", "0", "sh", "-c", '"$@"; exit $?', "sh")
    result = work.run_mpietl("run", one_file(work), "--threads", "2", prefix=shell).expect(0)
    assert has_warning(result), result.stderr


@pytest.mark.skipif(not launcher_is_open_mpi(), reason="how Open MPI binds")
def test_bound_ranks_are_told_how_to_be_free(work):
    """A rank that mpirun bound to a core, with two threads, names the option that gives it more."""
    result = work.run_mpietl("run", one_file(work), "--threads", "2", ranks=1, env=BOUND).expect(0)
    assert any("--map-by slot:PE=2" in line for line in result.errors), result.stderr


@pytest.mark.skipif(not launcher_is_open_mpi(), reason="how Open MPI binds")
def test_idle_cores_are_hinted_at(work):
    """So does one which has a thread only, since it may use one core."""
    result = work.run_mpietl("run", one_file(work), ranks=1, env=BOUND).expect(0)
    assert any("mpirun --bind-to none" in line for line in result.errors), result.stderr


def test_nothing_is_said_when_all_is_well(work):
    """Ranks that share all processors."""
    assert not work.run_mpietl("run", one_file(work), ranks=2).expect(0).errors
