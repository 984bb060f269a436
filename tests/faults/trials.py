"""Seeded trials: runs them, counts what happened, and says how to repeat one that failed."""

import argparse
import collections
import random
import shutil
import sys
import time
import traceback
from pathlib import Path

from lab import Lab
from processes import adopt_orphans


class Counts(collections.Counter):
    """Counts of events, and figures whose medians are of interest."""

    def __init__(self):
        super().__init__()
        self.figures = collections.defaultdict(list)

    def show(self):
        """One line per kind."""
        for kind in sorted(self):
            print(f"  {kind}: {self[kind]}")
        for name, values in sorted(self.figures.items()):
            values = sorted(values)
            print(f"  {name}: median {values[len(values) // 2]:.2f}, largest {values[-1]:.2f}")


def parse(description, default):
    """The command line that all programs share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--trials", type=int, default=default)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first trial")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="copy the folder of a failed trial to DIR")
    parser.add_argument("--verbose", action="store_true", help="a line for each trial")
    return parser.parse_args()


def attempt(trial, lab, arguments, number, counts):
    """Whether a trial succeeded; prints its failure."""
    with lab.place() as place:
        try:
            trial(place, random.Random(f"{arguments.seed}/{number}"), counts)
            return True
        except Exception as error:  # a bug of this program counts, too
            where = traceback.extract_tb(error.__traceback__)[-1]
            print(f"trial {number} FAILED: {type(error).__name__}: {error} ({where.name}, line {where.lineno})\n"
                  f"{place.told()}  again: {Path(sys.argv[0]).name} --seed {arguments.seed} "
                  f"--first {number} --trials 1", flush=True)
            if arguments.keep:
                shutil.copytree(place.folder, arguments.keep / str(number), symlinks=True, dirs_exist_ok=True)
            return False


def run(description, trial, default, **corpus):
    """Runs `trial(place, rng, counts)` repeatedly; exits, with status 1 when one failed."""
    arguments = parse(description, default)
    adopt_orphans()
    counts, failures, begin = Counts(), 0, time.monotonic()
    with Lab(**corpus) as lab:
        for number in range(arguments.first, arguments.first + arguments.trials):
            since = time.monotonic()
            is_good = attempt(trial, lab, arguments, number, counts)
            failures += not is_good
            counts.figures["seconds of a trial"].append(time.monotonic() - since)
            if arguments.verbose:
                print(f"trial {number}: {'ok' if is_good else 'FAILED'}, {time.monotonic() - since:.2f} s", flush=True)
    print(f"{Path(sys.argv[0]).stem}: {arguments.trials} trials, {failures} failures, "
          f"{time.monotonic() - begin:.0f} s")
    counts.show()
    sys.exit(1 if failures else 0)
