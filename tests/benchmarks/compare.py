#!/usr/bin/python3
"""Times commands in interleaved rounds over the demonstration's files and prints a Markdown table."""

import argparse
import os
import re
import shlex
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
OPEN_MPI = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
            "OMPI_MCA_rmaps_base_oversubscribe": "1", "OMPI_MCA_hwloc_base_binding_policy": "none"}
COPY = "mkdir -p copies && printf '%s\\0' sounds/example?.wav sounds/example??.wav | xargs -0 -n12 -P2 cp -t copies"


@dataclass
class Entry:
    """A command, and what it took in each round by the clock outside and by its own word."""

    name: str
    command: list
    outside: list = field(default_factory=list)
    own: list = field(default_factory=list)


def entries(mpietl, launcher):
    """The competitors, in the order in which a round runs them."""
    def ranks(count):
        return [*launcher, "-n", str(count), mpietl]

    return [
        Entry("mpietl, 2 ranks", ranks(2)),
        Entry("mpietl, 16 ranks", ranks(16)),
        Entry("original, Pool of 2", [sys.executable, str(HERE / "original.py"), "--processes", "2"]),
        Entry("cp, 2 processes", ["sh", "-c", COPY]),
    ]


def clear(folder):
    """Removes what earlier commands wrote, and waits until the disk is quiet."""
    for path in [*folder.glob("sounds/*-transformed.wav"), *folder.glob("copies/*"), *folder.glob("*.h5")]:
        path.unlink()
    os.sync()


def warm(folder):
    """Brings the inputs into the page cache."""
    for path in folder.glob("sounds/*.wav"):
        with path.open("rb") as file:
            while file.read(1 << 22):
                pass


def run(entry, folder):
    """Runs a command once and keeps its times."""
    clear(folder)
    begin = time.perf_counter()
    done = subprocess.run(entry.command, cwd=folder, env=OPEN_MPI | os.environ, capture_output=True,
                          text=True, stdin=subprocess.DEVNULL, timeout=600)
    entry.outside.append(time.perf_counter() - begin)
    if done.returncode != 0:
        raise SystemExit(f"{shlex.join(map(str, entry.command))} failed:\n{done.stdout}{done.stderr}")
    told = re.search(r"etl took (\d+\.\d+)s total", done.stdout)
    entry.own.append(float(told[1]) if told else None)


def spread(times):
    """Median and range as two cells."""
    if None in times:
        return "– | –"
    return f"{statistics.median(times):.2f} | {min(times):.2f}–{max(times):.2f}"


def ratio(times, others):
    """Median over the rounds of one command's time by another's."""
    if None in times or None in others:
        return "–"
    return f"{statistics.median(a / b for a, b in zip(times, others)):.2f}"


def table(results):
    """The Markdown table; whole commands include the launcher's start and end."""
    two, sixteen, original, copy = results
    yield ("| command | whole command, median s | min–max | \"etl took\", median s | min–max "
           "| original ÷ this, whole | original ÷ this, \"etl took\" | this ÷ cp, whole |")
    yield "| --- |" + " ---: |" * 7
    for entry in results:
        yield (f"| {entry.name} | {spread(entry.outside)} | {spread(entry.own)} "
               f"| {ratio(original.outside, entry.outside)} | {ratio(original.own, entry.own)} "
               f"| {ratio(entry.outside, copy.outside)} |")
    yield ""
    yield (f"16 ranks ÷ 2 ranks: {ratio(sixteen.outside, two.outside)} for whole commands, "
           f"{ratio(sixteen.own, two.own)} by \"etl took\". Ratios are medians over {len(two.outside)} rounds.")


def main():
    """Runs the rounds and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mpietl", required=True, help="path of the program")
    parser.add_argument("--mpiexec", default="mpirun", help="command that starts an MPI job")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("folder", type=Path, help="holds sounds/, made by mpietl")
    arguments = parser.parse_args()
    results = entries(arguments.mpietl, shlex.split(arguments.mpiexec))
    warm(arguments.folder)
    for number in range(1, arguments.rounds + 1):
        for entry in results:
            run(entry, arguments.folder)
        print(f"round {number} of {arguments.rounds}:", *(f"{entry.name} {entry.outside[-1]:.2f} s;"
              for entry in results), file=sys.stderr)
    clear(arguments.folder)
    print("\n".join(table(results)))


if __name__ == "__main__":
    main()
