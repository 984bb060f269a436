"""Films with holes in place of their pictures: files of many gigabytes that take no room on the disk."""

import struct

RATE = 8_000  # of the audio: 16-bit mono


def _box(name, *parts):
    """A box of an MP4 file."""
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), name) + body


def _full_box(name, *numbers):
    """A box of version 0 without flags, of numbers of 32 bits."""
    return _box(name, bytes(4), struct.pack(f">{len(numbers)}I", *numbers))


def _track(number, kind, header, entry, ticks, samples, places):
    """A track whose chunks stand at these places; `samples` are those of a chunk: count, size and duration of each."""
    count, size, duration = samples
    everything = len(places) * count
    table = _box(b"stbl", _box(b"stsd", struct.pack(">II", 0, 1), entry), _full_box(b"stts", 1, everything, duration),
                 _full_box(b"stsc", 1, 1, count, 1), _full_box(b"stsz", size, everything),
                 _box(b"co64", struct.pack(f">II{len(places)}Q", 0, len(places), *places)))
    media = _box(b"mdia", _full_box(b"mdhd", 0, 0, ticks, everything * duration, 0x55C4 << 16),
                 _box(b"hdlr", struct.pack(">II4s13x", 0, 0, kind)), _box(b"minf", header, table))
    return _box(b"trak", _box(b"tkhd", struct.pack(">IIIII72x", 3, 0, 0, number, 0)), media)


def write_mp4(path, samples, picture_bytes):
    """An MP4 file: each second of the samples stands behind a picture of so many bytes."""
    seconds, audio_bytes = len(samples) // RATE, 2 * RATE
    start = 16 + 16
    pictures = [start + second * (picture_bytes + audio_bytes) for second in range(seconds)]
    chunks = [place + picture_bytes for place in pictures]
    video = _box(b"mp4v", struct.pack(">6xH16xHHIII34xHh", 1, 64, 48, 72 << 16, 72 << 16, 0, 24, -1))
    audio = _box(b"sowt", struct.pack(">6xH8xHHHHI", 1, 1, 16, 0, 0, RATE << 16))
    with path.open("wb") as file:
        file.write(_box(b"ftyp", b"qt  ", bytes(4)))
        file.write(struct.pack(">I4sQ", 1, b"mdat", 16 + seconds * (picture_bytes + audio_bytes)))
        for second, place in enumerate(chunks):
            file.seek(place)
            file.write(samples[second * RATE:(second + 1) * RATE].astype("<i2").tobytes())
        file.write(_box(b"moov", _full_box(b"mvhd", 0, 0, 1000, 1000 * seconds, *([0] * 20)),
                        _track(1, b"vide", _full_box(b"vmhd", 0, 0), video, 1, (1, picture_bytes, 1), pictures),
                        _track(2, b"soun", _full_box(b"smhd", 0), audio, RATE, (RATE, 2, 1), chunks)))


def _element(name, body):
    """An element of Matroska."""
    return name + struct.pack(">Q", 1 << 56 | len(body)) + body


def _track_entry(number, kind, codec, more):
    """One track of a Matroska file."""
    return _element(b"\xAE", _element(b"\xD7", bytes([number])) + _element(b"\x73\xC5", bytes([number]))
                    + _element(b"\x83", bytes([kind])) + _element(b"\x86", codec) + more)


def write_mkv(path, samples, pictures, picture_bytes):
    """A Matroska file: each second of the samples stands behind pictures of so many bytes."""
    size = _element(b"\xB0", b"\x40") + _element(b"\xBA", b"\x30")
    sound = _element(b"\xB5", struct.pack(">d", RATE)) + _element(b"\x9F", b"\1") + _element(b"\x62\x64", b"\x10")
    block = struct.pack(">BQ", 0xA3, 1 << 56 | (4 + picture_bytes)) + b"\x81\0\0\x80"
    with path.open("wb") as file:
        file.write(_element(b"\x1A\x45\xDF\xA3", _element(b"\x42\x82", b"matroska")))
        file.write(b"\x18\x53\x80\x67\x01" + 7 * b"\xFF")
        file.write(_element(b"\x15\x49\xA9\x66", _element(b"\x2A\xD7\xB1", struct.pack(">I", 1_000_000))))
        file.write(_element(b"\x16\x54\xAE\x6B", _track_entry(1, 1, b"V_MPEG4/ISO/ASP", _element(b"\xE0", size))
                            + _track_entry(2, 2, b"A_PCM/INT/LIT", _element(b"\xE1", sound))))
        for second in range(len(samples) // RATE):
            audio = samples[second * RATE:(second + 1) * RATE].astype("<i2").tobytes()
            time = _element(b"\xE7", struct.pack(">I", 1000 * second))
            last = _element(b"\xA3", b"\x82\0\0\x80" + audio)
            length = len(time) + pictures * (len(block) + picture_bytes) + len(last)
            file.write(b"\x1F\x43\xB6\x75" + struct.pack(">Q", 1 << 56 | length) + time)
            for _ in range(pictures):
                file.write(block)
                file.seek(picture_bytes, 1)
            file.write(last)
