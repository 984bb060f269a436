"""Statistics of the noise: its distribution, and its independence of everything else."""

import itertools

import numpy
import pytest
import scipy.stats

from sounds import read_wav, silence, sine, transformed, write_wav

FRAMES = 300_000
STDDEV = 0.1
NAMES = ["a.wav", "b.wav", "c.wav", "stereo.wav"]


@pytest.fixture(scope="module")
def noise(shared):
    """The noise added to silent files: one standardised array for each channel."""
    for name in NAMES:
        write_wav(shared / "in" / name, silence(FRAMES, channels=2 if name == "stereo.wav" else 1))
    shared.etl("in", ranks=2, threads=2)
    columns = [read_wav(transformed(shared / "in" / name)).reshape(FRAMES, -1).T for name in NAMES]
    return numpy.concatenate(columns).astype(numpy.float64) / STDDEV


def noise_of(work, *args, samples=None):
    """Output of one file for these options, which default to silence under the default chain."""
    write_wav(work / "x.wav", silence(FRAMES) if samples is None else samples)
    work.etl("x.wav", *args)
    return read_wav(work / "x-transformed.wav")


def peak_correlation(one, other):
    """Largest correlation of two noises at any displacement of one against the other."""
    size = 2 * len(one)
    spectrum = numpy.fft.rfft(one, size) * numpy.conj(numpy.fft.rfft(other, size))
    return numpy.abs(numpy.fft.irfft(spectrum)) / len(one)


def test_mean_and_standard_deviation(noise):
    assert numpy.abs(noise.mean(axis=1)).max() < 5 / FRAMES**0.5
    assert numpy.abs(noise.std(axis=1) - 1).max() < 5 / (2 * FRAMES) ** 0.5


def test_skew_and_kurtosis(noise):
    assert numpy.abs(scipy.stats.skew(noise, axis=1)).max() < 5 * (6 / FRAMES) ** 0.5
    assert numpy.abs(scipy.stats.kurtosis(noise, axis=1)).max() < 5 * (24 / FRAMES) ** 0.5


def test_shape_is_normal(noise):
    assert min(scipy.stats.kstest(channel, "norm").pvalue for channel in noise) > 1e-5


@pytest.mark.parametrize("sigmas", [2, 3, 4])
def test_tails_are_those_of_a_gaussian(noise, sigmas):
    expected = 2 * scipy.stats.norm.sf(sigmas) * noise.size
    assert abs((numpy.abs(noise) > sigmas).sum() - expected) < 5 * expected**0.5


def test_files_and_channels_are_independent_at_any_displacement(noise):
    for one, other in itertools.combinations(noise, 2):
        assert peak_correlation(one, other).max() < 7 / FRAMES**0.5


def test_neighbours_are_independent_at_any_distance(noise):
    for channel in noise:
        assert peak_correlation(channel, channel)[1:-1].max() < 7 / FRAMES**0.5


def test_magnitudes_are_independent_too(noise):
    magnitudes = scipy.stats.zscore(numpy.abs(noise), axis=1)
    for one, other in itertools.combinations(magnitudes, 2):
        assert peak_correlation(one, other).max() < 7 / FRAMES**0.5


def test_seeds(work):
    default, zero, one, two = (noise_of(work, *args) for args in (
        [], ["--seed", "0"], ["--seed", "1"], ["--seed", "9223372036854775807"]))
    assert numpy.array_equal(default, zero)
    for first, second in itertools.combinations([zero, one, two], 2):
        assert abs(numpy.corrcoef(first, second)[0, 1]) < 5 / FRAMES**0.5


def test_noise_does_not_follow_the_signal(work):
    signal = sine(FRAMES, amplitude=0.9)
    noise = noise_of(work).astype(numpy.float64)
    expected = numpy.clip(signal + noise, -1, 1)
    assert numpy.abs(noise_of(work, samples=signal) - expected).max() <= 2**-24


def test_noise_follows_the_place_inside_the_folder_only(work):
    for folder in ("here", "there"):
        write_wav(work / folder / "deep" / "x.wav", silence(FRAMES))
        write_wav(work / folder / "x.wav", silence(FRAMES))
        work.etl(folder)
    here, there = (read_wav(work / folder / "deep" / "x-transformed.wav") for folder in ("here", "there"))
    above = read_wav(work / "here" / "x-transformed.wav")
    assert numpy.array_equal(here, there)
    assert abs(numpy.corrcoef(here, above)[0, 1]) < 5 / FRAMES**0.5


def test_default_chain_is_noise_then_clip(work):
    written = noise_of(work, samples=sine(FRAMES, amplitude=1.0))
    named = noise_of(work, "--transform", "gaussian_noise:stddev=0.1",
                     "--transform", "clip:min=-1,max=1", samples=sine(FRAMES, amplitude=1.0))
    assert numpy.array_equal(written, named)
    assert written.min() == -1 and written.max() == 1


def test_two_noises_of_a_chain_are_independent(work):
    noise = noise_of(work, "--transform", "gaussian_noise:stddev=0.03",
                     "--transform", "gaussian_noise:stddev=0.04")
    assert abs(noise.std() / 0.05 - 1) < 5 / (2 * FRAMES) ** 0.5


def test_chain_keeps_its_order(work):
    clip, noise = ["--transform", "clip:min=-0.2,max=0.2"], ["--transform", "gaussian_noise:stddev=0.1"]
    signal = sine(FRAMES)
    assert numpy.abs(noise_of(work, *noise, *clip, samples=signal)).max() == numpy.float32(0.2)
    assert numpy.abs(noise_of(work, *clip, *noise, samples=signal)).max() > 0.4


def test_clip_is_exact_and_counted(work):
    signal = sine(FRAMES)
    clipped = noise_of(work, "--transform", "clip:min=-0.25,max=0.125", samples=signal)
    expected = numpy.clip(signal, numpy.float32(-0.25), numpy.float32(0.125))
    assert numpy.array_equal(clipped, expected)
    assert work.report().row("x.wav").clipped == (expected != signal).sum()
