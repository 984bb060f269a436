"""Waiting ranks leave the cores to working ranks."""

import resource

import pytest

from sounds import silence, write_wav

FRAMES = 20_000_000
LASTING = 3.0
TRIES = 8
START_SECONDS = 0.4

pytestmark = pytest.mark.timing


def cpu_of_children():
    """Processor time of all commands that were waited for, their own children included."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.fixture(scope="module", params=[(4, 1), (3, 2)], ids=["4x1", "3x2"])
def ran(request, fresh):
    """Report, and the launcher's processor time, of one big file on which all ranks but one wait."""
    ranks, threads = request.param
    with fresh() as workspace:
        write_wav(workspace / "big.wav", silence(FRAMES))
        yield long_run(workspace, ["--transform=gaussian_noise:stddev=0.0001"] * 30, ranks, threads)


def long_run(workspace, options, ranks, threads):
    """Report and the launcher's CPU time; with twice the work if it was too short to measure."""
    for _ in range(TRIES):
        before = cpu_of_children()
        report = workspace.etl("big.wav", *options, ranks=ranks, threads=threads)
        if report.attributes["wall_seconds"] > LASTING:
            break
        options = options * 2
    return report, cpu_of_children() - before


def idle_ranks(report):
    """Rows of the ranks that had nothing to do."""
    return report.ranks[report.ranks["items"] == 0]


def test_one_rank_works_long_enough_to_measure(ran):
    report, _ = ran
    assert len(idle_ranks(report)) == len(report.ranks) - 1
    assert report.attributes["wall_seconds"] > LASTING


def test_waiting_ranks_use_less_than_a_tenth_of_a_core(ran):
    report, cpu = ran
    wall, waiting = report.attributes["wall_seconds"], idle_ranks(report)
    assert (waiting.cpu_seconds < 0.1 * wall).all()
    assert cpu - report.ranks.busy_seconds.sum() < 0.1 * wall * len(waiting) + START_SECONDS * len(report.ranks)


def test_cpu_time_is_reported_completely(ran):
    report, cpu = ran
    assert cpu - report.ranks.cpu_seconds.sum() < START_SECONDS * len(report.ranks)


def test_working_rank_gets_its_core(ran):
    report, _ = ran
    worker = report.ranks[report.ranks["items"] == 1].iloc[0]
    assert worker.busy_seconds > 0.8 * report.attributes["wall_seconds"]


def test_idle_ranks_report_their_idleness(ran):
    report, _ = ran
    work = report.phases.set_index("phase").loc["work"]
    idle = idle_ranks(report)
    assert (idle.busy_seconds == 0).all()
    assert idle.idle_seconds.tolist() == pytest.approx((idle.threads * (work.end - work.start)).tolist(), abs=0.05)
