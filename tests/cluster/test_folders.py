"""Folders that not all hosts share are reported before the work; the program waits for storage that only lags."""

import contextlib
import os
import signal
import tempfile
import time
from pathlib import Path

import pytest

from faulty_calls import faults, rule
from messages import words
from sounds import sine, write_wav
from support import binary, wait_until
from virtual_hosts import VirtualHosts
from workspace import Workspace

pytestmark = pytest.mark.timing

BOTH = {"n1": 1, "n2": 1}
PATIENCE_SECONDS = 10


@pytest.fixture(scope="module")
def hosts():
    """Two hosts."""
    with tempfile.TemporaryDirectory(prefix="vh-", dir="/tmp", ignore_cleanup_errors=True) as folder, \
            VirtualHosts(Path(folder), 2) as two:
        yield two


@pytest.fixture
def work(hosts):
    """A workspace with inputs, in which the folders of a job already exist."""
    with tempfile.TemporaryDirectory(prefix="mf-", dir="/tmp") as folder:
        workspace = Workspace(folder, hosts.folder)
        for number in range(40):
            write_wav(workspace / f"in/{number}/a.wav", sine(1000))
        for name in ("out", "reports"):
            (workspace / name).mkdir()
        yield workspace


@contextlib.contextmanager
def unshared(hosts, folder, host="n2"):
    """Another folder of the same name on one of the hosts."""
    hosts.run(host, "mount", "-t", "tmpfs", "none", folder)
    try:
        yield
    finally:
        hosts.run(host, "umount", folder)


def start(work, hosts, *options, slots=None, env=None):
    """A run with ranks on some of the hosts."""
    slots = slots or BOTH
    job = ("run", "in", "--output-dir", "out", "--report", "reports/r.h5", "--threads", "1")
    return work.start(*job, *options, ranks=sum(slots.values()), prefix=hosts.prefix(),
                      env=hosts.environment(slots) | (env or {}))


def ended(process):
    """Exit status and what was said."""
    _, err = process.communicate(timeout=60)
    return process.returncode, err.decode()


def check_refused(work, hosts, process, folder):
    """A run was refused since n2 does not see a folder, and left nothing on any host."""
    status, said = ended(process)
    errors = [line for line in said.splitlines() if line.startswith("mpietl: ")]
    assert status == 2, said
    assert len(errors) == 1 and folder in errors[0], said
    assert {"n1", "n2"} <= words(errors[0])
    assert {name for name in work.tree() if not name.startswith("in/")} == set()
    assert not (work / "reports/r.h5.journal").exists()
    for name in ("out", "reports"):
        assert hosts.run("n2", "ls", "-A", work / name) == ""


def test_shared_folders(work, hosts):
    since = time.monotonic()
    status, said = ended(start(work, hosts))
    assert status == 0, said
    assert time.monotonic() - since < PATIENCE_SECONDS
    assert work.tree("out") == {f"{number}/a-transformed.wav" for number in range(40)}
    assert work.tree("reports") == {"r.h5"}
    assert set(work.report("reports/r.h5").ranks.host) == {"n1", "n2"}


@pytest.mark.parametrize("name", ["out", "reports"])
def test_folder_of_the_same_name_is_another_on_one_host(work, hosts, name):
    with unshared(hosts, work / name):
        check_refused(work, hosts, start(work, hosts), f" {name}")


def test_outputs_beside_inputs_that_are_elsewhere(work, hosts):
    with unshared(hosts, work / "in/0"):
        check_refused(work, hosts, start(work, hosts), "in/0/a.wav")


def test_host_that_lists_less(work, hosts):
    with unshared(hosts, work / "in"):
        status, said = ended(start(work, hosts))
    assert status == 2
    assert "n2" in words(said) and "in/" in said


def test_bench_and_verify_look_too(work, hosts):
    status, said = ended(start(work, hosts))
    assert status == 0, said
    started = {"ranks": 2, "prefix": hosts.prefix(), "env": hosts.environment(BOTH)}
    with unshared(hosts, work / "out"):
        status, said = ended(work.start("verify", "reports/r.h5", **started))
        assert status == 2 and "out/0/a-transformed.wav" in said and {"n1", "n2"} <= words(said), said
        status, said = ended(work.start("bench", "in", "--output-dir", "out", "--report", "b.h5", **started))
        assert status == 2 and {"out", "n1", "n2"} <= words(said), said


def test_ranks_on_one_host_do_not_mind_the_others(work, hosts):
    with unshared(hosts, work / "out"):
        status, said = ended(start(work, hosts, slots={"n1": 2}))
    assert status == 0, said


def test_storage_that_lags_is_waited_for(work, hosts):
    lags = {"OMPI_MCA_mca_base_env_list": "LD_PRELOAD;FAULTY_CALLS"} | faults(rule("stat", "*probe.tmp", error=2, times=6), rule("stat", "out/*", error=2, times=6),
                  rule("open", "out/*.tmp", error=2, times=6))
    status, said = ended(start(work, hosts, env=lags))
    assert status == 0, said
    assert len(work.tree("out")) == 40


def ranks_in(folder):
    """Processes of the program that work in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (process / "exe").readlink() == binary() and (process / "cwd").readlink() == folder:
                found.append(int(process.name))
    return found


def test_what_a_killed_run_leaves_is_swept(work, hosts):
    def probes():
        return {name for name in work.tree() if name.endswith("probe.tmp")}

    with unshared(hosts, work / "out"):
        process = start(work, hosts)
        wait_until(lambda: len(probes()) == 2)
        for pid in ranks_in(work.folder):
            with contextlib.suppress(ProcessLookupError):  # what a rank started ends with it
                os.kill(pid, signal.SIGKILL)
        ended(process)
    assert len(probes()) == 2
    status, said = ended(start(work, hosts, "--resume"))
    assert status == 0, said
    assert not probes()
