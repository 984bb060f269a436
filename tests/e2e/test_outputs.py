"""Outputs appear complete or not at all, in the right place, and nothing else changes."""

import errno
import os
import resource
import signal

import pytest

from faulty_calls import faults
from messages import why
from sounds import read_wav, silence, sine, transformed, write_wav
from support import stop, without_override

FRAMES = 10_000
TREE = ["a.wav", "deep/a.wav", "deep/er/b.wav"]


@pytest.fixture
def folder(work):
    """A Workspace with a small tree of inputs below `in`."""
    for name in TREE:
        write_wav(work / "in" / name, sine(FRAMES))
    return work


def outputs(suffix="-transformed"):
    """Names of the outputs of TREE."""
    return {name.replace(".wav", suffix + ".wav") for name in TREE}


def test_outputs_are_beside_the_inputs_and_nothing_else_is_left(folder):
    folder.etl("in", ranks=2)
    assert folder.tree("in") == set(TREE) | outputs()
    assert folder.tree() == {f"in/{name}" for name in set(TREE) | outputs()} | {"mpietl-report.h5"}


def test_inputs_are_untouched(folder):
    before = {name: ((folder / "in" / name).read_bytes(), (folder / "in" / name).stat()) for name in TREE}
    folder.etl("in")
    for name, (data, status) in before.items():
        now = (folder / "in" / name).stat()
        assert (folder / "in" / name).read_bytes() == data
        assert (now.st_mtime_ns, now.st_ino, now.st_mode) == (status.st_mtime_ns, status.st_ino, status.st_mode)


@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077], ids=oct)
def test_mode_follows_the_umask(folder, mask):
    folder.etl("in", "--output-dir", "out", umask=mask)
    for path in [folder / "out" / name for name in outputs()] + [folder / "mpietl-report.h5"]:
        assert path.stat().st_mode & 0o777 == 0o666 & ~mask


def test_second_run_does_not_take_the_outputs(folder):
    first = folder.etl("in").digests()
    assert folder.etl("in", ranks=2).digests() == first
    assert folder.tree("in") == set(TREE) | outputs()


def test_files_with_the_suffix_are_inputs_without_output(folder):
    folder.etl("in")
    report = folder.etl("in", "--output-dir", "out")
    assert len(report.files) == 2 * len(TREE)
    assert folder.tree("out") == outputs() | outputs("-transformed-transformed")


@pytest.mark.parametrize("target", ["out", "out/of/here", "in/inside"])
def test_output_folder_mirrors_the_tree(folder, target):
    report = folder.etl("in", "--output-dir", target, ranks=2)
    assert folder.tree(target) == outputs()
    assert set(report.files.output) == {f"{target}/{name}" for name in outputs()}
    assert folder.etl("in", "--output-dir", target).digests() == report.digests()


def test_explicit_files_go_into_the_output_folder(folder):
    folder.etl("in/a.wav", "in/deep/er/b.wav", "--output-dir", "out")
    assert folder.tree("out") == {"a-transformed.wav", "deep/er/b-transformed.wav"}


@pytest.mark.parametrize("suffix", ["_noisy", "-übung", ".x"])
def test_suffix(folder, suffix):
    folder.etl("in", "--suffix", suffix)
    assert folder.tree("in") == set(TREE) | outputs(suffix)


def test_no_suffix_in_another_folder(folder):
    folder.etl("in", "--suffix", "", "--output-dir", "out")
    assert folder.tree("out") == set(TREE)


def test_link_in_the_place_of_an_output_is_not_followed(folder):
    (folder / "precious.txt").write_text("precious")
    transformed(folder / "in/a.wav").symlink_to(folder / "precious.txt")
    folder.etl("in")
    assert (folder / "precious.txt").read_text() == "precious"
    assert not transformed(folder / "in/a.wav").is_symlink()
    assert len(read_wav(transformed(folder / "in/a.wav"))) == FRAMES


def test_a_hard_link_to_an_old_output_keeps_the_old_bytes(folder):
    folder.etl("in", "--seed", "1")
    output = transformed(folder / "in/a.wav")
    old = output.read_bytes()
    os.link(output, folder / "second-name.wav")
    folder.etl("in", "--seed", "2")
    assert (folder / "second-name.wav").read_bytes() == old != output.read_bytes()


def test_folder_in_the_place_of_an_output(folder):
    transformed(folder / "in/a.wav").mkdir()
    report = folder.etl("in", expect=1)
    assert report.row("in/a.wav").status == "failed" and report.row("in/a.wav").error
    assert folder.tree("in") == set(TREE) | outputs() - {"a-transformed.wav"}


def test_folder_that_may_not_be_written(folder):
    (folder / "in/deep").chmod(0o555)
    result = folder.run_mpietl("run", "in", prefix=without_override())
    (folder / "in/deep").chmod(0o755)
    result.expect(1)
    assert why(errno.EACCES) in folder.report().row("in/deep/a.wav").error
    assert folder.report().row("in/a.wav").status == "done"
    assert folder.tree("in/deep") == {"a.wav", "er/b.wav", "er/b-transformed.wav"}


def forbid_large_files():
    """Makes the system refuse to write beyond 16 MB into any file, as a full disk would."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16_000_000, 16_000_000))


def test_write_that_fails_leaves_no_part(folder):
    write_wav(folder / "in/big.wav", silence(5_000_000))
    report = folder.etl("in", expect=75, preexec_fn=forbid_large_files, restore_signals=False)
    row = report.row("in/big.wav")
    assert row.status == "skipped" and why(errno.EFBIG) in row.error
    assert folder.tree("in") == set(TREE) | {"big.wav"} | outputs()


@pytest.mark.parametrize("ranks", [None, 2])
def test_killed_job_leaves_no_half_written_output(work, gate, ranks):
    frames, count = 10_000, 8
    for index in range(count):
        write_wav(work / "in" / f"{index}.wav", silence(frames))
    process = work.start("run", "in", "--output-dir", "out", ranks=ranks, threads=1,
                         env=faults(gate.behind_outputs(2)))
    gate.wait()
    (process.kill if ranks is None else lambda: stop(process))()
    process.communicate()
    finished = list((work / "out").glob("?-transformed.wav"))
    assert 2 <= len(finished) < count
    assert all(len(read_wav(path)) == frames for path in finished)
    work.etl("in", "--output-dir", "out")
    assert {f"{index}-transformed.wav" for index in range(count)} <= work.tree("out")


def test_interrupted_program_does_not_hang(work, gate):
    write_wav(work / "a.wav", silence(5_000_000))
    process = work.start("run", "a.wav", threads=1, env=faults(gate.inside("*a.wav", then_seconds=0.2)))
    gate.wait()
    process.send_signal(signal.SIGTERM)
    gate.open()
    process.communicate(timeout=10)
    assert process.returncode not in (0, 1)
    assert not (work / "a-transformed.wav").exists()
