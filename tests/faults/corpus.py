"""Inputs that keep a run busy long enough to be disturbed: small and large files, WAV and FLAC, in folders."""

import soundfile

from e2e_helpers import RATE, as_pcm16, sine, write_wav

LARGE_FRAMES = 300_000
EVERY_LARGE = 7
TRANSFORMS = 150


def frames_of(number, is_tiny):
    """Frames of a file: most have some thousand, each seventh many."""
    if is_tiny:
        return 300 + number * 7919 % 1000
    return 4000 + number * 7919 % 16000 + (LARGE_FRAMES if number % EVERY_LARGE == 3 else 0)


def write_flac(path, samples):
    """A FLAC file, in a folder that is made when missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(str(path), samples, RATE)


def make_inputs(folder, files, is_tiny):
    """Writes `files` good files and, in a separate folder, one that is not audio."""
    for number in range(files):
        samples = sine(frames_of(number, is_tiny), 1 + number % 2)
        name = folder / f"in/speaker {number % 5}/{number % 3}/{number:03}"
        if number % 3 == 0:
            write_wav(name.with_suffix(".wav"), as_pcm16(samples))
        elif number % 3 == 1:
            write_wav(name.with_suffix(".wav"), samples)
        else:
            write_flac(name.with_suffix(".flac"), as_pcm16(samples))
    (folder / "bad").mkdir()
    (folder / "bad/none.wav").write_text("no audio")


def job_file(transforms):
    """A chain of noises; all but one only take time."""
    weak = '[[transform]]\nname = "gaussian_noise"\nstddev = 0.0001\n'
    return ('[output]\nsuffix = ""\n[run]\nseed = 7\nprogress = "none"\n'
            '[[transform]]\nname = "gaussian_noise"\nstddev = 0.1\n' + weak * transforms)
