"""Unusual names and places: bytes, folders, links and pipes."""

import os

import pytest

from messages import numbers
from sounds import read_wav, silence, sine, write_wav
from support import without_override

FRAMES = 4_000
NAMES = {
    "new\nline.wav": r"new\nline.wav",
    "back\\slash.wav": r"back\\slash.wav",
    "not\udcff\udcfeutf8.wav": r"not\xff\xfeutf8.wav",
    "latin\udce9.wav": r"latin\xe9.wav",
    "grüße 世界.wav": "grüße 世界.wav",
    "two  spaces and 'quotes\".wav": "two  spaces and 'quotes\".wav",
    "-dash.wav": "-dash.wav",
    "x.y.z.wav": "x.y.z.wav",
    "LOUD.WAV": "LOUD.WAV",
}


@pytest.fixture(scope="module")
def ran(shared):
    """Workspace, printed outcomes and report of a folder of strange names."""
    for name in NAMES:
        write_wav(shared / "in" / name, sine(FRAMES))
    result = shared.run_mpietl("run", "in", "--list-files", ranks=2).expect(0)
    return shared, result.outcomes(), shared.report()


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_name_is_kept_on_disk_and_escaped_in_print(ran, name):
    work, outcomes, report = ran
    stem, dot, extension = name.rpartition(".")
    escaped, output = f"in/{NAMES[name]}", f"{stem}-transformed.{extension}"
    assert len(read_wav(work / "in" / output)) == FRAMES
    assert escaped in [match["path"] for match in outcomes]
    row = report.row(escaped)
    stem, dot, extension = escaped.rpartition(".")
    assert (row.status, row.output) == ("done", f"{stem}-transformed.{extension}")


def test_list_is_sorted_by_bytes(ran):
    _, outcomes, report = ran
    expected = [f"in/{NAMES[name]}" for name in sorted(NAMES, key=os.fsencode)]
    assert list(report.files.path) == expected == [match["path"] for match in outcomes]


@pytest.mark.parametrize("name", ["new\nline.wav", "not\udcff\udcfeutf8.wav"], ids=ascii)
def test_strange_name_as_an_argument(work, name):
    write_wav(work / name, sine(FRAMES))
    assert work.etl(name, ranks=2).statuses() == {NAMES[name]: "done"}


def test_folder_named_like_a_file_is_walked(work):
    write_wav(work / "in" / "x.wav" / "inner.wav", sine(FRAMES))
    assert work.etl("in").statuses() == {"in/x.wav/inner.wav": "done"}
    assert work.etl("in/x.wav").statuses() == {"in/x.wav/inner.wav": "done"}


def test_only_audio_is_taken_from_a_folder(work):
    for name in ("a.wav", "deep/b.flac.wav", ".hidden.wav"):
        write_wav(work / "in" / name, sine(FRAMES))
    for name in ("notes.txt", "cover.jpg", "README", "a.wav.bak", "wav"):
        (work / "in" / name).write_text("no audio\n")
    assert set(work.etl("in").files.path) >= {"in/a.wav", "in/deep/b.flac.wav"}
    assert set(work.report().files.path) <= {"in/a.wav", "in/deep/b.flac.wav", "in/.hidden.wav"}


@pytest.mark.parametrize("extension", ["wav", "wave", "flac", "ogg", "oga", "opus", "aif", "aiff", "aifc", "au",
                                       "caf", "w64", "rf64", "mp3", "WAV", "Flac"])
def test_extension_of_audio_is_taken_from_a_folder(work, extension):
    write_wav(work / "in" / f"a.{extension}", sine(FRAMES))
    assert work.etl("in").statuses() == {f"in/a.{extension}": "done"}


def test_explicit_file_needs_no_extension(work):
    write_wav(work / "take", sine(FRAMES))
    assert work.etl("take").statuses() == {"take": "done"}


@pytest.mark.parametrize("explicit", [True, False], ids=["named", "walked"])
def test_a_pipe_does_not_block_the_job(work, explicit):
    write_wav(work / "in" / "a.wav", sine(FRAMES))
    os.mkfifo(work / "in" / "pipe.wav")
    arguments = ["in/a.wav", "in/pipe.wav"] if explicit else ["in"]
    result = work.run_mpietl("run", *arguments, timeout=20)
    assert result.returncode in ((1,) if explicit else (0, 1))
    assert work.report().row("in/a.wav").status == "done"


def test_a_circular_link_ends(work):
    write_wav(work / "in" / "a.wav", sine(FRAMES))
    (work / "in" / "again").symlink_to(".")
    work.run_mpietl("run", "in", timeout=20)
    assert work.report().statuses()["in/a.wav"] == "done"
    assert len(work.report().files) == 1


def test_folder_that_cannot_be_read(work):
    write_wav(work / "in" / "a.wav", sine(FRAMES))
    write_wav(work / "in" / "locked" / "b.wav", silence(10))
    (work / "in" / "locked").chmod(0)
    result = work.run_mpietl("run", "in", prefix=without_override())
    (work / "in" / "locked").chmod(0o700)
    assert result.returncode in (1, 2)
    assert "locked" in result.stderr + result.stdout


def test_an_output_with_the_longest_possible_name(work):
    stem = "x" * (255 - len("-transformed.wav"))
    write_wav(work / "in" / f"{stem}.wav", sine(FRAMES))
    assert work.etl("in").statuses() == {f"in/{stem}.wav": "done"}
    write_wav(work / "in" / f"y{stem}.wav", sine(FRAMES))
    before = work.tree()
    for option in ("--list-files", "--dry-run"):
        result = work.run_mpietl("run", "in", option).expect(2)
        assert {256, 255} <= set(numbers(result.stderr)) and f"y{stem}.wav" in result.stderr
    assert work.tree() == before
    assert work.etl("in", "--suffix=-n", "--exclude", "*-transformed.*").statuses()[f"in/y{stem}.wav"] == "done"


@pytest.mark.parametrize("spelling", ["in/", "in//", "./in", "in/../in"])
def test_spelling_of_a_folder_changes_no_byte(work, spelling):
    write_wav(work / "in" / "a.wav", sine(FRAMES))
    expected = list(work.etl("in").files.digest)
    assert list(work.etl(spelling).files.digest) == expected


def test_a_very_long_path_is_reported_completely(work):
    folder = "/".join(letter * 200 for letter in "abcd")
    write_wav(work / "in" / folder / "x.wav", sine(FRAMES))
    row = work.etl("in").row(f"in/{folder}/x.wav")
    assert (row.status, row.output) == ("done", f"in/{folder}/x-transformed.wav")
