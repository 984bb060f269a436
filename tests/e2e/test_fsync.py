"""--fsync, seen from the system calls: the output is stored, gets its name, and the name is stored."""

import re
import subprocess

import pytest

from sounds import sine, write_wav

CALLS = "trace=openat,fsync,close,rename"


@pytest.fixture
def calls(work):
    """The relevant system calls of a run on a.wav with some options, as text."""
    if subprocess.run(["strace", "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("processes must not be traced here")
    write_wav(work / "a.wav", sine(1000))

    def run(*options):
        trace = ("strace", "-f", "-e", CALLS, "-o", str(work / "trace"))
        work.etl("a.wav", *options, prefix=trace, threads=1)
        return (work / "trace").read_text()

    return run


def stored(trace):
    """Whether the output was synced before its rename, and the folder after it."""
    rename = re.search(r'rename\("(\.mpietl-[0-9a-f]{16}-0\.tmp)", "a-transformed.wav"\)', trace)
    new = re.search(rf'openat\(.*"{re.escape(rename[1])}".* = (\d+)\n', trace)
    folder = re.compile(r'openat\(.*"\.", O_RDONLY.*O_DIRECTORY.* = (\d+)\n').search(trace, rename.end())
    is_file_stored = re.search(rf"fsync\({new[1]}\) += 0", trace[new.end():rename.start()])
    is_name_stored = folder and re.search(rf"fsync\({folder[1]}\) += 0", trace[folder.end():])
    return bool(is_file_stored), bool(is_name_stored)


def test_outputs_are_stored_when_asked(calls):
    assert stored(calls("--fsync", "file")) == (True, True)


def test_outputs_are_not_stored_unless_asked(calls):
    assert stored(calls()) == (False, False)
