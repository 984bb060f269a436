#!/usr/bin/python3
"""SIGKILL of a rank, the launcher or all at a random moment, up to three times; then resume to the end.

After each kill, no partial file has a final name. In the end all is as after an undisturbed run, and
items done before a kill were not repeated, except files in flight: in work, or finished so recently
that the worker process had not yet reported them to the rank.
"""

import signal
import time

import processes
import trials
from e2e_helpers import Report

SET_ASIDE = 2  # deaths of runs in which a file was in flight
ON_THE_WAY_NS = 20_000_000  # from worker to rank on a busy machine


def random_start(rng):
    """Ranks and threads of a run: sometimes a lone process without a launcher."""
    return {"ranks": rng.choice((None, 2, 2, 3, 4)), "threads": rng.choice((1, 2))}


def victims(process, rng):
    """Whom to kill: a name, and process ids."""
    ranks = processes.ranks(process.pid)
    if ranks == [process.pid] or not ranks:
        return "lone process or launcher", [process.pid]
    return rng.choice((("a rank", [rng.choice(ranks)]), ("mpirun", [process.pid]),
                       ("all", processes.tree(process.pid))))


def kill_once(place, rng, counts, is_first):
    """One run that is killed; the number of files in flight at most, and the outputs so far."""
    start = random_start(rng)
    before = place.marks()
    resume = [] if is_first else ["--resume"]
    process = place.start(*resume, **start)
    is_going = place.random_moment(process, rng)
    whom, pids = victims(process, rng)
    killed_ns = time.time_ns()
    reached = processes.send(signal.SIGKILL, *pids) if is_going else 0
    status = place.wait(process)
    place.in_flight += sum(written_ns > killed_ns - ON_THE_WAY_NS for _, written_ns in place.marks().values())
    has_ended_well = status == (1 if set_aside(place) else place.exit_when_complete)
    assert reached or has_ended_well, f"exit {status} without a kill"
    counts[f"killed {whom}" if reached else "ended before it was killed"] += 1
    place.check_whole()
    check_kept(place, before)
    return (start["ranks"] or 1) * start["threads"]


def check_kept(place, before):
    """Outputs of earlier runs are made again only for files that were in flight."""
    after = place.marks()
    assert not before.keys() - after.keys(), "outputs vanished"
    again = [name for name in before if after[name] != before[name]]
    assert len(again) <= place.in_flight, f"{len(again)} outputs were made again, {place.in_flight} were in flight"
    place.in_flight -= len(again)


def trial(place, rng, counts):
    """One job, killed and resumed."""
    place.inputs = rng.choice((("in",), ("in",), ("in", "bad")))
    place.in_flight = 0
    kills = rng.choice((1, 1, 1, 2, 2, 3))
    for number in range(kills):
        place.in_flight += kill_once(place, rng, counts, number == 0)
    before = place.marks()
    last = place.start("--resume", **random_start(rng))
    status = place.wait(last)
    check_kept(place, before)
    if set_aside(place):
        counts["files set aside"] += set_aside(place)
        assert kills >= SET_ASIDE, "a file was set aside after one kill"
        assert status == 1, f"exit {status} with files set aside"
        status = place.wait(place.start("--resume", "--retry-crashed", **random_start(rng)))
    assert status == place.exit_when_complete, f"exit {status}, not {place.exit_when_complete}"
    place.check_complete()


def set_aside(place):
    """How many failed files in the report were done by the undisturbed run."""
    if not place.report_path.exists():
        return 0
    files, expected = Report(place.report_path).files, place.reference_report.files
    return sum((files.status == "failed") & (expected.status == "done"))


if __name__ == "__main__":
    trials.run(__doc__, trial, 300)
