"""Finds the ranks of a job among the processes of this machine, and ensures that none outlives a trial."""

import contextlib
import ctypes
import os
import signal
import time

from e2e_helpers import binary

PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans():
    """Makes this process adopt processes whose parents are killed, so that they are found."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def children(pid):
    """Ids of the processes that a process started and has not waited for."""
    found = []
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{task}/children") as file:
                found += [int(each) for each in file.read().split()]
    return found


def tree(pid):
    """A process and all below it."""
    return [pid] + [each for child in children(pid) for each in tree(child)]


def is_program(pid):
    """Whether a process is the program under test, and has not ended."""
    with contextlib.suppress(OSError):
        return os.readlink(f"/proc/{pid}/exe") == os.path.realpath(binary())
    return False


def programs(pid):
    """All processes of a job that run the program under test: ranks and their children."""
    return sorted(each for each in tree(pid) if is_program(each))


def ranks(pid):
    """The ranks of a job, among its processes; a lone process is its own rank."""
    if is_program(pid):
        return [pid]
    return sorted(each for child in children(pid) for each in ranks(child))


def workers(rank):
    """The worker processes of a rank: children of the one that starts them."""
    return [each for parent in children(rank) for each in children(parent) if is_program(each)]


def send(number, *pids):
    """Sends a signal to each process that still exists; returns how many did."""
    reached = 0
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
            reached += 1
    return reached


def reap_orphans(except_for):
    """Ids of adopted processes that still run; reaps those that have ended."""
    alive = []
    for pid in children(os.getpid()):
        if pid in except_for:
            continue
        with contextlib.suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG)[0] == 0:
                alive.append(pid)
    return alive


def state(pid):
    """Name, state and wait channel of a process, as a line."""
    with contextlib.suppress(OSError):
        with open(f"/proc/{pid}/comm") as name, open(f"/proc/{pid}/stat") as stat, open(f"/proc/{pid}/wchan") as wait:
            return f"{name.read().strip()} {stat.read().rsplit(') ', 1)[1][0]} in {wait.read()}"
    return "gone"


def wait_for_orphans(except_for=(), seconds=20):
    """Waits until no adopted process is left; kills the rest, and returns their states."""
    deadline = time.monotonic() + seconds
    while alive := reap_orphans(except_for):
        if time.monotonic() > deadline:
            states = [state(pid) for pid in alive]
            send(signal.SIGKILL, *alive)
            time.sleep(0.1)
            reap_orphans(except_for)
            return states
        time.sleep(0.005)
    return []
