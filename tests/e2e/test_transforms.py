"""The transforms on real files: drawn values match the documentation, and reported values the outputs."""

import itertools

import numpy as np
import pytest

from messages import words
from reference_noise import draw, gaussian
from sounds import as_pcm16, header, read_wav, silence, sine, transformed, write_wav

SEED = 11
FRAMES = 60_000
LARGE_FRAMES = 1_500_000
CHAIN = ["--transform", "gaussian_snr:min_snr_db=10,max_snr_db=20",
         "--transform", "gain:min_gain_db=-12,max_gain_db=3,p=0.5",
         "--transform", "invert_polarity:p=0.5",
         "--transform", "mono:p=0.5",
         "--transform", "normalize:peak=-3"]


def parameters(text):
    """The `parameters` of a row: the values of each transform by its name."""
    if not text:
        return {}
    split = (part.partition(":") for part in text.split(";"))
    return {name: {key: float(value) for key, value in (pair.split("=") for pair in values.split(","))}
            for name, _, values in split}


def uniform(name, place, number=1, low=0.0, high=1.0):
    """A draw of the file `name` in a range."""
    return low + (high - low) * draw(name.encode(), SEED, place, number)


def one(work, samples, *transforms):
    """Samples, output and row of one file x.wav under a chain."""
    write_wav(work / "x.wav", samples)
    options = itertools.chain.from_iterable(("--transform", each) for each in transforms)
    report = work.etl("x.wav", "--seed", str(SEED), *options)
    return samples, read_wav(work / "x-transformed.wav"), report.row("x.wav")


def decibels(power_ratio):
    return 10 * np.log10(power_ratio)


@pytest.fixture(scope="module")
def corpus(shared):
    """Files of several sizes and channels, one of them large enough to be shared among threads."""
    for i in range(24):
        write_wav(shared / "in" / f"{i:02}.wav", sine(FRAMES + i, 1 + i % 3, amplitude=0.9 / (i + 1)))
    write_wav(shared / "in" / "large.wav", sine(LARGE_FRAMES, 2, amplitude=0.5))
    write_wav(shared / "in" / "pcm.wav", as_pcm16(sine(FRAMES, 2, amplitude=0.25)))
    write_wav(shared / "in" / "silent.wav", silence(FRAMES))
    return shared


@pytest.fixture(scope="module")
def ran(corpus):
    """Report of one rank with one thread; the outputs are in 1x1."""
    return corpus.etl("in", "--output-dir", "1x1", "--seed", str(SEED), *CHAIN, threads=1)


@pytest.mark.parametrize("ranks, threads", [(1, 4), (3, 1), (3, 2)])
def test_ranks_and_threads_change_no_byte(corpus, ran, ranks, threads):
    other = corpus.etl("in", "--output-dir", f"{ranks}x{threads}", "--seed", str(SEED), *CHAIN,
                       ranks=ranks, threads=threads)
    assert other.digests() == ran.digests()
    assert list(other.files.parameters) == list(ran.files.parameters)


def test_drawn_values_match_the_documentation(ran):
    applied = {"gain": [], "invert_polarity": [], "mono": []}
    for row in ran.files.itertuples():
        name, values = row.path.removeprefix("in/"), parameters(row.parameters)
        assert values["gaussian_snr"]["snr_db"] == pytest.approx(uniform(name, 0, low=10, high=20), rel=1e-15)
        for place, transform in enumerate(applied, start=1):
            expected = float(draw(name.encode(), SEED, place, 0) < 0.5)
            assert values[transform]["applied"] == expected
            applied[transform].append(expected)
        if values["gain"]["applied"]:
            assert values["gain"]["gain_db"] == pytest.approx(uniform(name, 1, low=-12, high=3), rel=1e-15)
        assert ("gain_db" in values["gain"]) == bool(values["gain"]["applied"])
    assert all(0 < sum(each) < len(ran.files) for each in applied.values())


def test_outputs_match_the_report(corpus, ran):
    for row in ran.files.itertuples():
        name, values = row.path.removeprefix("in/"), parameters(row.parameters)
        signal = read_wav(corpus / row.path)
        signal = signal / 32768 if signal.dtype == np.int16 else signal.astype(np.float64)
        noise = gaussian(name.encode(), SEED, 0, signal.size).reshape(signal.shape)
        expected = signal + values["gaussian_snr"]["stddev"] * noise
        expected *= 10 ** (values["gain"].get("gain_db", 0.0) / 20)
        expected *= -1 if values["invert_polarity"]["applied"] else 1
        if values["mono"]["applied"] and expected.ndim > 1:
            expected = expected.mean(axis=1)
        expected *= values["normalize"]["factor"]
        written = read_wav(corpus / row.output)
        step = 2**15 if written.dtype == np.int16 else 1
        assert written.shape == expected.shape
        assert np.abs(written / step - expected).max() < (1e-6 if step == 1 else 0.51 / step)
        if row.path != "in/silent.wav":
            assert np.abs(expected).max() == pytest.approx(10 ** (-3 / 20), rel=1e-5)


def test_silence_stays(corpus, ran):
    row = ran.row("in/silent.wav")
    assert not read_wav(corpus / row.output).any()
    assert parameters(row.parameters)["gaussian_snr"]["stddev"] == 0
    assert row.silent == FRAMES


def test_noise_has_the_drawn_ratio(corpus):
    report = corpus.etl("in", "--output-dir", "snr", "--transform",
                        "gaussian_snr:min_snr_db=10,max_snr_db=20", ranks=2)
    ratios = []
    for row in report.files.itertuples():
        signal = read_wav(corpus / row.path)
        if signal.dtype == np.int16 or not signal.any():
            continue
        signal = signal.astype(np.float64)
        noise = read_wav(corpus / row.output) - signal
        ratios.append(parameters(row.parameters)["gaussian_snr"]["snr_db"])
        assert decibels((signal**2).mean() / (noise**2).mean()) == pytest.approx(ratios[-1], abs=0.1)
        assert noise.std() == pytest.approx(parameters(row.parameters)["gaussian_snr"]["stddev"], rel=0.01)
    assert len(ratios) > 20 and 10 <= min(ratios) < 12 and 18 < max(ratios) <= 20


def test_normalize_reaches_the_peak(work):
    signal, out, row = one(work, sine(FRAMES, amplitude=0.3), "normalize:peak=-6")
    assert np.abs(out).max() == np.float32(10 ** (-6 / 20))
    assert parameters(row.parameters)["normalize"]["factor"] == pytest.approx(10 ** (-6 / 20) / np.abs(signal).max())


def test_gain_is_in_decibels(work):
    signal, out, row = one(work, sine(FRAMES), "gain:gain_db=-3.5")
    assert np.array_equal(out, (signal.astype(np.float64) * 10 ** (-3.5 / 20)).astype(np.float32))
    assert row.parameters == ""


def test_mono_is_the_mean(work):
    signal, out, row = one(work, sine(FRAMES, channels=5), "mono")
    assert np.array_equal(out, signal.astype(np.float64).mean(axis=1).astype(np.float32))
    assert header(work / "x-transformed.wav")[3:] == (1, FRAMES)
    assert (row.channels, row.frames, row.parameters) == (5, FRAMES, "")


def test_noise_after_mono_is_that_of_a_mono_file(work):
    _, out, _ = one(work, silence(FRAMES, channels=3), "mono", "gaussian_noise:stddev=1")
    assert np.abs(out - gaussian(b"x.wav", SEED, 1, FRAMES)).max() < 1e-6


def test_polarity(work):
    signal, out, _ = one(work, sine(FRAMES, channels=2), "invert_polarity")
    assert np.array_equal(out, -signal)


def test_probabilities_0_and_1(work):
    signal, out, row = one(work, sine(FRAMES), "invert_polarity:p=0", "normalize:p=0", "gain:gain_db=0,p=1")
    assert np.array_equal(out, signal)
    assert row.parameters == "invert_polarity:applied=0;normalize:applied=0"


@pytest.mark.parametrize("transform, values", [
    ("gain", {"gain", "gain_db", "min_gain_db", "max_gain_db"}),
    ("gain:gain_db=1,min_gain_db=0,max_gain_db=2", {"gain", "gain_db", "min_gain_db", "max_gain_db"}),
    ("gain:min_gain_db=2,max_gain_db=1", {"gain", "min_gain_db", "2", "max_gain_db", "1"}),
    ("gaussian_snr:min_snr_db=41", {"gaussian_snr", "min_snr_db", "41", "max_snr_db", "40"}),
    ("mono:p=2", {"mono", "p", "2"}),
    ("normalise", {"normalise", "normalize"})])
def test_wrong_parameters_are_named(work, transform, values):
    write_wav(work / "x.wav", sine(100))
    result = work.run_mpietl("run", "x.wav", "--transform", transform).expect(2)
    assert values <= words(result.stderr), result.stderr


def test_a_job_file_keeps_absent_parameters_absent(work):
    write_wav(work / "x.wav", sine(FRAMES))
    (work / "job.toml").write_text('[[transform]]\nname = "gain"\nmin_gain_db = -6\nmax_gain_db = 6\np = 0.75\n'
                                   '[[transform]]\nname = "gaussian_snr"\nmin_snr_db = 30\n')
    first = work.etl("job.toml", "x.wav", ranks=2)
    (work / "again.toml").write_text(first.attributes["job"])
    again = work.etl("again.toml")
    assert again.digests() == first.digests()
    assert list(again.files.parameters) == list(first.files.parameters)


def test_outputs_beside_inputs_have_the_reported_peak(work):
    signal, out, row = one(work, sine(FRAMES, amplitude=0.1), "gaussian_snr", "normalize")
    assert row.peak_out == np.abs(out).max() == 1.0
    assert (work / row.output) == transformed(work / "x.wav")
