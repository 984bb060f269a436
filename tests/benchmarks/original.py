#!/usr/bin/python3
"""The small Python program that mpietl replaces: noise and clip, file by file or with a Pool."""

import argparse
import multiprocessing
import time
from pathlib import Path

import numpy
import scipy.io.wavfile

SUFFIX = "-transformed"


def etl(path):
    """Extract, transform and load one file; its path and how long it took."""
    begin = time.perf_counter()
    rate, samples = scipy.io.wavfile.read(path)
    noise = numpy.random.normal(scale=0.1, size=samples.shape)
    clipped = numpy.clip(samples + noise, -1, 1).astype(samples.dtype)
    scipy.io.wavfile.write(path.with_name(path.stem + SUFFIX + ".wav"), rate, clipped)
    return path, time.perf_counter() - begin


def outcomes(paths, arguments):
    """What etl() returns for each path, as it comes."""
    if arguments.serial:
        yield from map(etl, paths)
        return
    with multiprocessing.Pool(arguments.processes) as pool:
        work = pool.imap if arguments.imap else pool.map
        yield from work(etl, paths, arguments.chunksize)


def parse():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("sounds"))
    parser.add_argument("--serial", action="store_true", help="one file after the other")
    parser.add_argument("--processes", type=int, help="size of the Pool (default: all processors)")
    parser.add_argument("--chunksize", type=int, help="files that a process is given at a time")
    parser.add_argument("--imap", action="store_true", help="Pool.imap instead of Pool.map")
    arguments = parser.parse_args()
    if arguments.imap and not arguments.chunksize:
        arguments.chunksize = 1
    return arguments


def main():
    """Runs the ETL over the WAV files of a folder and prints each duration and the total."""
    arguments = parse()
    begin = time.perf_counter()
    paths = sorted(path for path in arguments.folder.glob("*.wav") if not path.stem.endswith(SUFFIX))
    if not paths:
        raise SystemExit(f"no WAV file in {arguments.folder}")
    for path, seconds in outcomes(paths, arguments):
        print(f"{path} completed in {seconds:.2f}s")
    print(f"etl took {time.perf_counter() - begin:.2f}s total")


if __name__ == "__main__":
    main()
