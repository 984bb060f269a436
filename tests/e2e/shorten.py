"""Encodes samples as shorten (version 2), which no program of Debian writes."""

import struct

import numpy

BLOCK_FRAMES = 256
LITTLE_ENDIAN_16_BIT = 5
DIFF0, QUIT, BLOCK_SIZE, VERBATIM = 0, 4, 5, 9  # commands
RESIDUAL_BITS = 11


class BitWriter:
    """Numbers in Rice's code: as many zeros as the value of the high bits, a one, then the low bits."""

    def __init__(self):
        self.bits = []

    def put(self, value, low_bits):
        self.bits += [0] * (value >> low_bits) + [1]
        self.bits += [value >> place & 1 for place in reversed(range(low_bits))]

    def put_long(self, value):
        self.put(value.bit_length(), 2)
        self.put(value, value.bit_length())

    def put_signed(self, value, low_bits):
        self.put(2 * value if value >= 0 else -2 * value - 1, low_bits + 1)

    def done(self):
        self.bits += [0] * (-len(self.bits) % 32)
        return numpy.packbits(self.bits).tobytes()


def encoded(samples, header=b""):
    """One channel of 16-bit integers; `header` is that of the file that is packed."""
    writer = BitWriter()
    for value in (LITTLE_ENDIAN_16_BIT, 1, BLOCK_FRAMES, 0, 0, 0):
        writer.put_long(value)
    if header:
        writer.put(VERBATIM, 2)
        writer.put(len(header), 5)
        for byte in header:
            writer.put(byte, 8)
    for first in range(0, len(samples), BLOCK_FRAMES):
        block = samples[first:first + BLOCK_FRAMES]
        if len(block) < BLOCK_FRAMES:
            writer.put(BLOCK_SIZE, 2)
            writer.put_long(len(block))
        writer.put(DIFF0, 2)
        writer.put(RESIDUAL_BITS, 3)
        for sample in block:
            writer.put_signed(int(sample), RESIDUAL_BITS)
    writer.put(QUIT, 2)
    return b"ajkg\x02" + writer.done()


def wav_header(frames, rate):
    """That of a WAV file of one channel and 16 bits."""
    return struct.pack("<4sI8sIHHIIHH4sI", b"RIFF", 36 + 2 * frames, b"WAVEfmt ", 16, 1, 1, rate, 2 * rate, 2, 16, b"data",
                       2 * frames)


def sphere(samples, rate):
    """NIST's file with the samples as shorten, as LDC's corpora have them."""
    lines = ["NIST_1A", "   1024", f"sample_count -i {len(samples)}", "sample_n_bytes -i 2", "channel_count -i 1",
             "sample_byte_format -s2 01", f"sample_rate -i {rate}", "sample_coding -s26 pcm,embedded-shorten-v2.00",
             "end_head", ""]
    return "\n".join(lines).encode().ljust(1024) + encoded(samples)
