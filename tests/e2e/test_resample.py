"""Resampling and speed on real files, compared with SciPy's spectra and sox."""

import subprocess

import numpy as np
import pytest
import scipy.signal
import soundfile

from sounds import header, read_wav, write_wav

SECONDS = 4
RATES = [(44100, 16000), (44100, 48000), (48000, 44100), (8000, 48000), (16000, 44100), (48000, 16000),
         (96000, 44100), (11025, 16000), (44100, 44099)]
QUALITIES = {"high": (0.91, -120), "very_high": (0.95, -150)}


def decibels(ratio):
    return 20 * np.log10(np.maximum(ratio, 1e-20))


def tone(frequency, rate, amplitude=0.9):
    return (amplitude * np.sin(2 * np.pi * frequency * np.arange(SECONDS * rate) / rate)).astype(np.float32)


def band(rate, below, seed=1):
    """Noise that ends at the frequency `below`, and fades in and out."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=SECONDS * rate))
    spectrum[int(below * SECONDS):] = 0
    samples = np.fft.irfft(spectrum, SECONDS * rate)
    samples *= scipy.signal.windows.tukey(len(samples), 0.1)
    return (0.5 * samples / np.abs(samples).max()).astype(np.float32)


def spectrum(samples):
    """The spectrum of a signal without its ends, at frequencies for a rate of 1; a line is at most 24 wide."""
    middle = samples[len(samples) // 8:-len(samples) // 8].astype(float)
    window = np.kaiser(len(middle), 34)
    return np.fft.rfftfreq(len(middle)), 2 * np.abs(np.fft.rfft(middle * window)) / window.sum()


def run(work, samples, *transforms):
    """Reports nothing; the outputs of files NAME.wav are in out."""
    for name, (rate, values) in samples.items():
        write_wav(work / "in" / f"{name}.wav", values, rate)
    options = [word for each in transforms for word in ("--transform", each)]
    return work.etl("in", "--output-dir", "out", "--suffix", "", *options)


@pytest.mark.parametrize("quality", QUALITIES)
@pytest.mark.parametrize("rates", RATES, ids="{0[0]}-{0[1]}".format)
def test_tones_pass_or_stop(work, rates, quality):
    before, after = rates
    end, stopped = QUALITIES[quality]
    nyquist = min(rates) / 2
    passing = {f"pass{i}": part * nyquist for i, part in enumerate((0.02, 0.5, end))}
    beyond = {f"stop{i}": nyquist + part * (before / 2 - nyquist) for i, part in enumerate((0.01, 0.4, 0.9))}
    if before <= after + 1:
        beyond = {}
    tones = {name: (before, tone(frequency, before)) for name, frequency in (passing | beyond).items()}
    report = run(work, tones, f"resample:rate={after},quality={quality}")
    assert set(report.files.frames_out) == {-(-SECONDS * before * after // before)}
    for name, frequency in passing.items():
        assert header(work / f"out/{name}.wav")[2:] == (after, 1, SECONDS * after)
        frequencies, amplitudes = spectrum(read_wav(work / f"out/{name}.wav"))
        peak = np.argmin(np.abs(frequencies * after - frequency))
        near = slice(max(0, peak - 24), peak + 25)
        assert abs(decibels(amplitudes[near].max() / spectrum(tones[name][1])[1].max())) < 0.01
        amplitudes[near] = 0
        assert decibels(amplitudes.max() / 0.9) < stopped
    for name in beyond:
        assert decibels(spectrum(read_wav(work / f"out/{name}.wav"))[1].max() / 0.9) < stopped


def difference(samples, expected):
    """The difference of two signals in decibels; one may have a sample more."""
    assert abs(len(samples) - len(expected)) <= 1
    both = min(len(samples), len(expected))
    error = samples[:both].astype(float) - expected[:both]
    return decibels(np.sqrt(np.mean(error**2) / np.mean(expected.astype(float)**2)))


def sox(work, name, *effects):
    """The result of sox for in/NAME.wav."""
    subprocess.run(["sox", work / f"in/{name}.wav", "-e", "floating-point", "-b", "32", work / "sox.wav", *effects],
                   check=True)
    return read_wav(work / "sox.wav")


@pytest.mark.parametrize("quality", QUALITIES)
@pytest.mark.parametrize("rates", RATES, ids="{0[0]}-{0[1]}".format)
def test_a_band_is_resampled_as_by_scipy_and_sox(work, rates, quality):
    before, after = rates
    samples = band(before, 0.85 * min(rates) / 2)
    run(work, {"x": (before, samples)}, f"resample:rate={after},quality={quality}")
    ours = read_wav(work / "out/x.wav")
    # The signal is silent at its ends and has no more than these frequencies: SciPy's way is exact.
    exact = scipy.signal.resample(samples.astype(float), SECONDS * after)
    assert difference(ours, exact) < {"high": -118, "very_high": -148}[quality]
    # sox itself is as far as that from SciPy.
    assert difference(ours, sox(work, "x", "rate", "-v", str(after))) < -90


@pytest.mark.parametrize("factor", [0.9, 1.1, 1.0625, 0.98765])
def test_speed_equals_sox(work, factor):
    rate = 16000
    samples = band(rate, 0.8 * rate / 2 / max(1, factor))
    run(work, {"x": (rate, samples), "tone": (rate, tone(1000, rate))}, f"speed:factor={factor}")
    assert header(work / "out/x.wav")[2:] == (rate, 1, round(SECONDS * rate / factor))
    assert difference(read_wav(work / "out/x.wav"),
                      sox(work, "x", "speed", str(factor), "rate", "-v", str(rate))) < -90
    phases = np.unwrap(np.angle(scipy.signal.hilbert(read_wav(work / "out/tone.wav"))))[rate // 4:-rate // 4]
    found = (phases[-1] - phases[0]) / (len(phases) - 1) * rate / (2 * np.pi)
    assert found == pytest.approx(1000 * factor, rel=1e-4)


def test_ranks_and_threads_change_no_byte(work):
    for i in range(6):
        shape = (200_000 + 1111 * i, 1 + i % 3)
        samples = np.random.default_rng(i).uniform(-0.9, 0.9, shape).astype(np.float32)
        write_wav(work / f"in/{i}.wav", samples, (44100, 48000, 16000)[i // 2])
    digests = []
    for ranks, threads in ((1, 1), (1, 4), (3, 2)):
        report = work.etl("in", "--output-dir", f"{ranks}x{threads}", "--transform", "resample:rate=16000",
                          "--transform", "speed:factor=0.9/1/1.1", "--transform", "gaussian_noise",
                          ranks=ranks, threads=threads)
        digests.append(report.digests())
        assert set(report.files.sample_rate_out) == {16000}
    assert digests[0] == digests[1] == digests[2]


def test_too_large_a_ratio_of_rates_fails_the_file(work):
    soundfile.write(str(work / "slow.wav"), np.zeros(10), 100)
    report = work.etl("slow.wav", "--transform", "resample:rate=48000", expect=1)
    assert "48000 Hz" in report.row("slow.wav").error
