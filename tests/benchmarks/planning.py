#!/usr/bin/python3
"""Plans a tree of many empty files, compared with `find | wc -l`, in interleaved rounds.

usage: planning.py MPIETL [--files N] [--rounds N] [--folder FOLDER]

Prints seconds of both, their ratio, and what a file costs in memory. Folders hold a thousand files.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

FILES_A_FOLDER = 1000


def parse():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("mpietl", type=Path)
    parser.add_argument("--files", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", default="/var/tmp", help="on a real disk")
    return parser.parse_args()


def make_tree(folder, files):
    """Empty files, a thousand per folder."""
    for number in range(files):
        if number % FILES_A_FOLDER == 0:
            inner = folder / f"speaker{number // FILES_A_FOLDER:05}"
            inner.mkdir(parents=True)
        (inner / f"utterance-{number:08}.wav").touch()


def run(command, folder):
    """Seconds and largest resident bytes of a command; its output is checked by `find` or the plan."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, output
    return time.perf_counter() - begin, usage.ru_maxrss * 1024, output


def main():
    """Makes the tree, measures, prints."""
    arguments = parse()
    mpietl = str(arguments.mpietl.resolve())
    folder = Path(tempfile.mkdtemp(dir=arguments.folder))
    try:
        make_tree(folder / "corpus", arguments.files)
        base = run([mpietl, "run", "corpus/speaker00000/utterance-00000000.wav", "--transform", "clip", "--dry-run"], folder)[1]
        ours, find, memory = [], [], []
        for _ in range(arguments.rounds):
            seconds, resident, text = run([mpietl, "run", "corpus", "--output-dir", "out", "--transform", "clip", "--dry-run"], folder)
            assert f"{arguments.files} files" in text, text
            ours.append(seconds)
            memory.append(resident)
            find.append(run(["sh", "-c", "find corpus | wc -l"], folder)[0])
        ratios = sorted(a / b for a, b in zip(ours, find))
        print(f"plan of {arguments.files} files: {statistics.median(ours):.2f} s ({min(ours):.2f}-{max(ours):.2f}); "
              f"find | wc -l: {statistics.median(find):.2f} s ({min(find):.2f}-{max(find):.2f}); "
              f"ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})")
        print(f"memory: {max(memory) / 1e6:.0f} MB, {base / 1e6:.0f} MB of it for one file: "
              f"{(max(memory) - base) / arguments.files:.0f} bytes a file")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
