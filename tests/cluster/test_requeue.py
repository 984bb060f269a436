"""requeue.sbatch: a job interrupted by time limits and lost nodes ends like an undisturbed one."""

import contextlib
import re
import shutil
import signal
from pathlib import Path

import pytest

from support import wait_until

HYBRID = ("--ntasks-per-node=2", "--cpus-per-task=1")


def hears_usr1(cluster, host):
    """Whether the batch script on a host has set its trap for SIGUSR1."""
    bit = 1 << (signal.SIGUSR1 - 1)
    for number in cluster.processes_of(host, "bash"):
        with contextlib.suppress(OSError):
            caught = re.search(r"SigCgt:\s*(\w+)", Path(f"/proc/{number}/status").read_text())
            if int(caught[1], 16) & bit:
                return True
    return False


def only_bash(folder):
    """A folder for PATH with little in it."""
    programs = folder / "programs"
    programs.mkdir()
    for name in ("bash", "env", "stat"):
        (programs / name).symlink_to(shutil.which(name))
    return programs


def test_a_warning_at_once(place):
    """A warning before any rank has started only costs one round."""
    job = place.submit_requeue(options=HYBRID, seconds_per_file=0.05)
    job.wait_until_running()
    wait_until(lambda: hears_usr1(place.cluster, job.told("BatchHost")))
    place.cluster.slurm("scancel", "--batch", "--signal=USR1", job.number)
    job.wait_through_requeues()
    place.check()


def test_a_file_that_fails(place):
    """The job is complete: a failed file is in the report, and would fail again."""
    (place.folder / "broken.wav").write_text("no audio")
    job = place.submit("requeue", "noisy.h5", *place.job, "broken.wav", "--output-dir", "noisy", options=HYBRID)
    assert job.wait() == [("FAILED", 1)], job.log()
    assert job.restarts == 0 and place.report().attributes["failed"] == 1


@pytest.mark.parametrize("missing", ("mpietl", "mpirun"))
def test_what_is_not_installed(place, missing):
    """A missing program ends the job, since other nodes would not have it either."""
    path = "MPIETL=no-such-mpietl" if missing == "mpietl" else f"PATH={only_bash(place.folder)}"
    job = place.submit("requeue", "noisy.h5", *place.job, "--output-dir", "noisy",
                       options=(*HYBRID, f"--export=ALL,{path}"))
    assert job.wait() == [("FAILED", 2)], job.log()
    assert job.restarts == 0 and missing in job.log(), job.log()


def test_starts_that_do_nothing(place):
    """A start that cannot work is not a lost node: two in a row end the job."""
    program = place.folder / "mpietl"
    program.write_text('#!/bin/sh\n[ "$1" = --version ] || exit 3\n')
    program.chmod(0o755)
    job = place.submit("requeue", "noisy.h5", *place.job, "--output-dir", "noisy",
                       options=(*HYBRID, f"--export=ALL,MPIETL={program}"))
    job.wait_until_not_requeued()
    assert job.restarts == 1 and job.wait() == [("FAILED", 3)], job.log()


def test_limits(place):
    """Time limits interrupt the work at least twice; only Slurm and the script act."""
    # The limit is a minute, Slurm looks at it each half, and warns early: runs get half a minute or less.
    limits = ("--time=1", "--signal=B:USR1@50", *HYBRID)
    job = place.submit_requeue(options=limits, seconds_per_file=0.4)
    job.wait_through_requeues(seconds=300)
    report = place.check()
    assert job.restarts >= 2
    ended = list(report.history.ended)
    assert len(ended) == job.restarts + 1 and ended[-1] == "complete", ended
    assert all("SIGUSR1" in reason for reason in ended[:-1]), ended
