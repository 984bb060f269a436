"""Progress on standard error: updated lines, a bar only on terminals, nothing on request."""

import re
import threading
import time

import pytest

from faulty_calls import faults
from sounds import silence, write_wav
from terminal import Listener, on_terminal

FRAMES = 4_000_000
LASTING = 9.0

pytestmark = pytest.mark.timing


@pytest.fixture
def lasting(work, gate):
    """The environment of a run that pauses for this many seconds in the middle of its only file."""
    write_wav(work / "a.wav", silence(FRAMES))

    def start_waiting(seconds):
        def wait_and_open():
            gate.wait()
            time.sleep(seconds)
            gate.open()
        threading.Thread(target=wait_and_open, daemon=True).start()
        return faults(gate.inside("*a.wav")) | {"TERM": "xterm"}

    return start_waiting


@pytest.mark.parametrize("ranks, mode", [(None, "plain"), (3, "plain"), (2, "auto")])
def test_plain_lines_are_updated_within_one_long_file(work, gate, ranks, mode):
    write_wav(work / "a.wav", silence(FRAMES))
    process = work.start("run", "a.wav", "--progress", mode, ranks=ranks, threads=1, env=faults(gate.inside("*a.wav")))
    listener = Listener(process.stderr.fileno())
    gate.wait()
    begin = time.monotonic()
    time.sleep(LASTING)
    end = time.monotonic()
    gate.open()
    assert process.wait(60) == 0
    printed = listener.text()
    assert "\r" not in printed and "\x1b" not in printed
    assert len(printed.splitlines()) >= 2, printed
    moments = [begin, *(moment for moment, _ in listener.pieces if begin < moment < end), end]
    assert max(later - earlier for earlier, later in zip(moments, moments[1:])) < 6.5
    assert re.search(r"\b[01] ?(/|of) ?1\b", printed), printed


def test_none_is_silent(work, lasting):
    result = work.run_mpietl("run", "a.wav", "--progress", "none", ranks=2, threads=1, env=lasting(4)).expect(0)
    assert result.stderr == ""


def test_bar_on_a_terminal(work, lasting):
    printed = on_terminal(work, "a.wav", threads=1, env=lasting(2))
    assert printed.count("\r") >= 3
    assert re.search(r"\d", printed)


@pytest.mark.parametrize("mode", ["none", "plain"])
def test_another_mode_shows_no_bar_on_a_terminal(work, lasting, mode):
    printed = on_terminal(work, "a.wav", "--progress", mode, threads=1, env=lasting(2))
    assert "\x1b" not in printed and "\r" not in printed.replace("\r\n", "\n")
    assert mode != "none" or printed == ""


def test_a_bar_can_be_requested_without_a_terminal(work, lasting):
    result = work.run_mpietl("run", "a.wav", "--progress", "bar", ranks=2, threads=1, env=lasting(2)).expect(0)
    assert result.stderr.count("\r") >= 3


def test_results_are_not_mixed_with_progress(work, lasting):
    result = work.run_mpietl("run", "a.wav", "--progress", "plain", "--list-files", threads=1,
                             env=lasting(4)).expect(0)
    assert [match["path"] for match in result.outcomes()] == ["a.wav"]
