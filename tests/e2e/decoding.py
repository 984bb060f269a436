"""Decoding by the ffmpeg program, and by the program under test, to samples that can be compared."""

import subprocess

import numpy
import soundfile

EXACT = ["-cpuflags", "0", "-flags", "bitexact"]  # decoders choose no faster, less exact way


def ffmpeg(*arguments, check=True):
    return subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, arguments)], check=check, capture_output=True).stdout


def decoded(path, *options, stream="0:a:0"):
    """Samples of a stream of audio; of several channels, interleaved."""
    return numpy.frombuffer(ffmpeg(*options, "-i", path, "-map", stream, "-f", "f32le", "-", check=False), "<f4")


def written(work, row):
    """Samples of an output, interleaved."""
    return soundfile.read(str(work / row.output), dtype="float32", always_2d=True)[0].ravel()


def convert(work, *words, expect=0, out="out", **start):
    """Report of a run that writes inputs as WAV of floats; words are these, and options."""
    return work.etl(*words, "--output-dir", out, "--format", "wav", "--subtype", "float", "--keep-extension",
                    "--transform", "none", "--suffix", "", expect=expect, report=f"{out}.h5", **start)
