"""Runs files through a chain of transforms, and reads the results."""

import itertools
import re
import subprocess

import numpy as np
from scipy import signal as dsp

from sounds import read_wav, write_wav

RATE = 44100


def through(work, samples, *transforms, rate=RATE):
    """Output and row of one file x.wav under a chain."""
    write_wav(work / "x.wav", samples, rate)
    typed = itertools.chain.from_iterable(("--transform", each) for each in transforms)
    report = work.etl("x.wav", "--seed", "3", *typed)
    return read_wav(work / "x-transformed.wav"), report.row("x.wav")


def difference(out, expected):
    """The largest difference of samples of the same shape."""
    assert out.shape == expected.shape
    return np.abs(out - expected).max()


def values_of(text):
    """The drawn values in a row, by transform."""
    split = (part.partition(":") for part in text.split(";") if part)
    return {name: {key: float(value) for key, value in (pair.split("=") for pair in values.split(","))}
            for name, _, values in split}


def noise(frames, channels=1, scale=0.2):
    """Uncorrelated channels."""
    generator = np.random.default_rng(7)
    samples = (scale * generator.standard_normal((frames, channels))).astype(np.float32)
    return samples if channels > 1 else samples[:, 0]


def ebur128(path):
    """Integrated loudness and true peak that FFmpeg's ebur128 measures."""
    done = subprocess.run(["ffmpeg", "-hide_banner", "-nostats", "-i", path, "-af", "ebur128=peak=true",
                           "-f", "null", "-"], capture_output=True, text=True, check=True)
    summary = done.stderr[done.stderr.rindex("Summary"):]
    return [float(re.search(pattern, summary)[1]) for pattern in (r"I:\s+(\S+) LUFS", r"Peak:\s+(\S+) dBFS")]


def music(rate, channels, seconds=8):
    """Noise of several colours whose loudness rises and falls, with silence in between."""
    white = noise(rate * seconds, channels).reshape(-1, channels)
    sections = dsp.butter(2, [80, 3000], "bandpass", fs=rate, output="sos")
    time = np.arange(len(white))[:, None] / rate
    loudness = 10 ** (-(1 + np.cos(time)) ** 2 / 2) * (time % 3 < 2.5)
    shares = 1 / (1 + np.arange(channels))
    return (dsp.sosfilt(sections, white, axis=0) * loudness * shares * 2).astype(np.float32)
