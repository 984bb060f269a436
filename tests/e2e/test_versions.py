"""`mpietl --version`: versions of the program and its libraries, and the processor's instructions."""

import re

import h5py
import pytest
import soundfile

from sounds import sine, write_wav

# What each library's version looks like.
LINES = {"MPI": r"(Open MPI|MPICH).* v?\d+\.\d+.*", "OpenMP": r"20\d{4}, lib\S+", "HDF5": r"\d+\.\d+\.\d+",
         "libsndfile": r"\d+\.\d+\.\d+ with .*FLAC.*", "FFmpeg": r"\d+\.\d+.*", "libmpg123": r"libmpg123\.so\S*",
         "libogg": r"libogg\.so\S*", "xxHash": r"\d+\.\d+\.\d+",
         "Highway": r"\d+\.\d+\.\d+", "toml++": r"\d+\.\d+\.\d+", "JSON": r"\d+\.\d+\.\d+", "CLI11": r"\d+\.\d+\.\d+",
         "instructions": r"\w+, of( \w+)+", "compiler": r"(GNU|Clang) \d+\.\d+\.\d+", "build": r"\w+"}


@pytest.fixture(name="lines")
def versions(work):
    """The first line, and the others by name."""
    first, *others = work.run_mpietl("--version").expect(0).lines
    return first, dict(re.fullmatch(r"(\S+) +(\S.*)", line).groups() for line in others)


def test_all_libraries_have_a_version(lines):
    first, versions_by_name = lines
    assert re.fullmatch(r"mpietl \d+\.\d+\.\d+", first)
    assert list(versions_by_name) == list(LINES)
    for name, pattern in LINES.items():
        assert re.fullmatch(pattern, versions_by_name[name]), f"{name}: {versions_by_name[name]}"


def test_versions_match_the_libraries(work, lines):
    write_wav(work / "a.wav", sine(100))
    attributes = work.etl("a.wav").attributes
    assert lines[1]["MPI"] == attributes["mpi_library"]
    assert lines[1]["HDF5"] == attributes["hdf5_version"] == h5py.version.hdf5_version
    assert lines[1]["libsndfile"].split()[0] == soundfile.__libsndfile_version__


def test_instructions_in_use_are_among_those_compiled(lines):
    in_use, _, compiled = lines[1]["instructions"].partition(", of ")
    assert in_use in compiled.split()


def test_ranks_print_it_once(work):
    alone = work.run_mpietl("--version").expect(0).stdout
    assert work.run_mpietl("--version", ranks=4).expect(0).stdout == alone
