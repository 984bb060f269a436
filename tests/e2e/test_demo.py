"""The demonstration: `mpietl demo`, on small replacements and once in full size."""

import itertools
import os
import re
import shutil

import numpy
import pytest

from sounds import header, read_wav, silence, sine, write_wav

COUNT, FRAMES, RATE = 24, 240 * 44100, 44100
NAMES = {f"example{index}.wav" for index in range(COUNT)}
OUTPUTS = {f"example{index}-transformed.wav" for index in range(COUNT)}
SMALL_DISK = 'mount -t tmpfs -o size=64m none "$0" && cd "$0" && "$@"; code=$?; find . -type f >../left; exit $code'


def expected_samples():
    """The original's samples, including signed zeros."""
    times = numpy.linspace(0, 240, FRAMES)
    return (numpy.sin(2 * numpy.pi * 440 * times) * 0.0).astype(numpy.float32)


def write_stand_ins(work, but=()):
    """Small files with the names of the demonstration."""
    for name in NAMES.difference(but):
        write_wav(work / "sounds" / name, sine(2_000, rate=RATE), RATE)


def check_demonstration(work, result):
    """Checks what every demonstration leaves: lines, report and files."""
    outcomes, report = result.expect(0).outcomes(), work.report()
    assert [match["path"] for match in outcomes] == list(report.files.path)
    assert set(report.files.path) == {f"sounds/{name}" for name in NAMES}
    assert all(match["seconds"] for match in outcomes)
    assert work.tree("sounds") == NAMES | OUTPUTS
    assert work.tree() == {f"sounds/{name}" for name in NAMES | OUTPUTS} | {"mpietl-report.h5"}
    return report


@pytest.mark.parametrize("ranks", [None, 3])
def test_existing_inputs_stay_unchanged(work, ranks):
    write_stand_ins(work)
    before = {name: (work / "sounds" / name).read_bytes() for name in NAMES}
    report = check_demonstration(work, work.run_mpietl("demo", ranks=ranks))
    assert {name: (work / "sounds" / name).read_bytes() for name in NAMES} == before
    assert set(report.files.frames) == {2_000}


def test_missing_input_is_made(work):
    write_stand_ins(work, but=["example7.wav"])
    report = check_demonstration(work, work.run_mpietl("demo", ranks=4))
    assert report.row("sounds/example7.wav").frames == FRAMES
    assert numpy.array_equal(read_wav(work / "sounds/example7.wav").view(numpy.uint32),
                             expected_samples().view(numpy.uint32))


def test_a_second_run_gives_the_same_result(work):
    write_stand_ins(work)
    check_demonstration(work, work.run_mpietl(ranks=2))
    first = {name: (work / "sounds" / name).read_bytes() for name in OUTPUTS}
    check_demonstration(work, work.run_mpietl(ranks=2))
    assert {name: (work / "sounds" / name).read_bytes() for name in OUTPUTS} == first


@pytest.mark.parametrize("ranks", [None, 2])
def test_stops_before_it_starts_when_there_is_no_room(work, ranks):
    (work / "disk").mkdir()
    prefix = ("unshare", "-m", "sh", "-c", SMALL_DISK, str(work / "disk"))
    if os.geteuid() != 0 or not shutil.which("unshare"):
        pytest.skip("needs root to mount a small disk")
    result = work.run_mpietl("demo", prefix=prefix, ranks=ranks)
    if "mount:" in result.stderr:
        pytest.skip("may not mount a small disk here")
    result.expect(2)
    assert "sounds" in result.errors[-1] and "--output-dir" in result.errors[-1], result.stderr
    assert (work / "left").read_text() == ""


def test_the_bare_program_prints_help_and_does_nothing(work):
    result = work.run_mpietl().expect(0)
    assert "mpietl demo" in result.stdout and work.tree() == set()


def test_only_its_own_files_are_removed(work):
    write_stand_ins(work, but=["example7.wav"])
    (work / "sounds/mine.txt").write_text("mine")
    work.run_mpietl("demo").expect(0)
    write_wav(work / "sounds/example3-transformed.wav", sine(100, rate=RATE), RATE)
    result = work.run_mpietl("demo", "--remove").expect(0)
    kept = (NAMES - {"example7.wav"}) | {"mine.txt", "example3-transformed.wav"}
    assert work.tree() == {f"sounds/{name}" for name in kept}
    assert "sounds/example3-transformed.wav" in result.stdout


def test_outputs_stay_when_another_job_has_replaced_the_report(work):
    write_stand_ins(work)
    work.run_mpietl("demo").expect(0)
    work.run_mpietl("run", "sounds", "--output-dir", "own", "--exclude", "*-transformed.wav").expect(0)
    result = work.run_mpietl("demo", "--remove").expect(0)
    assert work.tree("sounds") == NAMES | OUTPUTS
    assert "rm sounds/*-transformed.wav" in result.stdout and str(COUNT) in result.stdout


@pytest.mark.slow
def test_true_demonstration_with_sixteen_ranks(work):
    if shutil.disk_usage(work.folder).free < 3e9:
        pytest.skip("needs 3 GB of free disk")
    result = work.run_mpietl(ranks=16, timeout=240)
    report = check_demonstration(work, result)
    assert re.search(r"\b1\.0\d? GB", result.stderr + result.stdout), result.stderr
    assert float(result.summary()["seconds"]) < 120
    check_true_inputs(work)
    check_true_outputs(work, report)


def check_true_inputs(work):
    """Every input has the original's samples, bit for bit."""
    for name in NAMES:
        assert header(work / "sounds" / name) == ("WAV", "FLOAT", RATE, 1, FRAMES)
    first = read_wav(work / "sounds/example0.wav")
    assert numpy.array_equal(first.view(numpy.uint32), expected_samples().view(numpy.uint32))
    contents = (work / "sounds/example0.wav").read_bytes()
    assert all((work / "sounds" / name).read_bytes() == contents for name in NAMES)


def check_true_outputs(work, report):
    """Every output is noise of the right size, and no two are the same."""
    heads = []
    for name in OUTPUTS:
        samples = read_wav(work / "sounds" / name)
        assert samples.shape == silence(FRAMES).shape and samples.dtype == numpy.float32
        assert abs(samples.mean(dtype=numpy.float64)) < 5 * 0.1 / FRAMES**0.5
        assert abs(samples.std(dtype=numpy.float64) - 0.1) < 5 * 0.1 / (2 * FRAMES) ** 0.5
        heads.append(samples[:100_000])
    correlations = [abs(numpy.corrcoef(*pair)[0, 1]) for pair in itertools.combinations(heads, 2)]
    assert max(correlations) < 6 / 100_000**0.5
    assert report.files.digest.nunique() == COUNT
