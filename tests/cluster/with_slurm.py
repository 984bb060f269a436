#!/usr/bin/python3
"""Runs a command (or a shell) on the login node of a fresh Slurm of virtual hosts, which end with it."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from slurm_cluster import SlurmCluster


def main():
    """Exit status of the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=4)
    parser.add_argument("--cpus", type=int, default=4, help="of each host [%(default)s]")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="such as: srun --mpi=pmix -N4 hostname")
    asked = parser.parse_args()
    words = asked.command or [os.environ.get("SHELL", "/bin/bash")]
    with tempfile.TemporaryDirectory(prefix="vs-", dir="/tmp") as folder, \
            SlurmCluster(Path(folder), asked.hosts, asked.cpus) as cluster:
        return subprocess.run(cluster.command(*words), env=os.environ | cluster.job_environment()).returncode


if __name__ == "__main__":
    sys.exit(main())
