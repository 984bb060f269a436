#!/usr/bin/python3
"""Lists files in tars and the same files in folders, by a dry run, in interleaved rounds.

usage: archives.py MPIETL [--shards N] [--members N] [--rounds N] [--folder FOLDER]

Prints medians of seconds, and the median ratio of each round; then the same for a run that reads them.
"""

import argparse
import io
import statistics
import subprocess
import tarfile
import tempfile
import time
import wave
from pathlib import Path


def parse():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("mpietl", type=Path)
    parser.add_argument("--shards", type=int, default=100)
    parser.add_argument("--members", type=int, default=1000, help="of each")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", default="/var/tmp", help="on a real disk")
    return parser.parse_args()


def silence():
    """Bytes of a WAV file of an eighth of a second."""
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(2000))
    return data.getvalue()


def make_inputs(folder, shards, members):
    """Tars with a text beside each audio file, and the same unpacked."""
    audio = silence()
    for shard in range(shards):
        name = f"s-{shard:06}"
        (folder / "files" / name).mkdir(parents=True)
        with tarfile.open(folder / f"{name}.tar", "w") as tar:
            for member in range(members):
                for extension, data in (("wav", audio), ("txt", b"text")):
                    info = tarfile.TarInfo(f"{member:06}.{extension}")
                    info.size = len(data)
                    tar.addfile(info, io.BytesIO(data))
                    (folder / "files" / name / info.name).write_bytes(data)


def seconds_of(command, folder, items):
    """Seconds of a command, which must report this many items."""
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begin
    assert done.returncode == 0 and str(items) in done.stdout, done.stdout + done.stderr
    return seconds


def compare(title, words, arguments, folder):
    """Measures both kinds of inputs, and prints medians."""
    inputs = {"tars": f"s-{{000000..{arguments.shards - 1:06}}}.tar", "folder": "files"}
    measured = {name: [] for name in inputs}
    for number in range(arguments.rounds + 1):
        for name in list(inputs)[::1 if number % 2 else -1]:
            command = [arguments.mpietl.resolve(), "run", inputs[name], "--report", f"{name}.h5", *words]
            seconds = seconds_of(command, folder, arguments.shards * arguments.members)
            if number > 0:  # the first fills the system's memory
                measured[name].append(seconds)
    ratio = statistics.median(tars / files for tars, files in zip(*measured.values(), strict=True))
    print(f"{title}: tars {statistics.median(measured['tars']):.2f} s, folder "
          f"{statistics.median(measured['folder']):.2f} s, ratio {ratio:.2f}")


def main():
    """Makes inputs and measures."""
    arguments = parse()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        folder = Path(name)
        make_inputs(folder, arguments.shards, arguments.members)
        compare("list", ("--dry-run", "--output-dir", "out", "--transform", "none"), arguments, folder)
        compare("read", ("--no-output",), arguments, folder)


if __name__ == "__main__":
    main()
