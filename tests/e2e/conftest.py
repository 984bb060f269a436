"""Fixtures: fresh folders to run the program in, and a gate at which its system calls wait."""

import contextlib
import tempfile
from pathlib import Path

import pytest

from faulty_calls import Gate
from support import binary
from workspace import Workspace


def pytest_sessionstart():
    """Fails at once without the program to test."""
    if not binary().exists():
        pytest.exit(f"no program at {binary()}: build it or set MPIETL", returncode=3)


@pytest.fixture(scope="session")
def session_folder():
    """A private folder with a short name for the MPI library's own files."""
    with tempfile.TemporaryDirectory(prefix="me-", dir="/tmp") as folder:
        yield folder


@pytest.fixture(scope="session")
def fresh(session_folder):
    """A context with a Workspace that is removed at the end."""

    @contextlib.contextmanager
    def make():
        with tempfile.TemporaryDirectory(prefix="mpietl-e2e-") as folder:
            yield Workspace(folder, session_folder)

    return make


@pytest.fixture
def work(fresh):
    """A fresh Workspace for one test."""
    with fresh() as workspace:
        yield workspace


@pytest.fixture(scope="module")
def shared(fresh):
    """A fresh Workspace shared by all tests of a file, which only read it."""
    with fresh() as workspace:
        yield workspace


@pytest.fixture
def gate():
    """A closed Gate, which opens after the test."""
    with tempfile.TemporaryDirectory(prefix="mpietl-gate-") as folder:
        yield Gate(Path(folder) / "gate")


@pytest.fixture(scope="module")
def browser():
    """One browser for all tests of a file."""
    from browser import Browser  # only these tests need Selenium

    opened = Browser()
    yield opened
    opened.close()
