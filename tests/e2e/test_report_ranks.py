"""The table of ranks, and unusual jobs: long command lines, one rank, many files."""

import os
import socket

import pytest

from sounds import lead_nowhere, silence, sine, write_wav

RANKS, THREADS = 3, 2
CLOCK_TOLERANCE = 0.02
NAMES = [f"{index}.wav" for index in range(12)]


@pytest.fixture(scope="module")
def report(shared):
    """Report of twelve equal files at 3 ranks x 2 threads."""
    for name in NAMES:
        write_wav(shared / "in" / name, silence(100_000))
    return shared.etl("in", "--schedule", "static", ranks=RANKS, threads=THREADS)


def test_every_rank_has_its_row(report):
    assert report.ranks["rank"].tolist() == list(range(RANKS))
    assert set(report.ranks.host) == {socket.gethostname()}
    assert report.ranks.pid.nunique() == RANKS
    assert set(report.ranks.threads) == {THREADS}


def test_items_and_bytes_are_those_of_the_files(report):
    grouped = report.files.groupby("rank").agg(items=("path", "size"), bytes=("bytes_in", "sum"),
                                               busy=("total_seconds", "sum"))
    assert report.ranks["items"].tolist() == grouped["items"].tolist() == [len(NAMES) // RANKS] * RANKS
    assert report.ranks["bytes"].tolist() == grouped["bytes"].tolist()
    assert report.ranks.busy_seconds.tolist() == pytest.approx(grouped.busy.tolist(), rel=0.05, abs=1e-3)


@pytest.mark.timing
def test_times_of_ranks(report):
    work = report.phases.set_index("phase").loc["work"]
    ranks = report.ranks
    assert (ranks.wall_seconds > 0).all()
    assert (ranks.wall_seconds <= work.end - work.start + CLOCK_TOLERANCE).all()
    assert (ranks.idle_seconds >= 0).all()
    assert (ranks.busy_seconds + ranks.idle_seconds).tolist() == pytest.approx(
        [THREADS * (work.end - work.start)] * RANKS, abs=CLOCK_TOLERANCE)
    assert ranks.cpu_seconds.between(1e-3, 60).all()
    assert ranks.max_rss_bytes.between(1e6, 1e9).all()


def test_allowed_processors_are_listed(report):
    for cpus in report.ranks.cpus:
        ends = [int(end) for part in cpus.split(",") for end in part.split("-")]
        assert 0 <= min(ends) <= max(ends) < os.cpu_count()


def test_hosts_of_ranks_are_listed(report):
    ranks = report.ranks
    assert ranks.local_rank.tolist() == list(range(RANKS))
    assert set(ranks.host_cpus) == {os.cpu_count()}
    assert set(ranks.cores) == {len(os.sched_getaffinity(0))}
    is_free = len(os.sched_getaffinity(0)) == os.cpu_count()
    assert set(ranks.binding) == {"none"} or not is_free


@pytest.mark.skipif(os.cpu_count() == 1, reason="a machine of one processor binds nothing")
def test_the_binding_of_a_rank_is_listed(work):
    write_wav(work / "a.wav", sine(1_000))
    cpu = str(max(os.sched_getaffinity(0)))
    rank = work.etl("a.wav", prefix=("taskset", "--cpu-list", cpu)).ranks.iloc[0]
    assert (rank.cpus, rank.cores) == (cpu, 1)
    assert rank.binding in ("core", "hwthread")


def test_alone_is_one_rank(work):
    write_wav(work / "a.wav", sine(1_000))
    report = work.etl("a.wav")
    assert report.attributes["ranks"] == len(report.ranks) == 1
    assert report.ranks.pid[0] > 1


def test_command_line_longer_than_an_attribute_of_old_files(work):
    write_wav(work / "a.wav", sine(100))
    names = [f"not-there-{index:04}-{'x' * 80}.wav" for index in range(1200)]
    for name in names:
        lead_nowhere(work / name)
    report = work.etl("a.wav", *names, expect=1)
    assert len(report.files) == 1201
    assert report.attributes["command_line"]
    assert report.statuses()["a.wav"] == "done"


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(work):
    write_wav(work / "long.wav", silence(20_000_000))
    write_wav(work / "short.wav", silence(1_000))
    peaks = [work.etl(name, threads=1).ranks.max_rss_bytes[0] for name in ("short.wav", "long.wav")]
    assert peaks[1] - peaks[0] < 16e6


def test_report_is_written_though_nobody_reads_the_results(work):
    for index in range(3):
        write_wav(work / f"{index}.wav", sine(100))
    reader, writer = os.pipe()
    os.close(reader)
    work.start("run", "0.wav", "1.wav", "2.wav", stdout=writer).communicate(timeout=30)
    os.close(writer)
    assert len(work.report().files) == 3


def test_report_of_an_earlier_run_is_replaced(work):
    write_wav(work / "a.wav", sine(100))
    write_wav(work / "b.wav", sine(100))
    assert len(work.etl("a.wav", "b.wav").files) == 2
    assert len(work.etl("a.wav").files) == 1
