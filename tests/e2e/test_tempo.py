"""Tempo and pitch, measured on tones and speech-like noise."""

import subprocess

import numpy as np
import pytest
from scipy import signal as dsp

from sounds import read_wav
from transforming import through

RATE = 16_000


def frequency(samples, rate=RATE):
    """The frequency of a tone: the maximum of its spectrum, interpolated between lines."""
    middle = samples[len(samples) // 4:-len(samples) // 4].astype(np.float64)
    power = np.log(np.abs(np.fft.rfft(middle * np.hanning(len(middle)))) + 1e-12)
    k = int(power.argmax())
    left, peak, right = power[k - 1:k + 2]
    return (k + (left - right) / (2 * (left - 2 * peak + right))) * rate / len(middle)


def envelope(samples):
    """Levels of hundredths of a second."""
    frames = samples[:len(samples) // 160 * 160].reshape(-1, 160).astype(np.float64)
    return np.sqrt((frames**2).mean(axis=1))


def syllables(frames):
    """Voiced sounds of changing pitch that begin and end."""
    time = np.arange(frames) / RATE
    voice = dsp.sawtooth(2 * np.pi * np.cumsum(120 + 30 * np.sin(3 * time)) / RATE)
    return (0.3 * voice * (0.5 + 0.5 * np.sin(2 * np.pi * 3 * time)) ** 2).astype(np.float32)


@pytest.mark.parametrize("factor", [0.5, 0.8, 1.1, 1.25, 2.0])
def test_tempo_keeps_the_pitch_and_changes_the_length(work, factor):
    tone = (0.5 * np.sin(2 * np.pi * 440 * np.arange(64_001) / RATE)).astype(np.float32)
    out, row = through(work, tone, f"tempo:factor={factor}", rate=RATE)
    assert len(out) == row.frames_out == int(64_001 / factor + 0.5)
    assert frequency(out) == pytest.approx(440, rel=1e-3)
    inside = out[2000:-2000]
    assert np.sqrt((inside.astype(np.float64)**2).mean()) == pytest.approx(0.5 / np.sqrt(2), rel=0.02)


@pytest.mark.parametrize("factor", [0.7, 1.3])
def test_tempo_has_the_envelope_of_sox(work, factor):
    samples = syllables(64_000)
    out, _ = through(work, samples, f"tempo:factor={factor}", rate=RATE)
    subprocess.run(["sox", "-D", "x.wav", "sox.wav", "tempo", "-s", str(factor)], cwd=work.folder, check=True)
    ours, theirs = envelope(out), envelope(read_wav(work / "sox.wav"))
    count = min(len(ours), len(theirs))
    assert np.corrcoef(ours[:count], theirs[:count])[0, 1] > 0.95


@pytest.mark.parametrize("semitones", [-7, -1, 0, 3, 12])
def test_pitch_moves_a_tone_and_keeps_the_length(work, semitones):
    tone = (0.5 * np.sin(2 * np.pi * 440 * np.arange(64_001) / RATE)).astype(np.float32)
    out, row = through(work, tone, f"pitch:semitones={semitones}", rate=RATE)
    assert len(out) == row.frames_out == 64_001
    assert frequency(out) == pytest.approx(440 * 2 ** (semitones / 12), rel=1e-3)


def test_channels_stay_together(work):
    samples = syllables(32_000)
    both, _ = through(work, np.stack((samples, samples), axis=1), "tempo:factor=1.3", rate=RATE)
    assert np.array_equal(both[:, 0], both[:, 1])
