"""Runs beside each other on one report: who was not asked to resume withdraws, and harms nobody."""

import pytest

from sounds import sine, write_wav
from support import communicate, wait_until

FRAMES = 1_000_000
JOURNAL = "mpietl-report.h5.journal"


@pytest.fixture
def slow(work, job_lasting):
    """A workspace, and what makes a run of it last some seconds."""
    for name in "abcd":
        write_wav(work / f"in/{name}.wav", sine(FRAMES))
    return work, ("run", "in", job_lasting(1.0, FRAMES), "--output-dir", "out", "--threads=1")


def begun(work, job, **start):
    """A run that is at work."""
    process = work.start(*job, **start)
    wait_until(lambda: any(work.folder.glob(f"{JOURNAL}/*.rank-00000")) and any(work.folder.glob("out/.mpietl-*")))
    return process


@pytest.mark.parametrize("ranks", [None, 2])
def test_run_beside_another_withdraws(slow, ranks):
    work, job = slow
    first = begun(work, job)
    wait_until(lambda: any(work.folder.glob("out/[a-d]*.wav")))  # whose file is not “done again”
    before = work.tree(JOURNAL)
    beside = work.run_mpietl(*job, ranks=ranks).expect(2)
    assert len(beside.errors) == 1, beside.stderr
    assert "is at work on mpietl-report.h5" in beside.stderr and f"process {first.pid}" in beside.stderr
    assert "mpirun -n N" in beside.stderr and "--resume" in beside.stderr and "--report" in beside.stderr
    assert work.tree(JOURNAL) == before, "the journal is not as it was"
    assert first.poll() is None, "the first run ended before the second: this tests nothing"
    communicate(first, None, 60).expect(0)
    report = work.report()
    assert set(report.files.status) == {"done"} and report.attributes["run"] == 1
    assert not (work / JOURNAL).exists()


def test_run_that_resumes_goes_on_beside_another(slow):
    work, job = slow
    first = begun(work, job)
    assert "seems to be alive" in work.run_mpietl(*job, "--resume").expect(0).stderr
    communicate(first, None, 60).expect(0)


def test_another_report_is_another_run(slow):
    work, job = slow
    first = begun(work, job)
    work.run_mpietl(*job, "--report", "other.h5").expect(0)
    communicate(first, None, 60).expect(0)


def test_started_many_times_at_once_the_work_is_done_once_at_most(slow):
    work, job = slow
    started = [work.start(*job) for _ in range(4)]
    results = [communicate(process, None, 90) for process in started]
    statuses = sorted(result.returncode for result in results)
    assert statuses in ([2, 2, 2, 2], [0, 2, 2, 2])
    assert not (work / JOURNAL).exists()
    done = statuses[0] == 0
    assert work.tree("out") == ({f"{name}-transformed.wav" for name in "abcd"} if done else set())
