"""How processes end when something fails after the work, or when their parent is gone."""

import os
import signal
import subprocess

import pytest

from faulty_calls import faults
from sounds import sine, write_wav
from support import binary, wait_until


@pytest.mark.parametrize(("fault", "end"), [("crash", signal.SIGSEGV), ("hang", signal.SIGALRM)])
def test_an_mpi_library_that_fails_to_end_is_reported_and_all_is_stored(work, fault, end):
    write_wav(work / "a.wav", sine(1000))
    result = work.run_mpietl("run", "a.wav", env=faults() | {"FAULTY_FINALIZE": fault})
    assert result.returncode == -end
    assert len(result.errors) == (1 if fault == "hang" else 0), result.stderr
    assert work.report().attributes["status"] == "complete"
    assert (work / "a-transformed.wav").exists()
    work.run_mpietl("run", "a.wav", "--resume").expect(0)


def test_a_rank_ends_when_its_launcher_is_gone(work, gate):
    """In the middle of a file that takes a minute."""
    write_wav(work / "in/long.wav", sine(5_000_000))
    env = faults(gate.inside("*in/long.wav", then_seconds=1.0)) | {"SLURM_PROCID": "0"}
    command = f"{binary()} run in --threads=1 --transform clip > log 2>&1 & echo $! > pid; while [ ! -s {gate.path} ]; do sleep 0.01; done"
    subprocess.run(["sh", "-c", command], cwd=work.folder, check=True, timeout=60, env=os.environ | env)
    gate.open()
    pid = (work / "pid").read_text().strip()

    def has_ended():
        status = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True, check=False)
        return status.stdout.strip()[:1] in ("", "Z")

    wait_until(has_ended, 30)
    assert not (work / "mpietl-report.h5").exists()
