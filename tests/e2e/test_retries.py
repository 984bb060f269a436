"""--retries: storage that fails for a while, simulated by a library that makes system calls fail."""

import errno

import pytest

from faulty_calls import faults, rule
from messages import has_all, why
from sounds import sine, write_wav

PASSING = [errno.EIO, errno.ESTALE]


@pytest.fixture
def folder(work):
    """A Workspace with two inputs."""
    for name in "ab":
        write_wav(work / f"in/{name}.wav", sine(5000))
    return work


def tree(*more):
    """The content of `in` afterwards."""
    return {"a.wav", "b.wav", *more}


@pytest.mark.parametrize("call", ["open", "read"])
@pytest.mark.parametrize("error", PASSING)
def test_an_input_that_becomes_readable(folder, call, error):
    env = faults(rule(call, "*in/a.wav", error, times=2))
    report = folder.etl("in", "--retries", "2", "--output-dir", "faulty", threads=1, env=env)
    assert [report.row(f"in/{name}.wav").attempt for name in "ab"] == [3, 1]
    undisturbed = folder.etl("in", "--output-dir", "out", threads=1)
    assert list(report.files.digest) == list(undisturbed.files.digest)
    assert list(report.files.bytes_in) == list(undisturbed.files.bytes_in)


@pytest.mark.parametrize(("call", "path"), [
    ("open", "in/.mpietl*.tmp"), ("write", "*in/.mpietl*.tmp"), ("close", "*in/.mpietl*.tmp"),
    ("rename", "*a-transformed.wav")])
@pytest.mark.parametrize("error", PASSING)
def test_an_output_that_becomes_writable(folder, call, path, error):
    env = faults(rule(call, path, error, times=1))
    report = folder.etl("in/a.wav", "--retries", "1", threads=1, env=env)
    assert report.row("in/a.wav").attempt == 2
    assert folder.tree("in") == tree("a-transformed.wav")


def test_a_sync_that_succeeds_later(folder):
    env = faults(rule("fsync", "*in/.mpietl*.tmp", errno.EIO, times=1))
    report = folder.etl("in/a.wav", "--retries", "1", "--fsync", "file", threads=1, env=env)
    assert report.row("in/a.wav").attempt == 2


def test_input_that_stays_unreadable_fails_alone(folder):
    env = faults(rule("read", "*in/a.wav", errno.EIO))
    report = folder.etl("in", "--retries", "1", expect=1, threads=1, env=env)
    row = report.row("in/a.wav")
    assert (row.status, row.attempt) == ("failed", 2)
    assert has_all(row.error, "in/a.wav", why(errno.EIO))
    assert report.row("in/b.wav").status == "done"
    assert folder.tree("in") == tree("b-transformed.wav")


def test_a_permanent_error_is_not_retried(folder):
    env = faults(rule("open", "*in/a.wav", errno.EACCES, times=1))
    row = folder.etl("in", "--retries", "5", expect=1, threads=1, env=env).row("in/a.wav")
    assert (row.status, row.attempt) == ("failed", 1)


def test_threads_that_share_a_file_record_their_waiting(folder):
    write_wav(folder / "in/large.wav", sine(2_000_000))
    env = faults(rule("read", "*in/large.wav", seconds=0.05))
    files = folder.etl("in", threads=2, env=env).files.set_index("path")
    assert files.wait_seconds["in/large.wav"] >= 0.05 and files.open_seconds["in/large.wav"] >= 0.05
    assert files.wait_seconds["in/a.wav"] == 0


def test_read_that_takes_long_changes_nothing(folder):
    env = faults(rule("read", "*in/a.wav", seconds=0.3, times=1))
    row = folder.etl("in", threads=1, env=env).row("in/a.wav")
    assert row.attempt == 1 and row.open_seconds + row.read_seconds >= 0.3
