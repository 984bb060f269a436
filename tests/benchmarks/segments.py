#!/usr/bin/python3
"""An hour in several formats, cut into 500 segments or ten-second windows; compared with decoding it once.

usage: segments.py [--build build] [--rounds 3] [--seconds 3600]
"""

import argparse
import os
import random
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import table
from programs import ENVIRONMENT

FORMATS = {"flac": "", "mp3": "-b:a 128k", "m4a": "-c:a aac -b:a 96k", "ogg": "-c:a libvorbis -q:a 4",
           "opus": "-c:a libopus -b:a 48k"}
SOUND = "anoisesrc=c=pink:r=44100:a=0.3:d={0}:seed=1[a];sine=frequency=440:r=44100:d={0}[b];[a][b]amix"
SEGMENTS = 500
WINDOW, HOP = 10, 5


def parse():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, default=Path("build"), help="folder that mpietl was built in")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3600, help="length of the recording")
    parser.add_argument("--formats", default=",".join(FORMATS), help="of " + ",".join(FORMATS))
    return parser.parse_args()


def make_inputs(folder, seconds, formats):
    """The recordings, and lists of segments: adjacent ones of random length, some with gaps, and windows."""
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", SOUND.format(seconds), "a.wav"],
                   cwd=folder, check=True)
    for extension in formats:
        subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", "a.wav", *FORMATS[extension].split(), f"a.{extension}"],
                       cwd=folder, check=True)
    cuts = [0, *sorted(random.Random(1).sample(range(1, 10 * seconds), SEGMENTS - 1)), 10 * seconds]
    lists = {"adjacent": [(a / 10, b / 10) for a, b in zip(cuts, cuts[1:])],
             "gaps": [(a / 10, (a + b) / 20) for a, b in zip(cuts, cuts[1:])],
             "windows": [(a, a + WINDOW) for a in range(0, seconds - WINDOW, HOP)]}
    for name, parts in lists.items():
        (folder / name).write_text("".join(f"u{i:05} a {a} {b}\n" for i, (a, b) in enumerate(parts)))
    return list(lists)


def run(command, folder):
    """Seconds by the clock that a command takes."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    os.sync()  # finish earlier writes first
    begin = time.perf_counter()
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main():
    """Measures in rounds and prints a table."""
    arguments = parse()
    program = [str(arguments.build.resolve() / "mpietl"), "run", "--transform", "none", "--output-dir", "out", "--format", "wav",
               "--subtype", "pcm_16", "--progress", "none"]
    print("Time by that of decoding the whole on one thread; median (min-max)")
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/var/tmp")) as name:
        folder = Path(name)
        formats = arguments.formats.split(",")
        lists = make_inputs(folder, arguments.seconds, formats)
        for extension in formats:
            whole = [*program, "--threads", "1", f"a.{extension}"]
            commands = {f"{part}, {threads} thread{'s' * (threads > 1)}":
                        [*program, "--threads", str(threads), f"a.{extension}", "--segments", part]
                        for part in lists for threads in (1, 2)}
            ratios = {name: [] for name in commands}
            for number in range(arguments.rounds + 1):
                once = run(whole, folder)
                for name, command in commands.items():
                    ratio = run(command, folder) / once
                    if number > 0:
                        ratios[name].append(ratio)
            for name, values in ratios.items():
                print(f"{extension:5} {name:20} {table.spread(values)}", flush=True)


if __name__ == "__main__":
    main()
