"""Bad files get a failed row or a warning, and all other files are done."""

import errno
import os

import numpy
import pytest
import soundfile

from messages import numbers, why
from sounds import RATE, as_pcm16, lead_nowhere, read_wav, silence, sine, transformed, write_wav
from support import without_override

FRAMES = 20_000
GOOD = ["good0.wav", "good1.wav", "zz-good.wav"]
ODD_SAMPLES = {10: numpy.nan, 20: numpy.inf, 30: -numpy.inf}
# The system's error for a file; None where the content is wrong.
FAILED = {
    "missing.wav": why(errno.ENOENT), "text.wav": "", "empty.wav": "", "header.wav": "", "random.flac": "",
    "unreadable.wav": why(errno.EACCES), "dangling.wav": why(errno.ENOENT),
}
SHORT = {"cut.wav": 5_000, "cut-stereo.wav": 5_000, "cut.flac": None, "cut.aiff": 5_000}


def cut(path, keep):
    """Keeps only the file's first bytes."""
    path.write_bytes(path.read_bytes()[:keep])


def make_bad(work):
    """Files that cannot be read at all."""
    lead_nowhere(work / "missing.wav")
    (work / "text.wav").write_text("This is no audio.\n" * 100)
    (work / "empty.wav").touch()
    cut(write_wav(work / "header.wav", sine(FRAMES)), 20)
    (work / "random.flac").write_bytes(numpy.random.default_rng(1).bytes(50_000))
    write_wav(work / "unreadable.wav", sine(FRAMES)).chmod(0)
    (work / "dangling.wav").symlink_to("nowhere.wav")


def make_odd(work):
    """Unusual files that are done, with or without a warning."""
    cut(write_wav(work / "cut.wav", as_pcm16(sine(FRAMES))), 44 + 2 * 5_000)
    cut(write_wav(work / "cut-stereo.wav", as_pcm16(sine(FRAMES, channels=2))), 44 + 4 * 5_000 + 3)
    soundfile.write(str(work / "cut.flac"), sine(FRAMES), RATE, "PCM_16")
    cut(work / "cut.flac", (work / "cut.flac").stat().st_size // 2)
    soundfile.write(str(work / "cut.aiff"), sine(FRAMES), RATE, "PCM_16")
    cut(work / "cut.aiff", (work / "cut.aiff").stat().st_size - 2 * (FRAMES - 5_000))
    odd = sine(FRAMES)
    odd[list(ODD_SAMPLES)] = list(ODD_SAMPLES.values())
    write_wav(work / "odd.wav", odd)
    write_wav(work / "zero.wav", silence(0))


@pytest.fixture(scope="module")
def ran(shared):
    """Workspace, result and report of one run over good, bad and odd files at 3 ranks."""
    make_bad(shared)
    make_odd(shared)
    for name in GOOD:
        write_wav(shared / name, sine(FRAMES))
    names = sorted([*GOOD, *FAILED, *SHORT, "odd.wav", "zero.wav"])
    result = shared.run_mpietl("run", *names, "--list-files", ranks=3, threads=2, prefix=without_override())
    (shared / "unreadable.wav").chmod(0o600)
    return shared, result.expect(1), shared.report()


def test_totals(ran):
    _, result, report = ran
    total = report.attributes
    assert total["failed"] == len(FAILED)
    assert total["items"] == total["done"] + total["failed"] + total["skipped"] == len(report.files)
    assert total["skipped"] == 0
    assert len(result.outcomes()) == total["items"]


@pytest.mark.parametrize("name", FAILED)
def test_unusable_file_has_its_reason(ran, name):
    work, result, report = ran
    row = report.row(name)
    assert row.status == "failed"
    assert row.error and FAILED[name] in row.error
    printed = [match for match in result.outcomes() if match["path"] == name]
    assert [match["reason"] for match in printed] == [row.error]
    assert not os.path.lexists(transformed(work / name))
    assert row.digest == ""


@pytest.mark.parametrize("name", GOOD)
def test_other_files_are_done(ran, name):
    work, _, report = ran
    assert report.row(name).status == "done"
    assert abs((read_wav(transformed(work / name)) - sine(FRAMES)).std() - 0.1) < 0.01


@pytest.mark.parametrize("name", SHORT)
def test_a_truncated_file_is_processed_to_its_end(ran, name):
    work, _, report = ran
    row = report.row(name)
    frames = soundfile.info(str(transformed(work / name))).frames
    assert (row.status, row.frames) == ("done", frames)
    assert frames == SHORT[name] or (SHORT[name] is None and 0 < frames < FRAMES)
    # Declared and actual frames or bytes.
    promised, found = numbers(row.warning)
    assert promised > found and promised >= FRAMES


def test_zero_frames_are_done(ran):
    work, _, report = ran
    row = report.row("zero.wav")
    assert (row.status, row.frames, row.warning) == ("done", 0, "")
    assert read_wav(work / "zero-transformed.wav").shape == (0,)


def test_samples_that_are_not_finite(ran):
    work, _, report = ran
    written = read_wav(work / "odd-transformed.wav")
    assert numpy.flatnonzero(numpy.isnan(written)).tolist() == [10]
    assert (written[20], written[30]) == (1, -1)
    row = report.row("odd.wav")
    assert row.status == "done"
    assert row.not_finite == 3 and 3 in numbers(row.warning)
    assert abs(row.peak_in - 0.5) < 1e-6 and 0 < row.rms_out < 1


def test_streamed_wav_without_a_length(work):
    path = write_wav(work / "pipe.wav", as_pcm16(sine(FRAMES)))
    data = bytearray(path.read_bytes())
    data[4:8] = data[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    row = work.etl("pipe.wav").row("pipe.wav")
    assert (row.status, row.frames) == ("done", FRAMES)
    assert len(read_wav(work / "pipe-transformed.wav")) == FRAMES
