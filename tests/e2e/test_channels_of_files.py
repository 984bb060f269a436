"""Signals whose channels are several files, as a `wav.scp` of ESPnet names them."""

import subprocess

import numpy
import pytest
import soundfile

from messages import has_all
from sounds import RATE, read_wav, sine, write_wav

AS_IT_IS = ("--transform", "none", "--output-dir", "out", "--suffix", "")


@pytest.fixture
def corpus(work):
    """A folder with three files of one length, the second of two channels, and what sox makes of them."""
    (work / "data").mkdir()
    noise = numpy.random.default_rng(1)
    for number, channels in enumerate((1, 2, 1), start=1):
        samples = noise.integers(-20_000, 20_000, (2 * RATE, channels)).astype("int16")
        soundfile.write(work / f"data/{number}.wav", samples, RATE)
    (work / "data/wav.scp").write_text("u 1.wav 2.wav 3.wav\n")
    subprocess.run(["sox", "-M", "1.wav", "2.wav", "3.wav", "merged.wav"], cwd=work / "data", check=True)
    return work


@pytest.mark.parametrize("ranks", [None, 2])
def test_they_are_merged_as_sox_does_it(corpus, ranks):
    report = corpus.etl("--manifest", "data/wav.scp", *AS_IT_IS, ranks=ranks)
    row = report.files.iloc[0]
    assert (row.status, row.channels, row.frames, row.warning) == ("done", 4, 2 * RATE, "")
    assert row.path == "data/1.wav data/2.wav data/3.wav"
    assert row.bytes_in == sum((corpus / f"data/{number}.wav").stat().st_size for number in (1, 2, 3))
    assert soundfile.info(corpus / "out/u.wav").subtype == "PCM_16"
    numpy.testing.assert_array_equal(soundfile.read(corpus / "out/u.wav", dtype="int16")[0],
                                     soundfile.read(corpus / "data/merged.wav", dtype="int16")[0])
    assert (corpus / "out/wav.scp").read_text() == f"u {corpus / 'out/u.wav'}\n"


def test_parts_of_them(corpus):
    (corpus / "segments").write_text("late u 1.5 1.75\nearly u 0.25 0.5\n")
    corpus.etl("--manifest", "data/wav.scp", "--segments", "segments", *AS_IT_IS)
    expected = soundfile.read(corpus / "data/merged.wav", dtype="int16")[0]
    for name, begin in (("late", 3 * RATE // 2), ("early", RATE // 4)):
        samples = soundfile.read(corpus / f"out/{name}.wav", dtype="int16")[0]
        numpy.testing.assert_array_equal(samples, expected[begin:begin + RATE // 4])


def test_what_does_not_fit_together_fails_alone(corpus):
    write_wav(corpus / "data/short.wav", sine(RATE))
    write_wav(corpus / "data/slow.wav", sine(2 * RATE), rate=RATE // 2)
    (corpus / "data/wav.scp").write_text("good 1.wav 2.wav\nshort 1.wav short.wav\nslow 1.wav slow.wav\ngone 1.wav no.wav\n")
    report = corpus.etl("--manifest", "data/wav.scp", *AS_IT_IS, expect=1)
    errors = dict(zip(("good", "short", "slow", "gone"), report.files.error))
    assert list(report.files.status) == ["done", "failed", "failed", "failed"]
    assert has_all(errors["short"], "data/1.wav", "data/short.wav", 2 * RATE, RATE)
    assert has_all(errors["slow"], "data/slow.wav", RATE, RATE // 2)
    assert "data/no.wav" in errors["gone"]


def test_a_changed_channel_is_seen_on_resume(corpus):
    corpus.etl("--manifest", "data/wav.scp", *AS_IT_IS)
    again = corpus.etl("--manifest", "data/wav.scp", *AS_IT_IS, "--resume")
    assert set(again.files.run) == {1}
    write_wav(corpus / "data/3.wav", sine(2 * RATE))
    changed = corpus.etl("--manifest", "data/wav.scp", *AS_IT_IS, "--resume")
    assert set(changed.files.run) == {2}
    assert read_wav(corpus / "out/u.wav").shape == (2 * RATE, 4)
