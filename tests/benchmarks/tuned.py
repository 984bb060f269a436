#!/usr/bin/python3
"""The fastest ETL with NumPy: its fastest generator, single precision, in place, in cache."""

import argparse
import multiprocessing
import time
import zlib
from pathlib import Path

import numpy
import scipy.io.wavfile

SUFFIX = "-transformed"
BLOCK = 32 * 1024
FULL_SCALE = numpy.float32(32768)


def add_noise(samples, generator, noise):
    """Adds noise to a block of floats and clips it, in place."""
    generator.standard_normal(out=noise, dtype=numpy.float32)
    numpy.multiply(noise, numpy.float32(0.1), out=noise)
    numpy.add(samples, noise, out=samples)
    numpy.clip(samples, numpy.float32(-1), numpy.float32(1), out=samples)


def transform(samples, generator):
    """Changes the samples of a file block by block."""
    noise = numpy.empty(BLOCK, numpy.float32)
    scaled = numpy.empty(BLOCK, numpy.float32)
    for begin in range(0, len(samples), BLOCK):
        block = samples[begin:begin + BLOCK]
        if samples.dtype == numpy.float32:
            add_noise(block, generator, noise[:len(block)])
            continue
        floats = scaled[:len(block)]
        numpy.divide(block, FULL_SCALE, out=floats, dtype=numpy.float32)
        add_noise(floats, generator, noise[:len(block)])
        numpy.multiply(floats, FULL_SCALE, out=floats)
        numpy.rint(floats, out=floats)
        numpy.minimum(floats, FULL_SCALE - 1, out=floats)
        block[:] = floats


def etl(path):
    """Extract, transform and load one file; its path and how long it took."""
    begin = time.perf_counter()
    rate, samples = scipy.io.wavfile.read(path)
    transform(samples, numpy.random.Generator(numpy.random.SFC64(zlib.crc32(bytes(path)))))
    scipy.io.wavfile.write(Path("out", path.stem + SUFFIX + ".wav"), rate, samples)
    return path, time.perf_counter() - begin


def main():
    """Runs the ETL over the folder sounds with a Pool and prints the total."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, help="size of the Pool (default: all processors)")
    arguments = parser.parse_args()
    begin = time.perf_counter()
    paths = sorted(Path("sounds").glob("*.wav"))
    with multiprocessing.Pool(arguments.processes) as pool:
        pool.map(etl, paths, chunksize=max(1, len(paths) // 64))
    print(f"etl took {time.perf_counter() - begin:.2f}s total")


if __name__ == "__main__":
    main()
