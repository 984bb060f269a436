"""Ranks that run different builds of the program are refused before they say anything else to each other."""

import re
import shutil
import subprocess

import pytest

from sounds import sine, write_wav
from support import Launch, binary, launcher


def build_id(path):
    """The build id of an executable, in hexadecimal."""
    notes = subprocess.run(["readelf", "-n", path], capture_output=True, text=True, check=True).stdout
    return re.search(r"Build ID: (\w+)", notes)[1]


@pytest.fixture
def programs(work):
    """The program, and a copy that is of another build by its build id."""
    own = bytes.fromhex(build_id(binary()))
    content = binary().read_bytes()
    assert content.count(own) == 1
    for name, changed in (("same", own), ("other", own[:-1] + bytes([own[-1] ^ 1]))):
        (work / name).write_bytes(content.replace(own, changed))
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
    assert len(errors) == 1 and "the ranks run different programs" in errors[0]
    for name in ("same", "other"):
        assert f"build {build_id(programs / name)} {programs / name} on " in errors[0]
    assert programs.tree() == {"a.wav", "same", "other"}


def test_the_same_build_in_two_places_is_one_program(programs):
    assert run_both(programs, "same", "same", "run", "a.wav").returncode == 0
    shutil.copy(programs / "same", programs / "twin")
    assert run_both(programs, "same", "twin", "run", "a.wav").returncode == 0
