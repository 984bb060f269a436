"""A small corpus that manifests describe, and their lines."""

import json

import pytest

from sounds import sine, write_wav

FRAMES = 8_000
QUIET = ("--transform", "gain:gain_db=0")


@pytest.fixture
def corpus(work):
    """A workspace with two files in separate folders."""
    write_wav(work / "audio/s1/a.wav", sine(FRAMES))
    write_wav(work / "audio/s2/b.wav", sine(2 * FRAMES, channels=2))
    return work


def lines(path):
    """Objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text().splitlines()]
