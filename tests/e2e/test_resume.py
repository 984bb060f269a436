"""--resume: done items are kept, the others are done, and the report joins the runs."""

import fcntl
import os
import shutil
import signal
import termios

import h5py
import pytest

from faulty_calls import faults, rule
from messages import GO_ON, has_all, numbers, stop_lines
from sounds import sine, write_wav
from support import kill, stop, wait_until

NOISE = "--transform=gaussian_noise:stddev=0.05"
FRAMES = 10_000
JOB = ("run", "in", "--output-dir", "out", "--threads=1")
NAMES = [f"in/{i:02}.wav" for i in range(24)]


@pytest.fixture
def corpus(work):
    """A workspace with 24 small files."""
    for i, name in enumerate(NAMES):
        write_wav(work / name, sine(FRAMES + 10 * i))
    return work


def digests(work, report="mpietl-report.h5"):
    """Digest of each path, as the report has it."""
    return work.report(report).digests()


def stopped_half_way(work, gate):
    """A run of the corpus that SIGUSR1 stopped when some of it was done."""
    process = work.start(*JOB, env=faults(gate.behind_outputs(3, then_seconds=0.1)))
    gate.wait()
    process.send_signal(signal.SIGUSR1)
    gate.open()
    process.wait(60)
    return process


def test_a_stopped_run_is_resumed(corpus, gate):
    process = stopped_half_way(corpus, gate)
    first = corpus.report()
    assert process.returncode == 75
    (told,) = stop_lines(process.stderr.read().decode().splitlines())
    assert "SIGUSR1" in told
    assert first.attributes["status"] == "partial" and first.attributes["reason"] == "SIGUSR1"
    done = {path for path, status in first.statuses().items() if status == "done"}
    assert 3 <= len(done) < 24 and first.attributes["skipped"] == 24 - len(done)
    assert len(corpus.tree("out")) == len(done)
    times = {name: os.stat(corpus / "out" / name).st_mtime_ns for name in corpus.tree("out")}

    result = corpus.run_mpietl(*JOB, "--resume", ranks=2).expect(0)
    assert {len(done), 24} <= set(numbers(result.stderr))
    second = corpus.report()
    assert set(second.statuses().values()) == {"done"} and len(second.files) == 24
    assert {path for path, run in zip(second.files.path, second.files.run) if run == 1} == done
    assert {name: os.stat(corpus / "out" / name).st_mtime_ns for name in times} == times
    assert not (corpus / "mpietl-report.h5.journal").exists()

    corpus.etl("in", "--output-dir", "again", report="again.h5")
    assert digests(corpus, "again.h5") == second.digests()


def test_a_complete_run_is_not_done_again(corpus):
    corpus.etl("in", NOISE)
    before = (corpus / "mpietl-report.h5").read_bytes()
    result = corpus.run_mpietl("run", "in", NOISE, "--resume", ranks=2).expect(0)
    assert numbers(result.stderr).count(24) == 2, "24 of 24 files are done"
    assert (corpus / "mpietl-report.h5").read_bytes() == before


def test_lost_or_changed_outputs_are_repeated(corpus):
    wanted = corpus.etl("in", NOISE).digests()
    (corpus / "in/03-transformed.wav").unlink()
    with open(corpus / "in/04-transformed.wav", "ab") as file:
        file.write(b"x")
    write_wav(corpus / "in/05.wav", sine(2000))
    write_wav(corpus / "in/24.wav", sine(500))
    report = corpus.etl("in", NOISE, "--resume")
    again = {path for path, run in zip(report.files.path, report.files.run) if run == 2}
    assert again == {"in/03.wav", "in/04.wav", "in/05.wav", "in/24.wav"}
    assert report.attributes["done"] == 25
    same = {path for path in wanted if wanted[path] == report.digests()[path]}
    assert set(wanted) - same == {"in/05.wav"}


def test_a_moved_tree_is_resumed(corpus, fresh):
    corpus.etl("in", NOISE)
    (corpus / "in/03-transformed.wav").unlink()
    with fresh() as moved:
        for each in corpus.folder.iterdir():
            shutil.move(each, moved.folder)
        report = moved.etl("in", NOISE, "--resume")
        assert sorted(report.files.run) == [1] * 23 + [2]
        assert report.attributes["working_directory"] == os.path.realpath(moved.folder)


def test_another_folder_is_named_when_paths_differ(corpus, fresh):
    corpus.etl("in", NOISE)
    with fresh() as other:
        result = other.run_mpietl("run", corpus / "in", NOISE, "--report", corpus / "mpietl-report.h5",
                                  "--resume").expect(2)
    assert has_all(result.stderr, "'in'", f"started in {os.path.realpath(corpus.folder)};")


@pytest.mark.parametrize("option, values", [
    (["--seed", "3"], ["seed", "0", "3"]), (["--subtype", "pcm_16"], ["subtype", "same", "pcm_16"]),
    (["--suffix", "-x"], ["suffix", "-x"]), (["--transform", "clip"], ["gaussian_noise", "clip"]),
    (["--exclude", "x"], ["exclude", "'x'"]),
])
def test_a_changed_job_is_refused(corpus, option, values):
    corpus.etl("in", NOISE)
    before = corpus.tree()
    result = corpus.run_mpietl("run", "in", NOISE, "--resume", *option, ranks=2).expect(2)
    assert has_all(result.stderr, *values)
    assert corpus.tree() == before


def test_an_unknown_job_is_refused(corpus):
    corpus.etl("in", NOISE)
    with h5py.File(corpus / "mpietl-report.h5", "r+") as report:
        report.attrs["job"] += "[future]\n"
    result = corpus.run_mpietl("run", "in", NOISE, "--resume").expect(2)
    assert has_all(result.stderr, "mpietl-report.h5", "'future'", GO_ON)


def test_a_failed_file_is_tried_again(corpus):
    (corpus / "in/07.wav").write_bytes(b"no audio")
    corpus.etl("in", NOISE, expect=1)
    write_wav(corpus / "in/07.wav", sine(FRAMES))
    report = corpus.etl("in", NOISE, "--resume")
    assert (report.row("in/07.wav").run, report.row("in/07.wav").attempt) == (2, 1)
    assert sorted(report.files.run) == [1] * 23 + [2]


def test_nothing_to_resume_is_said(corpus):
    result = corpus.run_mpietl("run", "in", NOISE, "--resume").expect(0)
    (told,) = result.errors
    assert {24} <= set(numbers(told))


def test_a_killed_run_is_resumed_from_its_journal(corpus, gate):
    process = corpus.start(*JOB[:-1], "--threads=2", env=faults(gate.behind_outputs(5)))
    gate.wait(2)
    kill(process)
    assert not (corpus / "mpietl-report.h5").exists()
    assert (corpus / "mpietl-report.h5.journal").is_dir()
    report = corpus.etl("in", "--output-dir", "out", "--resume")
    assert sum(report.files.run == 1) >= 3
    assert report.attributes["done"] == 24
    assert all(name.endswith("-transformed.wav") for name in corpus.tree("out"))
    assert not (corpus / "mpietl-report.h5.journal").exists()


def test_numbers_of_runs_may_have_gaps(corpus):
    (corpus / "mpietl-report.h5.journal").mkdir()
    (corpus / "mpietl-report.h5.journal/run-2147483647-0123456789abcdef.list").touch()
    report = corpus.etl("in", NOISE, "--resume")
    assert report.attributes["run"] == 2 and set(report.files.run) == {2}


def test_a_run_that_prints_its_results_is_alive(work):
    """Another run does not remove its journal and temporary files."""
    for i in range(40):
        write_wav(work / f"in/{i:0200}.wav", sine(100))
    read_end, write_end = os.pipe()
    fcntl.fcntl(write_end, fcntl.F_SETPIPE_SZ, 4096)
    process = work.start("run", "in", "--threads=1", "--list-files", stdout=write_end)
    os.close(write_end)
    with open(read_end, "rb") as results:
        wait_until(lambda: fcntl.ioctl(read_end, termios.FIONREAD, bytes(4)) == (4096).to_bytes(4, "little"))
        beside = work.run_mpietl("run", "in", "--resume").expect(0)
        assert str(process.pid) in beside.stderr
        assert (work / "mpietl-report.h5.journal").is_dir()
        results.read()
    assert process.wait(60) == 0
    assert not (work / "mpietl-report.h5.journal").exists()


def test_files_during_which_two_runs_died_are_marked_failed(corpus, gate):
    write_wav(corpus / "in/long.wav", sine(10 * FRAMES))
    options = ["in/long.wav", "in/00.wav", "--threads=1"]
    for resume in ([], ["--resume"]):
        gate.close()
        process = corpus.start("run", *options, *resume, env=faults(gate.behind_outputs(0)))
        gate.wait()
        kill(process)
    report = corpus.etl(*options, "--resume", expect=1)
    row = report.row("in/long.wav")
    assert row.status == "failed" and 2 in numbers(row.error) and "--retry-crashed" in row.error
    assert report.row("in/00.wav").status == "done"
    assert not [name for name in corpus.tree("in") if name.endswith(".tmp")]


def test_a_forgotten_resume_loses_nothing(corpus, gate):
    stopped_half_way(corpus, gate)
    done = sum(status == "done" for status in corpus.report().statuses().values())
    result = corpus.run_mpietl("run", "in", "--output-dir", "out").expect(0)
    (told,) = [line for line in result.errors if GO_ON in line]
    assert {done, 24} <= set(numbers(told))
    assert set(corpus.report().statuses().values()) == {"done"}


@pytest.mark.parametrize("slow", ["in/0.wav", "in/1.wav"])
def test_a_waiting_rank_has_journalled_its_items(work, gate, slow):
    (other,) = {"in/0.wav", "in/1.wav"} - {slow}
    for name in (slow, other):
        write_wav(work / name, sine(FRAMES))
    env = faults(rule("read", "*" + slow, gate=gate))
    process = work.start("run", "in", "--schedule=static", "--threads=1", ranks=2, env=env)

    def is_told():
        made = work.run_mpietl("report", "--from-journal", "mpietl-report.h5.journal", "--report", "now.h5")
        return made.returncode == 0 and work.report("now.h5").row(other).status == "done"

    try:
        wait_until(lambda: (work / "mpietl-report.h5.journal").exists() and is_told())
    finally:
        stop(process)
