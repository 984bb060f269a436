"""Metadata that libsndfile does not know is kept, too: RIFF chunks and any comments. Otherwise a row has a warning."""

import shutil
import struct
import subprocess

import numpy
import pytest
import soundfile
import xxhash

from carrying import FRAMES, SAMPLES, convert, put
from chunks import bext, chunk, cue, info, one, walk, wave
from messages import words
from sounds import sine

CHUNKS = {b"guan": b"GUANO|Version:1.0\nMake:x", b"wamd": b"\0\1\2", b"iXML": b"<BWFXML/>" * 9000, b"axml": b"<a/>",
          b"chna": bytes(40), b"id3 ": b"ID3\4\0\0\0\0\0\0", b"_PMX": b"<xmp/>", b"xyz1": bytes(range(255))}
FILLERS = [chunk(b"JUNK", bytes(28)), chunk(b"PAD ", bytes(4)), chunk(b"FLLR", bytes(9))]
COMMENTS = ["SPEAKER=ann", "REPLAYGAIN_TRACK_GAIN=-3.20 dB", "R128_TRACK_GAIN=-12", "SPEAKER=bob", "Dialect=Tübinger"]


def riff_is_whole(path):
    """Whether the header has the size of the file."""
    data = path.read_bytes()
    size = struct.unpack("<Q", data[20:28])[0] if data[:4] == b"RF64" else struct.unpack("<I", data[4:8])[0]
    return size + 8 == len(data) and len(data) % 2 == 0


def comments_of(path):
    """All comments of a FLAC or Ogg file in their order, of its first packets or blocks."""
    data = path.read_bytes()
    if data[:4] == b"OggS":
        packet, at = b"", 0
        while not packet.endswith(b"!") and at < len(data):
            count = data[at + 26]
            body = data[at + 27 + count:at + 27 + count + sum(data[at + 27:at + 27 + count])]
            packet += b"" if data[at + 5] & 2 else body
            at += 27 + count + len(body)
            packet += b"!" if len(packet) > 100_000 else b""
        at = 8 if packet.startswith(b"OpusTags") else 7
    else:
        packet, at = data, 4
        while data[at] & 0x7F != 4:
            at += 4 + int.from_bytes(data[at + 1:at + 4], "big")
        at += 4
    at += 4 + struct.unpack("<I", packet[at:at + 4])[0]
    (count,), found = struct.unpack("<I", packet[at:at + 4]), []
    at += 4
    for _ in range(count):
        (size,) = struct.unpack("<I", packet[at:at + 4])
        found.append(packet[at + 4:at + 4 + size].decode())
        at += 4 + size
    return found


def flac(path, comments=(), blocks=b"", texts=()):
    """A FLAC file with these comments, and blocks of metadata after them, made without a library for comments."""
    with soundfile.SoundFile(str(path), "w", 8000, 1, "PCM_16") as file:
        for key, text in texts:
            setattr(file, key, text)
        file.write(sine(FRAMES, rate=8000))
    data = path.read_bytes()
    at = 4 + 38
    assert data[at] & 0x7F == 4
    end = at + 4 + int.from_bytes(data[at + 1:at + 4], "big")
    all_comments = comments_of(path) + list(comments)
    content = struct.pack("<I", 4) + b"test" + struct.pack("<I", len(all_comments))
    content += b"".join(struct.pack("<I", len(each.encode())) + each.encode() for each in all_comments)
    is_last = data[at] & 0x80 and not blocks
    block = bytes([4 | (0x80 if is_last else 0)]) + len(content).to_bytes(3, "big") + content
    path.write_bytes(data[:at] + block + blocks + data[end:])


def convert_again(work, output):
    """Path and row after converting an output to FLAC."""
    name = shutil.copy(output, work / f"again{output.suffix}").name
    return convert(work, name, "--format", "flac", report="again.h5")


def block(kind, content):
    """A block of FLAC's metadata, the last one."""
    return bytes([kind | 0x80]) + len(content).to_bytes(3, "big") + content


def probed(path):
    """Names, in lower case, and texts that ffprobe finds."""
    heard = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format_tags:stream_tags", "-of", "flat", str(path)],
                           check=True, timeout=30, capture_output=True, text=True)
    assert heard.stderr == ""
    pairs = (line.split(".tags.", 1)[1].split("=", 1) for line in heard.stdout.splitlines())
    return {name.lower(): text.strip('"') for name, text in pairs}


@pytest.mark.parametrize("name", ["wav", "wavex", "rf64"])
@pytest.mark.parametrize("before", [True, False], ids=["before the samples", "behind them"])
def test_chunks_are_copied_byte_for_byte(work, before, name):
    put(work, "a.wav", *FILLERS, *(chunk(*each) for each in CHUNKS.items()), info(INAM="T"), before=before)
    output, row = convert(work, "a.wav", "--format", name, "--transform", "gaussian_noise:stddev=0")
    assert row.warning == "" and riff_is_whole(output)
    carried = {each: content for each, content in walk(output) if each in CHUNKS}
    assert carried == CHUNKS
    assert numpy.array_equal(soundfile.read(str(output), dtype="int16")[0], SAMPLES)
    assert not {b"PAD ", b"FLLR"} & {each for each, _ in walk(output)}


@pytest.mark.parametrize("name", ["flac", "caf", "mp3", "w64", "ogg"])
def test_other_containers_warn_of_dropped_chunks(work, name):
    put(work, "a.wav", *FILLERS, *(chunk(*each) for each in CHUNKS.items()))
    _, row = convert(work, "a.wav", "--format", name)
    assert {"guan", "wamd", "iXML", "axml", "chna", "id3", "_PMX", "xyz1"} <= words(row.warning)
    assert not {"JUNK", "PAD", "FLLR", "fmt", "data"} & words(row.warning)


def test_a_segment_drops_chunks_that_may_contain_times(work):
    put(work, "a.wav", *(chunk(*each) for each in CHUNKS.items()))
    (work / "m.jsonl").write_text('{"audio_filepath": "a.wav", "offset": 0.1, "duration": 0.2}\n')
    run = work.etl("--manifest", "m.jsonl", "--output-dir", "out", "--suffix=", report="r.h5")
    row = run.row("a.wav")
    assert {"guan", "wamd", "iXML"} <= words(row.warning)
    assert {each for each, _ in walk(work / row.output) if each in CHUNKS} == {b"id3 ", b"_PMX"}


def test_samples_of_odd_size_before_chunks(work):
    soundfile.write(str(work / "b.wav"), sine(4001), 8000, "PCM_U8")
    data = (work / "b.wav").read_bytes() + chunk(b"guan", b"odd")
    (work / "b.wav").write_bytes(data[:4] + struct.pack("<I", len(data) - 8) + data[8:])
    output, row = convert(work, "b.wav", "--transform", "gaussian_noise:stddev=0")
    assert row.warning == "" and one(output, b"guan") == b"odd" and riff_is_whole(output)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["wav", "rf64"])
def test_a_large_file_has_chunks_too_and_the_report_knows_its_bytes(work, name):
    samples = numpy.arange(3_000_000, dtype=numpy.int64) % 60_000 - 30_000
    (work / "a.wav").write_bytes(wave(chunk(b"axml", b"x" * 1_500_001), bext(b"d", b"o", 5, b"h"), samples=samples))
    output, row = convert(work, "a.wav", "--format", name, "--transform", "gaussian_noise:stddev=0")
    assert row.warning == "" and one(output, b"axml") == b"x" * 1_500_001 and riff_is_whole(output)
    assert row.digest == xxhash.xxh3_128_hexdigest(output.read_bytes())


def test_chunks_of_many_megabytes_are_dropped_with_a_warning(work):
    put(work, "a.wav", chunk(b"axml", bytes(9 << 20)), chunk(b"guan", b"x"))
    output, row = convert(work, "a.wav", "--transform", "gaussian_noise:stddev=0")
    assert "axml" in words(row.warning) and one(output, b"guan") == b"x"


def test_texts_and_labels_of_lists(work):
    label = chunk(b"LIST", b"adtl" + chunk(b"labl", struct.pack("<I", 1) + b"here\0"))
    put(work, "a.wav", cue(5), label, info(INAM="T", IENG="someone"))
    output, row = convert(work, "a.wav", "--transform", "gaussian_noise:stddev=0")
    assert label[8:] in [content for each, content in walk(output) if each == b"LIST"]
    assert "IENG" in words(row.warning) and not {"INAM", "adtl"} & words(row.warning)


def test_chunks_around_mpeg_audio(work):
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=300:d=0.5:r=44100", "-metadata", "title=T",
                    "-c:a", "libmp3lame", str(work / "a.wav")], check=True, timeout=30)
    output, row = convert(work, "a.wav", "--format", "wav")
    assert row.warning == "" and probed(output)["title"] == "T" and riff_is_whole(output)
    _, row = convert(work, "a.wav", "--format", "flac")
    assert "INFO" in words(row.warning)


@pytest.mark.parametrize("name", ["flac", "ogg", "opus"])
@pytest.mark.parametrize("texts", [(), [("title", "T"), ("artist", "A")], [("software", "s")]],
                         ids=["alone", "with texts", "with the software"])
def test_comments_are_copied(work, name, texts):
    flac(work / "a.flac", COMMENTS, texts=texts)
    output, row = convert(work, "a.flac", "--format", name)
    assert row.warning == "" and comments_of(output)[-len(COMMENTS):] == COMMENTS
    found = probed(output)
    assert found["speaker"] == "ann;bob" and found["dialect"] == "Tübinger"
    assert {key: found[key] for key, _ in texts if key != "software"} == {key: text for key, text in texts if key != "software"}
    again, row = convert_again(work, output)
    assert row.warning == "" and [each for each in comments_of(again) if each in COMMENTS] == COMMENTS


@pytest.mark.parametrize("name", ["wav", "mp3", "aiff"])
def test_other_containers_warn_of_comments(work, name):
    flac(work / "a.flac", COMMENTS + ["ARTIST=a", "ARTIST=b"])
    _, row = convert(work, "a.flac", "--format", name)
    assert {"SPEAKER", "REPLAYGAIN_TRACK_GAIN", "R128_TRACK_GAIN", "Dialect", "ARTIST"} <= words(row.warning)


@pytest.mark.parametrize("name", ["flac", "ogg"])
def test_comments_of_megabytes_span_many_pages(work, name):
    long = "LONG=" + "text" * 300_000
    flac(work / "a.flac", [long, "SPEAKER=ann"])
    output, row = convert(work, "a.flac", "--format", name, "--transform", "gaussian_noise:stddev=0")
    assert row.warning == "" and probed(output)["speaker"] == "ann"
    back, row = convert_again(work, output)
    assert row.warning == "" and {long, "SPEAKER=ann"} <= set(comments_of(back))
    decoded = soundfile.read(str(output))[0]
    assert numpy.abs(decoded - soundfile.read(str(work / "a.flac"))[0]).max() < (0.2 if name == "ogg" else 1e-9)


def test_comments_beyond_the_space_of_opus_give_a_warning(work):
    flac(work / "a.flac", ["LONG=" + "text" * 30_000, "SPEAKER=ann"])
    output, row = convert(work, "a.flac", "--format", "opus")
    assert "LONG" in words(row.warning) and probed(output)["speaker"] == "ann"


def test_a_picture_in_flac_gives_a_warning(work):
    flac(work / "a.flac", ["SPEAKER=ann"], block(6, bytes(32)))
    _, row = convert(work, "a.flac")
    assert "picture" in words(row.warning) and "SPEAKER" not in words(row.warning)


@pytest.mark.parametrize("version", [3, 4])
def test_dropped_frames_of_an_mp3_file_give_a_warning(work, version):
    soundfile.write(str(work / "b.mp3"), sine(FRAMES), 8000, format="MP3")
    body = b""
    for name, content in {b"TIT2": b"\0Title", b"APIC": b"\0image/png\0\3\0" + bytes(300), b"TXXX": b"\0a\0b",
                          b"PRIV": b"x\0y", b"TLEN": b"\0" b"500"}.items():
        size = len(content)
        stored = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) if version == 4 else struct.pack(">I", size)
        body += name + stored + b"\0\0" + content
    head = b"ID3" + bytes([version, 0, 0]) + bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    (work / "a.mp3").write_bytes(head + body + (work / "b.mp3").read_bytes())
    _, row = convert(work, "a.mp3", "--format", "flac")
    assert {"picture", "TXXX", "private"} <= words(row.warning)
    assert not {"TIT2", "TLEN", "title"} & words(row.warning)
