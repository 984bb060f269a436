"""Network file systems on which another host's files become visible late, simulated by faulty calls."""

import errno

import pytest

from faulty_calls import faults, rule
from messages import why
from sounds import sine, write_wav

JOB = ("run", "in", "--output-dir", "out", "--threads=1")
LATE = [("open", "out/b/c/.mpietl-*.tmp", 5), ("mkdir", "out/b/c", 5),
        ("stat", "out", 4)]  # some of these before the folder is needed


@pytest.fixture
def nested(work):
    """A workspace with an input in a folder."""
    write_wav(work / "in/b/c/a.wav", sine(1000))
    return work


def unseen(call, path, times):
    """The first calls find nothing there."""
    return rule(call, path, error=errno.ENOENT, times=times)


@pytest.mark.parametrize(("call", "path", "times"), LATE)
def test_a_folder_that_becomes_visible_late(nested, call, path, times):
    (nested / "out").mkdir()
    nested.run_mpietl(*JOB, env=faults(unseen(call, path, times))).expect(0)
    assert nested.tree("out") == {"b/c/a-transformed.wav"}


def test_a_folder_that_stays_invisible_fails_its_outputs(nested):
    nested.run_mpietl(*JOB, env=faults(unseen("open", "out/b/c/.mpietl-*.tmp", 1000))).expect(1)
    assert why(errno.ENOENT) in nested.report().row("in/b/c/a.wav").error
