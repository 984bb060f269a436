#!/usr/bin/python3
"""Runs the chosen workloads in interleaved rounds and prints one Markdown table of ratios."""

import argparse
import os
import shlex
import sys
from pathlib import Path

import machine
import table
from programs import Programs
from rounds import measure
from workloads import WORKLOADS

BUSY_LOAD = 0.7


def parse():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True, help="folder that the programs were built in")
    parser.add_argument("--folder", type=Path, required=True, help="for inputs and outputs; on a real disk")
    parser.add_argument("--mpiexec", default="mpirun", help="command that starts an MPI job")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--works", default=",".join(WORKLOADS), help="of " + ",".join(WORKLOADS))
    arguments = parser.parse_args()
    arguments.works = arguments.works.split(",")
    for work in arguments.works:
        if work not in WORKLOADS:
            parser.error(f"no workload {work!r}; choose from {', '.join(WORKLOADS)}")
    if arguments.rounds < 1:
        parser.error("at least one round")
    return arguments


def main():
    """Measures one workload after the other."""
    arguments = parse()
    programs = Programs(arguments.build.resolve(), shlex.split(arguments.mpiexec))
    if os.getloadavg()[0] > BUSY_LOAD:
        print(f"This machine is busy (load {os.getloadavg()[0]:.1f}): expect wide spreads.", file=sys.stderr)
    lines = []
    for letter in arguments.works:
        workload = WORKLOADS[letter](programs)
        measured = measure(workload, arguments.folder / letter, arguments.rounds)
        lines += table.rows(letter, workload, measured)
    print("\n".join([*table.HEAD, *lines, "", table.legend(arguments.rounds), "", machine.describe(arguments)]))


if __name__ == "__main__":
    main()
