"""Simultaneous runs on one report: a run without --resume is refused, and harms none."""

import pytest

from faulty_calls import faults
from messages import GO_ON, has_all
from sounds import sine, write_wav
from support import communicate, wait_until

FRAMES = 10_000
JOURNAL = "mpietl-report.h5.journal"


JOB = ("run", "in", "--output-dir", "out", "--threads=1")


@pytest.fixture(name="work")
def corpus(work):
    """A workspace with four files."""
    for name in "abcd":
        write_wav(work / f"in/{name}.wav", sine(FRAMES))
    return work


@pytest.fixture(name="first")
def run_at_work(work, gate):
    """A run that has done one file and is processing the next."""
    process = work.start(*JOB, env=faults(gate.behind_outputs(1)))
    gate.wait()
    return process


@pytest.mark.parametrize("ranks", [None, 2])
def test_a_second_run_is_refused(work, first, gate, ranks):
    before = work.tree(JOURNAL)
    beside = work.run_mpietl(*JOB, ranks=ranks).expect(2)
    (error,) = beside.errors
    assert has_all(error, "mpietl-report.h5", first.pid, "mpirun -n N", GO_ON, "--report")
    assert work.tree(JOURNAL) == before, "the journal is not as it was"
    gate.open()
    communicate(first, None, 60).expect(0)
    report = work.report()
    assert set(report.files.status) == {"done"} and report.attributes["run"] == 1
    assert not (work / JOURNAL).exists()


def test_a_resuming_run_works_beside_another(work, first, gate):
    assert str(first.pid) in work.run_mpietl(*JOB, "--resume").expect(0).stderr
    gate.open()
    communicate(first, None, 60).expect(0)


def test_another_report_is_another_run(work, first, gate):
    work.run_mpietl(*JOB, "--report", "other.h5").expect(0)
    gate.open()
    communicate(first, None, 60).expect(0)


def test_many_simultaneous_starts_do_the_work_at_most_once(work, gate):
    started = [work.start(*JOB, env=faults(gate.behind_outputs(0))) for _ in range(4)]
    wait_until(lambda: sum(process.poll() is not None for process in started) >= 3, 60)
    gate.open()
    results = [communicate(process, None, 90) for process in started]
    statuses = sorted(result.returncode for result in results)
    assert statuses in ([2, 2, 2, 2], [0, 2, 2, 2])
    assert not (work / JOURNAL).exists()
    done = statuses[0] == 0
    assert work.tree("out") == ({f"{name}-transformed.wav" for name in "abcd"} if done else set())
