"""Fixtures: four hosts with or without Slurm, recorded speech as inputs, and the results of one rank."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "e2e"))

# pylint: disable=wrong-import-position
from launched_place import LaunchedPlace  # noqa: E402
from place import Place  # noqa: E402
from slurm_cluster import SlurmCluster  # noqa: E402
from slurm_place import SlurmPlace  # noqa: E402
from support import binary  # noqa: E402
from virtual_hosts import VirtualHosts, are_allowed  # noqa: E402

HOSTS = 4
SKIPPED = 77  # exit status that ctest takes for a test that cannot be run here


def pytest_sessionstart():
    """Fails at once without the program or hosts to test."""
    if not binary().exists():
        pytest.exit(f"no program at {binary()}: build it or set MPIETL", returncode=3)
    if not are_allowed():
        pytest.exit("SKIPPED: NOTHING OF SLURM OR OF SEVERAL HOSTS IS TESTED HERE: virtual hosts need root "
                    "and the right to make namespaces", returncode=SKIPPED)


def short_folder(prefix):
    """A private folder with a short name: sockets are in it."""
    return tempfile.TemporaryDirectory(prefix=prefix, dir="/tmp", ignore_cleanup_errors=True)


@pytest.fixture(scope="module")
def cluster():
    """A fresh Slurm whose hosts have as many CPUs as this machine, so that ranks can be bound."""
    with short_folder("vs-") as folder, SlurmCluster(Path(folder), HOSTS, os.cpu_count()) as slurm:
        yield slurm


@pytest.fixture(scope="module")
def reference():
    """The results of one rank without a launcher: a Place."""
    with short_folder("mr-") as folder:
        place = Place(Path(folder))
        subprocess.run([binary(), *place.run_words, "--threads", "2"], cwd=folder, check=True, capture_output=True, timeout=100)
        yield place


@pytest.fixture
def place(cluster, reference):
    """A fresh folder in which jobs are submitted, and checked against the reference."""
    with short_folder("mj-") as folder:
        yield SlurmPlace(Path(folder), cluster, reference)


@pytest.fixture(scope="module")
def hosts():
    """Fresh hosts without Slurm."""
    with short_folder("vh-") as folder, VirtualHosts(folder, HOSTS) as virtual:
        yield virtual


@pytest.fixture
def launched(hosts, reference):
    """A fresh folder in which launchers start jobs on these hosts, and checked against the reference."""
    with short_folder("ml-") as folder:
        yield LaunchedPlace(Path(folder), hosts, reference)
