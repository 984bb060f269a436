"""Thousands of damaged inputs: every file has its row, and no partial or temporary files remain."""

import io
import os
import tarfile
import threading

import numpy
import pytest
import soundfile

import handmade
import mutants
from faulty_calls import faults
from messages import numbers
from sounds import RATE, silence, transformed, write_wav
from support import crashed, is_full_run, without_override

COUNT = 2_000 if is_full_run() else 300
LARGE_FRAMES = 4_000_000


def make_odd_ones(folder):
    """Things with audio names that are not readable files; their names."""
    (folder / "folder.wav").mkdir()
    os.mkfifo(folder / "fifo.wav")
    (folder / "device.wav").symlink_to("/dev/zero")
    (folder / "loop.wav").symlink_to("loop.wav")
    (folder / "unreadable.wav").write_bytes(handmade.valid()["plain"][0])
    (folder / "unreadable.wav").chmod(0)
    return ["fifo.wav", "device.wav", "loop.wav", "unreadable.wav"]


@pytest.fixture(scope="module")
def ran(shared):
    """Workspace, result, report and the names of files that must fail, of one run over all."""
    names = mutants.write_mutants(shared / "in", COUNT, 1, mutants.originals(mutants.noise(2_000)))
    for name, (data, _) in handmade.valid().items():
        (shared / "in" / f"valid-{name}.wav").write_bytes(data)
    for name, data in handmade.broken().items():
        (shared / "in" / f"broken-{name}.wav").write_bytes(data)
    odd = make_odd_ones(shared / "in")
    result = shared.run_mpietl("run", "in", "--output-dir", "out", "--transform", "gaussian_noise:stddev=0",
                               "--list-files", ranks=2, prefix=without_override(), timeout=300)
    (shared / "in" / "unreadable.wav").chmod(0o600)
    expected = len(names) + len(handmade.valid()) + len(handmade.broken()) + len(odd)
    return shared, result.expect(1), shared.report(), odd, expected


def test_every_file_is_accounted_for(ran):
    _, result, report, _, expected = ran
    total = report.attributes
    assert total["items"] == total["done"] + total["failed"] == len(report.files) == expected
    assert total["done"] > COUNT / 10 and total["failed"] > COUNT / 10
    # Libraries print nothing among the results.
    assert len(result.outcomes()) == expected


def test_every_failure_has_a_reason_and_no_output(ran):
    work, _, report, odd, _ = ran
    failed = report.files[report.files.status == "failed"]
    assert (failed.error != "").all() and (failed.output == "").all() and (failed.bytes_out == -1).all()
    assert {f"in/{name}" for name in odd} <= set(failed.path)
    for path in failed.path:
        assert not os.path.lexists(transformed(work / "out" / os.path.relpath(path, "in")))


def test_every_output_is_whole(ran):
    work, _, report, _, _ = ran
    done = report.files[report.files.status == "done"]
    assert (done.error == "").all()
    for row in done.itertuples():
        output = work / row.output
        assert output.stat().st_size == row.bytes_out, row.path
        with soundfile.SoundFile(str(output)) as file:
            assert file.channels == row.channels, row.path
            frames = len(file.read(file.frames, always_2d=True))
        assert frames == row.frames or frames - row.frames in numbers(row.warning), row.path


def test_nothing_else_is_left(ran):
    work, _, report, _, _ = ran
    outputs = set(report.files.output[report.files.status == "done"])
    assert {f"out/{name}" for name in work.tree("out")} == outputs
    assert not [name for name in work.tree() if ".mpietl-" in name]


@pytest.mark.parametrize("name", handmade.valid())
def test_a_valid_file_keeps_its_samples(ran, name):
    work, _, report, _, _ = ran
    samples = handmade.valid()[name][1]
    row = report.row(f"in/valid-{name}.wav")
    assert (row.status, row.frames) == ("done", len(samples))
    content = "aiff" if name == "sowt" else ""  # though all are called .wav
    assert bool(row.warning) == bool(content) and content in row.warning
    back = soundfile.read(str(work / row.output), dtype="float64")[0]
    assert back.shape == samples.shape
    assert numpy.abs(back - samples).max(initial=0) <= 2**-25


def run_with_damage(work, gate, damage, *names):
    """Result of a run on these files, in which the damage is done in the middle of large.wav."""
    def wait_and_damage():
        gate.wait()
        damage()
        gate.open()
    thread = threading.Thread(target=wait_and_damage)
    thread.start()
    result = work.run_mpietl("run", *names, ranks=2, env=faults(gate.inside("*large.wav")))
    thread.join()
    return result


@pytest.mark.parametrize("keep_bytes", [0, 30, 44, 1_000_001])
def test_file_that_shrinks_while_it_is_read(work, gate, keep_bytes):
    path = write_wav(work / "large.wav", silence(LARGE_FRAMES))
    write_wav(work / "small.wav", silence(RATE))
    result = run_with_damage(work, gate, lambda: os.truncate(path, keep_bytes), "large.wav", "small.wav")
    assert not crashed(result)
    report = work.report()
    row = report.row("large.wav")
    assert report.row("small.wav").status == "done"
    assert row.status == "failed" and row.error or row.warning, row
    assert row.status == "failed" or soundfile.info(str(transformed(path))).frames == row.frames
    assert not [name for name in work.tree() if ".mpietl-" in name]


def test_file_that_vanishes_while_it_is_read(work, gate):
    """An open file stays readable under POSIX."""
    path = write_wav(work / "large.wav", silence(LARGE_FRAMES))
    run_with_damage(work, gate, path.unlink, "large.wav").expect(0)
    assert work.report().row("large.wav").frames == LARGE_FRAMES
    assert work.tree() == {"large-transformed.wav", "mpietl-report.h5"}


def tar_of(files):
    """Bytes of a tar with these files."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for number, data in enumerate(files):
            info = tarfile.TarInfo(f"{'long/' * 30 * (number % 2)}{number}.wav")
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def test_damaged_tars_have_rows_for_readable_and_unreadable_members(work):
    files = mutants.originals(mutants.noise(500))
    names = mutants.write_mutants(work / "in", COUNT, 3, [tar_of(files[i:i + 3]) for i in range(0, len(files), 3)], ".tar")
    (work / "list").write_text("".join(f"in/{name}\n" for name in names))
    work.run_mpietl("run", "--files-from", "list", "--output-dir", "out", "--transform", "gaussian_noise:stddev=0",
                    ranks=2, prefix=without_override(), timeout=300).expect(1)
    report = work.report()
    total = report.attributes
    assert total["items"] == total["done"] + total["failed"] == len(report.files)
    assert min(total["done"], total["failed"]) > COUNT / 10
    failed = report.files[report.files.status == "failed"]
    assert (failed.error != "").all()
    assert len(work.tree("out")) == total["done"]


def test_damaged_arks_have_rows(work):
    objects = [b"AUDIO" + bytes([8]) + len(data).to_bytes(8, "little") + data for data in mutants.originals(mutants.noise(500))]
    names = mutants.write_mutants(work / "in", COUNT, 4, objects, ".ark")
    (work / "wav.scp").write_text("".join(f"u{i} in/{name}:0\n" for i, name in enumerate(names)))
    work.run_mpietl("run", "--manifest", "wav.scp", "--output-dir", "out", "--transform", "gaussian_noise:stddev=0",
                    ranks=2, prefix=without_override(), timeout=300).expect(1)
    total = work.report().attributes
    assert total["done"] + total["failed"] == COUNT and min(total["done"], total["failed"]) > COUNT / 10
