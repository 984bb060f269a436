"""Early ends of a run: signals, limits, errors; each leaves a report, and exit status 75."""

import signal

import pytest

from faulty_calls import faults, rule
from messages import numbers, stop_lines
from sounds import sine, write_wav

FRAMES = 10_000
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
    """The number of outputs."""
    return len([name for name in work.tree() if name.endswith("-transformed.wav")])


def no_leftovers(work):
    """Whether nothing temporary is left."""
    return not [name for name in work.tree() if name.endswith(".tmp")]


@pytest.mark.parametrize("ranks", [None, pytest.param(3, marks=pytest.mark.slow)])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2])
def test_signals_stop_a_run(corpus, gate, number, ranks):
    # Open MPI passes some signals on after a second, in which not all may be done.
    env = faults(gate.behind_outputs(3, then_seconds=0.1 if ranks is None else 0.3))
    process = corpus.start("run", "in", "--threads=1", ranks=ranks, env=env)
    gate.wait()
    process.send_signal(number)
    gate.open()
    told = process.communicate(timeout=60)[1].decode().splitlines()
    is_passed_on = ranks is None or number in (signal.SIGUSR1, signal.SIGUSR2)
    if is_passed_on:
        assert process.returncode == 75, told
        assert [number.name in line for line in stop_lines(told)] == [True], told
    assert no_leftovers(corpus)
    report = corpus.report()
    expected = number.name if is_passed_on else "SIGTERM"
    assert report.attributes["status"] == "partial" and expected in report.attributes["reason"]
    assert report.attributes["done"] == outputs(corpus) and len(report.files) == 40
    assert report.attributes["skipped"] > 0


def test_a_long_file_is_abandoned(corpus, gate):
    write_wav(corpus / "long.wav", sine(LONG))
    process = corpus.start("run", "long.wav", "--threads=1", env=faults(gate.inside("*long.wav", then_seconds=0.2)))
    gate.wait()
    process.send_signal(signal.SIGINT)
    gate.open()
    assert process.wait(10) == 75
    assert no_leftovers(corpus)
    row = corpus.report().row("long.wav")
    assert row.status == "skipped"


@pytest.mark.timing
@pytest.mark.parametrize("ranks", [None, 2])
def test_a_time_limit_is_kept(corpus, ranks):
    result = corpus.run_mpietl("run", "in", "--threads=1", "--time-limit", "3s", ranks=ranks,
                               env=faults(rule("rename", "*-transformed.wav", seconds=0.3))).expect(75)
    report = corpus.report()
    assert report.attributes["status"] == "partial"
    assert report.attributes["reason"] and report.attributes["reason"] in result.stderr
    assert report.attributes["wall_seconds"] < 3 and 0 < report.attributes["done"] < 38


def test_errors_are_skipped_by_default(corpus):
    report = corpus.etl("in", expect=1)
    assert report.attributes["failed"] == 2 and report.attributes["done"] == 38


@pytest.mark.parametrize("options", [["--on-error=abort"], ["--max-errors=0"], ["--max-errors=1%"]])
def test_errors_can_stop_a_run(corpus, options):
    corpus.run_mpietl("run", "in", "--threads=1", *options, ranks=2,
                      env=faults(rule("rename", "*-transformed.wav", seconds=0.05))).expect(75)
    report = corpus.report()
    assert report.attributes["status"] == "partial" and numbers(report.attributes["reason"])
    assert report.attributes["failed"] >= 1 and report.attributes["skipped"] > 0


def test_as_many_errors_as_allowed_do_not_stop_it(corpus):
    assert corpus.etl("in", "--max-errors=2", expect=1).attributes["skipped"] == 0
    assert corpus.etl("in", "--max-errors=5%", expect=1).attributes["skipped"] == 0
