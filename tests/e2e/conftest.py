"""Fixtures: fresh folders to run the program in, and jobs that last a chosen time."""

import contextlib
import tempfile

import pytest

from sounds import silence, write_wav
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


@pytest.fixture(scope="session")
def seconds_per_sample(fresh):
    """What one noise transform costs for one sample on one thread of this machine at its best."""
    frames, transforms, probes = 500_000, 40, 5
    with fresh() as workspace:
        write_wav(workspace / "probe.wav", silence(frames))
        reports = [workspace.etl("probe.wav", *noises(transforms), threads=1) for _ in range(probes)]
    return min(report.files.transform_seconds[0] for report in reports) / (frames * transforms)


@pytest.fixture(scope="session")
def chain_lasting(seconds_per_sample):
    """Options of a chain that keeps one thread busy for `seconds` with a file of `frames`."""
    return lambda seconds, frames: noises(max(1, round(seconds / (frames * seconds_per_sample))))


@pytest.fixture
def job_lasting(work, seconds_per_sample):
    """Writes a job file, named so, that keeps one thread busy for `seconds` with a file of `frames`."""

    def write(seconds, frames):
        count = max(1, round(seconds / (frames * seconds_per_sample)))
        (work / "slow.toml").write_text('[[transform]]\nname = "gaussian_noise"\nstddev = 0.0001\n' * count)
        return "slow.toml"

    return write


def noises(count):
    """A chain of `count` noise transforms too weak to matter."""
    return ["--transform=gaussian_noise:stddev=0.0001"] * count
