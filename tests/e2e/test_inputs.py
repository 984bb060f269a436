"""Folders: patterns, links, and a listing that ranks share."""

import errno

import numpy

from messages import has_all, why
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
