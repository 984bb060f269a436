"""Folders that only some hosts have: refused before any work, with the names of folder and hosts."""

import contextlib
import shutil
import time

import pytest

from launched_place import ranks_on
from place import SPEECH

ALL = ("n1", "n2", "n3", "n4")
APART = ("n2", "n3")


@pytest.fixture
def hide(launched):
    """Puts a folder of the place out of the sight of two hosts, which get an empty one of their own."""
    with contextlib.ExitStack() as covers:

        def cover(name):
            folder = launched.folder / name
            folder.mkdir(exist_ok=True)
            for host in APART:
                launched.hosts.run(host, "mount", "-t", "tmpfs", "none", folder)
                covers.callback(launched.hosts.run, host, "umount", "-l", folder)
            return covers.close

        yield cover


def refused(launched, *words):
    """The error of a run that does not start."""
    result = launched.run(ranks_on(ALL, 1), *words)
    assert result.returncode == 2, result.stderr
    (line,) = result.errors
    assert "n2 and n3 do not see" in line, line
    launched.check_no_litter()
    assert not launched.outputs()
    return line


def test_outputs(launched, hide):
    """Every host has a folder of that name, but not the same."""
    hide("noisy")
    assert "the output folder noisy is there on n1" in refused(launched)


def test_report(launched, hide):
    """Its journal would be in pieces."""
    hide("reports")
    launched.run_words = ("run", *launched.job, "--output-dir", "noisy", "--report", "reports/noisy.h5")
    assert "the folder of the report reports" in refused(launched)


def test_inputs(launched, hide):
    """Half of the files would fail."""
    hide("copy")
    shutil.copytree(SPEECH / "digits", launched.folder / "copy", dirs_exist_ok=True)
    assert "the input copy/" in refused(launched, "copy")


def test_outputs_beside_inputs(launched, hide):
    """These need no folder of their own; that of the first is looked at."""
    hide("copy")
    shutil.copytree(SPEECH / "digits", launched.folder / "copy", dirs_exist_ok=True)
    (launched.folder / "noisy").mkdir()
    launched.run_words = ("run", "job.toml", "copy", "--report", "noisy.h5")
    assert "the output folder copy" in refused(launched)


def test_a_folder_that_comes_late(launched, hide):
    """A listing that lags is waited for."""
    uncover = hide("noisy")
    process = launched.start(ranks_on(ALL, 1))
    time.sleep(3)
    uncover()
    launched.end(process).expect(0)
    assert set(launched.check().ranks.host) == set(ALL)
