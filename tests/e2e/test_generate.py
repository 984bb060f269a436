"""The test tones: NumPy's samples, the requested headers, and no change of existing files."""

import numpy
import pytest
import soundfile

from sounds import header, read_wav

SHORT = ["--count", "3", "--duration", "0.5"]


def tone(duration, frequency, amplitude, rate):
    """The samples in float64."""
    times = numpy.linspace(0, duration, int(duration * rate))
    return numpy.sin(2 * numpy.pi * frequency * times) * amplitude


def generated(work, *args, ranks=None):
    """Contents of the files that `mpietl generate ARGS --output-dir out` makes, by name."""
    work.run_mpietl("generate", *args, "--output-dir", "out", ranks=ranks, threads=2).expect(0)
    return {name: (work / "out" / name).read_bytes() for name in work.tree("out")}


@pytest.mark.parametrize("amplitude", [0.0, -0.0, 0.5, 1.0])
def test_float_samples_equal_numpy_bit_for_bit(work, amplitude):
    generated(work, "--count", "1", "--duration", "2.5", f"--amplitude={amplitude}")
    expected = tone(2.5, 440, amplitude, 44100).astype(numpy.float32)
    written = read_wav(work / "out/example0.wav")
    assert written.dtype == numpy.float32
    assert numpy.array_equal(written.view(numpy.uint32), expected.view(numpy.uint32))


@pytest.mark.parametrize("duration, rate", [(1.23456, 8000), (0.1, 96000), (1 / 44100, 44100), (3.00001, 11025)])
def test_number_of_samples(work, duration, rate):
    generated(work, "--count", "1", "--duration", repr(duration), "--sample-rate", str(rate), "--amplitude", "0.7")
    assert numpy.array_equal(read_wav(work / "out/example0.wav"),
                             tone(duration, 440, 0.7, rate).astype(numpy.float32))


@pytest.mark.parametrize("subtype, bits", [("pcm_16", 16), ("pcm_24", 24), ("pcm_32", 32)])
def test_integer_samples(work, subtype, bits):
    generated(work, "--count", "1", "--duration", "1", "--amplitude", "0.5", "--subtype", subtype)
    written = soundfile.read(str(work / "out/example0.wav"), dtype="int32")[0] >> (32 - bits)
    expected = tone(1, 440, 0.5, 44100) * 2.0 ** (bits - 1)
    assert numpy.abs(written - expected).max() <= 0.5 + 2.0 ** (bits - 26)


def test_full_scale_saturates_and_does_not_wrap(work):
    generated(work, "--count", "1", "--duration", "0.1", "--amplitude", "1.5", "--subtype", "pcm_16")
    expected = numpy.clip(numpy.rint(tone(0.1, 440, 1.5, 44100) * 32768), -32768, 32767)
    assert numpy.abs(read_wav(work / "out/example0.wav") - expected).max() <= 1


def test_every_channel_has_the_tone(work):
    generated(work, *SHORT, "--channels", "3", "--frequency", "1000", "--amplitude", "0.3", "--sample-rate", "22050")
    written = read_wav(work / "out/example2.wav")
    expected = tone(0.5, 1000, 0.3, 22050).astype(numpy.float32)
    assert written.shape == (len(expected), 3)
    assert numpy.array_equal(written, numpy.repeat(expected[:, None], 3, axis=1))


@pytest.mark.parametrize("subtype", ["float", "pcm_16", "pcm_24", "pcm_32", "pcm_u8", "double"])
def test_subtype_of_the_header(work, subtype):
    generated(work, *SHORT, "--subtype", subtype)
    assert header(work / "out/example1.wav") == ("WAV", subtype.upper(), 44100, 1, 22050)


@pytest.mark.parametrize("ranks", [1, 3])
def test_ranks_change_no_byte(work, fresh, ranks):
    arguments = ["--count", "5", "--duration", "1", "--amplitude", "0.9"]
    with fresh() as other:
        assert generated(work, *arguments) == generated(other, *arguments, ranks=ranks)
    assert work.tree("out") == {f"example{index}.wav" for index in range(5)}


def test_existing_files_are_kept(work):
    (work / "out").mkdir()
    (work / "out/example1.wav").write_bytes(b"precious")
    made = generated(work, *SHORT, ranks=2)
    assert made.keys() == {f"example{index}.wav" for index in range(3)}
    assert made["example1.wav"] == b"precious"
    before = {name: (work / "out" / name).stat().st_mtime_ns for name in made}
    assert generated(work, *SHORT, ranks=2) == made
    assert before == {name: (work / "out" / name).stat().st_mtime_ns for name in made}


REFUSED = {
    "no room": (["--count", "100000"], "--output-dir"),
    "too many": (["--count", "100000000"], "count"),
    "negative count": (["--count", "-1"], "count"),
    "negative duration": (["--duration", "-1"], "duration"),
    "endless": (["--duration", "inf"], "duration"),
    "no rate": (["--sample-rate", "0"], "rate"),
    "no channels": (["--channels", "0"], "channels"),
    "unknown subtype": (["--subtype", "pcm_17"], "pcm_17"),
    "frequency no number": (["--frequency", "high"], "--frequency"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusal_writes_nothing(work, case):
    arguments, word = REFUSED[case]
    result = work.run_mpietl("generate", *arguments, "--output-dir", "out", timeout=60).expect(2)
    assert result.stderr.startswith("mpietl: ")
    assert word in result.stderr
    assert work.tree() == set()
