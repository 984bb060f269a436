"""The workloads: inputs, commands over them, and ratios to print."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from programs import CORES, ENVIRONMENT

RECORDINGS = Path("/usr/share/asterisk/sounds")
WHOLE = "whole"
OWN = "etl took"
BOTH = ((OWN, OWN), (WHOLE, WHOLE))
AGAINST_SILENT = ((OWN, WHOLE), (WHOLE, WHOLE))  # for programs that report no time


@dataclass(frozen=True)
class Ratio:
    """One line of the table: the ratio of `above` to `below`, each a command and its clock."""

    above: tuple
    below: tuple
    goal: str


@dataclass(frozen=True)
class Workload:
    """Inputs made once in their own folder, commands by name, and ratios between them."""

    title: str
    make_inputs: Callable
    commands: dict
    ratios: list
    unit: str = "s"
    growth: float = 1.0  # ratio of the sizes of outputs and inputs


def faster(ours, theirs, clocks, goal=""):
    """How many times as fast we are, for pairs of our clock and theirs; `goal` goes to the first."""
    return [Ratio((theirs, their_clock), (ours, our_clock), goal if place == 0 else "")
            for place, (our_clock, their_clock) in enumerate(clocks)]


def run_maker(command):
    """Makes inputs with a command."""
    def make(folder):
        subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)
    return make


def copy_recordings(folder):
    """Copies the recorded speech of all languages into one folder."""
    found = sorted(path for path in RECORDINGS.rglob("*.wav") if path.is_file() and not path.is_symlink())
    (folder / "sounds").mkdir()
    for path in found:
        shutil.copyfile(path, folder / "sounds" / "_".join(path.relative_to(RECORDINGS).parts))


def demonstration(programs):
    """The 24 files of four minutes, as 32-bit floats."""
    ours, many = f"mpietl, {CORES} ranks", "mpietl, 16 ranks"
    pool, serial = f"Python original, Pool of {CORES}", "Python original, serial"
    tuned, copy = f"tuned NumPy, Pool of {CORES}", f"cp, {CORES} processes"
    return Workload(
        "24 files of 4 minutes, 32-bit float",
        run_maker(programs.tones()),
        {
            ours: programs.ranks(CORES),
            many: programs.ranks(16),
            pool: programs.python("original.py", "--processes", str(CORES)),
            serial: programs.python("original.py", "--serial"),
            tuned: programs.python("tuned.py", "--processes", str(CORES)),
            copy: programs.copy(24),
        },
        [
            *faster(ours, pool, BOTH, "at least 16"),
            *faster(ours, serial, BOTH),
            *faster(ours, tuned, BOTH, "at least 6"),
            *faster(ours, copy, AGAINST_SILENT, "at least 0.75"),
            Ratio((many, OWN), (ours, OWN), "at most 1.1"),
            Ratio((many, WHOLE), (ours, WHOLE), ""),
        ])


def recordings(programs):
    """Thousands of recorded prompts of a few seconds, 16-bit integers at 8 kHz."""
    files = sum(1 for path in RECORDINGS.rglob("*.wav") if path.is_file() and not path.is_symlink())
    ours, tuned = f"mpietl, {CORES} ranks", f"tuned NumPy, Pool of {CORES}"
    copy, sox = f"cp, {CORES} processes", "sox under GNU parallel"
    return Workload(
        f"{files} recordings of speech, 16-bit, 8 kHz",
        copy_recordings,
        {
            ours: programs.ranks(CORES, "run", "sounds", "--output-dir", "out"),
            tuned: programs.python("tuned.py", "--processes", str(CORES)),
            copy: programs.copy(files),
            sox: programs.sox(),
        },
        [
            *faster(ours, copy, AGAINST_SILENT, "at least 0.9"),
            *faster(ours, sox, AGAINST_SILENT, "at least 20"),
            *faster(ours, tuned, BOTH),
        ])


def hour(programs):
    """One file of an hour on one rank."""
    one, two = "mpietl, 1 rank, 1 thread", "mpietl, 1 rank, 2 threads"
    return Workload(
        "one file of an hour, 32-bit float",
        run_maker(programs.tones("--count", "1", "--duration", "3600")),
        {name: programs.ranks(1, "run", "sounds", "--output-dir", "out", "--threads", threads)
         for name, threads in ((one, "1"), (two, "2"))},
        faster(two, one, BOTH, "at least 1.6"))


def kernel(programs):
    """The transform alone, on one core, in memory."""
    ours, numpy = "mpietl", "NumPy, SFC64, float32, in place"
    parts = [Ratio((numpy, part), (ours, part), "") for part in ("noise", "clip")]
    return Workload(
        "the kernel, one core",
        lambda folder: None,
        {ours: programs.kernel, numpy: programs.python("numpy_kernel.py")},
        [
            Ratio((numpy, "noise and clip"), (ours, "noise and clip"), "at least 10"),
            *parts,
            Ratio((numpy, "noise and clip"), (ours, "chain"), ""),
            Ratio((numpy, "levels"), (ours, "levels"), ""),
        ],
        unit="ns a sample")


def integers(programs):
    """The demonstration's files as 16-bit integers."""
    ours, tuned, copy = f"mpietl, {CORES} ranks", f"tuned NumPy, Pool of {CORES}", f"cp, {CORES} processes"
    return Workload(
        "24 files of 4 minutes, 16-bit",
        run_maker(programs.tones("--subtype", "pcm_16")),
        {
            ours: programs.ranks(CORES, "run", "sounds", "--output-dir", "out"),
            tuned: programs.python("tuned.py", "--processes", str(CORES)),
            copy: programs.copy(24),
        },
        [
            *faster(ours, copy, AGAINST_SILENT, "at least 0.6"),
            *faster(ours, tuned, BOTH),
        ])


def small(programs):
    """Ten thousand files of a second."""
    files = 10_000
    ours, copy = f"mpietl, {CORES} ranks", f"cp, {CORES} processes"
    return Workload(
        f"{files} files of 1 s, 16-bit, 16 kHz",
        run_maker(programs.tones("--count", str(files), "--duration", "1", "--sample-rate", "16000",
                                 "--subtype", "pcm_16")),
        {
            ours: programs.ranks(CORES, "run", "sounds", "--output-dir", "out"),
            copy: programs.copy(files),
        },
        faster(ours, copy, AGAINST_SILENT))


def speech(programs):
    """The same recordings at 16 kHz."""
    ours, sox, ffmpeg = f"mpietl, {CORES} ranks", "sox rate -h under GNU parallel", f"ffmpeg under xargs -P {CORES}"
    return Workload(
        "the recordings of speech to 16 kHz, one channel, 16-bit",
        copy_recordings,
        {ours: programs.at_16_khz(CORES), sox: programs.sox_at_16_khz(), ffmpeg: programs.ffmpeg_at_16_khz()},
        [
            *faster(ours, sox, AGAINST_SILENT, "at least 20"),
            *faster(ours, ffmpeg, AGAINST_SILENT, "at least 10"),
        ],
        growth=2.0)


WORKLOADS = {"a": demonstration, "b": recordings, "c": hour, "d": kernel, "e": integers, "f": small,
             "g": speech}
