"""Files that make their reader crash or hang fail alone; the job continues."""

import os
import re
import signal
import time
from pathlib import Path

import numpy
import pytest
import soundfile

from faulty_calls import faults, rule
from messages import has_all
from sounds import RATE, sine, write_wav
from support import wait_until

CRASHES = {"07": signal.SIGSEGV, "23": signal.SIGABRT, "24": signal.SIGBUS, "41": signal.SIGILL, "59": signal.SIGKILL}
FILES = 60
FRAMES = 4000


@pytest.fixture(name="folder")
def folder_with_files(work):
    for number in range(FILES):
        write_wav(work / f"in/{number:02}.wav", sine(FRAMES, amplitude=(number + 1) / 100))
    return work


@pytest.fixture(name="undisturbed")
def digests_of_an_undisturbed_run(folder):
    report = folder.etl("in", "--output-dir", "whole", "--isolation", "none", report="whole.h5")
    return dict(zip(report.files.path, report.files.digest))


def crashing():
    return faults(*[rule("read", f"*in/{name}.wav", signal=number) for name, number in CRASHES.items()])


@pytest.mark.parametrize(("ranks", "threads"), [(1, 1), (1, 4), (2, 1), (4, 2)])
def test_files_that_crash_fail_and_all_others_are_done(folder, undisturbed, ranks, threads):
    report = folder.etl("in", "--output-dir", "out", ranks=ranks,
                        threads=threads, env=crashing(), expect=1)
    for row in report.files.itertuples():
        crash = CRASHES.get(Path(row.path).stem)
        if crash is None:
            assert (row.status, row.digest) == ("done", undisturbed[row.path])
        else:
            assert (row.status, row.attempt) == ("failed", 2)
            assert crash.name in row.error
    assert report.attributes["failed"] == len(CRASHES)
    assert not [name for name in folder.tree("out") if name.endswith(".tmp")]
    assert not (folder / "mpietl-report.h5.journal").exists()


def test_the_same_bits_in_either_place(folder, undisturbed):
    report = folder.etl("in", "--output-dir", "out", "--isolation", "process", ranks=2)
    assert dict(zip(report.files.path, report.files.digest)) == undisturbed


def test_a_file_that_hangs_is_killed_and_others_continue(folder, undisturbed):
    env = faults(rule("read", "*in/11.wav", seconds=600))
    report = folder.etl("in", "--output-dir", "out", "--item-timeout=1s", threads=3, env=env, expect=1)
    failed = report.files[report.files.status != "done"]
    assert list(failed.path) == ["in/11.wav"] and "1.00s" in failed.iloc[0].error
    done = report.files[report.files.status == "done"]
    assert dict(zip(done.path, done.digest)) == {path: undisturbed[path] for path in done.path}


def failures(report):
    """The failed paths with their reasons; checks that all others are done."""
    rows = report.files[report.files.status != "done"]
    assert set(rows.status) <= {"failed"}
    return dict(zip(rows.path, rows.error))


@pytest.mark.parametrize("threads", [1, 3])
def test_file_that_needs_too_much_memory_fails_and_others_are_done(folder, undisturbed, threads):
    env = faults(rule("read", "*in/11.wav", memory=500_000_000))
    report = folder.etl("in", "--output-dir", "out", "--memory-limit=200M", threads=threads, env=env, expect=1)
    failed = failures(report)
    assert list(failed) == ["in/11.wav"] and "200 MB" in failed["in/11.wav"]
    assert report.ranks.max_rss_bytes[0] > 200_000_000  # that of the worker which was ended, too
    assert int(re.search(r"(\d+) MB while", failed["in/11.wav"])[1]) in range(200, 500)
    done = report.files[report.files.status == "done"]
    assert dict(zip(done.path, done.digest)) == {path: undisturbed[path] for path in done.path}


def test_memory_that_files_need_together_fails_no_file(folder, undisturbed):
    env = faults(rule("read", "*in/1[0-9].wav", memory=120_000_000, times=1, seconds=0.5))
    report = folder.etl("in", "--output-dir", "out", "--memory-limit=200M", threads=3, env=env)
    assert dict(zip(report.files.path, report.files.digest)) == undisturbed


STEPS = {"opening": rule("read", "*in/11.wav", signal=signal.SIGSEGV),
         "reading (libsndfile": rule("read", "*in/long.flac", after=8, signal=signal.SIGSEGV),
         "writing": rule("write", f"*out/*-{FILES:x}.tmp", signal=signal.SIGSEGV),
         "completing": rule("rename", "*out/11*", signal=signal.SIGSEGV)}


@pytest.mark.parametrize("step", STEPS)
def test_the_step_of_a_crash_is_reported(folder, step):
    soundfile.write(folder / "in/long.flac", numpy.random.default_rng(1).uniform(-0.5, 0.5, 2_000_000), RATE)
    report = folder.etl("in", "--output-dir", "out", threads=2, env=faults(STEPS[step]), expect=1)
    (error,) = failures(report).values()
    assert has_all(error, "crashed", step, "SIGSEGV")


def test_a_crash_leaves_no_core_file(folder):
    env = faults(rule("read", "*in/11.wav", signal=signal.SIGSEGV))
    folder.etl("in", "--output-dir", "out", env=env, expect=1, prefix=("prlimit", "--core=unlimited"))
    assert not [name for name in folder.tree() if name.startswith("core")]


@pytest.mark.slow
def test_a_worker_that_does_not_end_is_left_behind(folder, undisturbed):
    twin_seconds = 20.0  # what it has open stays open, as it does where it waits for a dead disk
    env = faults(rule("read", "*in/11.wav", twin=twin_seconds, seconds=600))
    begin = time.monotonic()
    report = folder.etl("in", "--output-dir", "out", "--item-timeout=1s", ranks=2, env=env, expect=1)
    assert time.monotonic() - begin < twin_seconds
    assert list(failures(report)) == ["in/11.wav"]
    done = report.files[report.files.status == "done"]
    assert dict(zip(done.path, done.digest)) == {path: undisturbed[path] for path in done.path}


def test_a_worker_that_is_killed_costs_no_file(folder, undisturbed, gate):
    process = folder.start("run", "in", "--output-dir", "out", "--threads=2", env=faults(rule("read", "*in/30.wav", gate=gate)))
    gate.wait()
    os.kill(worker_of(process.pid), signal.SIGKILL)
    gate.open()
    assert process.wait(timeout=60) == 0
    report = folder.report()
    assert dict(zip(report.files.path, report.files.digest)) == undisturbed


@pytest.mark.parametrize("who", ["rank", "launcher"])
def test_a_rank_that_is_killed_leaves_no_worker(folder, gate, who):
    env = faults(rule("read", "*in/0*.wav", gate=gate))
    process = folder.start("run", "in", "--output-dir", "out", "--threads=1", ranks=2, env=env)
    gate.wait(2)
    ranks = [pid for pid in descendants_of(process.pid) if children_of(pid) and is_mpietl(pid)]
    others = [pid for pid in descendants_of(process.pid) if is_mpietl(pid)]
    os.kill(process.pid if who == "launcher" else ranks[0], signal.SIGKILL)
    limit = 10.0 if who == "launcher" else 5.0  # a launcher takes the other ranks with it
    wait_until(lambda: not [pid for pid in others if is_mpietl(pid)], limit)
    process.wait(timeout=60)


def children_of(pid):
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def descendants_of(pid):
    found = []
    for child in children_of(pid):
        found += [child, *descendants_of(child)]
    return found


def is_mpietl(pid):
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip() == "mpietl" and state_of(pid) != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def state_of(pid):
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]


def worker_of(pid):
    """The worker process of a run of one rank: the child of its child."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        for parent in [pid, *descendants_of(pid)]:
            if is_mpietl(parent) and not children_of(parent) and parent != pid:
                return parent
        time.sleep(0.01)
    raise AssertionError("there is no worker")
