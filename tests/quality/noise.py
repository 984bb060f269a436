#!/usr/bin/python3
"""Is the noise Gaussian, and independent from sample to sample, channel to channel, file to file?

usage: noise.py MPIETL [MILLIONS]   of samples a file (default 100), about a minute for each 50
Runs the program over silence and judges its outputs with SciPy. Prints a Markdown table of
p-values, and fails when one is below 1e-6. Takes 32 bytes a sample of disk, and as much memory.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from scipy import special, stats

ALARM = 1e-6
CHUNK = 10_000_000
LAGS = (1, 2, 3, 16, 32, 48, 64, 65, 4096, 65536)
TAILS = (3, 4, 5, 5.5)
HEADER_ROOM = 200


def two_sided(z):
    """p-value of a standard normal statistic."""
    return 2 * stats.norm.sf(abs(z))


def samples(path, count):
    """The samples of a float WAV file, memory-mapped."""
    return np.memmap(path, np.float32, mode="r", offset=path.stat().st_size - 4 * count)


def chunks(x):
    """Slices in double precision, in sequence."""
    for begin in range(0, len(x), CHUNK):
        yield x[begin:begin + CHUNK].astype(np.float64)


def moments(x):
    """Rows for the first four moments about 0, with the standard errors for a Gaussian."""
    n = len(x)
    sums = np.sum([[np.sum(c**k) for k in (1, 2, 3, 4)] for c in chunks(x)], axis=0) / n
    for name, mean, expected, variance in zip(("mean", "variance", "third moment", "fourth moment"),
                                              sums, (0, 1, 0, 3), (1, 2, 15, 96)):
        yield name, f"{mean:.6f}", two_sided((mean - expected) / np.sqrt(variance / n))


def anderson_darling_p(a2):
    """Limit distribution of A² (Marsaglia and Marsaglia, Journal of Statistical Software 9(2), 2004)."""
    if a2 < 2:
        terms = 2.00012 + (0.247105 - (0.0649821 - (0.0347962 - (0.0116720 - 0.00168691 * a2) * a2) * a2) * a2) * a2
        return 1 - np.exp(-1.2337141 / a2) / np.sqrt(a2) * terms
    terms = 1.0776 - (2.30695 - (0.43424 - (0.082433 - (0.008056 - 0.0003146 * a2) * a2) * a2) * a2) * a2
    return 1 - np.exp(-np.exp(terms))


def shape(x):
    """Rows for the complete distribution."""
    x = np.sort(x)
    n = len(x)
    largest = weighted = 0.0
    for begin in range(0, n, CHUNK):
        part = x[begin:begin + CHUNK].astype(np.float64)
        i = np.arange(begin, begin + len(part))
        below = special.ndtr(part)
        largest = max(largest, np.max((i + 1) / n - below), np.max(below - i / n))
        weighted += np.sum((2 * i + 1) * special.log_ndtr(part) + (2 * (n - i) - 1) * special.log_ndtr(-part))
    yield "Kolmogorov–Smirnov √n D", f"{largest * np.sqrt(n):.3f}", stats.kstwobign.sf(largest * np.sqrt(n))
    a2 = -n - weighted / n
    yield "Anderson–Darling A²", f"{a2:.3f}", anderson_darling_p(a2)


def tails(x):
    """Rows for the tails, on both sides and on each."""
    for limit in TAILS:
        above, below = (sum(int(np.count_nonzero(sign * c > limit)) for c in chunks(x)) for sign in (1, -1))
        chance = stats.norm.sf(limit)
        p = stats.binomtest(above + below, len(x), 2 * chance).pvalue
        yield f"beyond {limit} deviations", f"{above + below} of {2 * chance * len(x):.1f}", p
        yield f"of them above", f"{above}", stats.binomtest(above, max(1, above + below), 0.5).pvalue


def correlation(name, x, y):
    """Rows for the correlation of two ranges, and of their squares."""
    pairs = list(zip(chunks(x), chunks(y)))
    for what, change, variance in ((name, lambda c: c, 1), (name + ", squares", lambda c: c * c - 1, 4)):
        total = sum(np.dot(change(a), change(b)) for a, b in pairs)
        r = total / len(x) / variance
        yield what, f"{r:+.2e}", two_sided(r * np.sqrt(len(x)))


def rows(make, count):
    """All rows of the table."""
    here = make("a", 0, "noise")
    yield from moments(here)
    yield from shape(here)
    yield from tails(here)
    for lag in LAGS:
        yield from correlation(f"correlation at distance {lag}", here[:-lag], here[lag:])
    yield from correlation("left and right channel", here[::2], here[1::2])
    yield from correlation("another file", here, make("b", 0, "noise"))
    yield from correlation("another seed", here, make("a", 1, "noise"))
    yield from correlation("another place in the chain", here, make("a", 0, "clip", "noise"))


def main():
    """Makes the outputs and judges them."""
    program, count = sys.argv[1], int(float(sys.argv[2] if len(sys.argv) > 2 else 100) * 1e6)
    transforms = {"noise": "gaussian_noise:stddev=1", "clip": "clip:min=-9,max=9"}
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        subprocess.run([program, "generate", "--count", "2", "--channels", "2", "--sample-rate", "100000",
                        "--duration", str(count / 2e5), "--output-dir", folder + "/in"], check=True,
                       stdout=subprocess.DEVNULL)
        inputs = dict(zip("ab", sorted(Path(folder, "in").iterdir())))

        def make(name, seed, *chain):
            out = Path(folder, f"{name}{seed}{len(chain)}")
            words = [word for each in chain for word in ("--transform", transforms[each])]
            subprocess.run([program, "run", str(inputs[name]), "--seed", str(seed), "--output-dir", str(out),
                            "--report", folder + "/r.h5", *words], check=True, stdout=subprocess.DEVNULL)
            return samples(next(out.iterdir()), count)

        found = list(rows(make, count))
    print(f"| {count:,} samples | found | p |\n| --- | ---: | ---: |")
    for name, value, p in found:
        print(f"| {name} | {value} | {p:.3g} |")
    worst = min(p for _, _, p in found)
    print(f"\n{len(found)} p-values, the least {worst:.2g}.")
    sys.exit(1 if worst < ALARM else 0)


if __name__ == "__main__":
    main()
