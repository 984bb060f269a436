"""array.sbatch: a list shared by tasks that know nothing of each other."""

import pytest

from reports import Report


def submit(place, tasks, *options):
    """An array that has ended, and the end of the job that joins its reports."""
    job = place.submit("array", "noisy.h5", *place.job, "--output-dir", "noisy",
                       options=(f"--array=1-{tasks}", "--cpus-per-task=1", *options))
    job.wait()
    join = place.cluster.job_named("mpietl-join", place.folder)
    return job, join, join.wait()


@pytest.mark.parametrize("tasks", (1, 3))
def test_array(place, tasks):
    """The joined report and all outputs are those of one run."""
    job, join, ended = submit(place, tasks)
    assert ended == [("COMPLETED", 0)], join.log()
    job.expect_success()
    place.check()
    shards = [Report(place.folder / f"noisy.{number}-of-{tasks}.h5") for number in range(1, tasks + 1)]
    assert sum(len(shard.files) for shard in shards) == len(place.reference.outputs())


def test_a_task_that_was_lost(place):
    """The join says which shard is missing, keeps what there is, and the same command completes it."""
    (place.folder / "noisy.2-of-3.h5").mkdir()  # no report can be stored there
    _, join, ended = submit(place, 3)
    assert ended[0][0] == "FAILED"
    assert "2/3" in join.log() or "2-of-3" in join.log(), join.log()
    (place.folder / "noisy.2-of-3.h5").rmdir()
    _, join, ended = submit(place, 3)
    assert ended == [("COMPLETED", 0)], join.log()
    place.check()
