"""Warnings in rows of done files."""

import numpy
import pytest

from sounds import RATE, sine, write_wav

FRAMES = 70_000


def warning(work, name, *options, **start):
    """The warning in the row of a file that is done."""
    row = work.etl(name, *options, **start).row(name)
    assert row.status == "done"
    return row.warning


@pytest.mark.parametrize("options, chain", [
    ([], ["mono"]), ([], ["mono", "gaussian_noise"]), (["--threads=2"], ["gain:gain_db=-3", "mono", "gaussian_noise"]),
    ([], ["mono", "gaussian_snr"]),
])
def test_channels_that_cancel_out(work, options, chain):
    left = numpy.random.default_rng(1).uniform(-0.5, 0.5, FRAMES)
    for name, right in (("opposite.wav", -left), ("same.wav", left), ("near.wav", -0.97 * left)):
        write_wav(work / name, numpy.stack([left, right], axis=1))
    chain = [f"--transform={each}" for each in chain]
    assert "mono" in warning(work, "opposite.wav", *options, *chain)
    assert warning(work, "same.wav", *options, *chain) == ""
    assert warning(work, "near.wav", *options, *chain) == ""


@pytest.mark.parametrize("name", ["gaussian_snr", "normalize"])
def test_a_level_of_silence(work, name):
    write_wav(work / "silent.wav", numpy.zeros(FRAMES))
    write_wav(work / "sine.wav", sine(FRAMES))
    assert name in warning(work, "silent.wav", "--transform", name)
    assert warning(work, "sine.wav", "--transform", name) == ""


@pytest.mark.parametrize("container, named, told", [
    ("mp3", "wav", ["wav", "mp3"]), ("wav", "mp3", ["wav", "mp3"]), ("flac", "ogg", ["flac", "ogg"]),
    ("ogg", "opus", ["opus", "vorbis"]), ("rf64", "wav", []), ("wavex", "wav", []), ("aiff", "aifc", []),
    ("opus", "ogg", []), ("au", "snd", []), ("w64", "w64", []), ("wav", "unknown", []),
])
def test_a_name_of_another_container(work, container, named, told):
    write_wav(work / "a.wav", sine(FRAMES)[: RATE // 2])
    work.etl("a.wav", "--format", container, "--output-dir", "out", "--transform", "gain:gain_db=0",
             *(["--subtype", "vorbis"] if container == "ogg" else []))
    (made,) = (work / "out").iterdir()
    made.rename(work / f"b.{named}")
    said = warning(work, f"b.{named}", "--format", "wav", "--transform", "gain:gain_db=0")
    assert all(word in said for word in told) and bool(said) == bool(told), said
