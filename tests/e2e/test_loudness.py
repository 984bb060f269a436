"""Loudness, compared with FFmpeg's meter; the slope of coloured noise."""

import numpy as np
import pytest
from scipy import signal as dsp

from sounds import write_wav
from transforming import difference, ebur128, music, noise, through, values_of


@pytest.mark.parametrize("rate, channels", [(8000, 1), (16000, 2), (44100, 1), (44100, 2), (48000, 6), (96000, 2)])
def test_measures_are_ffmpegs(work, rate, channels):
    samples = music(rate, channels)
    out, row = through(work, samples, "loudness:lufs=-30,true_peak_db=0", rate=rate)
    told = values_of(row.parameters)["loudness"]
    lufs, peak = ebur128(work / "x.wav")
    assert told["measured_lufs"] == pytest.approx(lufs, abs=0.1)
    assert told["measured_true_peak_db"] == pytest.approx(peak, abs=0.25)
    assert ebur128(work / "x-transformed.wav")[0] == pytest.approx(-30, abs=0.1)
    assert difference(out, (samples * told["factor"]).squeeze()) < 1e-6


def test_the_true_peak_is_not_exceeded(work):
    # Samples miss its peaks by 3 dB.
    tone = 0.5 * np.sin(2 * np.pi * 0.25 * np.arange(48_000) + np.pi / 4) * dsp.windows.tukey(48_000, 0.2)
    _, row = through(work, tone.astype(np.float32), "loudness:lufs=0,true_peak_db=-1", rate=48_000)
    told = values_of(row.parameters)["loudness"]
    assert told["measured_true_peak_db"] == pytest.approx(20 * np.log10(0.5), abs=0.05)
    assert ebur128(work / "x-transformed.wav")[1] == pytest.approx(-1, abs=0.15)


def test_the_change_is_bounded(work):
    _, row = through(work, music(16000, 1), "loudness:lufs=-60,max_change_db=6", rate=16000)
    assert values_of(row.parameters)["loudness"]["factor"] == pytest.approx(10 ** (-6 / 20))


@pytest.mark.parametrize("samples", [np.zeros(50_000, np.float32), noise(16_000)], ids=["silence", "short"])
def test_a_signal_without_loudness_stays_with_a_warning(work, samples):
    out, row = through(work, samples, "loudness")
    assert np.array_equal(out, samples)
    assert "loudness" in row.warning


@pytest.mark.parametrize("typed, slope", [("", -3.01), ("exponent=2", -6.02), ("exponent=0.5", -1.505),
                                          ("exponent=-1", 3.01), ("db_per_octave=-4.5", -4.5)])
def test_coloured_noise_has_its_slope_and_its_ratio(work, typed, slope):
    rate, frames = 44_100, 2**20
    tone = (0.1 * np.sin(np.arange(frames) * 0.05)).astype(np.float32)
    out, _ = through(work, tone, "coloured_noise:snr_db=10" + ("," + typed if typed else ""), rate=rate)
    added = out.astype(np.float64) - tone
    assert 10 * np.log10((tone**2).mean() / (added**2).mean()) == pytest.approx(10, abs=0.5)
    f, power = dsp.welch(added, rate, nperseg=8192)
    octaves = [10 * np.log10(power[(f >= low) & (f < 2 * low)].mean()) for low in 40 * 2.0 ** np.arange(8)]
    assert np.polyfit(np.arange(8), octaves, 1)[0] == pytest.approx(slope, abs=0.2)
    assert np.abs(np.diff(octaves) - slope).max() < 1.0


def test_silence_gets_no_coloured_noise(work):
    write_wav(work / "x.wav", np.zeros(1000, np.float32))
    row = work.etl("x.wav", "--transform", "coloured_noise").row("x.wav")
    assert row.peak_out == 0 and "coloured_noise" in row.warning
