"""array.sbatch: a list shared by independent tasks."""

import pytest

from messages import lines_with
from reports import Report


def submit(place, shards, array=None, report="noisy.h5"):
    """An array that has ended, and the end of the job that joins its reports."""
    job = place.submit("array", report, *place.job, "--output-dir", "noisy",
                       env={"SHARDS": str(shards), "LC_ALL": "C"},
                       options=(f"--array={array or f'1-{shards}'}", "--cpus-per-task=1"))
    job.wait()
    join = place.cluster.job_named("mpietl-join", place.folder)
    return job, join, join.wait()


@pytest.mark.parametrize("tasks", (1, 3))
def test_array(place, tasks):
    """The joined report and all outputs equal those of one run."""
    job, join, ended = submit(place, tasks)
    assert ended == [("COMPLETED", 0)], join.log()
    job.expect_success()
    place.check()
    shards = [Report(place.folder / f"noisy.{number}-of-{tasks}.h5") for number in range(1, tasks + 1)]
    assert sum(len(shard.files) for shard in shards) == len(place.reference.outputs())


def test_names_that_need_quotes(place):
    """The join gets the exact names of reports, also where bash treats letters as bytes."""
    _, join, ended = submit(place, 2, report="grün & 'rot'.h5")
    assert ended == [("COMPLETED", 0)], join.log()
    assert Report(place.folder / "grün & 'rot'.h5").attributes["joined"] == 2


def test_a_task_that_was_lost(place):
    """The join says which shard is missing, keeps what there is, and the same command completes it."""
    (place.folder / "noisy.2-of-3.h5").mkdir()  # no report can be stored there
    _, join, ended = submit(place, 3)
    assert ended == [("FAILED", 1)], join.log()
    assert "noisy.2-of-3.h5" in join.log() and "2/3" in join.log()
    told = place.report().attributes
    assert (told["status"], told["joined"]) == ("partial", 2) and told["done"] == told["items"] > 0
    (place.folder / "noisy.2-of-3.h5").rmdir()
    job, join, ended = submit(place, 3, array="2")  # that task alone
    assert ended == [("COMPLETED", 0)], join.log()
    assert len(job.tasks()) == 1
    place.check()


def test_tasks_that_are_no_shards(place):
    """Tasks with numbers out of range are refused with the remedy, and the others do their shards."""
    job, join, ended = submit(place, 2, array="0-3")
    assert sorted(job.wait()) == [("COMPLETED", 0)] * 2 + [("FAILED", 2)] * 2
    assert all(lines_with(job.log(), f"task {number} ", "--array=1-2") for number in (0, 3)), job.log()


def test_fewer_tasks_than_shards(place):
    """Without the number of shards, only an array of all shards is accepted."""
    options = ("--cpus-per-task=1",)
    job = place.submit("array", "noisy.h5", *place.job, "--output-dir", "noisy", options=("--array=1-2", *options))
    job.wait()
    join = place.cluster.job_named("mpietl-join", place.folder)
    assert join.wait() == [("COMPLETED", 0)], join.log()
    place.check()
    some = place.submit("array", "noisy.h5", *place.job, "--output-dir", "noisy", options=("--array=2", *options))
    assert some.wait() == [("FAILED", 2)] and "SHARDS=" in some.log()
