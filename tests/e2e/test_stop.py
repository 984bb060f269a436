"""What ends a run early: signals, limits, errors; each leaves a report, and exit status 75."""

import signal

import pytest

from sounds import sine, write_wav
from support import wait_until


FRAMES = 100_000
LONG = 5_000_000


@pytest.fixture
def corpus(work):
    """A workspace with 40 small files, two of which are no audio, and the largest."""
    for i in range(40):
        write_wav(work / f"in/{i:02}.wav", sine(FRAMES))
    for name in ("in/10.wav", "in/30.wav"):
        (work / name).write_bytes(b"no audio" * FRAMES)
    return work


def outputs(work):
    """How many outputs there are."""
    return len([name for name in work.tree() if name.endswith("-transformed.wav")])


def no_leftovers(work):
    """Whether nothing temporary is left."""
    return not [name for name in work.tree() if name.endswith(".tmp")]


@pytest.mark.parametrize("ranks", [None, 3])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGUSR1, signal.SIGUSR2])
def test_signals_stop_a_run(corpus, job_lasting, number, ranks):
    process = corpus.start("run", "in", job_lasting(0.2, FRAMES), "--threads=1", ranks=ranks)
    wait_until(lambda: outputs(corpus) >= 3)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    told = err.decode()
    is_passed_on = ranks is None or number in (signal.SIGUSR1, signal.SIGUSR2)
    if is_passed_on:
        assert process.returncode == 75, told
        assert f"stopped: {number.name}" in told and "--resume" in told
    assert no_leftovers(corpus)
    report = corpus.report()
    expected = number.name if is_passed_on else "SIGTERM"
    assert report.attributes["status"] == "partial" and expected in report.attributes["reason"]
    assert report.attributes["done"] == outputs(corpus) and len(report.files) == 40
    assert report.attributes["skipped"] > 0


def test_a_long_file_is_given_up_after_a_second_interrupt_at_once(corpus, job_lasting):
    write_wav(corpus / "long.wav", sine(LONG))
    process = corpus.start("run", "long.wav", job_lasting(8, LONG), "--threads=1")
    wait_until(lambda: not no_leftovers(corpus))
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 75
    assert no_leftovers(corpus)
    row = corpus.report().row("long.wav")
    assert row.status == "skipped"


@pytest.mark.parametrize("ranks", [None, 2])
def test_a_time_limit_is_kept(corpus, job_lasting, ranks):
    result = corpus.run_mpietl("run", "in", job_lasting(0.3, FRAMES), "--threads=1", "--time-limit", "3s",
                               ranks=ranks).expect(75)
    report = corpus.report()
    assert "time limit" in report.attributes["reason"] and "time limit" in result.stderr
    assert report.attributes["wall_seconds"] < 3 and 0 < report.attributes["done"] < 38


def test_errors_are_skipped_unless_told(corpus):
    report = corpus.etl("in", expect=1)
    assert report.attributes["failed"] == 2 and report.attributes["done"] == 38


@pytest.mark.parametrize("options", [["--on-error=abort"], ["--max-errors=0"], ["--max-errors=1%"]])
def test_errors_can_stop_a_run(corpus, job_lasting, options):
    corpus.run_mpietl("run", "in", "--threads=1", job_lasting(0.05, FRAMES), *options, ranks=2).expect(75)
    report = corpus.report()
    assert "failed" in report.attributes["reason"]
    assert report.attributes["failed"] >= 1 and report.attributes["skipped"] > 0


def test_as_many_errors_as_allowed_do_not(corpus):
    assert corpus.etl("in", "--max-errors=2", expect=1).attributes["skipped"] == 0
    assert corpus.etl("in", "--max-errors=5%", expect=1).attributes["skipped"] == 0
