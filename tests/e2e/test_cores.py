"""Threads and the CPUs that they may use: decisions of launcher and OpenMP, and the program's warnings."""

import contextlib
import os
from pathlib import Path

import pytest

from messages import numbers
from sounds import sine, write_wav
from support import launcher_is_open_mpi

pytestmark = pytest.mark.skipif(os.cpu_count() < 2, reason="one processor has no choice")
# Open MPI 5 binds nothing where ranks may share cores.
BOUND = {"OMPI_MCA_hwloc_base_binding_policy": "core", "PRTE_MCA_hwloc_default_binding_policy": "core",
         "PRTE_MCA_rmaps_default_mapping_policy": ""}


def one_file(work):
    """An input."""
    write_wav(work / "a.wav", sine(1000))
    return "a.wav"


def test_threads_spread_over_places(work):
    """OpenMP pins the first thread, but not the others to the same place."""
    env = {"OMP_PLACES": "cores", "OMP_PROC_BIND": "close"}
    rank = work.etl(one_file(work), env=env).ranks.iloc[0]
    assert rank.threads == os.cpu_count()
    assert rank.cpus == f"0-{os.cpu_count() - 1}"


def test_places_limit_threads(work):
    """A rank with one place of one CPU has one thread."""
    rank = work.etl(one_file(work), env={"OMP_PLACES": "{1}"}).ranks.iloc[0]
    assert (rank.threads, rank.cpus) == (1, "1")


def has_warning(result, *parts):
    """Whether a line warns of two threads on one core, and contains these parts."""
    return any({1, 2} <= set(numbers(line)) and all(part in line for part in parts) for line in result.errors)


def test_threads_on_one_core_give_a_warning(work):
    """More threads than a mask allows run, with a warning that says why."""
    result = work.run_mpietl("run", one_file(work), "--threads", "2", prefix=("taskset", "-c", "0")).expect(0)
    assert has_warning(result, "taskset"), result.stderr


def test_a_mask_inherited_from_the_shell(work):
    """As in a batch job with one CPU."""
    shell = ("taskset", "-c", "0", "sh", "-c", '"$@"; exit $?', "sh")
    result = work.run_mpietl("run", one_file(work), "--threads", "2", prefix=shell).expect(0)
    assert has_warning(result), result.stderr


@pytest.mark.skipif(not launcher_is_open_mpi(), reason="how Open MPI binds")
def test_bound_ranks_get_the_option_for_more_cores(work):
    """A rank that mpirun bound to a core, with two threads, names the option that gives it more."""
    result = work.run_mpietl("run", one_file(work), "--threads", "2", ranks=1, env=BOUND).expect(0)
    assert any("--map-by slot:PE=2" in line for line in result.errors), result.stderr


@pytest.mark.skipif(not launcher_is_open_mpi(), reason="how Open MPI binds")
def test_idle_cores_give_a_hint(work):
    """A rank with only one thread also gets the option, since it may use one core."""
    result = work.run_mpietl("run", one_file(work), ranks=1, env=BOUND).expect(0)
    assert any("mpirun --bind-to none" in line for line in result.errors), result.stderr


def test_no_warning_without_a_problem(work):
    """Ranks that share all processors."""
    assert not work.run_mpietl("run", one_file(work), ranks=2).expect(0).errors


@pytest.mark.parametrize("way", [{"env": {"OMP_NUM_THREADS": "64"}}, {"args": ["--threads", "64"]}])
def test_more_threads_than_cores_give_one_warning(work, way):
    """Also without any binding."""
    result = work.run_mpietl("run", one_file(work), *way.get("args", []), env=way.get("env")).expect(0)
    (told,) = result.errors
    assert {64, os.cpu_count()} <= set(numbers(told))


@contextlib.contextmanager
def group_with_quota(quota, period):
    """A control group (v1 or v2) of this quota in microseconds; skips where there can be none."""
    top = Path("/sys/fs/cgroup")
    parent = top / "cpu" if (top / "cpu").is_dir() else top
    group = parent / f"mpietl-test-{os.getpid()}"
    try:
        group.mkdir()
    except OSError as error:
        pytest.skip(f"no control group can be made: {error}")
    try:
        if (group / "cpu.cfs_quota_us").exists():
            (group / "cpu.cfs_period_us").write_text(str(period))
            (group / "cpu.cfs_quota_us").write_text(str(quota))
        elif (group / "cpu.max").exists():
            (group / "cpu.max").write_text(f"{quota} {period}")
        else:
            pytest.skip("control groups do not limit processor time here")
        yield group
    except OSError as error:
        pytest.skip(f"no quota can be set: {error}")
    finally:
        group.rmdir()


@pytest.mark.parametrize("quota, threads", [(50_000, 1), (100_000, 1), (150_000, 2), (100_000_000, os.cpu_count())])
def test_a_quota_limits_threads(work, quota, threads):
    """A container has fewer threads than the machine has cores when its quota is less."""
    name = one_file(work)
    with group_with_quota(quota, 100_000) as group:
        enter = ("sh", "-c", f'echo $$ > {group}/cgroup.procs && exec "$@"', "sh")
        assert work.etl(name, prefix=enter).ranks.threads[0] == threads
        # Two ranks share it, and each has a thread.
        assert list(work.etl(name, prefix=enter, ranks=2).ranks.threads) == [max(1, threads // 2)] * 2
