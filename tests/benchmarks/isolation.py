#!/usr/bin/python3
"""The cost of worker processes: runs with --isolation process and none, in interleaved pairs.

usage: isolation.py --build DIR --folder DIR [--rounds N] [--works a,b,f,s,m]

  a  24 tones of four minutes    b  the recordings of speech    f  ten thousand files of a second
  s  start-up: sixteen tiny files on sixteen ranks
  m  private memory of a rank with all its processes, at most, while it works

All with sixteen ranks, and a, b and f with one rank a core as well. Put --folder on tmpfs for f.
"""

import argparse
import math
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

from programs import CORES, ENVIRONMENT, Programs
from rounds import measure
from workloads import Workload, copy_recordings, run_maker

WAYS = ("process", "none")
MANY = 16
TINY = ("--count", str(MANY), "--duration", "0.1", "--subtype", "pcm_16")
SMALL = ("--count", "10000", "--duration", "1", "--sample-rate", "16000", "--subtype", "pcm_16")


def in_both(programs, ranks):
    """The same run in both ways."""
    return {way: programs.ranks(ranks, "run", "sounds", "--output-dir", "out", "--threads", "1", "--isolation", way)
            for way in WAYS}


def without_order(ratios):
    """Geometric means of neighbouring rounds: whoever comes second in a round is up to a fifth slower."""
    return [math.sqrt(a * b) for a, b in zip(ratios, ratios[1:])]


def compare(title, make_inputs, programs, ranks, arguments):
    """Prints the ratio of the whole times of pairs."""
    folder = arguments.folder / f"{title.split()[0]}-{ranks}"
    workload = Workload(title, make_inputs, in_both(programs, ranks), [])
    measured = measure(workload, folder, arguments.rounds)
    process, none = ([times["whole"] for times in measured[way]] for way in WAYS)
    ratio = statistics.median(without_order([a / b for a, b in zip(process, none)]))
    quick_process, quick_none = (statistics.quantiles(times)[0] for times in (process, none))
    print(f"{title}, {ranks} ranks: {100 * (ratio - 1):+.1f} % (medians {statistics.median(process):.3f} s, "
          f"{statistics.median(none):.3f} s), lower quartiles {100 * (quick_process / quick_none - 1):+.1f} % "
          f"({quick_process:.3f} s, {quick_none:.3f} s)", flush=True)


def children(pid):
    """Processes that a process started."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(word) for task in tasks for word in (task / "children").read_text().split()]
    except OSError:
        return []


def tree(pid):
    """A process and all below it."""
    return [pid, *(each for child in children(pid) for each in tree(child))]


def private_bytes(pid):
    """Memory that a process shares with no other."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


def peak_memory(command, folder):
    """The most private memory that the first rank of a run, and its processes, had at a look."""
    process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        ranks = children(process.pid)
        if ranks:
            peak = max(peak, sum(private_bytes(each) for each in tree(ranks[0])))
        time.sleep(0.02)
    return peak


def compare_memory(programs, arguments):
    """Prints how much more memory a rank has with a worker process."""
    folder = arguments.folder / "memory"
    folder.mkdir()
    run_maker(programs.tones())(folder)
    peaks = {way: [] for way in WAYS}
    for _ in range(min(5, arguments.rounds)):
        for way, command in in_both(programs, CORES).items():
            peaks[way].append(peak_memory(command, folder))
    process, none = (statistics.median(peaks[way]) / 1e6 for way in WAYS)
    print(f"private memory of a rank: {process:.1f} MB instead of {none:.1f} MB", flush=True)


def main():
    """Makes the requested measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--mpiexec", default="mpirun")
    parser.add_argument("--rounds", type=int, default=22)
    parser.add_argument("--works", default="a,b,f,s,m")
    arguments = parser.parse_args()
    programs = Programs(arguments.build.resolve(), shlex.split(arguments.mpiexec))
    works = {"a": ("tones of 4 minutes", run_maker(programs.tones())), "b": ("recordings", copy_recordings),
             "f": ("small files", run_maker(programs.tones(*SMALL))),
             "s": ("start-up", run_maker(programs.tones(*TINY)))}
    for letter in arguments.works.split(","):
        if letter == "m":
            compare_memory(programs, arguments)
            continue
        if letter not in works:
            sys.exit(f"no work {letter!r}")
        title, make_inputs = works[letter]
        for ranks in (MANY,) if letter == "s" else (CORES, MANY):
            compare(title, make_inputs, programs, ranks, arguments)


if __name__ == "__main__":
    main()
