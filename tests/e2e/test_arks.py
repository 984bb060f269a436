"""Audio in Kaldi arks, which `wav.scp` names as `FILE.ark:BYTE`."""

import io
import os

import numpy
import pytest
import soundfile

from sounds import RATE

AS_IT_IS = ("--transform", "none", "--output-dir", "out", "--suffix", "")


def audio(number, format, subtype="PCM_16"):
    """Bytes of a file with its own samples."""
    file = io.BytesIO()
    samples = numpy.random.default_rng(number).standard_normal(RATE // 2 + 1000 * number) * 0.1
    soundfile.write(file, samples, RATE, subtype, format=format)
    return file.getvalue()


def kaldiio(data):
    """A file as kaldiio puts it into an ark."""
    return b"AUDIO" + bytes([8]) + len(data).to_bytes(8, "little") + data


def write_ark(path, objects):
    """An ark with these objects by key; the lines of its scp, without the ark's folder."""
    lines = ""
    with path.open("wb") as ark:
        for key, data in objects.items():
            ark.write(key.encode() + b" ")
            lines += f"{key} {path.name}:{ark.tell()}\n"
            ark.write(data)
    return lines


@pytest.fixture
def corpus(work):
    """A workspace with an ark, its scp in the same folder, and the same files beside them."""
    files = {"a": audio(1, "WAV"), "b": audio(2, "FLAC"), "c": audio(3, "WAV", "PCM_24"), "d": audio(4, "OGG", "VORBIS")}
    objects = {key: data if data.startswith(b"RIFF") else kaldiio(data) for key, data in files.items()}
    (work / "data").mkdir()
    (work / "data/wav.scp").write_text(write_ark(work / "data/all.ark", objects))
    for key, data in files.items():
        (work / f"data/{key}.wav").write_bytes(data)
    (work / "files.scp").write_text("".join(f"{key} data/{key}.wav\n" for key in files))
    return work


@pytest.mark.parametrize("ranks", [None, 3])
def test_arks_have_the_bits_of_their_files(corpus, ranks):
    noise = ("--transform", "gaussian_noise", "--format", "wav")
    report = corpus.etl("--manifest", "data/wav.scp", "--output-dir", "arks", *noise, ranks=ranks)
    corpus.etl("--manifest", "files.scp", "--output-dir", "files", *noise)
    assert len(report.files) == 4 and (report.files.warning == "").all()
    for key in "abcd":
        name = f"{key}-transformed.wav"
        assert (corpus / "arks" / name).read_bytes() == (corpus / "files" / name).read_bytes()
    assert list(report.files.path)[1].startswith("data/all.ark:")
    assert list(report.files.bytes_in) == [(corpus / f"data/{key}.wav").stat().st_size for key in "abcd"]


def test_ranges_of_an_ark(corpus):
    """Frames from the first to the last, both included, as kaldiio reads them."""
    names = dict(line.split(" ", 1) for line in (corpus / "data/wav.scp").read_text().splitlines())
    ranges = {"r1": ("a", 100, 4099), "r2": ("b", 5, 5), "r3": ("d", 2000, 6000), "r4": ("c", 9000, 99_999)}
    (corpus / "data/ranges.scp").write_text("".join(
        f"{key} {names[name]}[{first}:{last}]\n" for key, (name, first, last) in ranges.items()))
    report = corpus.etl("--manifest", "data/ranges.scp", *AS_IT_IS, "--format", "wav", "--subtype", "float")
    assert [bool(warning) for warning in report.files.warning] == [False, False, False, True]
    for key, (name, first, last) in ranges.items():
        expected, _ = soundfile.read(corpus / f"data/{name}.wav", dtype="float32")
        samples, _ = soundfile.read(corpus / f"out/{key}.wav", dtype="float32")
        numpy.testing.assert_array_equal(samples, expected[first:last + 1])


def test_segments_of_an_ark(corpus):
    (corpus / "segments").write_text("u1 b 0.1 0.2\nu2 c 0 -1\n")
    corpus.etl("--manifest", "data/wav.scp", "--segments", "segments", *AS_IT_IS)
    expected, _ = soundfile.read(corpus / "data/b.wav", dtype="int16")
    samples, _ = soundfile.read(corpus / "out/u1.wav", dtype="int16")
    numpy.testing.assert_array_equal(samples, expected[RATE // 10:RATE // 5])
    assert soundfile.info(corpus / "out/u2.wav").subtype == "PCM_24"


def test_an_object_without_audio_in_an_ark_fails_alone(corpus):
    lines = write_ark(corpus / "x.ark", {"matrix": b"\0BFM \4" + bytes(100), "good": audio(1, "WAV"),
                                         "cut": kaldiio(audio(2, "FLAC"))})
    os.truncate(corpus / "x.ark", (corpus / "x.ark").stat().st_size - 1)
    (corpus / "wav.scp").write_text(lines + "behind x.ark:99999999\ngone y.ark:5\n")
    dry = corpus.run_mpietl("run", "--manifest", "wav.scp", *AS_IT_IS, "--format", "flac", "--dry-run")
    assert dry.stdout.count("x.ark:") == 3 and dry.stdout.count("y.ark:5") == 1
    report = corpus.etl("--manifest", "wav.scp", *AS_IT_IS, expect=1)
    assert list(report.files.status) == ["failed", "done", "failed", "failed", "failed"]
    assert (report.files.error[report.files.status == "failed"] != "").all()


def test_resume_repeats_changed_objects(corpus):
    corpus.etl("--manifest", "data/wav.scp", *AS_IT_IS)
    again = corpus.etl("--manifest", "data/wav.scp", *AS_IT_IS, "--resume")
    assert set(again.files.run) == {1}
    os.utime(corpus / "data/all.ark", (1, 1))
    changed = corpus.etl("--manifest", "data/wav.scp", *AS_IT_IS, "--resume")
    assert set(changed.files.run) == {2}
