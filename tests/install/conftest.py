"""Fixtures: the build under test, and the folder that it is installed into."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "e2e"))

# pylint: disable=wrong-import-position
from support import binary  # noqa: E402


@pytest.fixture(scope="session")
def build():
    """The build folder of the program under test."""
    assert binary().exists(), f"no program at {binary()}: build it or set MPIETL"
    return binary().parent


@pytest.fixture(scope="session")
def installed(build, tmp_path_factory):
    """A fresh prefix with the program in it."""
    prefix = tmp_path_factory.mktemp("prefix")
    subprocess.run(("cmake", "--install", build, "--prefix", prefix), check=True, capture_output=True, timeout=60)
    return prefix
