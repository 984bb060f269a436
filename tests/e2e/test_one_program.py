"""Ranks with different builds of the program are refused before they exchange other messages."""

import re
import shutil
import subprocess

import pytest

from sounds import sine, write_wav
from support import NOISE, Launch, binary, is_open_mpi_5, launcher

pytestmark = pytest.mark.skipif(is_open_mpi_5(), reason="mpirun of Open MPI 5 crashes with two programs")


@pytest.fixture
def programs(work):
    """Copies of the program, one of them a byte longer."""
    content = binary().read_bytes()
    for name, more in (("same", b""), ("other", b"x")):
        (work / name).write_bytes(content + more)
        shutil.copymode(binary(), work / name)
    write_wav(work / "a.wav", sine(1000))
    return work


def run_both(work, first, second, *words):
    """Result of a rank of each program."""
    command = [*launcher(), "-n", "1", work / first, *words, ":", "-n", "1", work / second, *words]
    env = Launch((), ranks=2).environment(work.session_folder)
    return subprocess.run(command, cwd=work.folder, env=env, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("words", [("run", "a.wav"), ("verify", "a.wav"), ("generate",), ("bench", "a.wav")])
def test_ranks_of_different_builds_are_refused(programs, words):
    result = run_both(programs, "same", "other", *words)
    assert result.returncode == 2
    errors = [line for line in result.stderr.splitlines() if line.startswith("mpietl: ")]
    assert len(errors) == 1
    builds = [re.search(rf"([0-9a-f]{{32}}) {programs / name} ", errors[0]) for name in ("same", "other")]
    assert all(builds), errors[0]
    assert builds[0][1] != builds[1][1]
    assert programs.tree() == {"a.wav", "same", "other"}


def test_ranks_with_different_words_are_refused(programs):
    start = [*launcher(), "-n", "1", programs / "same", "run", "a.wav", ":", "-n", "1", programs / "same", "run", "b.wav"]
    env = Launch((), ranks=2).environment(programs.session_folder)
    result = subprocess.run(start, cwd=programs.folder, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 2
    errors = [line for line in result.stderr.splitlines() if line.startswith("mpietl: ")]
    assert len(errors) == 1
    assert "run a.wav" in errors[0] and "run b.wav" in errors[0]
    assert programs.tree() == {"a.wav", "same", "other"}


def test_the_same_build_in_two_places_is_one_program(programs):
    assert run_both(programs, "same", "same", "run", "a.wav", *NOISE).returncode == 0
    shutil.copy(programs / "same", programs / "twin")
    assert run_both(programs, "same", "twin", "run", "a.wav", *NOISE).returncode == 0
