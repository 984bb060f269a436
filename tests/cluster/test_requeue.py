"""requeue.sbatch: a job that time limits and lost nodes interrupt ends as one that nothing disturbed."""

HYBRID = ("--ntasks-per-node=2", "--cpus-per-task=1")


def test_a_warning_at_once(place):
    """A warning before there is any rank to hear it only costs a round."""
    job = place.submit_run("requeue", options=HYBRID, seconds_per_file=0.05)
    job.wait_until_running()
    place.cluster.slurm("scancel", "--batch", "--signal=USR1", job.number)
    job.wait_through_requeues()
    place.check()


def test_limits(place):
    """Limits strike twice or more in the middle of the work; nobody but Slurm and the script acts."""
    # The limit is a minute, Slurm looks at it each half, and warns early: runs get half a minute or less.
    limits = ("--time=1", "--signal=B:USR1@50", *HYBRID)
    job = place.submit_run("requeue", options=limits, seconds_per_file=0.4)
    job.wait_through_requeues(seconds=300)
    report = place.check()
    assert job.restarts >= 2
    ended = list(report.history.ended)
    assert len(ended) == job.restarts + 1 and ended[-1] == "complete", ended
    assert all("SIGUSR1" in reason for reason in ended[:-1]), ended
