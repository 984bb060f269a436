"""Fixtures: fresh folders to run the program in, and a gate that its system calls wait at."""

import contextlib
import tempfile
from pathlib import Path

import pytest

from faulty_calls import Gate
from support import binary
from workspace import Workspace


def pytest_sessionstart():
    """Refuses to pretend: without the program there is nothing to test."""
    if not binary().exists():
        pytest.exit(f"no program at {binary()}: build it or set MPIETL", returncode=3)


@pytest.fixture(scope="session")
def session_folder():
    """A private folder with a short name for the MPI library's own files."""
    with tempfile.TemporaryDirectory(prefix="me-", dir="/tmp") as folder:
        yield folder


@pytest.fixture(scope="session")
def fresh(session_folder):
    """Makes a context that holds a Workspace and removes it at the end."""

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
    """A fresh Workspace for all tests of a file, which only look at it."""
    with fresh() as workspace:
        yield workspace


@pytest.fixture
def gate():
    """A closed Gate, which is open after the test."""
    with tempfile.TemporaryDirectory(prefix="mpietl-gate-") as folder:
        yield Gate(Path(folder) / "gate")
