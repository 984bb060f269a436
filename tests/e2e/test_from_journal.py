"""mpietl report --from-journal: a report from the journal of a killed run."""

import os

import pytest

from held_run import FRAMES, JOURNAL, NAMES, starter
from messages import GO_ON, has_all, numbers
from sounds import sine, write_wav
from support import DEFAULT_REPORT, kill


@pytest.fixture
def started(work, gate):
    """A function that starts a held run."""
    return starter(work, gate)


def finished(work):
    """Outputs under their final names."""
    return {name for name in work.tree("out") if not name.endswith(".tmp")}


def rebuild(work, *options, expect=0):
    """Result of the command under test."""
    return work.run_mpietl("report", "--from-journal", JOURNAL, *options).expect(expect)


@pytest.mark.parametrize("command", [("report",), ("report", "--csv", "-"), ("verify",), ("plan",)])
def test_a_missing_report_of_a_killed_run_names_its_journal(work, started, command):
    kill(started("--seed=7"))
    result = work.run_mpietl(*command, DEFAULT_REPORT).expect(2)
    (told,) = result.errors
    assert has_all(told, "in --output-dir out --threads=1 --seed=7 --resume", f"--from-journal {JOURNAL}")


def test_a_killed_run_has_a_report(work, started):
    kill(started("--seed=7", threads=2))
    printed = rebuild(work).stdout
    report = work.report()
    assert list(report.files.path) == NAMES and list(report.files.index) == list(range(24))
    done = {path for path, status in report.statuses().items() if status == "done"}
    # What had ended when the next began is known; that may be all but the last of each thread.
    assert len(finished(work)) - 2 <= len(done) <= len(finished(work))
    assert report.row(NAMES[0]).status == "failed"
    # Only what was being worked on has more to say than that it was not done.
    assert 1 <= sum((report.files.status == "skipped") & (report.files.error != "")) <= 2
    assert report.attributes["status"] == "partial" and report.attributes["reason"]
    assert report.attributes["seed"] == 7 and report.attributes["ranks"] == 1
    assert {24, len(done), 1, 23 - len(done)} <= set(numbers(printed))
    assert GO_ON in printed and "--seed=7" in printed
    assert report.attributes["reason"] in work.run_mpietl("report", DEFAULT_REPORT).expect(0).stdout
    work.run_mpietl("verify", DEFAULT_REPORT).expect(0)


def test_a_rebuilt_report_and_its_journal_can_be_resumed(work, started):
    kill(started())
    rebuild(work)
    done = {path for path, status in work.report().statuses().items() if status == "done"}
    kill(started("--resume", done=4))
    rebuild(work, "--report", DEFAULT_REPORT)
    second = work.report()
    assert second.attributes["run"] == 2 and len(second.files) == 24
    assert done < {path for path, status in second.statuses().items() if status == "done"}
    assert done <= {path for path, run in zip(second.files.path, second.files.run) if run == 1}
    write_wav(work / NAMES[0], sine(FRAMES))
    last = work.etl("in", "--output-dir", "out", "--resume")
    assert list(last.files.path) == NAMES and set(last.statuses().values()) == {"done"}
    assert set(last.files.run) == {1, 2, 3}
    assert not (work / JOURNAL).exists()
    work.run_mpietl("verify", DEFAULT_REPORT).expect(0)


def test_an_old_report_is_replaced_only_when_it_is_named(work, started):
    kill(started())
    (work / DEFAULT_REPORT).write_text("the user's")
    assert "--report" in rebuild(work, expect=2).stderr
    assert DEFAULT_REPORT in rebuild(work, "--report", DEFAULT_REPORT, expect=2).stderr
    assert (work / DEFAULT_REPORT).read_text() == "the user's"
    rebuild(work, "--report", "other.h5")
    (work / "other.h5").rename(work / DEFAULT_REPORT)
    assert "--report" in rebuild(work, expect=2).stderr
    rebuild(work, "--report", DEFAULT_REPORT)
    rebuild(work, "--report", "other.h5")
    assert work.report().statuses() == work.report("other.h5").statuses()


def test_a_report_of_a_living_run_says_so(work, started):
    process = started()
    told = rebuild(work, "--report", "now.h5")
    kill(process)
    told_of_dead = rebuild(work, "--report", "then.h5")
    assert len(told.errors) == 1 and not told_of_dead.errors
    report = work.report("now.h5")
    assert len(report.files) == 24 and report.attributes["reason"]
    assert report.attributes["reason"] != work.report("then.h5").attributes["reason"]


def test_damage_loses_only_damaged_entries(work, started):
    kill(started())
    rebuild(work)
    whole = work.report().statuses()
    file = next((work / JOURNAL).glob("*.rank-00000"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert JOURNAL in rebuild(work, "--report", "damaged.h5").stderr
    damaged = work.report("damaged.h5").statuses()
    assert list(damaged) == list(whole)
    assert sum(damaged[path] != whole[path] for path in whole) <= 1


@pytest.mark.parametrize("name", ["none.journal", "empty.journal", "file.journal", "link.journal"])
def test_a_path_without_a_journal_is_refused(work, name):
    (work / "empty.journal").mkdir()
    (work / "file.journal").write_text("")
    os.symlink("empty.journal", work / "link.journal")
    before = work.tree()
    assert name in work.run_mpietl("report", "--from-journal", name).expect(2).stderr
    assert work.tree() == before


@pytest.mark.parametrize("options", [[], ["--report", "x.h5"], ["x.h5", "--from-journal", "x.h5.journal"],
                                     ["--run", "a", "--from-journal", "x.h5.journal"]])
def test_contradictory_options_are_refused(work, options):
    assert "mpietl report --help" in work.run_mpietl("report", *options).expect(2).stderr
