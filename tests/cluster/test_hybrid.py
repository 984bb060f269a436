"""Ranks on several nodes, each with threads: multi_node.sbatch and srun.sbatch."""

import pytest

HOSTS = {"n1", "n2", "n3", "n4"}


@pytest.mark.parametrize("script", ("multi_node", "srun"))
def test_ranks_and_threads_over_nodes(place, script):
    """All hosts work, two threads on each rank, on the processors that the rank is bound to."""
    place.submit_run(script, options=("--ntasks-per-node=1", "--cpus-per-task=2")).expect_success()
    report = place.check()
    assert set(report.ranks.host) == HOSTS
    assert list(report.ranks.threads) == [2] * 4
    assert set(report.ranks.cpus) == {"0-1"}


@pytest.mark.parametrize("script", ("multi_node", "srun"))
def test_ranks_of_a_node_have_processors_of_their_own(place, script):
    """Two ranks per node, each bound to a different CPU."""
    place.submit_run(script, options=("--ntasks-per-node=2", "--cpus-per-task=1")).expect_success()
    report = place.check()
    assert sorted(zip(report.ranks.host, report.ranks.cpus)) == [(host, cpu) for host in sorted(HOSTS) for cpu in "01"]
