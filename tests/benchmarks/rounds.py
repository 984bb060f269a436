"""Runs the commands of a workload in interleaved rounds, each from the same state of the disk."""

import os
import re
import shlex
import subprocess
import sys
import time
import uuid

import h5py
import numpy

from programs import ENVIRONMENT

REPORT = "mpietl-report.h5"
SETTLE_SECONDS = 0.2
SPARE_BYTES = 1 << 28
SIZE_TOLERANCE = 0.02
PROBE_FILES = 200
QUICK_SECONDS = 100e-6  # for a file; a tenth of it is usual
WAIT_SECONDS = 20
WAITS = 20


def sizes(folder):
    """The files below a folder and their sizes."""
    return {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def warm(inputs):
    """Loads the inputs into the page cache."""
    for path in inputs:
        with path.open("rb") as file:
            while file.read(1 << 22):
                pass


def clear(folder, inputs):
    """Moves all files except the inputs aside, and waits until the disk is idle."""
    # Emptied and moved, not deleted: for minutes, ext4 scans the inodes of deleted files whenever a
    # file is created, which would slow down commands that create many files.
    aside = folder.parent / "aside"
    aside.mkdir(exist_ok=True)
    for path in sizes(folder):
        if path not in inputs:
            os.truncate(path, 0)
            path.rename(aside / uuid.uuid4().hex)
    os.sync()
    time.sleep(SETTLE_SECONDS)


def wake_memory(inputs):
    """Touches as much memory as a command may fill with its output, and frees it."""
    # A virtual machine returns memory that was free for seconds to its host. Getting it back can take
    # ten times as long as the command, but only sometimes.
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    numpy.ones(min(2 * sum(inputs.values()) + SPARE_BYTES, free // 2), numpy.uint8)


def wait_for_quick_files(folder):
    """Waits while creating files is slow because many were deleted, as by an earlier run."""
    for attempt in range(WAITS):
        probe = folder / f"probe{attempt}"
        probe.mkdir()
        begin = time.perf_counter()
        for number in range(PROBE_FILES):
            (probe / str(number)).touch()
        if time.perf_counter() - begin < PROBE_FILES * QUICK_SECONDS:
            return
        print("Files were deleted here and ext4 is slow to make new ones; waiting.", file=sys.stderr)
        time.sleep(WAIT_SECONDS)


def check_outputs(command, folder, inputs, growth):
    """Checks that a timed command did its work: an output for each input, of `growth` times its size."""
    outputs = [size for path, size in sizes(folder).items() if path not in inputs and path.name != REPORT]
    expected = growth * sum(inputs.values())
    if len(outputs) != len(inputs) or abs(sum(outputs) - expected) > SIZE_TOLERANCE * expected:
        raise SystemExit(f"{shlex.join(command)} wrote {len(outputs)} files of {sum(outputs)} bytes "
                         f"for {len(inputs)}, not {expected:.0f}")


def own_times(told, folder):
    """Times reported by a command: by mpietl in its report, by others on standard output."""
    times = {name: float(value) for name, value in re.findall(r"^([a-z ]+): (\d+\.\d+) ns$", told, re.M)}
    if (folder / REPORT).exists():
        with h5py.File(folder / REPORT) as report:
            # "etl took" to more than its two digits.
            ends = {row["phase"].decode(): float(row["end"]) for row in report["phases"]}
            times["etl took"] = ends["gather"]
    elif total := re.search(r"^etl took (\d+\.\d+)s total", told, re.M):
        times["etl took"] = float(total[1])
    return times


def run(command, folder, inputs, growth):
    """Runs a command once; its times by an external clock and as it reports them."""
    clear(folder, inputs)
    wake_memory(inputs)
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=1200)
    whole = time.perf_counter() - begin
    if done.returncode != 0:
        raise SystemExit(f"{shlex.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    check_outputs(command, folder, inputs, growth)
    return {"whole": whole} | own_times(done.stdout, folder)


def measure(workload, folder, rounds):
    """The times of all rounds by command; the first round warms caches and disk and does not count."""
    folder.mkdir()
    workload.make_inputs(folder)
    inputs = sizes(folder)
    (folder / "out").mkdir()
    warm(inputs)
    wait_for_quick_files(folder)
    measured = {name: [] for name in workload.commands}
    for number in range(rounds + 1):
        names = list(workload.commands)
        for name in names if number % 2 else reversed(names):
            times = run(workload.commands[name], folder, inputs, workload.growth)
            print(f"{workload.title}, round {number} of {rounds}, {name}:",
                  ", ".join(f"{clock} {time:.3f}" for clock, time in times.items()), file=sys.stderr)
            if number > 0:
                measured[name].append(times)
    for path in sizes(folder):
        os.truncate(path, 0)
    return measured
