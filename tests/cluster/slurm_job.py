"""A job that was submitted to a virtual cluster."""

import re
import time

GOES_ON = {"PENDING", "CONFIGURING", "RUNNING", "COMPLETING", "SUSPENDED", "REQUEUED", "REQUEUE_HOLD"}


class SlurmJob:
    """A job by its number; of an array, all of its tasks."""

    def __init__(self, cluster, number, folder):
        self.cluster, self.number, self.folder = cluster, number, folder

    def tasks(self):
        """Slurm's description of the job: a dict for each task of an array, else one."""
        lines = self.cluster.slurm("scontrol", "show", "job", self.number, "-o").splitlines()
        return [dict(re.findall(r"(\w+)=(\S*)", line)) for line in lines]

    def told(self, key):
        """One value from Slurm for a job that is not an array."""
        (task,) = self.tasks()
        return task[key]

    @property
    def restarts(self):
        """How often the job was requeued."""
        return int(self.told("Restarts"))

    def has_ended(self):
        """Whether all tasks have come to an end."""
        return all(task["JobState"] not in GOES_ON for task in self.tasks())

    def wait(self, seconds=120):
        """State and exit status of each task, when all have ended."""
        deadline = time.monotonic() + seconds
        while not self.has_ended():
            assert time.monotonic() < deadline, f"job {self.number} goes on: {self.tasks()}\n{self.log()}"
            time.sleep(0.1)
        return [(task["JobState"], int(task["ExitCode"].split(":")[0])) for task in self.tasks()]

    def wait_until_running(self, seconds=60):
        """Returns when the job runs."""
        deadline = time.monotonic() + seconds
        while self.told("JobState") != "RUNNING":
            assert time.monotonic() < deadline, f"job {self.number}: {self.tasks()}"
            time.sleep(0.05)

    def wait_through_requeues(self, seconds=120):
        """Waits for a job that must succeed in the end."""
        self.wait_until_not_requeued(seconds)
        self.expect_success()

    def wait_until_not_requeued(self, seconds=120):
        """Waits for the end of a job; releases it at once when it is requeued."""
        deadline = time.monotonic() + seconds
        ended = 0  # consecutive checks: a job seems to have ended while it is requeued
        while ended < 5:
            assert time.monotonic() < deadline, f"job {self.number} goes on: {self.tasks()}\n{self.log()}"
            ended = ended + 1 if self.has_ended() else 0
            if self.told("Reason") == "BeginTime":
                time.sleep(2)  # hosts refuse a job in the second in which they have lost it
                self.update(StartTime="now")
            time.sleep(0.2)

    def expect_success(self, seconds=120):
        """Waits for a job that has to succeed."""
        ended = self.wait(seconds)
        assert all(each == ("COMPLETED", 0) for each in ended), f"{ended}\n{self.log()}"

    def log(self):
        """What the job printed."""
        logs = sorted(self.folder.glob(f"*{self.number}*.log"))
        return "".join(f"--- {log.name}\n{log.read_text(errors='replace')}" for log in logs)

    def update(self, **values):
        """Changes a property of the job in Slurm, such as EndTime."""
        self.cluster.slurm("scontrol", "update", f"JobId={self.number}",
                           *(f"{key}={value}" for key, value in values.items()))
