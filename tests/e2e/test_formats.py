"""By default, outputs have the format of their inputs: container, subtype, rate, channels, frames, and samples."""

import numpy
import pytest
import scipy.io.wavfile
import soundfile

from sounds import RATE, header, sine, transformed

FRAMES = 12_345
EXACT = [
    ("float.wav", "FLOAT", 1, 44100), ("float5.wav", "FLOAT", 5, 96000), ("pcm16.wav", "PCM_16", 1, 8000),
    ("pcm16-stereo.wav", "PCM_16", 2, 48000), ("pcm24.wav", "PCM_24", 2, 44100), ("u8.wav", "PCM_U8", 1, 11025),
    ("pcm16.flac", "PCM_16", 2, 44100), ("pcm24.flac", "PCM_24", 1, 96000), ("pcm16.aiff", "PCM_16", 2, 44100),
    ("pcm24.aiff", "PCM_24", 1, 44100), ("float.aiff", "FLOAT", 1, 44100), ("pcm24.w64", "PCM_24", 2, 48000),
    ("float.caf", "FLOAT", 2, 44100), ("pcm16.caf", "PCM_16", 1, 44100), ("pcm16.au", "PCM_16", 1, 8000),
    ("wavex.wav", "PCM_24", 6, 48000), ("float.rf64", "FLOAT", 2, 44100), ("s8.caf", "PCM_S8", 1, 22050),
]
ROUNDED = [("pcm32.wav", "PCM_32", 2, 44100), ("double.wav", "DOUBLE", 1, 44100), ("double.caf", "DOUBLE", 3, 44100)]
COARSE = [("ulaw.wav", "ULAW", 1, 8000), ("alaw.wav", "ALAW", 1, 8000), ("vorbis.ogg", "VORBIS", 2, 44100)]
CASES = EXACT + ROUNDED + COARSE
CONTAINERS = {"float.rf64": "RF64", "wavex.wav": "WAVEX"}


def named(cases):
    """Parametrization over cases, named by their files."""
    return pytest.mark.parametrize("case", cases, ids=[case[0] for case in cases])


@pytest.fixture(scope="module")
def runs(shared):
    """The folder of all cases, transformed twice: by the default chain and by noise of nothing."""
    (shared / "in").mkdir()
    for name, subtype, channels, rate in CASES:
        soundfile.write(str(shared / "in" / name), sine(FRAMES, channels, amplitude=0.4, rate=rate), rate,
                        subtype, format=CONTAINERS.get(name))
    shared.etl("in", "--output-dir", "noisy", ranks=2, report="noisy.h5")
    shared.etl("in", "--output-dir", "plain", "--transform", "gaussian_noise:stddev=0", ranks=2, report="plain.h5")
    return shared


def samples(path):
    """All samples as float64."""
    return soundfile.read(str(path), dtype="float64")[0]


@named(CASES)
@pytest.mark.parametrize("folder", ["noisy", "plain"])
def test_header_is_kept(runs, folder, case):
    name = case[0]
    source = header(runs / "in" / name)
    assert header(transformed(runs / folder / name)) == source
    row = runs.report(folder + ".h5").row(f"in/{name}")
    assert (row.status, row.warning) == ("done", "")
    assert (row.sample_rate, row.channels, row.frames) == source[2:]


@named(EXACT)
def test_noise_of_deviation_0_changes_no_sample(runs, case):
    assert numpy.array_equal(samples(transformed(runs / "plain" / case[0])), samples(runs / "in" / case[0]))


@named(ROUNDED)
def test_wide_samples_are_rounded_to_float(runs, case):
    difference = samples(transformed(runs / "plain" / case[0])) - samples(runs / "in" / case[0])
    assert numpy.abs(difference).max() <= 2**-25


@named(COARSE)
def test_lossy_samples_stay_close(runs, case):
    difference = samples(transformed(runs / "plain" / case[0])) - samples(runs / "in" / case[0])
    assert difference.std() < 0.01


@named(CASES)
def test_noise_has_its_size_in_every_format(runs, case):
    residual = samples(transformed(runs / "noisy" / case[0])) - samples(runs / "in" / case[0])
    assert abs(residual.std() - 0.1) < (0.02 if case in COARSE else 0.004)


@named([case for case in CASES if case[0].endswith(".wav")])
def test_scipy_reads_the_same_kind_of_wav(runs, case):
    if case[1] in ("ULAW", "ALAW"):
        pytest.skip("SciPy does not read companded WAV")
    paths = runs / "in" / case[0], transformed(runs / "noisy" / case[0])
    kinds = [scipy.io.wavfile.read(str(path)) for path in paths]
    assert len({(rate, data.dtype, data.shape) for rate, data in kinds}) == 1


@pytest.mark.parametrize("name", ["float.wav", "float.aiff", "float.caf", "float.rf64"])
def test_float_files_have_no_peak_chunk(runs, name):
    assert b"PEAK" not in transformed(runs / "noisy" / name).read_bytes()[:4096].upper()


def test_input_of_a_format_that_is_only_read(work):
    soundfile.write(str(work / "a.voc"), sine(FRAMES), RATE, "PCM_16")
    soundfile.write(str(work / "odd.wav"), sine(FRAMES), RATE, "PCM_16", format="IRCAM")
    soundfile.write(str(work / "b.wav"), sine(FRAMES), RATE, "PCM_16")
    plan = work.run_mpietl("run", "a.voc", "b.wav", "--dry-run").expect(0)
    assert any("a.voc" in line and "--format wav" in line for line in plan.lines)
    report = work.etl("a.voc", "odd.wav", "b.wav", expect=1)
    for name in "a.voc", "odd.wav":
        assert report.row(name).status == "failed" and "--format wav" in report.row(name).error
    assert report.row("b.wav").status == "done"
    assert {name for name in work.tree() if "transformed" in name} == {"b-transformed.wav"}
    report = work.etl("a.voc", "odd.wav", "--format", "wav", "--transform", "gaussian_noise:stddev=0")
    for name in "a.voc", "odd.wav":
        assert header(work / report.row(name).output)[:2] == ("WAV", "PCM_16")
        assert numpy.array_equal(samples(work / report.row(name).output), samples(work / name))
