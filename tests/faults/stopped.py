#!/usr/bin/python3
"""SIGSTOP of a rank for one to three seconds, then SIGCONT: the run completes with the same bytes."""

import signal
import time

import processes
import trials


def trial(place, rng, counts):
    """One job in which a rank, perhaps rank 0, is frozen for a while."""
    place.options = rng.choice(((), ("--schedule", "static"), ("--chunk", "1")))
    process = place.start(ranks=rng.choice((2, 3, 4)), threads=rng.choice((1, 2)))
    is_at_work = place.wait_for_outputs(process, rng.randint(0, len(place.digests) // 2))
    pids = processes.ranks(process.pid) if is_at_work else []
    if pids:
        pid = rng.choice(pids)
        counts["rank stopped"] += processes.send(signal.SIGSTOP, pid)
        time.sleep(rng.uniform(1, 3))
        counts["run waited for it"] += process.poll() is None
        place.check_whole()
        processes.send(signal.SIGCONT, pid)
    else:
        counts["ended before a rank was stopped"] += 1
    assert place.wait(process) == 0, f"exit {process.returncode}"
    place.check_complete()


if __name__ == "__main__":
    trials.run(__doc__, trial, 20)
