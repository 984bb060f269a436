#!/usr/bin/python3
"""Runs commands with mpietl map, xargs and GNU parallel, two at a time, in interleaved rounds.

usage: map.py MPIETL [--trues N] [--files N] [--rounds N] [--folder FOLDER]

Prints medians of commands a second, and ratios of each round: `true`, and `sox IN OUT rate 16000` on
files of two seconds.
"""

import argparse
import shlex
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

AT_ONCE = 2


def parse():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("mpietl", type=Path)
    parser.add_argument("--trues", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", default="/var/tmp", help="on a real disk")
    return parser.parse_args()


def make_inputs(folder, trues, files):
    """A list of numbers, and files of noise, all of one content."""
    (folder / "numbers").write_text("".join(f"{number}\n" for number in range(trues)))
    (folder / "in").mkdir()
    first = folder / "in/0.wav"
    subprocess.run(["sox", "-n", "-r", "44100", "-b", "16", first, "synth", "2", "noise"], check=True)
    for number in range(1, files):
        (folder / f"in/{number}.wav").write_bytes(first.read_bytes())


def seconds_of(command, folder, outputs):
    """Seconds of a shell command, which must make this many outputs in a new folder."""
    out = Path(tempfile.mkdtemp(prefix="out", dir=folder))
    begin = time.perf_counter()
    done = subprocess.run(["sh", "-c", command.replace("OUT", out.name)], cwd=folder, capture_output=True, check=False)
    seconds = time.perf_counter() - begin
    assert done.returncode == 0, done.stderr[-2000:]
    made = sum(1 for _ in out.iterdir())
    assert made == outputs, f"{command} made {made} outputs"
    return seconds


def compare(title, commands, count, outputs, folder, rounds):
    """Measures, and prints rates and the ratios to the first command."""
    measured = {name: [] for name in commands}
    for number in range(rounds + 1):
        names = list(commands)
        for name in names if number % 2 else reversed(names):
            seconds = seconds_of(commands[name], folder, outputs)
            if number > 0:
                measured[name].append(seconds)
    ours = next(iter(commands))
    for name, times in measured.items():
        ratios = [theirs / mine for theirs, mine in zip(times, measured[ours])]
        print(f"{title}, {name}: {count / statistics.median(times):.0f} a second; mpietl is "
              f"{statistics.median(ratios):.3f} times as fast ({min(ratios):.3f} to {max(ratios):.3f})", flush=True)


def main():
    """Makes the inputs, measures, prints."""
    arguments = parse()
    mpietl = shlex.quote(str(arguments.mpietl.resolve()))
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        folder = Path(name)
        make_inputs(folder, arguments.trues, arguments.files)
        compare("true", {
            "mpietl map": f"{mpietl} map --files-from numbers --threads {AT_ONCE} --progress none --report r.h5 "
                          "-- true {item}",
            "xargs": f"xargs -P{AT_ONCE} -n1 true <numbers",
            "parallel": f"parallel --will-cite -j{AT_ONCE} true <numbers",
        }, arguments.trues, 0, folder, arguments.rounds)
        compare("sox", {
            "mpietl map": f"{mpietl} map in --threads {AT_ONCE} --progress none --report r.h5 --output-dir OUT "
                          "-- sox {in} {out} rate 16000",
            "xargs": f"ls in | xargs -P{AT_ONCE} -I@ sox in/@ OUT/@ rate 16000",
        }, arguments.files, arguments.files, folder, arguments.rounds)


if __name__ == "__main__":
    main()
