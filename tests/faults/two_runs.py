#!/usr/bin/python3
"""The same job started twice: at once, or resumed while the first run, perhaps frozen, still writes.

Both end, every output is complete at every moment, and neither removes files that the other is
writing. The second names a process of the first, and is refused without --resume.
"""

import signal
import threading
import time

import checks
import processes
import trials
from e2e_helpers import GO_ON, numbers

ENDED = (0, 1, 75)
NOT_STARTED = 2


class Watch(threading.Thread):
    """Checks the outputs repeatedly until it is stopped."""

    def __init__(self, place):
        super().__init__(daemon=True)
        self.place, self.looks, self.error = place, 0, None
        self.is_over = threading.Event()

    def run(self):
        while not self.is_over.wait(0.05):
            try:
                checks.check_whole(self.place)
                self.looks += 1
            except FileNotFoundError:
                pass  # replaced by the other run between two calls of this thread
            except AssertionError as error:
                self.error = error
                return

    def end(self):
        """Stops the checks; fails if something was wrong."""
        self.is_over.set()
        self.join()
        if self.error:
            raise self.error


def journals(place):
    """Names of the journals' files of rank 0."""
    return {path.name for path in place.journal.glob("run-*.rank-00000")}


def start(place, rng, *options):
    """A run on two ranks, or of a lone process."""
    return place.start(*options, ranks=rng.choice((None, 2)), threads=1)


def told_of(place, process, pids):
    """Whether a run named one of these processes on standard error."""
    return any(pid in numbers(line) for line in place.errors(process) for pid in pids)


def together(place, rng, counts):
    """Two simultaneous runs, of which the second may resume."""
    first = start(place, rng)
    if rng.random() < 0.5:
        place.wait_for_outputs(first, rng.randint(0, 20))
    options = rng.choice(((), ("--resume",)))
    before, first_pids = journals(place), processes.ranks(first.pid)
    second = start(place, rng, *options)
    while second.poll() is None and journals(place) <= before:
        time.sleep(0.001)
    must_be_seen = before and second.poll() is None and len(place.outputs()) < len(place.digests)
    status = second.wait(60)
    must_be_seen = must_be_seen or (before and first.poll() is None)
    statuses = [first.wait(60), status]
    counts[f"at once, exits {sorted(statuses)}"] += 1
    for process in (first, second):
        withdrew = process.returncode == NOT_STARTED and not (options and process is second)
        assert withdrew or process.returncode in ENDED, f"exits {statuses}"
        assert not withdrew or any(GO_ON in line for line in place.errors(process)), f"exits {statuses}"
    counts["told of the other run"] += told_of(place, second, first_pids)
    if must_be_seen:
        counts["second run began while the first was at work"] += 1
        assert statuses[0] in ENDED, "the first run did not go on"
        assert told_of(place, second, first_pids), "the second run did not see the first"
        assert options or status == NOT_STARTED, f"the second run did not withdraw: exit {status}"


def frozen(place, rng, counts):
    """A run that is frozen while another completes the job, and then continues."""
    first = start(place, rng)
    place.wait_for_outputs(first, rng.randint(1, 20))
    pids = processes.programs(first.pid)
    processes.send(signal.SIGSTOP, *pids)
    second = start(place, rng, "--resume")
    status = second.wait(60)
    place.check_whole()
    processes.send(signal.SIGCONT, *pids)
    statuses = [first.wait(60), status]
    counts[f"first one frozen, exits {statuses}"] += 1
    assert told_of(place, second, pids), "it did not see the frozen run"
    assert set(statuses) <= set(ENDED), f"exits {statuses}"


def trial(place, rng, counts):
    """One job with two simultaneous runs, resumed once more at the end."""
    watch = Watch(place)
    watch.start()
    try:
        rng.choice((together, together, frozen))(place, rng, counts)
    finally:
        watch.end()
    counts["looks at the outputs meanwhile"] += watch.looks
    assert not processes.wait_for_orphans()
    checks.check_no_temporary(place)
    time.sleep(0.01)
    place.resume("--retry-crashed", threads=2)


if __name__ == "__main__":
    trials.run(__doc__, trial, 10, transforms=300)
