"""Makes and reads audio files with SciPy and libsndfile's Python module."""

import numpy
import scipy.io.wavfile
import soundfile

RATE = 16000


def silence(frames, channels=1):
    """Zeros as 32-bit float."""
    return numpy.zeros((frames, channels) if channels > 1 else frames, numpy.float32)


def sine(frames, channels=1, amplitude=0.5, rate=RATE):
    """A tone, different on each channel, as 32-bit float."""
    frequency = 220.0 * (1 + numpy.arange(channels))
    wave = amplitude * numpy.sin(2 * numpy.pi * numpy.outer(numpy.arange(frames) / rate, frequency))
    return (wave if channels > 1 else wave[:, 0]).astype(numpy.float32)


def as_pcm16(samples):
    """Floats as 16-bit integers, without dither."""
    return numpy.rint(numpy.clip(samples * 32768.0, -32768, 32767)).astype(numpy.int16)


def lead_nowhere(path):
    """A dangling link: an input that exists but cannot be read; its path."""
    path.symlink_to("nowhere.wav")
    return path


def write_wav(path, samples, rate=RATE):
    """A WAV file with the samples' type, in a folder that is made if missing; its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scipy.io.wavfile.write(str(path), rate, samples)
    return path


def read_wav(path):
    """Samples of a WAV file as SciPy reads them."""
    return scipy.io.wavfile.read(str(path))[1]


def header(path):
    """Format, subtype, rate, channels and frames of any audio file."""
    info = soundfile.info(str(path))
    return info.format, info.subtype, info.samplerate, info.channels, info.frames


def transformed(path, suffix="-transformed"):
    """The default path of the output for `path`."""
    return path.with_name(path.stem + suffix + path.suffix)
