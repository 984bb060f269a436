"""The scripts of slurm/ without faults, on a real Slurm with four hosts."""

import pytest

from support import NOISE


@pytest.mark.quick
def test_single_node(place):
    """One rank has a thread for each of the job's processors."""
    place.submit_run("single_node", options=("--cpus-per-task=2",)).expect_success()
    report = place.check()
    assert list(report.ranks.threads) == [2]


def test_a_submission_again_does_nothing_twice(place):
    """The same command keeps done items."""
    place.submit_run("multi_node", options=("--ntasks-per-node=1", "--cpus-per-task=1")).expect_success()
    before = place.check().attributes["created"]
    place.submit_run("multi_node", options=("--ntasks-per-node=1", "--cpus-per-task=1")).expect_success()
    assert place.check().attributes["created"] == before


def test_options_that_end(place):
    """Words after -- are inputs, but not the scripts' own options."""
    words = ("--output-dir", "noisy", "--report", "noisy.h5", *NOISE, "--", "corpus/digits")
    place.submit("multi_node", *words, options=("--ntasks-per-node=1", "--cpus-per-task=1")).expect_success()
    assert place.report().attributes["status"] == "complete"


def test_bench(place):
    """The same work on one, two and four nodes, in one file of reports."""
    words = ("corpus/digits", "--output-dir", "scratch", "--report", "bench.h5", "--repetitions", "2", *NOISE)
    job = place.submit("bench", *words, options=("--ntasks-per-node=1", "--cpus-per-task=1"))
    job.expect_success()
    assert all(name in job.log() for name in ("r1_t1_static", "r2_t1_dynamic", "r4_t1_dynamic")), job.log()
    assert "n1, n2, n3, n4" in job.log(), job.log()
    assert not any((place.folder / "scratch").iterdir())
