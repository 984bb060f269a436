"""Ranks that wait leave the cores to those that work."""

import pytest

from sounds import silence, write_wav

FRAMES = 10_000_000
LASTING = 6.0


@pytest.fixture(scope="module", params=[(4, 1), (3, 2)], ids=["4x1", "3x2"])
def report(request, fresh, chain_lasting):
    """Report of one big file, on which one rank works for seconds while the others wait."""
    ranks, threads = request.param
    with fresh() as workspace:
        write_wav(workspace / "big.wav", silence(FRAMES))
        yield workspace.etl("big.wav", *chain_lasting(LASTING, FRAMES), ranks=ranks, threads=threads)


def test_job_lasts_long_enough_to_tell(report):
    assert report.attributes["wall_seconds"] > LASTING / 2


def test_waiting_ranks_burn_less_than_a_tenth_of_a_core(report):
    idle = report.ranks[report.ranks["items"] == 0]
    assert len(idle) == len(report.ranks) - 1
    assert (idle.cpu_seconds < 0.1 * report.attributes["wall_seconds"]).all()


def test_working_rank_gets_its_core(report):
    worker = report.ranks[report.ranks["items"] == 1].iloc[0]
    assert worker.busy_seconds > 0.8 * report.attributes["wall_seconds"]
    assert worker.cpu_seconds < 1.4 * worker.busy_seconds + 1


def test_idle_ranks_report_their_idleness(report):
    work = report.phases.set_index("phase").loc["work"]
    idle = report.ranks[report.ranks["items"] == 0]
    assert (idle.busy_seconds == 0).all()
    assert idle.idle_seconds.tolist() == pytest.approx((idle.threads * (work.end - work.start)).tolist(), abs=0.05)
