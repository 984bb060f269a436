"""The cost of writing, reading and showing a report of a million files.

usage: report.py BUILD_FOLDER [ROWS]
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def show(command):
    """Seconds and largest resident memory, in MiB, of a command whose output is dropped."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, f"{command} ended with status {status}"
    return time.monotonic() - begin, usage.ru_maxrss / 1024


if __name__ == "__main__":
    build = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "benchmark.h5"
        subprocess.run([build / "tests/benchmarks/benchmark_report", report, *sys.argv[2:]], check=True)
        for _ in range(3):
            seconds, mebibytes = show([build / "mpietl", "report", report])
            print(f"mpietl report: {seconds:.2f} s, {mebibytes:.0f} MiB")
