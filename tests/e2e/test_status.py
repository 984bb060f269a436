"""mpietl status: the progress of a job, and whether it runs, was stopped, was killed or has finished."""

import json
import shutil
import signal
import time

import pytest

from held_run import FRAMES, ITEMS, JOURNAL, NAMES, starter
from messages import GO_ON, numbers
from sounds import sine, write_wav
from support import DEFAULT_REPORT, kill, wait_until

RUNNING, STOPPED, NOT_KNOWN = 3, 75, 2


@pytest.fixture
def started(work, gate):
    """A function that starts a held run."""
    return starter(work, gate)


def status(work, *options, expect):
    """The command's JSON; `expect` is its exit status."""
    result = work.run_mpietl("status", DEFAULT_REPORT, "--json", *options).expect(expect)
    assert not result.errors
    return json.loads(result.lines[-1])


def is_whole(told):
    """Whether each item is counted once."""
    return told["items"] == told["done"] + told["failed"] + told["dropped"] + told["skipped"]


@pytest.mark.parametrize("isolation", ["process", "none"])
def test_a_running_job(work, started, gate, isolation):
    process = started(f"--isolation={isolation}", threads=2)
    wait_until(lambda: status(work, expect=RUNNING)["done"] >= 4)
    told = status(work, expect=RUNNING)
    assert told["state"] == "running" and told["run"] == 1 and not told["has_report"]
    assert told["items"] == ITEMS and is_whole(told)
    assert told["done"] <= 5 and told["failed"] == 1
    assert told["ranks"] == 1 and told["threads_per_rank"] == 2
    assert {item["path"] for item in told["in_flight"]} <= set(NAMES) and len(told["in_flight"]) == 2
    assert all(item["rank"] == 0 and item["host"] == told["hosts"] and 0 <= item["seconds"] < 60
               for item in told["in_flight"])
    assert told["items_per_second"] > 0 and told["bytes_per_second"] > 0 and told["seconds_left"] > 0
    (error,) = told["errors"]
    assert error["path"] == NAMES[0] and error["error"]
    people = work.run_mpietl("status", DEFAULT_REPORT).expect(RUNNING).stdout
    assert told["state"] in people and NAMES[0] in people and {ITEMS, told["done"]} <= set(numbers(people))
    gate.open()
    assert process.wait(60) == 1


def test_a_killed_job(work, started):
    kill(started())
    told = status(work, expect=STOPPED)
    assert told["state"] == "died" and is_whole(told) and told["failed"] == 1
    assert len(told["in_flight"]) == 1 and told["seconds_left"] is None
    work.run_mpietl("report", "--from-journal", JOURNAL).expect(0)
    statuses = list(work.report().statuses().values())
    assert [told[name] for name in ("done", "failed", "skipped")] == \
        [statuses.count(name) for name in ("done", "failed", "skipped")]
    people = work.run_mpietl("status", DEFAULT_REPORT).expect(STOPPED).stdout
    assert GO_ON in people and told["in_flight"][0]["path"] in people


@pytest.mark.parametrize("ranks", [None, 2])
def test_a_stopped_job_that_is_resumed(work, started, gate, ranks):
    process = started(ranks=ranks)
    process.send_signal(signal.SIGUSR1)
    time.sleep(0.5)  # until all ranks know
    gate.open()
    assert process.wait(60) == STOPPED
    told = status(work, expect=STOPPED)
    report = work.report()
    assert told["state"] == "stopped" and told["reason"] == report.attributes["reason"] and not told["in_flight"]
    for name in ("items", "done", "failed", "skipped"):
        assert told[name] == report.attributes[name], name
    again = started("--resume", done=3)
    wait_until(lambda: status(work, expect=RUNNING)["done"] > told["done"])
    later = status(work, expect=RUNNING)
    assert later["run"] == 2 and later["done"] <= told["done"] + 3 and is_whole(later)
    gate.open()
    assert again.wait(60) == 1


def test_a_finished_job(work, started, gate):
    gate.open()
    write_wav(work / NAMES[0], sine(FRAMES))
    report = work.etl("in", "--output-dir", "out")
    told = status(work, expect=0)
    assert told["state"] == "finished" and told["has_report"] and not told["errors"]
    assert told["done"] == report.attributes["items"] == ITEMS
    (work / NAMES[1]).write_bytes(b"no audio")
    report = work.etl("in", "--output-dir", "other", expect=1)
    told = status(work, expect=1)
    assert told["done"] == ITEMS - 1 and told["failed"] == 1
    (error,) = told["errors"]
    assert error == {"path": NAMES[1], "error": report.row(NAMES[1]).error}


def test_watching_ends_with_the_run(work, started, gate):
    process = started()
    watching = work.start("status", DEFAULT_REPORT, "--json", "--watch", "--interval=0.1s")
    states = [json.loads(watching.stdout.readline())["state"] for _ in range(2)]
    assert states == ["running", "running"]
    gate.open()
    rest = [json.loads(line) for line in watching.communicate(timeout=60)[0].splitlines()]
    assert process.wait(60) == watching.returncode == 1
    assert rest[-1]["state"] == "finished" and rest[-1]["done"] == ITEMS - 1


def test_nothing_is_written(work, started):
    kill(started())
    (work / JOURNAL).chmod(0o500)
    before = {name: (work / name).read_bytes() for name in work.tree()}
    status(work, expect=STOPPED)
    assert {name: (work / name).read_bytes() for name in work.tree()} == before
    (work / JOURNAL).chmod(0o700)


def test_a_path_without_a_job_is_refused(work, started):
    assert DEFAULT_REPORT in work.run_mpietl("status", DEFAULT_REPORT).expect(NOT_KNOWN).stderr
    (work / DEFAULT_REPORT).write_text("the user's")
    assert DEFAULT_REPORT in work.run_mpietl("status", DEFAULT_REPORT).expect(NOT_KNOWN).stderr
    assert "mpietl status --help" in work.run_mpietl("status").expect(NOT_KNOWN).stderr
    assert "--watch" in work.run_mpietl("status", "x.h5", "--interval=1s").expect(NOT_KNOWN).stderr
    # A journal goes with its report.
    (work / DEFAULT_REPORT).unlink()
    kill(started())
    shutil.move(work / JOURNAL, work / "moved.h5.journal")
    assert json.loads(work.run_mpietl("status", "moved.h5", "--json").expect(STOPPED).stdout)["state"] == "died"
