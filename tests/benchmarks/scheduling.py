#!/usr/bin/python3
"""How busy the scheduler keeps the cores: a skewed corpus, a slow rank, waiting ranks.

usage: scheduling.py BUILD [--rounds N] [--folder FOLDER] [--parts skew,slow,wait]

  skew  log-normal lengths, the longest 200 times the median, 2 ranks: the work phase by its bound, the
        larger of all seconds of threads by threads, and of the longest file's
  slow  one of 4 ranks runs a quarter of the time: static by dynamic
  wait  processor time of ranks that have nothing to do, by the work phase

Rounds are interleaved; medians, and least and greatest in brackets.
"""

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import h5py
import numpy
from programs import ENVIRONMENT, Programs
from scipy.io import wavfile

RATE = 16000
SECONDS_TO_STOP, SECONDS_TO_RUN = 0.15, 0.05
HEAVY = ["--transform=gaussian_noise:stddev=0.001"] * 40


def parse():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", default="/var/tmp", help="on a real disk")
    parser.add_argument("--parts", default="skew,slow,wait")
    return parser.parse_args()


def tell(text, values):
    """One line of the output."""
    print(f"{text}: {statistics.median(values):.3f} ({min(values):.3f} to {max(values):.3f})", flush=True)


class Corpus:
    """A folder of WAV files, and mpietl on it."""

    def __init__(self, folder, programs, name, frames):
        self.folder, self.programs, self.name = folder, programs, name
        (folder / name).mkdir()
        for number, count in enumerate(frames):
            wavfile.write(folder / name / f"{number:05}.wav", RATE, numpy.zeros(count, numpy.int16))

    def start(self, ranks, *options):
        """A run that has begun."""
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        command = self.programs.ranks(ranks, "run", self.name, "--output-dir", "out", "--threads", "1",
                                      "--progress", "none", *options)
        return subprocess.Popen(command, cwd=self.folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL)

    def report(self, job):
        """Work seconds, rows of files and of ranks, after the run."""
        assert job.wait() == 0
        with h5py.File(self.folder / "mpietl-report.h5") as file:
            work = next(row for row in file["phases"] if row["phase"] == b"work")
            return work["end"] - work["start"], file["files"][()], file["ranks"][()]


def by_bound(seconds, files, ranks):
    """The work phase relative to its lower bound."""
    longest = files["total_seconds"].max()
    return seconds / max(ranks["busy_seconds"].sum() / ranks["threads"].sum(), longest)


def skew(folder, programs, rounds):
    """Log-normal lengths, 2 ranks."""
    lengths = numpy.random.default_rng(1).lognormal(0.0, 1.7, 600)
    lengths = numpy.sort(lengths / numpy.median(lengths))
    lengths[-1] = 200.0
    lengths = numpy.minimum(lengths, 200.0)
    corpus = Corpus(folder, programs, "skewed", (lengths * 10 * RATE).astype(int))
    ways = {name: [] for name in ("dynamic", "static")}
    for _ in range(rounds + 1):
        for name, values in ways.items():
            values.append(by_bound(*corpus.report(corpus.start(2, "--schedule", name))))
    for name, values in ways.items():
        tell(f"skewed corpus, {name}, work phase by its bound", values[1:])


def process_of(launcher, rank):
    """The process of a rank, a child of its launcher."""
    while True:
        children = Path(f"/proc/{launcher}/task/{launcher}/children").read_text().split()
        for child in children:
            environment = Path(f"/proc/{child}/environ").read_bytes().split(b"\0")
            if f"OMPI_COMM_WORLD_RANK={rank}".encode() in environment:
                return int(child)


def slow_down(job, pid):
    """Lets a process run a quarter of the time, until its job ends."""
    while job.poll() is None:
        try:
            os.kill(pid, signal.SIGSTOP)
            time.sleep(SECONDS_TO_STOP)
            os.kill(pid, signal.SIGCONT)
            time.sleep(SECONDS_TO_RUN)
        except ProcessLookupError:
            return


def slow(folder, programs, rounds):
    """One of 4 ranks is slowed down."""
    corpus = Corpus(folder, programs, "equal", [30 * RATE] * 400)
    ratios = []
    for _ in range(rounds):
        seconds = {}
        for name in ("dynamic", "static"):
            job = corpus.start(4, "--schedule", name, *HEAVY)
            slow_down(job, process_of(job.pid, 2))
            seconds[name] = corpus.report(job)[0]
        ratios.append(seconds["static"] / seconds["dynamic"])
    tell("a rank at a quarter of its speed, static by dynamic", ratios)


def wait(folder, programs, rounds):
    """One of 4 ranks works."""
    corpus = Corpus(folder, programs, "one", [300 * 60 * RATE])
    parts = []
    for _ in range(rounds):
        seconds, _, ranks = corpus.report(corpus.start(4, *HEAVY[:20]))
        # The time to start a rank is not waiting; a short job measures it.
        short = corpus.report(corpus.start(4, "--transform=clip"))
        start = {row["rank"]: row["cpu_seconds"] for row in short[2] if row["items"] == 0}
        start_seconds = statistics.median(start.values())
        parts += [(row["cpu_seconds"] - start_seconds) / (seconds - short[0]) for row in ranks if row["items"] == 0]
    tell("a waiting rank's processor time by the time", parts)


def main():
    """Makes the requested measurements."""
    arguments = parse()
    programs = Programs(arguments.build.resolve(), ["mpirun"])
    folder = Path(tempfile.mkdtemp(dir=arguments.folder))
    try:
        for part in arguments.parts.split(","):
            {"skew": skew, "slow": slow, "wait": wait}[part](folder, programs, arguments.rounds)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
