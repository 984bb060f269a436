#!/usr/bin/python3
"""Converts many short m4a files to 16 kHz, one channel, 16 bits; compared with ffmpeg under xargs, and with decoding.

usage: ffmpeg_formats.py [--build build] [--files 1000] [--rounds 3]
"""

import argparse
import os
import shlex
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import table
from programs import CORES, ENVIRONMENT

SECONDS = 8
DIFFERENT = 20  # files; the others are copies
ENCODE = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "anoisesrc=c=pink:r=44100:a=0.3:d={0}:seed={1}", "-f", "lavfi", "-i",
          "sine=frequency={1}00:r=44100:d={0}", "-filter_complex", "[0][1]join=inputs=2[a]", "-map", "[a]", "-c:a", "aac",
          "-b:a", "96k"]


def parse():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, default=Path("build"), help="folder that mpietl was built in")
    parser.add_argument("--mpiexec", default="mpirun", help="command that starts an MPI job")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def make_inputs(folder, files):
    """The m4a files, and a list of them for ffmpeg."""
    (folder / "sounds").mkdir()
    paths = [folder / "sounds" / f"{number:05}.m4a" for number in range(files)]
    for number, path in enumerate(paths):
        if number < DIFFERENT:
            subprocess.run([*(word.format(SECONDS, number + 1) for word in ENCODE), path], check=True)
        else:
            shutil.copyfile(paths[number % DIFFERENT], path)
    (folder / "list.txt").write_text("".join(f"file sounds/{path.name}\n" for path in paths))


def run(command, folder):
    """Seconds by the clock and of processor time that a command takes."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    (folder / "out").mkdir()
    before, begin = os.times(), time.perf_counter()
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    whole, after = time.perf_counter() - begin, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return whole, used


def main():
    """Measures in rounds and prints a table."""
    arguments = parse()
    program = str(arguments.build.resolve() / "mpietl")
    ours = [program, "run", "sounds", "--output-dir", "out", "--rate", "16000", "--channels", "1", "--format", "wav",
            "--subtype", "pcm_16", "--progress", "none"]
    commands = {
        "ours": [*shlex.split(arguments.mpiexec), "-n", str(CORES), *ours],
        "xargs": ["sh", "-c", f"ls sounds | xargs -P {CORES} -I {{}} ffmpeg -nostdin -v error -y -i sounds/{{}} -ar 16000 "
                  "-ac 1 out/{}.wav"],
        # In the rank itself, so that its processor time is that of a child.
        "alone": [program, *ours[1:], "--isolation", "none", "--threads", "1"],
        "decode": ["ffmpeg", "-nostdin", "-v", "error", "-cpuflags", "0", "-threads", "1", "-f", "concat", "-i", "list.txt",
                   "-f", "null", "-"],
    }
    times = {name: [] for name in commands}
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        folder = Path(name)
        make_inputs(folder, arguments.files)
        for number in range(arguments.rounds + 1):
            for name, command in commands.items():
                measured = run(command, folder)
                if number > 0:
                    times[name].append(measured)
    wall = [theirs[0] / mine[0] for theirs, mine in zip(times["xargs"], times["ours"])]
    used = [theirs[1] / mine[1] for theirs, mine in zip(times["decode"], times["alone"])]
    print(f"{arguments.files} m4a files of {SECONDS} s to 16 kHz, one channel, 16-bit; median (min-max)")
    print(f"ffmpeg under xargs -P {CORES} by mpietl on {CORES} ranks: {table.spread(wall)}, at least 5 asked for")
    print(f"processor time of decoding alone by that of mpietl: {table.spread(used)}, at least 0.9 asked for")


if __name__ == "__main__":
    main()
