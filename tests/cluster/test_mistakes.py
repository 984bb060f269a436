"""Wrong starts under a real Slurm, in which each process would do all the work, are refused with the right command."""

import pytest

from messages import numbers
from support import binary


def refused(place, *words, options=()):
    """What a batch job of four tasks printed whose only command is `words`; none of the work is done."""
    script = place.folder / "wrong.sh"
    script.write_text("#!/bin/sh\n" + " ".join(str(word) for word in words) + "\n")
    job = place.cluster.submit(script, options=(*(options or ("--ntasks=4",)), "--time=2", "--output=%x-%j.log"),
                               cwd=place.folder)
    assert job.wait() == [("FAILED", 2)], job.log()
    assert not list(place.folder.glob("noisy*"))
    return job.log()


@pytest.fixture
def run_words(place):
    """The words of a run of the corpus."""
    return (binary(), *place.run_words)


@pytest.mark.parametrize("kind", ("none", "pmi2"))
def test_srun_without_pmix(place, kind):
    """Four independent ranks; one of them reports it."""
    log = refused(place, "srun", f"--mpi={kind}", binary(), "run", *place.job, "--output-dir", "noisy")
    assert log.count("mpietl: ") == 1, log
    assert "srun --mpi=pmix" in log


def test_no_launcher(place):
    """One process in a job of four tasks."""
    log = refused(place, binary(), "run", *place.job, "--output-dir", "noisy")
    assert log.count("mpietl: ") == 1, log
    assert "mpirun mpietl" in log and "mpirun -n 1" in log


def test_nodes_without_tasks(place, run_words):
    """A job of two nodes that does not say how many tasks."""
    log = refused(place, *run_words, options=("--nodes=2",))
    (error,) = [line for line in log.splitlines() if line.startswith("mpietl: ")]
    assert 2 in numbers(error) and "srun" in error, log


@pytest.mark.parametrize("start", ((), ("srun", "--interactive", "--preserve-env", "--mpi=none")))
def test_shells_of_salloc(place, run_words, start):
    """A shell on the head, or one that Slurm starts on the first node as a separate step."""
    script = place.folder / "shell.sh"
    words = " ".join(str(word) for word in run_words)
    script.write_text(f"#!/bin/sh\n{words} > shell.log 2>&1\necho exit $? >> shell.log\n")
    script.chmod(0o755)
    place.cluster.slurm("salloc", "--ntasks=4", "--time=2", *start, script, cwd=place.folder)
    log = (place.folder / "shell.log").read_text()
    (error,) = [line for line in log.splitlines() if line.startswith("mpietl: ")]
    assert 4 in numbers(error) and log.endswith("exit 2\n"), log


def test_shards_that_srun_starts(place):
    """Each process of a step has its own shard; as ranks of one job they are refused."""
    shard = f'{binary()} run job.toml corpus --output-dir noisy --report $SLURM_PROCID.h5 --resume --shard $((SLURM_PROCID + 1))/3'
    words = ("srun", "--ntasks=3", "--overcommit", "sh", "-c", shard)
    place.cluster.slurm(words[0], "--mpi=none", *words[1:], cwd=place.folder)
    place.cluster.slurm(binary(), "report", "--join", "0.h5", "1.h5", "2.h5", "-o", "noisy.h5", cwd=place.folder)
    place.check()
    with pytest.raises(AssertionError, match="exit 2"):
        place.cluster.slurm(words[0], "--mpi=pmix", *words[1:], cwd=place.folder)


def test_one_rank_on_purpose(place):
    """A launcher starts one rank on request."""
    words = ("-n", "1", binary(), "run", *place.job, "--output-dir", "noisy", "--report", "noisy.h5")
    script = place.folder / "one.sh"
    script.write_text("#!/bin/sh\n" + "mpirun " + " ".join(str(word) for word in words) + "\n")
    place.cluster.submit(script, options=("--ntasks=4", "--time=2"), cwd=place.folder).expect_success()
    place.check()
    place.cluster.slurm("srun", *words, cwd=place.folder)


def test_threads_without_processors(place):
    """Ranks with one CPU and four threads each get a hint at --cpus-per-task."""
    words = ("srun", "--mpi=pmix", "--cpu-bind=cores", binary(), "run", *place.job, "--threads", "4",
             "--output-dir", "noisy", "--report", "noisy.h5")
    script = place.folder / "crowd.sh"
    script.write_text("#!/bin/sh\n" + " ".join(str(word) for word in words) + "\n")
    job = place.cluster.submit(script, options=("--ntasks=4", "--time=2", "--output=%x-%j.log"), cwd=place.folder)
    job.expect_success()
    assert "srun --cpus-per-task=4" in job.log()


def test_an_array_without_shards(place):
    """Tasks that would all do the same work: one does it, the others are refused."""
    options = ("--array=1-3", "--cpus-per-task=1", "--output=%x-%A_%a.log")
    job = place.submit_run("single_node", options=options, seconds_per_file=0.01)
    ended = sorted(job.wait())
    assert ended == [("COMPLETED", 0), ("FAILED", 2), ("FAILED", 2)], job.log()
    assert "--shard $SLURM_ARRAY_TASK_ID/N" in job.log(), job.log()
    place.check()
