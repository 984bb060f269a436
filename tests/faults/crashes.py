#!/usr/bin/python3
"""Ten of a thousand files make their readers crash, hang or exhaust memory, while ranks, workers or all are killed.

In the end, after a resume if necessary, all other files have the bytes of an undisturbed run, and
the ten have failed, each with its reason. A worker ends within a second of its rank.
"""

import signal
import time
from pathlib import Path

import processes
import trials
from checks import check_no_litter, check_whole
from e2e_helpers import Report, faults, rule

FILES, BAD_FILES = 1000, 10
OPTIONS = ("--item-timeout", "4s", "--memory-limit", "60M")
CRASHES = (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGFPE)
WORKER_SECONDS = 1.0


def bad_file(rng):
    """What happens when a file is read, as words of a rule, and a word of its row's error."""
    kind = rng.choice(("crash", "crash", "crash", "crash", "memory", "memory", "hang"))
    if kind == "hang":
        return {"seconds": 600}, "no progress"
    if kind == "memory":
        return {"memory": 150_000_000}, "--memory-limit"
    number = rng.choice(CRASHES)
    return {"signal": number}, number.name


def choose_bad(place, rng):
    """Makes some files bad: the environment for that, and the reason by path."""
    paths = list(place.reference_report.files.path)
    chosen = {path: bad_file(rng) for path in rng.sample(paths, BAD_FILES)}
    rules = [rule("read", f"*/in/*/{Path(path).name}", **words) for path, (words, _) in chosen.items()]
    return faults(*rules), {path: why for path, (_, why) in chosen.items()}


def kill_someone(process, rng):
    """Kills a worker, a rank or all, and returns which; None if there was none. Workers of dead ranks must end."""
    ranks = processes.ranks(process.pid)
    workers = {rank: processes.workers(rank) for rank in ranks}
    if not ranks:
        return None
    rank = rng.choice(ranks)
    whom, pids = rng.choice((("a worker", workers[rank]), ("a worker", workers[rank]), ("a rank", [rank]),
                             ("the launcher or the lone rank", [process.pid])))
    if not processes.send(signal.SIGKILL, *pids):
        return None
    check_workers_follow(workers)
    return whom


def check_workers_follow(workers):
    """Checks for some seconds that no worker outlives its rank by more than a second."""
    gone_since = {}
    until = time.monotonic() + 3.0
    while time.monotonic() < until:
        now = time.monotonic()
        for rank, its in workers.items():
            if processes.is_program(rank):
                continue
            since = gone_since.setdefault(rank, now)
            alive = [pid for pid in its if processes.is_program(pid)]
            assert not alive or now - since < WORKER_SECONDS, f"workers {alive} outlive rank {rank}"
        time.sleep(0.01)


def check_result(place, why):
    """Report and outputs are right: all are done except those that fail, with these reasons."""
    expected = place.reference_report
    report = Report(place.report_path)
    assert list(report.files.path) == list(expected.files.path), "other inputs in the report"
    for row, reference in zip(report.files.itertuples(), expected.files.itertuples()):
        if row.path in why:
            assert row.status == "failed" and why[row.path] in row.error, f"{row.path}: {row.status}, {row.error}"
        else:
            assert (row.status, row.digest) == ("done", reference.digest), f"{row.path}: {row.status}, {row.error}"
    assert report.attributes["failed"] == len(why), "total of failed"
    check_whole(place)
    missing = set(place.digests) - place.outputs()
    assert len(missing) == len(why), f"{len(missing)} outputs missing"
    check_no_litter(place)


def failed_in_vain(place, why):
    """How many good files failed: those in flight when runs or workers were killed."""
    files = Report(place.report_path).files
    return sum(row.status == "failed" and row.path not in why for row in files.itertuples())


def trial(place, rng, counts):
    """One job: killed or not, resumed, and looked at."""
    place.options = OPTIONS
    env, why = choose_bad(place, rng)
    kills = rng.choice((0, 1, 1, 2))
    status, whom = None, None
    for number in range(kills + 1):
        shape = {"ranks": rng.choice((None, 1, 2, 4)), "threads": rng.randint(1, 4)}
        process = place.start(*(["--resume"] if number else []), env=env, **shape)
        if number < kills and place.random_moment(process, rng):
            whom = kill_someone(process, rng)
            counts[f"killed {whom}"] += 1
        status = place.wait(process, 120)
        check_whole(place)
        if place.report_path.exists() and whom in (None, "a worker"):
            assert status == 1, f"exit {status}"
    if place.journal.exists() or failed_in_vain(place, why):
        counts["resumed once more"] += 1
        status = place.wait(place.start("--resume", "--retry-crashed", env=env, threads=2), 120)
    assert status == 1, f"exit {status}"
    check_result(place, why)


if __name__ == "__main__":
    trials.run(__doc__, trial, 200, files=FILES, is_tiny=True, transforms=2)
