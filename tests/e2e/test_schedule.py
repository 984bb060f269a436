"""Dynamic and static schedules, chunks, a stopped rank, and the report of these."""

import os
import signal
import time

import pytest

from messages import has_all
from reports import STAGES, Report
from sounds import as_pcm16, sine, write_wav
from support import launcher_is_open_mpi

FILES = 90
WAYS = {"static": ("--schedule", "static"), "dynamic": ("--schedule", "dynamic"), "one": ("--chunk", "1"),
        "seven": ("--chunk", "7"), "all": ("--chunk", "100000")}


@pytest.fixture(scope="module")
def corpus(shared):
    """Files of very different lengths, and one that is not audio."""
    for number in range(FILES):
        frames = 200 + 40 * number * (1 + 60 * (number % 17 == 0))
        write_wav(shared / f"in/{number:02}.wav", as_pcm16(sine(frames)))
    (shared / "in/broken.wav").write_text("no audio")
    return shared


@pytest.fixture(scope="module")
def expected(corpus):
    """Digests of one rank's run."""
    return corpus.etl("in", "--output-dir", "alone", report="alone.h5", expect=1).digests()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ranks, threads", [(2, 1), (3, 2), *(pytest.param(ranks, 1, marks=pytest.mark.slow)
                                                              for ranks in (7, 16))])
def test_every_file_is_done_once_with_the_same_bits(corpus, expected, way, ranks, threads):
    report = corpus.etl("in", "--output-dir", "out", *WAYS[way], ranks=ranks, threads=threads, expect=1)
    assert report.files["index"].tolist() == list(range(FILES + 1))
    assert report.digests() == expected
    assert report.statuses()["in/broken.wav"] == "failed"
    assert report.attributes["schedule"] == ("static" if way == "static" else "dynamic")
    assert report.ranks["items"].tolist() == [sum(report.files["rank"] == rank) for rank in range(ranks)]
    if way in ("static", "all"):
        assert report.ranks.grants.sum() == 0
    if way == "one" and ranks < 7:
        assert report.ranks.grants.sum() == FILES + 1 - ranks * threads


@pytest.mark.slow
@pytest.mark.skipif(not launcher_is_open_mpi(), reason="Open MPI's own option")
@pytest.mark.parametrize("way", ["dynamic", "one"])
def test_over_tcp_only(corpus, expected, way):
    report = corpus.etl("in", "--output-dir", "out", *WAYS[way], ranks=4, threads=1, expect=1,
                        env={"OMPI_MCA_btl": "tcp,self"})
    assert report.digests() == expected


def test_one_rank_makes_no_grants(corpus, expected):
    report = corpus.etl("in", "--output-dir", "out", ranks=1, threads=2, expect=1)
    assert report.attributes["schedule"] == "static"
    assert report.digests() == expected


@pytest.mark.timing
def test_costs_are_learnt(work):
    for number in range(400):
        write_wav(work / f"in/{number:03}.wav", as_pcm16(sine(20_000 + 100 * number)))
    files = work.etl("in", "--output-dir", "out", "--chunk", "1", ranks=2, threads=1).files
    last = files.sort_values("start").tail(100)
    measured = last[STAGES].sum(axis=1).combine(last.total_seconds, max)
    assert (files.estimated_seconds > 0).all()
    assert 0.2 < (last.estimated_seconds / measured).median() < 5


def wait_for_outputs(folder, count, seconds):
    """The number of outputs, once there are this many or time is over."""
    end = time.monotonic() + seconds
    while (now := len(list(folder.glob("*.wav")))) < count and time.monotonic() < end:
        time.sleep(0.02)
    return now


def pid_of_rank(launcher, rank):
    """The process of a rank, found among the children of its launcher; None before it is there."""
    for folder in os.listdir("/proc"):
        if not folder.isdigit():
            continue
        try:
            with open(f"/proc/{folder}/environ", "rb") as file:
                names = dict(each.split(b"=", 1) for each in file.read().split(b"\0") if b"=" in each)
            with open(f"/proc/{folder}/stat") as file:
                parent = int(file.read().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError):
            continue
        if parent == launcher and names.get(b"OMPI_COMM_WORLD_RANK") == str(rank).encode():
            return int(folder)
    return None


@pytest.mark.slow
@pytest.mark.skipif(not launcher_is_open_mpi(), reason="ranks are found by Open MPI's variables")
def test_work_not_granted_to_a_stopped_rank_is_done_by_others(work):
    files = 40
    most_held = files // 4  # static shares would be a third
    for number in range(files):
        write_wav(work / f"in/{number:02}.wav", as_pcm16(sine(400_000)))
    # Files take a hundred times as long as the schedule thinks at first.
    chain = ["--transform=gaussian_noise:stddev=0.0001"] * 200
    job = work.start("run", "in", "--output-dir", "out", *chain, ranks=3, threads=1)
    pid = None
    while pid is None and job.poll() is None:
        pid = pid_of_rank(job.pid, 2)
    while not wait_for_outputs(work / "out", 1, 1.0) and job.poll() is None:
        pass
    os.kill(pid, signal.SIGSTOP)
    done = wait_for_outputs(work / "out", files - most_held, 60.0)
    os.kill(pid, signal.SIGCONT)
    assert job.wait(60) == 0
    report = Report(work / "mpietl-report.h5")
    assert len(report.files) == files
    assert set(report.files.status) == {"done"}
    assert done >= files - most_held


@pytest.mark.parametrize("options, values", [
    (("--schedule", "guided"), ("schedule", "'guided'", "dynamic", "static")),
    (("--chunk", "-1"), ("chunk",)),
    (("--chunk", "x"), ("--chunk",)),
])
def test_wrong_options(work, options, values):
    write_wav(work / "a.wav", sine(100))
    result = work.run_mpietl("run", "a.wav", *options).expect(2)
    assert has_all(result.stderr, *values)
