"""Describes the machine."""

import os
import platform
import re
import shlex
import subprocess
from pathlib import Path

import numpy

from programs import CORES


def lines(*command):
    """The lines that a command prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def processor():
    """The processor's name."""
    found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.M)
    return found[1] if found else platform.machine()


def describe(arguments):
    """Processor, memory, disk and versions as one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    disk = lines("df", "--output=fstype", arguments.folder)[-1]
    return (f"Measured on {CORES} cores of {processor()}, {memory:.0f} GiB, {disk}, Linux {platform.release()}; "
            f"{lines(*shlex.split(arguments.mpiexec), '--version')[0]}; "
            f"Python {platform.python_version()}, NumPy {numpy.__version__}.")
