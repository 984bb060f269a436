#!/usr/bin/python3
"""The cost of the journal and atomic outputs: the same program with and without them, in pairs.

usage: overhead.py LIBRARY [--rounds N] [--folder DIR]

LIBRARY is built from straight.c. For each workload, prints the median ratios of wall time and of CPU
time, and half their interquartile range. There are no limits to fail.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from corpus import job_file
from e2e_helpers import Workspace, as_pcm16, sine, write_wav

THREADS = 2


def demo_like(folder):
    """Some large files, the default chain."""
    for number in range(24):
        write_wav(folder / f"in/example{number}.wav", sine(44100 * 60), 44100)
    return 0


def of_30_ms(folder):
    """Items that keep a thread busy for about 30 ms."""
    for number in range(120):
        write_wav(folder / f"in/{number:03}.wav", as_pcm16(sine(30_000)))
    return 500


def many_small(folder):
    """Many files of a twentieth of a second."""
    for number in range(1500):
        write_wav(folder / f"in/{number // 100}/{number:04}.wav", as_pcm16(sine(800)))
    return 0


def run_once(work, library):
    """Wall and CPU seconds of a run, with or without `library`."""
    shutil.rmtree(work / "out", ignore_errors=True)
    os.sync()
    begin = time.perf_counter()
    process = work.start("run", "job.toml", "in", "--output-dir", "out", threads=THREADS, stdout=subprocess.DEVNULL,
                         env={"LD_PRELOAD": str(library)} if library else {})
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = status
    assert status == 0, f"status {status}: {process.stderr.read()}"
    return wall, usage.ru_utime + usage.ru_stime


def check_library(work, library):
    """Checks that the library has an effect: no output has its final name."""
    run_once(work, library)
    names = [path.name for path in (work / "out").rglob("*.wav")]
    assert not names, "the library has no effect"
    assert not os.path.exists(work / "mpietl-report.h5.journal") or not [
        path for path in (work / "mpietl-report.h5.journal").iterdir() if path.stat().st_size], "journal written"


def measure(make, arguments, session):
    """Prints the ratios of one workload."""
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        work = Workspace(folder, session)
        (work / "job.toml").write_text(job_file(make(work.folder)))
        check_library(work, arguments.library)
        pairs = []
        for number in range(arguments.rounds):
            ways = (None, arguments.library)
            order = ways if number % 2 == 0 else ways[::-1]
            took = {way: run_once(work, way) for way in order}
            pairs.append([took[None][k] / took[arguments.library][k] for k in (0, 1)])
        wall, processor = (quartiles([pair[k] for pair in pairs]) for k in (0, 1))
        print(f"{make.__name__}: wall {wall}, processor {processor}", flush=True)


def quartiles(ratios):
    """The median and half the interquartile range, as text."""
    low, middle, high = statistics.quantiles(ratios, n=4)
    return f"{100 * (middle - 1):+.1f} % ± {50 * (high - low):.1f}"


def main():
    """Measures all workloads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    arguments.library = arguments.library.absolute()
    with tempfile.TemporaryDirectory(prefix="me-", dir="/tmp") as session:
        for make in (demo_like, of_30_ms, many_small):
            measure(make, arguments, session)


if __name__ == "__main__":
    main()
