#!/usr/bin/python3
"""Prints NumPy's nanoseconds a sample for noise, clip and both, on one core and in its caches."""

import os
import statistics
import time

import numpy

from tuned import BLOCK, add_noise

BATCHES = 11
BATCH_SECONDS = 0.03


def nanoseconds(work):
    """Median over batches of the time that `work` takes for a sample of its block."""
    times = []
    for _ in range(BATCHES):
        calls = 0
        begin = time.perf_counter()
        while time.perf_counter() - begin < BATCH_SECONDS:
            work()
            calls += 1
        times.append((time.perf_counter() - begin) / calls / BLOCK * 1e9)
    return statistics.median(times)


def main():
    """Times the parts of the tuned program's inner loop."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    generator = numpy.random.Generator(numpy.random.SFC64(1))
    samples = numpy.zeros(BLOCK, numpy.float32)
    noise = numpy.empty(BLOCK, numpy.float32)

    def noise_alone():
        generator.standard_normal(out=noise, dtype=numpy.float32)
        numpy.multiply(noise, numpy.float32(0.1), out=noise)
        numpy.add(samples, noise, out=samples)

    parts = {
        "noise": noise_alone,
        "clip": lambda: numpy.clip(samples, numpy.float32(-1), numpy.float32(1), out=samples),
        "levels": lambda: (numpy.abs(samples).max(), numpy.dot(samples, samples)),
        "noise and clip": lambda: add_noise(samples, generator, noise),
    }
    for name, work in parts.items():
        print(f"{name}: {nanoseconds(work):.3f} ns")


if __name__ == "__main__":
    main()
