"""Which audio stream is read of a file that has several."""

import numpy
import pytest

from decoding import EXACT, convert, decoded, ffmpeg, written
from messages import has_all
from sounds import RATE, sine, write_wav

# Streams that differ in all properties in a file.
STREAMS = ["-map", "0:a", "-map", "1:a", "-map", "2:a", "-ac:a:0", "2", "-ac:a:1", "1", "-ac:a:2", "1", "-ar:a:0", "48000",
           "-ar:a:1", "32000", "-ar:a:2", "16000", "-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=deu",
           "-metadata:s:a:2", "language=eng"]
FILES = {"a.mkv": ["-c:a", "flac"], "a.mp4": ["-c:a", "aac"], "a.ts": ["-c:a", "ac3", "-ar", "48000"]}


@pytest.fixture(scope="module")
def films(shared):
    """A folder of files with three streams, the first of video, and one with a single stream."""
    inputs = []
    for frequency in (300, 500, 700):
        inputs += ["-f", "lavfi", "-i", f"sine=frequency={frequency}:sample_rate=48000:duration=3"]
    video = ["-f", "lavfi", "-i", "testsrc=d=3:s=160x120"]
    for name, codec in FILES.items():
        ffmpeg(*inputs, *video, "-map", "3:v", "-c:v", "mpeg4", *STREAMS, *codec, shared / name)
    write_wav(shared / "one.wav", sine(RATE))
    return shared


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("choice, stream", [("0", "0:a:0"), ("1", "0:a:1"), ("2", "0:a:2"), ("deu", "0:m:language:deu")])
def test_the_requested_stream_is_read(films, name, choice, stream):
    row = convert(films, name, "--audio-stream", choice, out=f"{name}-{choice}").row(name)
    expected = decoded(films / name, *EXACT, stream=stream)
    assert (row.status, row.warning) == ("done", "")
    assert len(expected) == row.frames * row.channels > 0
    assert numpy.array_equal(written(films, row).view("u4"), expected.view("u4"))


def test_without_a_choice_the_first_is_read_with_a_warning(films):
    row = convert(films, "a.mkv", out="first").row("a.mkv")
    assert numpy.array_equal(written(films, row), decoded(films / "a.mkv", *EXACT))
    assert has_all(row.warning, "--audio-stream", "stream 0", "deu", "32000", "16000")


def test_the_first_of_several_in_a_language(films):
    row = convert(films, "a.mp4", "--audio-stream", "eng", out="eng").row("a.mp4")
    assert numpy.array_equal(written(films, row), decoded(films / "a.mp4", *EXACT))
    assert "--audio-stream" in row.warning


@pytest.mark.parametrize("choice", ["3", "fra"])
def test_a_file_without_that_stream_fails_and_lists_its_streams(films, choice):
    row = convert(films, "a.mkv", "--audio-stream", choice, expect=1, out=f"no-{choice}").row("a.mkv")
    assert row.status == "failed"
    assert has_all(row.error, choice, "0 (eng", "1 (deu", "2 (eng", "flac", "32000")


@pytest.mark.parametrize("choice, status", [("0", "done"), ("1", "failed"), ("eng", "failed")])
def test_other_formats_have_one_stream(films, choice, status):
    report = convert(films, "one.wav", "--audio-stream", choice, expect=int(status == "failed"), out=f"one-{choice}")
    assert report.row("one.wav").status == status


def test_parts_of_another_stream(films):
    (films / "parts.csv").write_text("file,start,end,id\na.mp4,2.5,2.75,late\na.mp4,0.5,0.75,early\n")
    report = convert(films, "--segments", "parts.csv", "--audio-stream", "1", out="parts")
    whole = decoded(films / "a.mp4", *EXACT, stream="0:a:1")
    assert len(report.files) == 2
    for row, begin in zip(report.files.itertuples(), (80_000, 16_000)):
        assert numpy.array_equal(written(films, row), whole[begin:begin + 8_000])


@pytest.mark.parametrize("choice", ["-1", "a b", "10000", "1.5"])
def test_an_unknown_choice_is_refused(films, choice):
    refused = films.run_mpietl("run", "one.wav", "--audio-stream", choice).expect(2)
    assert has_all(refused.stderr, "audio-stream", choice)
