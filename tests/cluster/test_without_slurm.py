"""Several hosts without Slurm, by Open MPI's mpirun; an agent does what ssh does on real hosts."""

import os
import shutil
import signal
import time

import pytest

from launched_place import ranks_on
from support import is_open_mpi_5, launcher_is_open_mpi, wait_until

pytestmark = [pytest.mark.timing,
              pytest.mark.skipif(not launcher_is_open_mpi(), reason="MPICH is supported on one host")]

ALL = ("n1", "n2", "n3", "n4")
REPETITIONS = 5
SECONDS_TO_NOTICE = 10


def check(launched, hosts, ranks):
    """Checks the results, and the ranks of each host; returns the report."""
    report = launched.check()
    assert sorted(set(report.ranks.host)) == sorted(hosts)
    assert len(report.ranks) == ranks
    return report


@pytest.mark.parametrize("start", ("head", "n2"))
def test_hosts_on_the_command_line(launched, start):
    """The launcher may be on a host that has no ranks, or on one of theirs."""
    launched.run(ranks_on(ALL, 2), host=start).expect(0)
    check(launched, ALL, 8)


def test_hosts_in_a_file(launched):
    """As many ranks as the host file has slots."""
    (launched.folder / "hosts").write_text("".join(f"{name} slots=2\n" for name in ALL))
    launched.run(["--hostfile", "hosts"]).expect(0)
    check(launched, ALL, 8)


def test_always_ends(launched):
    """Neither connections that close while others wait nor a late rank make the job hang."""
    for _ in range(REPETITIONS):
        launched.run(ranks_on(ALL, 2)).expect(0)
        check(launched, ALL, 8)
        shutil.rmtree(launched.folder / "noisy")


def test_threads_by_binding(launched):
    """A rank has as many threads as cores that it is bound to."""
    if os.cpu_count() < 2:
        pytest.skip("one core only")
    launched.run([*ranks_on(ALL, 2), "--map-by", "ppr:1:node:PE=2", "--bind-to", "core"]).expect(0)
    assert set(check(launched, ALL, 4).ranks.threads) == {2}


def test_threads_by_variable(launched):
    """The variable reaches all hosts."""
    launched.run(ranks_on(ALL, 1), OMP_NUM_THREADS="3").expect(0)
    assert set(check(launched, ALL, 4).ranks.threads) == {3}


def test_a_daemon_that_is_killed(launched):
    """The job ends at once, also on the host that lost its daemon, and is resumed on the others."""
    process = launched.start(ranks_on(ALL, 1), seconds_per_file=0.05, OMP_NUM_THREADS="1")
    launched.wait_for_outputs(60)
    daemons = launched.hosts.processes_of("n3", "prted" if is_open_mpi_5() else "orted")
    assert daemons
    for number in daemons:
        os.kill(number, signal.SIGKILL)
    killed = time.monotonic()
    assert launched.end(process).returncode != 0
    assert time.monotonic() - killed < SECONDS_TO_NOTICE
    for name in ALL:
        wait_until(lambda host=name: not launched.hosts.processes_of(host, "mpietl"))
    launched.run(ranks_on(("n1", "n2", "n4"), 1), "--resume").expect(0)
    report = launched.check()
    assert "n3" not in set(report.ranks.host)
    done = report.history.done
    assert done.iloc[0] >= 50 and done.iloc[-1] > 0, done
