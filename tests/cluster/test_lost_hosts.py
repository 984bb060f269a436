"""requeue.sbatch when hosts are lost during the work: the job continues on the others."""

import os
import tempfile
from pathlib import Path

import pytest

from slurm_cluster import SlurmCluster
from support import wait_until

OPTIONS = ("--nodes=3", "--ntasks-per-node=1", "--cpus-per-task=1")
SECONDS_PER_FILE = 0.05


@pytest.fixture
def cluster():
    """A separate Slurm for each test, since tests break it."""
    with tempfile.TemporaryDirectory(prefix="vs-", dir="/tmp", ignore_cleanup_errors=True) as folder, \
            SlurmCluster(Path(folder), 4, os.cpu_count()) as slurm:
        yield slurm


@pytest.fixture
def job(place):
    """A job in the middle of its work."""
    submitted = place.submit_requeue(options=OPTIONS, seconds_per_file=SECONDS_PER_FILE)
    place.wait_for_outputs(60)
    return submitted


def check(place, job, lost):
    """The job ends with the results of an undisturbed one, without the lost host."""
    job.wait_through_requeues(seconds=200)
    report = place.check_work()
    assert job.restarts >= 1
    assert lost not in set(report.ranks.host)
    done = report.history.done
    assert done.iloc[0] >= 50 and done.iloc[-1] > 0, done


def test_a_host_that_starts_nothing(place):
    """mpirun returns 1, as mpietl does when files failed: the job continues without the host."""
    place.cluster.kill_all_on("n2")
    submitted = place.submit_requeue(options=OPTIONS)
    submitted.wait_through_requeues(seconds=200)
    assert submitted.restarts >= 1 and "n2" not in set(place.check().ranks.host)


@pytest.mark.parametrize("lost", ("n1", pytest.param("n3", marks=pytest.mark.thorough)))
def test_a_host_that_dies(place, job, lost):
    """The first host has the batch script and mpirun; the third has ranks only."""
    place.cluster.kill_all_on(lost)
    check(place, job, lost)
    place.check_no_litter()


@pytest.mark.parametrize("lost", (pytest.param(1, marks=pytest.mark.thorough), 3))
def test_a_link_that_is_cut(place, job, lost):
    """The ranks of the host continue for a while and write the same outputs as others."""
    place.cluster.set_link(lost, "down")
    check(place, job, f"n{lost}")
    place.cluster.set_link(lost, "up")
    # As long as the ranks that were cut off lived, the end of the job left their journal alone.
    wait_until(lambda: not place.cluster.processes_of(f"n{lost}", "mpietl"))
    place.submit_requeue(options=OPTIONS).expect_success()
    place.check()
