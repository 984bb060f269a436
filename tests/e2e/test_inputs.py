"""Folders: patterns, links, and a listing that ranks share."""

import errno
import re
import shutil
import subprocess

import numpy
import pytest

from messages import DRY_LEFT_OUT, has_all, lines_with, why
from sounds import silence, sine, write_wav
from support import without_override

FRAMES = 400


def test_patterns(work):
    for name in ("a.wav", "b.wave", "skip/c.wav", "deep/d.wav", "deep/old-d.wav"):
        write_wav(work / "in" / name, sine(FRAMES))
    report = work.etl("in", "--include", "*.wav", "--exclude", "skip", "--exclude", "deep/old*", "--output-dir", "out")
    assert list(report.files.path) == ["in/a.wav", "in/deep/d.wav"]


def test_links_to_folders_are_followed_once_and_never_in_a_loop(work):
    write_wav(work / "in/real/a.wav", sine(FRAMES))
    write_wav(work / "other/b.wav", sine(FRAMES))
    for name, target in {"in/loop": ".", "in/again": "real", "in/other": "../other", "in/real/up": ".."}.items():
        (work / name).symlink_to(target)
    report = work.etl("in", "--output-dir", "out", ranks=2)
    assert list(report.files.path) == ["in/other/b.wav", "in/real/a.wav"]


def test_ranks_list_what_one_process_lists(work):
    rng = numpy.random.default_rng(1)
    names = [f"{rng.integers(9)}-{rng.integers(9)}/{rng.integers(99)}/x{n}.wav" for n in range(1500)]
    for name in names:
        path = work / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    write_wav(work / "in/real.wav", silence(FRAMES))
    runs = [work.etl("in", "--output-dir", "out", expect=1, report=f"{ranks}.h5",
                     ranks=ranks) for ranks in (1, 3)]
    paths = [list(run.files.path) for run in runs]
    assert paths[0] == paths[1] == sorted([*(f"in/{name}" for name in names), "in/real.wav"])
    assert list(runs[0].files.error) == list(runs[1].files.error)


def test_a_folder_that_cannot_be_read_is_an_error_on_any_rank(work):
    for n in range(12):
        write_wav(work / f"in/{n:02}/a.wav", silence(FRAMES))
    (work / "in/11").chmod(0)
    try:
        result = work.run_mpietl("run", "in", "--output-dir", "out", ranks=3, prefix=without_override()).expect(2)
    finally:
        (work / "in/11").chmod(0o755)
    assert has_all(result.stderr, "in/11", why(errno.EACCES))
    assert not (work / "out").exists()


def counts(text):
    """Files of each extension in a text such as '120 htk, 3 txt'."""
    return {kind: int(count) for count, kind in re.findall(r"(\d+) ([a-z]\w+)", text)}


def test_a_folder_yields_audio_files(work):
    write_wav(work / "in/a.wav", sine(FRAMES))
    shutil.copy(work / "in/a.wav", work / "in/b.BWF")
    for name in ("c.sph", "d.wv1"):
        subprocess.run(["sox", work / "in/a.wav", "-t", "sph", "-b", "16", work / "in" / name], check=True)
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=1", work / "in/e.mp2"], check=True)
    subprocess.run(["sox", work / "in/a.wav", "-t", "mat5", work / "in/label.mat"], check=True)
    report = work.etl("in", "--output-dir", "out", "--format", "wav")
    assert report.statuses() == {f"in/{name}": "done" for name in ("a.wav", "b.BWF", "c.sph", "d.wv1", "e.mp2")}
    report = work.etl("in", "--include", "*.mat", "--output-dir", "out", "--format", "wav")
    assert list(report.files.path) == ["in/label.mat"]


@pytest.mark.parametrize("ranks", [None, 3])
def test_skipped_files_are_reported(work, ranks):
    for n in range(9):
        write_wav(work / f"in/{n}/a.wav", silence(FRAMES))
        for name in ("b.htk", "C.HTK", "x.txt", "._a.wav", "__MACOSX/a.wav"):
            (work / f"in/{n}/{name}").parent.mkdir(exist_ok=True)
            (work / f"in/{n}/{name}").touch()
    plan = work.run_mpietl("run", "in", "--output-dir", "out", "--dry-run", ranks=ranks).expect(0)
    (line,) = [line for line in plan.lines if line.startswith(DRY_LEFT_OUT)]
    assert counts(line) == {"htk": 18, "txt": 9}
    result = work.run_mpietl("run", "in", "--output-dir", "out", ranks=ranks).expect(0)
    (error,) = lines_with(result.stderr, "htk")
    assert counts(error) == {"htk": 18, "txt": 9} and "--include" in error
    report = work.report()
    assert len(report.files) == 9 and report.attributes["files_left_out"] == 27


@pytest.mark.parametrize("ranks", [None, 3])
def test_patterns_without_a_match_are_reported(work, ranks):
    for n in range(9):
        write_wav(work / f"in/{n}/letters/a.wav", sine(FRAMES))
        write_wav(work / f"in/{n}/b.wav", sine(FRAMES))
    result = work.run_mpietl("run", "in", "--include", "*.wav", "--include", "*.opus", "--exclude", "in/8/letters",
                             "--exclude", "7/", "--exclude", "./6/letters/", ranks=ranks).expect(0)
    told = lines_with(result.stderr, "warning")
    assert len(told) == 2 and "--include '*.opus'" in told[0] and "--exclude 'in/8/letters'" in told[1]
    expected = {f"in/{n}/{name}" for n in range(9) for name in ("b.wav", "letters/a.wav") if n != 7}
    assert set(work.report().files.path) == expected - {"in/6/letters/a.wav"}
