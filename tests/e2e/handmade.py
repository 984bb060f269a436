"""Audio files written byte by byte: unusual but valid ones with their samples, and broken ones."""

import struct

import numpy

RATE = 8000
SHORTS = numpy.arange(-500, 500, dtype=numpy.int16) * 60
FLOATS = (SHORTS / 32768).astype(numpy.float64)
GUID = bytes.fromhex("000000001000800000aa00389b71")


def chunk(name, content, size=None, order="<"):
    """A chunk of RIFF or AIFF, padded to an even length."""
    length = len(content) if size is None else size
    return name + struct.pack(order + "I", length) + content + bytes(len(content) % 2)


def fmt(tag=1, channels=1, bits=16, rate=RATE, order="<", more=b""):
    """A format chunk."""
    frame = channels * ((bits + 7) // 8)
    return chunk(b"fmt ", struct.pack(order + "HHIIHH", tag, channels & 0xFFFF, rate, rate * frame & 0xFFFFFFFF,
                                      frame & 0xFFFF, bits) + more, order=order)


def wavex(tag, bits, valid, channels=1):
    """A format chunk of WAVE_FORMAT_EXTENSIBLE."""
    return fmt(0xFFFE, channels, bits, more=struct.pack("<HHIH", 22, valid, 0, tag) + GUID)


def riff(*chunks, size=None, name=b"RIFF", order="<"):
    """A WAV file of these chunks."""
    body = b"WAVE" + b"".join(chunks)
    return name + struct.pack(order + "I", len(body) if size is None else size) + body


def aifc(kind, content, frames, bits):
    """An AIFF-C file of one channel at 8000 Hz."""
    rate = bytes.fromhex("400bfa00000000000000")
    comm = struct.pack(">hIh", 1, frames, bits) + rate + kind + b"\0\0"
    body = (b"AIFC" + chunk(b"FVER", bytes.fromhex("a2805140"), order=">") + chunk(b"COMM", comm, order=">")
            + chunk(b"SSND", bytes(8) + content, order=">"))
    return b"FORM" + struct.pack(">I", len(body)) + body


def bytes24(values):
    """Integers of 24 bits, little endian."""
    return b"".join(int(value).to_bytes(3, "little", signed=True) for value in values)


def mulaw(codes):
    """The samples of mu-law codes by G.711, in full scale."""
    inverted = ~codes & 0xFF
    magnitude = ((((inverted & 0x0F) << 3) + 132) << (inverted >> 4 & 7)) - 132
    return numpy.where(inverted & 0x80, -magnitude, magnitude) / 32768


PCM = chunk(b"data", SHORTS.tobytes())
CODES = numpy.arange(256, dtype=numpy.uint8)
WIDE = (numpy.arange(-500, 500, dtype=numpy.int64) * 16000)
MANY = numpy.arange(1024 * 3, dtype=numpy.int16).reshape(3, 1024)


def valid():
    """Bytes and samples, by name, of files that must be readable."""
    files = {
        "plain": (riff(fmt(), PCM), FLOATS),
        "big-endian": (riff(fmt(order=">"), chunk(b"data", SHORTS.astype(">i2").tobytes(), order=">"),
                            name=b"RIFX", order=">"), FLOATS),
        "odd-chunk": (riff(chunk(b"note", b"odd"), fmt(), chunk(b"junk", b"12345"), PCM), FLOATS),
        "chunk-behind": (riff(fmt(), PCM, chunk(b"LIST", b"INFOINAM" + struct.pack("<I", 2) + b"a\0")), FLOATS),
        "24-in-32": (riff(wavex(1, 32, 24), chunk(b"data", (WIDE << 8).astype("<i4").tobytes())), WIDE / 2**23),
        "24": (riff(fmt(bits=24), chunk(b"data", bytes24(WIDE))), WIDE / 2**23),
        "float64": (riff(fmt(3, bits=64), chunk(b"data", FLOATS.tobytes())), FLOATS),
        "mulaw": (riff(fmt(7, bits=8, more=b"\0\0"), chunk(b"data", CODES.tobytes())), mulaw(CODES.astype(int))),
        "sowt": (aifc(b"sowt", SHORTS.tobytes(), len(SHORTS), 16), FLOATS),
        "no-frames": (riff(fmt(), chunk(b"data", b"")), numpy.zeros(0)),
        "1024-channels": (riff(fmt(channels=1024), chunk(b"data", MANY.tobytes())), MANY / 32768),
    }
    for name, size in {"7ffff000": 0x7FFFF000, "ffffffff": 0xFFFFFFFF}.items():
        files["stream-" + name] = (riff(fmt(), chunk(b"data", SHORTS.tobytes(), size), size=size), FLOATS)
        files["riff-" + name] = (riff(fmt(), PCM, size=size), FLOATS)
    files["riff-0"] = (riff(fmt(), PCM, size=0), FLOATS)
    files["stream-0"] = (riff(fmt(), chunk(b"data", SHORTS.tobytes(), 0), size=0), FLOATS)
    return files


def broken():
    """Bytes, by name, of files that must either be processed or fail with a reason."""
    return {
        "empty": b"",
        "data-first": riff(PCM, fmt()),
        "no-data": riff(fmt()),
        "no-format": riff(PCM),
        "0-channels": riff(fmt(channels=0), PCM),
        "65535-channels": riff(fmt(channels=65535), PCM),
        "rate-0": riff(fmt(rate=0), PCM),
        "rate-4294967295": riff(fmt(rate=0xFFFFFFFF), PCM),
        "0-bits": riff(fmt(bits=0), PCM),
        "255-bits": riff(fmt(bits=255), PCM),
        "two-formats": riff(fmt(), fmt(channels=2, bits=24), PCM),
        "two-data": riff(fmt(), PCM, PCM),
        "many-chunks": riff(*[chunk(b"junk", b"")] * 20_000, fmt(), PCM),
        "size-of-size": riff(chunk(b"junk", b"", 0xFFFFFFF8), fmt(), PCM),
        "magic-only": b"RIFF",
        "flac-magic": b"fLaC" + bytes(200),
        "ogg-magic": b"OggS" * 100,
        "sds-too-long": bytes([0xF0, 0x7E, 0, 1, 0, 0, 16, 0x48, 0x35, 1, 127, 127, 127]) + bytes(8),
        "letter": "ä".encode(),
    }
