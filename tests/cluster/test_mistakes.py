"""Starts that would do the work once each, in a real Slurm: refused once, with the right command."""

import pytest

from support import binary


def refused(place, *words, options=()):
    """What a batch job of four tasks printed whose only command is `words`; none of the work is done."""
    script = place.folder / "wrong.sh"
    script.write_text("#!/bin/sh\n" + " ".join(str(word) for word in words) + "\n")
    job = place.cluster.submit(script, options=("--ntasks=4", "--time=2", "--output=%x-%j.log", *options),
                               cwd=place.folder)
    assert job.wait() == [("FAILED", 2)], job.log()
    assert not list(place.folder.glob("noisy*"))
    return job.log()


@pytest.mark.parametrize("kind", ("none", "pmi2"))
def test_srun_without_pmix(place, kind):
    """Four ranks that know nothing of each other; one of them says so."""
    log = refused(place, "srun", f"--mpi={kind}", binary(), "run", *place.job, "--output-dir", "noisy")
    assert log.count("mpietl: ") == 1, log
    assert "srun --mpi=pmix" in log


def test_no_launcher(place):
    """One process in a job of four tasks."""
    log = refused(place, binary(), "run", *place.job, "--output-dir", "noisy")
    assert log.count("mpietl: ") == 1, log
    assert "mpirun mpietl" in log and "mpirun -n 1" in log


def test_one_rank_on_purpose(place):
    """A launcher that was asked for one rank starts one."""
    words = ("-n", "1", binary(), "run", *place.job, "--output-dir", "noisy", "--report", "noisy.h5")
    script = place.folder / "one.sh"
    script.write_text("#!/bin/sh\n" + "mpirun " + " ".join(str(word) for word in words) + "\n")
    place.cluster.submit(script, options=("--ntasks=4", "--time=2"), cwd=place.folder).expect_success()
    place.check()
    place.cluster.slurm("srun", *words, cwd=place.folder)


def test_threads_without_processors(place):
    """Ranks of one processor each with four threads are told of --cpus-per-task."""
    words = ("srun", "--mpi=pmix", "--cpu-bind=cores", binary(), "run", *place.job, "--threads", "4",
             "--output-dir", "noisy", "--report", "noisy.h5")
    script = place.folder / "crowd.sh"
    script.write_text("#!/bin/sh\n" + " ".join(str(word) for word in words) + "\n")
    job = place.cluster.submit(script, options=("--ntasks=4", "--time=2", "--output=%x-%j.log"), cwd=place.folder)
    job.expect_success()
    assert "srun --cpus-per-task=4" in job.log()
