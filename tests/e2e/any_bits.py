"""Files of codecs that have no free encoder, whose decoders find audio in random bits."""

import struct

import numpy


def amr(frames, seed=7):
    """An AMR file: any bits are speech of 12.2 kbit/s."""
    dice = numpy.random.default_rng(seed)
    return b"#!AMR\n" + b"".join(b"\x3c" + dice.bytes(31) for _ in range(frames))


def ape(frames):
    """A Monkey's Audio file of stereo with 16 bits: small random bytes hold samples, 1000 a frame and channel."""
    blocks, channels, rate, bits, fast = 1000, 2, 44_100, 16, 1000
    body = bytes(4) + numpy.random.default_rng(5).integers(0, 8, 4_000, dtype="u1").tobytes()
    first = 52 + 24 + 4 * frames
    descriptor = struct.pack("<4sHH7I16x", b"MAC ", 3990, 0, 52, 24, 4 * frames, 0, frames * len(body), 0, 0)
    header = struct.pack("<HHIIIHHI", fast, 32, blocks, blocks, frames, bits, channels, rate)
    offsets = struct.pack(f"<{frames}I", *(first + number * len(body) for number in range(frames)))
    return descriptor + header + offsets + body * frames
