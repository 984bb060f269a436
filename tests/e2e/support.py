"""Starts the real binary, alone or under an MPI launcher, and parses what it prints."""

import contextlib
import functools
import os
import re
import shlex
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
NOISE = ("--transform", "gaussian_noise", "--transform", "clip")
DEFAULT_REPORT = "mpietl-report.h5"
FILE_LINE = re.compile(r"(?P<path>.+) (?:completed in (?P<seconds>\d+\.\d\d)s|failed: (?P<reason>.+))")
SUMMARY_LINE = re.compile(r"(?:etl|map|segment) took (?P<seconds>\d+\.\d\d)s total: (?P<done>\d+) of (?P<items>\d+) (?:files|items) done, "
                          r"(?P<failed>\d+) failed, (?P<skipped>\d+) skipped(?:; shard (?P<shard>\S+) of (?P<listed>\d+) files)?")


# More ranks than cores, and root in a container. Open MPI 4 reads OMPI_MCA_, the launcher of Open MPI 5 PRTE_MCA_.
OPEN_MPI = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
            "OMPI_MCA_rmaps_base_oversubscribe": "1", "PRTE_MCA_rmaps_default_mapping_policy": ":oversubscribe",
            "OMPI_MCA_hwloc_base_binding_policy": "none", "PRTE_MCA_hwloc_default_binding_policy": "none"}


def session_files_in(folder):
    """Variables with which Open MPI keeps its session files in a folder."""
    return {"OMPI_MCA_orte_tmpdir_base": str(folder), "PRTE_MCA_prte_tmpdir_base": str(folder)}


def is_full_run():
    """Whether tests run thousands of trials, as MPIETL_TEST_SCALE=full requests."""
    return os.environ.get("MPIETL_TEST_SCALE") == "full"


def binary():
    """Path of the program under test."""
    return Path(os.environ.get("MPIETL", CHECKOUT / "build" / "mpietl")).absolute()


@functools.cache
def launcher():
    """Command that starts an MPI job, as a list of words."""
    named = os.environ.get("MPIEXEC")
    return shlex.split(named) if named else [shutil.which("mpirun.openmpi") or "mpirun"]


@functools.cache
def launcher_is_open_mpi():
    """Whether the launcher is Open MPI's, which needs more options."""
    version = subprocess.run([*launcher(), "--version"], capture_output=True, text=True, timeout=30)
    return bool(re.search("Open MPI|OpenRTE", version.stdout))


@functools.cache
def is_open_mpi_5():
    """Whether the launcher is that of Open MPI 5, PRRTE."""
    version = subprocess.run([*launcher(), "--version"], capture_output=True, text=True, timeout=30, check=False)
    return bool(re.search(r"Open MPI\) [5-9]", version.stdout))


@dataclass
class Result:
    """The result of a finished command."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def lines(self):
        """Lines of the standard output."""
        return self.stdout.splitlines()

    @property
    def errors(self):
        """Lines on standard error by this program, not by the launcher."""
        return [line for line in self.stderr.splitlines() if line.startswith("mpietl: ")]

    def summary(self):
        """Match of SUMMARY_LINE, the last line of a run."""
        assert self.lines, f"nothing on standard output; standard error:\n{self.stderr}"
        match = SUMMARY_LINE.fullmatch(self.lines[-1])
        assert match, self.stdout
        return match

    def outcomes(self):
        """One match of FILE_LINE for each file of a run with --list-files, which prints nothing else."""
        assert self.summary()
        matches = [FILE_LINE.fullmatch(line) for line in self.lines[:-1]]
        assert all(matches), self.stdout
        return matches

    def expect(self, returncode):
        """Checks the exit status; returns itself."""
        assert self.returncode == returncode, f"exit {self.returncode}\n{self.stdout}\n{self.stderr}"
        return self


def with_work(args):
    """Words of a command; a run without transforms, typed or in a job file, adds noise and clips it."""
    words = [str(word) for word in args]
    is_run = words[:1] in (["run"], ["bench"])
    told = any(word.startswith(("--transform", "--help")) or word.endswith(".toml") for word in words)
    return [args[0], *NOISE, *args[1:]] if is_run and not told else list(args)


@dataclass
class Launch:
    """How to start the program: words of the command, ranks, threads and environment."""

    args: tuple
    ranks: int | None = None
    threads: int | None = None
    env: dict = field(default_factory=dict)
    prefix: tuple = ()

    def command(self):
        """The command as a list of words."""
        start = [] if self.ranks is None else [*launcher(), "-n", str(self.ranks)]
        return [*self.prefix, *start, binary(), *with_work(self.args)]

    def environment(self, session_folder):
        """Variables of the command; Open MPI keeps its session files in `session_folder`."""
        env = {k: v for k, v in os.environ.items() if not k.startswith(("OMP_", "OMPI_", "PMIX_", "PRTE_", "SLURM_"))}
        if self.threads is not None:
            env["OMP_NUM_THREADS"] = str(self.threads)
        if launcher_is_open_mpi():
            env |= session_files_in(session_folder)
            if self.ranks is not None:
                env |= OPEN_MPI
        return env | self.env


def stop(process):
    """Terminates a command so that a launcher can end its ranks; kills it if it stays."""
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(10)
    process.kill()
    process.wait()


def kill(process):
    """Kills a run once its journal has recorded done items, which takes milliseconds."""
    time.sleep(0.3)
    process.kill()
    process.wait(60)


def communicate(process, stdin, timeout):
    """Output of a command, which is killed after `timeout` seconds."""
    try:
        out, err = process.communicate(stdin, timeout)
    except subprocess.TimeoutExpired:
        stop(process)
        raise
    return Result(process.returncode, out.decode("utf-8"), err.decode("utf-8", "replace"))


def wait_until(condition, seconds=30):
    """Waits until the condition holds; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def without_override():
    """Words that make root obey file permissions; none for other users."""
    if os.geteuid() != 0:
        return ()
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


def crashed(result):
    """Whether a signal ended the command, as Python, a shell or a launcher reports it."""
    return result.returncode < 0 or result.returncode >= 128
