"""Files that crashed libraries according to public reports: each fails alone at most."""

import struct

import pytest

from handmade import PCM, RATE, chunk, fmt, riff, wavex
from sounds import sine, write_wav

GOOD = 20
HZ_8000 = bytes.fromhex("400bfa00000000000000")  # as IEEE number of 80 bits


def caf(*chunks):
    """A CAF file of these chunks."""
    return b"caff" + struct.pack(">HH", 1, 0) + b"".join(
        name + struct.pack(">q", len(content)) + content for name, content in chunks)


def aiff(frames, bits, rate, channels=1, content=bytes(16)):
    """An AIFF file whose numbers may be absurd; the rate is ten octets."""
    comm = struct.pack(">hIh", channels, frames, bits) + rate
    body = b"AIFF" + chunk(b"COMM", comm, order=">") + chunk(b"SSND", bytes(8) + content, order=">")
    return b"FORM" + struct.pack(">I", len(body)) + body


def two_formats(name):
    """Channels that increase from 1 to 255 after a channel map for one."""
    ds64 = chunk(b"ds64", struct.pack("<QQQI", 1000, 1000, 500, 0)) if name == b"RF64" else b""
    return riff(ds64, wavex(1, 16, 16), wavex(1, 16, 16, channels=255), PCM, name=name)


def block_format(tag, align, per_block, channels=1):
    """ADPCM with a block size that contradicts the number of samples per block."""
    content = struct.pack("<HHIIHH", tag, channels, RATE, RATE, align, 4) + struct.pack("<HH", 2, per_block)
    return riff(chunk(b"fmt ", content), chunk(b"fact", struct.pack("<I", 5000)), chunk(b"data", bytes(4096)))


def midi_dump(frames_word):
    """A MIDI sample dump whose number of words is absurd."""
    header = b"\xf0\x7e\x00\x01" + bytes((0, 0, 16)) + bytes((0x20, 0x10, 0)) + frames_word + bytes(7) + b"\xf7"
    return header + b"\xf0\x7e\x00\x02\x00" + bytes(120) + b"\x00\xf7"


def caf_with_map(channels, labels):
    """A CAF file whose map has more or fewer channels than the file."""
    desc = struct.pack(">d4sIIIII", RATE, b"lpcm", 0, 2 * channels, 1, channels, 16)
    return caf((b"desc", desc), (b"chan", struct.pack(">III", labels, 0, 0)), (b"data", bytes(4 + 64)))


FILES = {
    "two-fmt.wav": two_formats(b"RIFF"),
    "two-fmt.rf64": two_formats(b"RF64"),
    "chan-map-small.caf": caf_with_map(64, 1),
    "chan-map-large.caf": caf_with_map(1, 0x7FFFFFFF),
    "htk-rate.wav": bytes.fromhex("000000000400000400020000"),
    "htk-zero.htk": struct.pack(">iihh", 4, 0, 2, 0) + bytes(8),
    "ima-block.wav": block_format(0x11, 4, 65535),
    "ima-tiny.wav": block_format(0x11, 1, 505, channels=2),
    "ms-block.wav": block_format(0x02, 6, 65535),
    "ms-none.wav": block_format(0x02, 0, 0),
    "sds-none.sds": midi_dump(bytes(3)),
    "sds-many.sds": midi_dump(b"\x7f\x7f\x7f"),
    "aiff-bits.aif": aiff(0xFFFFFFFF, 0, HZ_8000),
    "aiff-rate.aif": aiff(8, 16, bytes(10)),
    "aiff-channels.aif": aiff(8, 16, HZ_8000, channels=0),
    "align-zero.wav": riff(chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, RATE, 0, 0, 0)), PCM),
    "channels-many.wav": riff(fmt(channels=0xFFFF), PCM),
    "au-many.au": b".snd" + struct.pack(">IIIII", 24, 0xFFFFFFFF, 3, RATE, 0x7FFFFFFF) + bytes(64),
    "mat4.mat": struct.pack("<IIIII", 0, 1, 1, 0, 11) + b"samplerate\0" + struct.pack("<d", 1e300) + struct.pack(
        "<IIIII", 0, 0x7FFFFFFF, 0x7FFFFFFF, 0, 9) + b"wavedata\0" + bytes(64),
    "ircam.sf": struct.pack("<IfII", 0x0001A364, float("inf"), 0x7FFFFFFF, 2) + bytes(2000),
    "voc.voc": b"Creative Voice File\x1a" + struct.pack("<HHH", 26, 0x010A, 0x1129) + bytes((9, 12, 0, 0)) + struct.pack(
        "<IBBHI", RATE, 0, 255, 4, 0) + bytes(16),
    "w64.w64": bytes.fromhex("726966662e91cf11a5d628db04c10000") + struct.pack("<q", -1) + bytes.fromhex(
        "77617665f3acd3118cd100c04f8edb8a") + bytes(64),
}


@pytest.mark.parametrize("isolation", ["process", "none"])
def test_reported_files_fail_alone(work, isolation):
    (work / "in").mkdir()
    for name, content in FILES.items():
        (work / "in" / name).write_bytes(content)
    for number in range(GOOD):
        write_wav(work / f"in/good{number}.wav", sine(RATE // 10))
    result = work.run_mpietl("run", "in", "--include", "*", "--output-dir", "out", "--isolation", isolation, threads=2)
    assert result.returncode in (0, 1)
    report = work.report()
    assert len(report.files) == GOOD + len(FILES)
    for row in report.files.itertuples():
        if row.path.startswith("in/good"):
            assert row.status == "done"
        else:
            assert row.status == "done" or row.error
