"""Thousands of damaged audio files, the same for the same seed."""

import io
import random

import numpy
import soundfile

FORMATS = [("WAV", "PCM_16"), ("WAV", "FLOAT"), ("WAV", "PCM_24"), ("WAV", "IMA_ADPCM"), ("WAV", "GSM610"),
           ("WAVEX", "PCM_32"), ("RF64", "PCM_16"), ("W64", "FLOAT"), ("AIFF", "PCM_16"), ("AIFF", "DOUBLE"),
           ("AU", "PCM_16"), ("AU", "ULAW"), ("CAF", "PCM_24"), ("CAF", "ALAC_16"), ("FLAC", "PCM_16"),
           ("OGG", "VORBIS"), ("OGG", "OPUS"), ("MP3", "MPEG_LAYER_III")]
SIZES = [0, 1, 0x7FFFF000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF]


def originals(samples):
    """Bytes of real files of all formats with these samples."""
    files = []
    for container, subtype in FORMATS:
        file = io.BytesIO()
        soundfile.write(file, samples, 8000, subtype, format=container)
        files.append(file.getvalue())
    return files


def place(data, dice):
    """A random place in the file, mostly in its header."""
    return dice.randrange(min(len(data), dice.choice([48, 128, 4096, len(data)])) or 1)


def flip(data, dice):
    """Flips one to eight bits."""
    for _ in range(dice.randint(1, 8)):
        data[place(data, dice)] ^= 1 << dice.randrange(8)


def cut(data, dice):
    """Removes the end."""
    del data[place(data, dice):]


def put_size(data, dice):
    """Inserts an absurd 4-byte number in either byte order."""
    at = place(data, dice) & ~1
    data[at:at + 4] = dice.choice(SIZES).to_bytes(4, dice.choice(["little", "big"]))


def overwrite(data, dice):
    """Overwrites a range with zeros or noise."""
    at, length = place(data, dice), dice.randint(1, 256)
    data[at:at + length] = bytes(length) if dice.random() < 0.5 else dice.randbytes(length)


def double(data, dice):
    """Copies a range to another place."""
    begin, at = place(data, dice), place(data, dice)
    data[at:at] = data[begin:begin + dice.randint(1, 512)]


def drop(data, dice):
    """Removes a range from the middle."""
    at = place(data, dice)
    del data[at:at + dice.randint(1, 64)]


def write_mutants(folder, count, seed, files, suffix=".wav"):
    """Mutants 0 to count - 1 of this seed, of files in turn, in a folder that is made; their names."""
    folder.mkdir()
    names = []
    for number in range(count):
        dice = random.Random(seed * 1_000_000 + number)
        data = bytearray(files[number % len(files)])
        for _ in range(dice.randint(1, 3)):
            if data:
                dice.choice([flip, cut, put_size, put_size, overwrite, double, drop])(data, dice)
        names.append(f"mutant{number:05}{suffix}")
        (folder / names[-1]).write_bytes(data)
    return names


def noise(frames, seed=1):
    """Samples loud enough that no codec treats them as silence."""
    return (numpy.random.default_rng(seed).standard_normal(frames) * 0.2).clip(-1, 1)
