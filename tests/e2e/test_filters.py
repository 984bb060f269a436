"""Filters and other simple transforms, compared with SciPy and NumPy."""

import subprocess

import numpy as np
import pytest
from scipy import signal as dsp

from sounds import read_wav, write_wav
from transforming import RATE, difference, through
from transforming import noise as noise_of

FRAMES = 40_000


@pytest.fixture
def noise():
    return noise_of(FRAMES, channels=2)


@pytest.mark.parametrize("order", [1, 2, 3, 4, 7, 8])
@pytest.mark.parametrize("transform, kind, hz", [
    ("low_pass:cutoff_hz=3000", "lowpass", 3000),
    ("high_pass:cutoff_hz=80", "highpass", 80),
    ("band_pass:low_hz=300,high_hz=3400", "bandpass", [300, 3400]),
    ("band_stop:low_hz=900,high_hz=1100", "bandstop", [900, 1100])])
def test_butterworth_equals_scipy(work, noise, transform, kind, hz, order):
    out, row = through(work, noise, f"{transform},order={order}")
    sections = dsp.butter(order, hz, kind, fs=RATE, output="sos")
    assert difference(out, dsp.sosfilt(sections, noise.astype(np.float64), axis=0)) < 1e-6
    assert row.frames_out == FRAMES


def cookbook(kind, hz, gain_db, q):
    """Bristow-Johnson's formulae, as in his text."""
    a = 10 ** (gain_db / 40)
    w = 2 * np.pi * hz / RATE
    c, alpha = np.cos(w), np.sin(w) / (2 * q)
    if kind == "peaking":
        return [1 + alpha * a, -2 * c, 1 - alpha * a], [1 + alpha / a, -2 * c, 1 - alpha / a]
    s = 2 * np.sqrt(a) * alpha
    k = 1 if kind == "low_shelf" else -1
    b = [a * ((a + 1) - k * (a - 1) * c + s), 2 * k * a * ((a - 1) - k * (a + 1) * c),
         a * ((a + 1) - k * (a - 1) * c - s)]
    return b, [(a + 1) + k * (a - 1) * c + s, -2 * k * ((a - 1) + k * (a + 1) * c), (a + 1) + k * (a - 1) * c - s]


@pytest.mark.parametrize("kind", ["peaking", "low_shelf", "high_shelf"])
@pytest.mark.parametrize("hz, gain_db, q", [(100, 6, 0.7), (1000, -12, 3), (9000, 20, 0.3)])
def test_equalizers_equal_the_cookbook(work, noise, kind, hz, gain_db, q):
    out, _ = through(work, noise, f"{kind}:frequency_hz={hz},gain_db={gain_db},q={q}")
    expected = dsp.lfilter(*cookbook(kind, hz, gain_db, q), noise.astype(np.float64), axis=0)
    assert difference(out, expected) < 1e-6 * max(1, 10 ** (gain_db / 20))


def test_a_peak_equals_sox(work, noise):
    out, _ = through(work, noise, "peaking:frequency_hz=1000,gain_db=9,q=2")
    subprocess.run(["sox", "-D", "x.wav", "-e", "floating-point", "-b", "32", "sox.wav",
                    "equalizer", "1000", "2q", "9"], cwd=work.folder, check=True)
    assert difference(out, read_wav(work / "sox.wav")) < 1e-4


@pytest.mark.parametrize("transform, expected", [
    ("pre_emphasis", lambda x: np.concatenate((x[:1], x[1:] - 0.97 * x[:-1]))),
    ("soft_clip:drive_db=12", lambda x: np.tanh(10 ** (12 / 20) * x)),
    ("soft_clip:drive_db=-60", lambda x: np.tanh(1e-3 * x)),
    ("bit_crush:bits=5", lambda x: np.clip(np.rint(x * 16), -16, 15) / 16),
    ("remove_dc", lambda x: x - x.mean(axis=0)),
    ("rms:target_db=-30", lambda x: x * 10 ** (-30 / 20) / np.sqrt((x**2).mean())),
    ("rms:target_db=-80,max_change_db=6", lambda x: x * 10 ** (-6 / 20)),
    ("mono:method=first", lambda x: x[:, 0]),
    ("channels:select=1", lambda x: x[:, 1]),
    ("channels:select=1/0/1", lambda x: x[:, [1, 0, 1]]),
    ("channels:count=1", lambda x: x[:, 0])])
def test_formulas(work, noise, transform, expected):
    offset = noise + np.float32([0.25, -0.5])
    out, _ = through(work, offset, transform)
    assert difference(out, expected(offset.astype(np.float64))) < 1e-6


def test_one_channel_becomes_several(work, noise):
    out, row = through(work, noise[:, 0], "channels:count=3")
    assert np.array_equal(out, noise[:, [0, 0, 0]])
    assert (row.channels, row.channels_out) == (1, 3)


def test_impossible_filters_fail_the_file(work, noise):
    write_wav(work / "x.wav", noise, RATE)
    for transform, word in [("channels:select=2", "channels"), ("low_pass:cutoff_hz=22050", "22050")]:
        report = work.etl("x.wav", "--transform", transform, expect=1)
        assert word in report.row("x.wav").error
