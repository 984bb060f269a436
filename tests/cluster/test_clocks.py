"""Times of a job, on the common clock of its report, from hosts whose clocks started at different times.

Each host but the last has a time namespace of its own, which its ranks enter.
"""

import subprocess
import tempfile

import pytest

from conftest import SKIPPED
from sounds import silence, write_wav
from support import binary, wait_until
from virtual_hosts import VirtualHosts
from workspace import Workspace

pytestmark = pytest.mark.timing

# Seconds by which the monotonic clock of a host is ahead of this machine's.
AHEAD_SECONDS = {"n1": 1_000, "n2": 86_400, "n3": 0}
RANKS_BY_HOST = {"n1": 2, "n2": 3, "n3": 1}
FILES, THREADS = 60, 2
MOST_ERROR_SECONDS = 5e-3
ROUNDING_SECONDS = 1e-8

WRAPPER = """#!/usr/bin/env bash
# Runs the program with the clock of its host. usage: WRAPPER ARGUMENTS…
exec nsenter --time="/proc/$(cat "{folder}/$(hostname).clock")/ns/time" "{program}" "$@"
"""


@pytest.fixture(scope="module", autouse=True)
def time_namespaces():
    """Skips the tests without time namespaces, since all hosts would share a clock."""
    words = ("unshare", "--time", "--monotonic", "1", "--fork", "true")
    if subprocess.run(words, check=False, capture_output=True).returncode != 0:
        pytest.exit("SKIPPED: NO CLOCKS OF SEVERAL HOSTS ARE TESTED HERE: time namespaces are refused",
                    returncode=SKIPPED)


def start_clock(hosts, host):
    """A process that keeps the clock of a host while the host exists."""
    words = ["unshare", "--time", "--monotonic", str(AHEAD_SECONDS[host]), "--fork"]
    note = hosts.folder / f"{host}.clock"
    keeper = f"echo $$ >{note}.new; mv {note}.new {note}; exec sleep infinity"
    process = subprocess.Popen([*hosts.prefix(host), *(words if AHEAD_SECONDS[host] else ()), "sh", "-c", keeper],
                               stdin=subprocess.DEVNULL)
    wait_until(note.exists)
    return process


@pytest.fixture(scope="module")
def hosts():
    """Three hosts, each with its clock."""
    with tempfile.TemporaryDirectory(prefix="vh-", dir="/tmp") as folder:
        with VirtualHosts(folder, len(AHEAD_SECONDS)) as virtual:
            keepers = [start_clock(virtual, host) for host in AHEAD_SECONDS]
            yield virtual
        for keeper in keepers:
            keeper.wait(10)


@pytest.fixture(scope="module")
def report(hosts):
    """Report of a job with ranks on all of them."""
    with tempfile.TemporaryDirectory(prefix="mc-", dir="/tmp") as folder, pytest.MonkeyPatch.context() as patch:
        work = Workspace(folder, folder)
        for index in range(FILES):
            write_wav(work / f"in/{index}.wav", silence(50_000))
        wrapper = hosts.folder / "wrapper"
        wrapper.write_text(WRAPPER.format(folder=hosts.folder, program=binary()))
        wrapper.chmod(0o755)
        patch.setenv("MPIETL", str(wrapper))
        yield work.etl("in", "--chunk", "1", "--threads", str(THREADS), ranks=sum(RANKS_BY_HOST.values()),
                       prefix=hosts.prefix(), env=hosts.environment(RANKS_BY_HOST))


def test_the_hosts_have_clocks_of_their_own(hosts):
    script = "import time; print(time.monotonic())"

    def monotonic(host):
        clock = (hosts.folder / f"{host}.clock").read_text().strip()
        return float(hosts.run(host, "nsenter", f"--time=/proc/{clock}/ns/time", "/usr/bin/python3", "-c", script))

    for host, ahead in AHEAD_SECONDS.items():
        assert monotonic(host) - monotonic("n3") == pytest.approx(ahead, abs=30)


def test_all_ranks_took_part(report):
    assert report.ranks.host.value_counts().to_dict() == RANKS_BY_HOST
    assert len(report.files) == FILES
    assert set(report.files.status) == {"done"}
    assert report.files.groupby("rank").size().index.tolist() == report.ranks["rank"].tolist()


def test_files_lie_within_the_work_phase(report):
    work = report.phases.set_index("phase").loc["work"]
    ends = report.files.start + report.files.total_seconds
    error = MOST_ERROR_SECONDS
    assert report.files.start.min() > work.start - error
    assert ends.max() < work.end + error
    assert (ends <= report.attributes["wall_seconds"]).all() and (report.files.start >= 0).all()


def test_files_of_a_thread_come_one_after_the_other(report):
    for _, files in report.files.sort_values("start").groupby(["rank", "thread"]):
        ends = (files.start + files.total_seconds).tolist()
        assert all(start >= end - ROUNDING_SECONDS for end, start in zip(ends, files.start.tolist()[1:]))


def test_the_error_of_a_clock_is_known_and_small(report):
    errors = report.ranks.set_index("rank").clock_error_seconds
    is_beside_root = report.ranks.set_index("rank").host == report.ranks.host[0]
    assert (errors[is_beside_root] == 0).all()
    assert errors[~is_beside_root].between(1e-7, MOST_ERROR_SECONDS).all(), errors


def test_ranks_of_one_clock_share_one_answer(report):
    errors = report.ranks.groupby("host").clock_error_seconds
    assert (errors.max() - errors.min() < ROUNDING_SECONDS).all()
