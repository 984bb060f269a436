"""Outputs keep the metadata that their format supports."""

import shutil
import struct
import subprocess

import numpy
import pytest
import soundfile

from carrying import FRAMES, SAMPLES, convert, put
from chunks import bext, cart, chunk, cue, info, info_list, one, smpl, walk, wave
from messages import words
from sounds import sine

TEXTS = {"title": "A title", "artist": "Someone", "comment": "No comment", "date": "2026", "album": "Noise",
         "copyright": "Nobody", "tracknumber": "7", "genre": "Speech", "license": "CC0"}
HISTORY = b"A=PCM,F=8000,W=16,M=mono,T=tape\r\n"
BEXT = bext(b"a description", b"the originator", 123_456_789_012, HISTORY)
CART = cart(b"a cut", b"spoken text")
HELD = {"wav": set(TEXTS) - {"license"}, "wavex": set(TEXTS) - {"license"}, "rf64": set(TEXTS) - {"license"},
        "aiff": {"title", "artist", "comment", "copyright"}, "caf": set(TEXTS), "flac": set(TEXTS),
        "ogg": set(TEXTS), "opus": set(TEXTS),
        "mp3": {"title", "artist", "comment", "date", "album", "tracknumber", "genre"}, "w64": set(), "au": set()}


def texts_of(path):
    """Texts that libsndfile finds in a file."""
    return {key: text for key, text in soundfile.SoundFile(str(path)).copy_metadata().items() if key != "software"}


@pytest.fixture
def tagged(work):
    """A workspace with a FLAC file that has all texts."""
    with soundfile.SoundFile(str(work / "a.flac"), "w", 8000, 1, "PCM_16") as file:
        for key, text in TEXTS.items():
            setattr(file, key, text)
        file.write(sine(FRAMES, rate=8000))
    return work


@pytest.mark.parametrize("name", HELD)
def test_texts_are_kept_in_formats_that_support_them(tagged, name):
    output, row = convert(tagged, "a.flac", "--format", name)
    assert texts_of(output) == {key: TEXTS[key] for key in HELD[name]}
    names = {"track" if key == "tracknumber" else key: key for key in TEXTS}
    assert {names[word] for word in words(row.warning) & set(names)} == set(TEXTS) - HELD[name]


def test_texts_are_in_the_chunks_of_their_names(tagged):
    output, _ = convert(tagged, "a.flac", "--format", "wav")
    assert info_list(output) == {"INAM": "A title", "IART": "Someone", "ICMT": "No comment", "ICRD": "2026",
                                 "IPRD": "Noise", "ICOP": "Nobody", "ITRK": "7", "IGNR": "Speech"}


@pytest.mark.parametrize("before", [True, False], ids=["before the samples", "behind them"])
def test_list_info_of_a_wav_file(work, before):
    put(work, "a.wav", info(INAM="Title", IART="Me"), before=before)
    output, row = convert(work, "a.wav")
    assert info_list(output) == {"INAM": "Title", "IART": "Me"} and row.warning == ""


def test_software_is_kept_and_the_library_adds_its_name(work):
    put(work, "a.wav", info(ISFT="My recorder 2"))
    output, _ = convert(work, "a.wav")
    assert info_list(output)["ISFT"] == f"My recorder 2 (libsndfile-{soundfile.__libsndfile_version__})"
    shutil.copy(output, work / "b.wav")
    assert info_list(convert(work, "b.wav")[0]) == info_list(output)


@pytest.mark.parametrize("name", ["flac", "ogg", "opus", "caf"])
def test_texts_that_are_not_utf8_are_converted(work, name):
    put(work, "a.wav", info(INAM=b"caf\xe9\0", IART=b"\xef\xbf\xbf\0"))
    output, _ = convert(work, "a.wav", "--format", name)
    assert soundfile.SoundFile(str(output)).title == "café"
    assert "café".encode() in output.read_bytes()


@pytest.mark.parametrize("name", ["same", "rf64", "wavex"])
def test_broadcast_extension(work, name):
    put(work, "a.wav", BEXT)
    output, row = convert(work, "a.wav", "--format", name)
    before, after = one(work / "a.wav", b"bext"), one(output, b"bext")
    assert row.warning == ""
    assert after[:346] == before[:346]
    assert struct.unpack("<H", after[346:348]) == (2,)
    assert after[348:412] == before[348:412]
    # Version 1 has no loudness: not 0 dB, but unknown.
    assert struct.unpack("<5h", after[412:422]) == (0x7FFF,) * 5
    added = f"A=PCM,F=8000,W=16,M=mono,T=libsndfile-{soundfile.__libsndfile_version__}\r\n"
    assert after[602:].rstrip(b"\0") == HISTORY + added.encode()


@pytest.mark.parametrize("name", ["same", "rf64", "wavex"])
def test_cart(work, name):
    put(work, "a.wav", CART)
    output, row = convert(work, "a.wav", "--format", name)
    assert one(output, b"cart").rstrip(b"\0") == one(work / "a.wav", b"cart") and row.warning == ""


@pytest.mark.parametrize("name", ["same", "rf64", "wavex"])
def test_cues_of_wav(work, name):
    put(work, "a.wav", cue(0, 17, 3999))
    output, _ = convert(work, "a.wav", "--format", name)
    assert one(output, b"cue ") == one(work / "a.wav", b"cue ")


def test_cues_become_marks_of_aiff_and_back(work):
    put(work, "a.wav", cue(5, 1000))
    output, _ = convert(work, "a.wav", "--format", "aiff")
    marks = one(output, b"MARK")
    assert struct.unpack(">H", marks[:2]) == (2,)
    assert struct.unpack(">HI", marks[2:8]) == (1, 5) and struct.unpack(">HI", marks[10:16]) == (2, 1000)
    back, _ = convert(work, "out/a.aiff", "--format", "wav")
    points = one(back, b"cue ")
    assert [struct.unpack("<I", points[4 + 24 * i + 20:4 + 24 * i + 24])[0] for i in range(2)] == [5, 1000]


def test_instrument_and_loops(work):
    put(work, "a.wav", smpl(60, (10, 99), (200, 3000)))
    output, row = convert(work, "a.wav")
    assert one(output, b"smpl") == one(work / "a.wav", b"smpl") and row.warning == ""
    _, row = convert(work, "a.wav", "--format", "aiff")
    assert "instrument" in words(row.warning)


def test_all_of_it_at_once(work):
    put(work, "a.wav", info(INAM="T"), BEXT, CART, cue(1, 2), smpl(64, (0, 9)))
    output, row = convert(work, "a.wav", "--transform", "gaussian_noise:stddev=0")
    names = [name for name, _ in walk(output)]
    assert {b"LIST", b"bext", b"cart", b"cue ", b"smpl", b"fmt ", b"data"} == set(names) and row.warning == ""
    assert numpy.array_equal(soundfile.read(str(output), dtype="int16")[0], SAMPLES)


@pytest.mark.parametrize("name, subtype", [("wavex", "PCM_24"), ("rf64", "FLOAT"), ("caf", "PCM_16"), ("aiff", "PCM_16")])
def test_positions_of_channels(work, name, subtype):
    samples = sine(FRAMES, 6, 0.1)
    soundfile.write(str(work / "a.wav"), samples, 48000, subtype, format="WAVEX")
    raw = bytearray((work / "a.wav").read_bytes())
    at = raw.index(b"fmt ") + 8 + 20
    mask = 0x3F if name != "wavex" else 0x60F  # 5.1, with other surrounds
    raw[at:at + 4] = struct.pack("<I", mask)
    (work / "a.wav").write_bytes(raw)
    output, row = convert(work, "a.wav", "--format", name)
    assert row.warning == ""
    if name in ("wavex", "rf64"):
        assert struct.unpack("<I", one(output, b"fmt ")[20:24]) == (mask,)
    (work / "b").write_bytes(output.read_bytes())
    back, _ = convert(work, "b", "--format", "wavex")
    assert struct.unpack("<I", one(back, b"fmt ")[20:24]) == (mask,)


@pytest.mark.parametrize("name", ["flac", "ogg", "aiff"])
def test_sox_reads_its_own_comment_again(work, name):
    if not shutil.which("sox"):
        pytest.skip("needs sox")
    subprocess.run(["sox", "-n", "-r", "8000", "-b", "16", "--comment", "Comment=by sox", str(work / "a.flac"), "synth",
                    "0.1", "sine", "300"], check=True, timeout=30)
    output, _ = convert(work, "a.flac", "--format", name)
    heard = subprocess.run(["soxi", "-a", str(output)], check=True, timeout=30, capture_output=True, text=True)
    assert "by sox" in heard.stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", ["wav", "rf64", "aiff", "caf", "flac", "ogg", "opus", "mp3"])
def test_same_bytes_twice_and_the_report_knows_them(work, name):
    put(work, "a.wav", info(INAM="Title", ISFT="x"), BEXT, CART, cue(1, 2), smpl(64, (0, 9)))
    first, row = convert(work, "a.wav", "--format", name)
    kept = first.read_bytes()
    second, again = convert(work, "a.wav", "--format", name)
    assert second.read_bytes() == kept and row.digest == again.digest
    heard = subprocess.run(["xxhsum", "-H2", str(second)], timeout=30, capture_output=True, text=True) \
        if shutil.which("xxhsum") else None
    assert heard is None or row.digest in heard.stdout


@pytest.mark.slow
@pytest.mark.parametrize("subtype", ["pcm_16", "float"])
def test_a_large_file_has_metadata_too(work, subtype):
    samples = numpy.arange(3_000_000, dtype=numpy.int64) % 60_000 - 30_000
    (work / "a.wav").write_bytes(wave(info(INAM="Long"), BEXT, cue(7, 2_999_999), samples=samples))
    output, row = convert(work, "a.wav", "--subtype", subtype, "--transform", "gaussian_noise:stddev=0")
    assert row.warning == "" and info_list(output) == {"INAM": "Long"} and one(output, b"cue ")[4:8] == b"\1\0\0\0"
    assert numpy.array_equal(soundfile.read(str(output), dtype="float64")[0] * 32768, samples)


DAMAGED = {
    "an absurd cue count": chunk(b"cue ", struct.pack("<I", 0xFFFFFFF0) + b"\1" * 24),
    "an absurd loop count": chunk(b"smpl", struct.pack("<9I", 0, 0, 0, 60, 0, 0, 0, 0xFFFFFF, 0) + b"\1" * 24),
    "a short bext": chunk(b"bext", b"x" * 100),
    "a bext without an end of its history": bext(b"d" * 256, b"o" * 32, 2**64 - 1, b"x" * 15_000),
    "a short cart": chunk(b"cart", b"0101"),
    "texts of noise": info(INAM=bytes(range(1, 256)), IART=b"\xff" * 3000, ICMT=b"\xef\xbf\xbe\0"),
    "a LIST that ends early": chunk(b"LIST", b"INFOINAM\xff\xff\0\0abc"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["wav", "wavex", "rf64", "aiff", "caf", "flac", "ogg", "mp3"])
@pytest.mark.parametrize("damage", DAMAGED)
def test_damage_does_no_harm_to_the_samples(work, damage, name):
    put(work, "a.wav", DAMAGED[damage])
    output, _ = convert(work, "a.wav", "--format", name, "--transform", "gaussian_noise:stddev=0")
    after = soundfile.read(str(output), dtype="float64")[0]
    if name in ("ogg", "mp3"):
        assert abs(len(after) - FRAMES) < 3000
    else:
        assert numpy.array_equal(after * 32768, SAMPLES)


def test_cues_beyond_the_end_of_the_file(work):
    put(work, "a.wav", chunk(b"cue ", struct.pack("<I", 2000) + b"\1" * 48), before=False)
    output, _ = convert(work, "a.wav", "--transform", "gaussian_noise:stddev=0")
    assert numpy.array_equal(soundfile.read(str(output), dtype="int16")[0], SAMPLES)


def test_more_than_a_header_holds_is_dropped_with_a_warning(work):
    put(work, "a.wav", cue(*range(2400)), info(INAM="T"))
    output, row = convert(work, "a.wav", "--transform", "gaussian_noise:stddev=0")
    assert "cues" in words(row.warning) and info_list(output) == {"INAM": "T"}
    assert numpy.array_equal(soundfile.read(str(output), dtype="int16")[0], SAMPLES)


def test_without_metadata_nothing_is_added(work):
    put(work, "a.wav")
    assert [name for name, _ in walk(convert(work, "a.wav")[0])] == [b"fmt ", b"data"]
