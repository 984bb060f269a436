"""Files that go through a chain of transforms, and what came out."""

import itertools

import numpy as np

from sounds import read_wav, write_wav

RATE = 44100


def through(work, samples, *transforms, rate=RATE):
    """Output and row of one file x.wav under a chain."""
    write_wav(work / "x.wav", samples, rate)
    typed = itertools.chain.from_iterable(("--transform", each) for each in transforms)
    report = work.etl("x.wav", "--seed", "3", *typed)
    return read_wav(work / "x-transformed.wav"), report.row("x.wav")


def difference(out, expected):
    """The largest, of samples of the same shape."""
    assert out.shape == expected.shape
    return np.abs(out - expected).max()


def values_of(text):
    """What a row says was drawn: the values of each transform by its name."""
    split = (part.partition(":") for part in text.split(";") if part)
    return {name: {key: float(value) for key, value in (pair.split("=") for pair in values.split(","))}
            for name, _, values in split}


def noise(frames, channels=1, scale=0.2):
    """Channels that do not resemble each other."""
    generator = np.random.default_rng(7)
    samples = (scale * generator.standard_normal((frames, channels))).astype(np.float32)
    return samples if channels > 1 else samples[:, 0]
