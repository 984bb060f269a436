"""Audio in films of more than 4 GiB: their pictures are not kept in memory, nor read where they can be passed over."""

import re
from pathlib import Path

import numpy
import pytest

import films
from decoding import convert, decoded, written

SECONDS = 70
MEMORY = "100M"
PICTURES = 64 * 2**20  # bytes in each second


def bytes_read():
    """By this process and those that it has waited for."""
    return int(re.search(r"rchar: (\d+)", Path("/proc/self/io").read_text())[1])


@pytest.fixture
def samples():
    """Speech-like noise."""
    return numpy.random.default_rng(3).integers(-9_000, 9_000, SECONDS * films.RATE).astype("int16")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["film.mov", "film.mkv"])
def test_pictures_are_not_kept_in_memory(work, samples, name):
    if name.endswith("mov"):
        films.write_mp4(work / name, samples, PICTURES)
    else:
        films.write_mkv(work / name, samples, 64, PICTURES // 64)
    size = (work / name).stat().st_size
    assert size > 4 * 2**30
    before = bytes_read()
    row = convert(work, name, "--memory-limit", MEMORY).row(name)
    read = bytes_read() - before
    assert (row.status, row.warning, row.frames) == ("done", "", len(samples))
    assert numpy.array_equal(written(work, row) * 32768, samples)
    assert numpy.array_equal(decoded(work / name) * 32768, samples)
    # An MP4 file has a table of places. Matroska has to be read in turn, the first seconds twice.
    assert read < (2**26 if name.endswith("mov") else 1.2 * size)


@pytest.mark.slow
def test_a_part_of_a_film_is_found_by_its_table(work, samples):
    films.write_mp4(work / "film.mov", samples, PICTURES)
    (work / "parts.csv").write_text("file,start,end,id\nfilm.mov,65,66,late\n")
    before = bytes_read()
    row = convert(work, "--segments", "parts.csv", "--memory-limit", MEMORY).files.iloc[0]
    assert bytes_read() - before < 2**26
    assert numpy.array_equal(written(work, row) * 32768, samples[65 * films.RATE:66 * films.RATE])
