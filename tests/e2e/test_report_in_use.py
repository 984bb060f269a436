"""Reports that another program has open for writing, or has not closed: in use, not damaged."""

import shutil
import subprocess

import h5py
import pytest

from sounds import sine, write_wav
from support import DEFAULT_REPORT

CLEAR = "h5clear -s"
COMMANDS = [("report",), ("report", "--csv", "-"), ("verify",), ("plan",), ("run", "in", "--resume", "--report"),
            ("run", "in", "--report")]
LEAVE_OPEN = "import h5py, os, sys; file = h5py.File(sys.argv[1], 'r+'); file.attrs['note'] = 1; {} os._exit(0)"


@pytest.fixture
def ran(work):
    """A workspace with a report."""
    write_wav(work / "in/a.wav", sine(5_000))
    work.etl("in")
    return work


def refusals(work):
    """What each command says of the report."""
    return [work.run_mpietl(*command, DEFAULT_REPORT).expect(2).errors[0] for command in COMMANDS]


def test_a_report_that_is_open_for_writing_is_left_alone(ran):
    with h5py.File(ran / DEFAULT_REPORT, "r+") as file:
        for flush in (False, True):
            file.attrs["note"] = flush
            if flush:
                file.flush()
            for told in refusals(ran):
                assert DEFAULT_REPORT in told and CLEAR not in told and "remove" not in told, told
    ran.run_mpietl("report", DEFAULT_REPORT).expect(0)


@pytest.mark.parametrize("flush", ["", "file.flush();"])
def test_a_report_that_was_not_closed_can_be_cleared(ran, flush):
    subprocess.run(["/usr/bin/python3", "-c", LEAVE_OPEN.format(flush), ran / DEFAULT_REPORT], check=True)
    for told in refusals(ran):
        assert f"{CLEAR} {DEFAULT_REPORT}" in told and "remove" not in told, told
    if shutil.which("h5clear"):
        subprocess.run([*CLEAR.split(), ran / DEFAULT_REPORT], check=True)
        ran.run_mpietl("report", DEFAULT_REPORT).expect(0)
        ran.etl("in", "--resume")


def test_readers_do_not_disturb(ran):
    with h5py.File(ran / DEFAULT_REPORT):
        ran.run_mpietl("report", DEFAULT_REPORT).expect(0)
