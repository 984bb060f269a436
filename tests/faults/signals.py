#!/usr/bin/python3
"""SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2 or a time limit at a random moment; then resume to the end.

A lone process reports what stopped it, as do ranks whose launcher forwards the signal: exit status
75, a partial report, and how to resume. For launchers that end the ranks themselves, this program
counts how often that worked.
"""

import signal
import time

import checks
import processes
import trials
from e2e_helpers import Report, numbers, stop_lines

EXIT_STOPPED = 75
SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP", "SIGUSR1", "SIGUSR2")
FORWARDED = ("SIGUSR1", "SIGUSR2")  # by mpirun, which ends the ranks at the others
TRANSFORMS = 700  # Open MPI's launcher passes SIGTERM and SIGINT on after a second
SECOND_AFTER_SECONDS = (0, 0.001, 0.01)


def stop_line(place, process):
    """The program's message when it stopped; empty if there was none."""
    return next(iter(stop_lines(place.errors(process))), "")


def check_stopped(place, process, status):
    """The run reported the stop: on standard error, by its exit status and in the report."""
    assert status == EXIT_STOPPED, f"exit {status}, not {EXIT_STOPPED}"
    line = stop_line(place, process)
    assert line, f"no word on standard error: {place.errors(process)}"
    report = checks.check_partial_report(place)
    done = sum(report.files.status == "done")
    assert {done, len(report.files)} <= set(numbers(line)), line
    assert report.attributes["reason"] in line, f"{report.attributes['reason']}: {line}"
    checks.check_no_temporary(place)
    assert set(report.files.status) <= {"done", "skipped", "failed"}
    assert done == len(place.outputs()), f"{done} done, {len(place.outputs())} outputs"


def by_signal(place, rng, counts):
    """A run that gets a signal, under a launcher or alone."""
    name, ranks = rng.choice(SIGNALS), rng.choice((None, None, 2, 3))
    is_passed_on_late = ranks is not None and name not in FORWARDED
    process = place.start(ranks=ranks, threads=rng.choice((1, 2)))
    is_at_work = place.wait_for_outputs(process, rng.randint(1, 4 if is_passed_on_late else len(place.digests) - 1))
    time.sleep(rng.uniform(0, 0.02))
    since = time.monotonic()
    reached = processes.send(getattr(signal, name), process.pid) if is_at_work else 0
    status = place.wait(process)
    place.check_whole()
    whom = "lone process" if ranks is None else "mpirun"
    if not reached or status == place.exit_when_complete:
        counts["ended before it was stopped"] += 1
        return
    counts.figures[f"seconds to stop, {whom}, {name}"].append(time.monotonic() - since)
    if ranks is None or name in FORWARDED:
        counts[f"{name} to {whom}"] += 1
        check_stopped(place, process, status)
    else:
        said = "without a report"
        if place.report_path.exists():
            said = f"with a {Report(place.report_path).attributes['status']} report"
        if said == "with a partial report":
            checks.check_partial_report(place)
        counts[f"{name} to {whom}, {said}"] += 1


def to_one_rank(place, rng, counts):
    """A signal to only one of the ranks stops the complete job."""
    process = place.start(ranks=rng.choice((2, 3)), threads=1)
    is_at_work = place.wait_for_outputs(process, rng.randint(1, 20))
    ranks = processes.ranks(process.pid) if is_at_work else []
    name = rng.choice(SIGNALS)
    reached = ranks and processes.send(getattr(signal, name), rng.choice(ranks))
    status = place.wait(process)
    if not reached or status == place.exit_when_complete:
        counts["ended before it was stopped"] += 1
        return
    counts[f"{name} to one rank"] += 1
    check_stopped(place, process, status)


def at_start(place, rng, counts):
    """A signal before any output exists, perhaps before the program handles signals."""
    process = place.start(ranks=rng.choice((None, 2)), threads=1)
    time.sleep(rng.uniform(0, 0.3))
    name = rng.choice(SIGNALS)
    processes.send(getattr(signal, name), process.pid)
    status = place.wait(process)
    place.check_whole()
    said = "said why" if stop_line(place, process) else "was silent"
    counts[f"signal at the start, program {said}" if status else "ended before it was stopped"] += 1
    if stop_line(place, process):
        check_stopped(place, process, status)


def interrupted_twice(place, rng, counts):
    """A second SIGINT ends a lone process at once."""
    process = place.start(threads=rng.choice((1, 2)))
    place.wait_for_outputs(process, rng.randint(1, len(place.digests) - 1))
    processes.send(signal.SIGINT, process.pid)
    time.sleep(rng.choice(SECOND_AFTER_SECONDS))
    since = time.monotonic()
    processes.send(signal.SIGINT, process.pid)
    status = place.wait(process)
    place.check_whole()
    counts[f"SIGINT twice, exit {status}"] += 1
    counts.figures["seconds to stop, second SIGINT"].append(time.monotonic() - since)


def time_limit(place, rng, counts):
    """A run that exceeds its time limit."""
    ranks = rng.choice((None, 2))
    process = place.start("--time-limit", f"{rng.uniform(0.2, 0.4):.2f}s", ranks=ranks, threads=1)
    status = place.wait(process)
    place.check_whole()
    if status == place.exit_when_complete:
        counts["ended before it was stopped"] += 1
        return
    counts["time limit"] += 1
    check_stopped(place, process, status)


def trial(place, rng, counts):
    """One job, stopped once or twice in one of the ways, and resumed."""
    place.inputs = rng.choice((("in",), ("in",), ("in", "bad")))
    way = rng.choice((by_signal,) * 6 + (to_one_rank, at_start, interrupted_twice, time_limit))
    way(place, rng, counts)
    kept = place.resume("--retry-crashed", ranks=rng.choice((None, 2, 3)), threads=rng.choice((1, 2)))
    counts.figures["outputs kept by --resume"].append(kept)


if __name__ == "__main__":
    trials.run(__doc__, trial, 100, transforms=TRANSFORMS)
