"""`mpietl report`: the text for people, and the messages for files that are not reports."""

import errno

import h5py
import pytest

from messages import has_all, why
from sounds import lead_nowhere, silence, sine, write_wav
from support import DEFAULT_REPORT, crashed


@pytest.fixture(scope="module")
def ran(shared):
    """Workspace after a job with a slow file and two failed ones."""
    write_wav(shared / "in/slow.wav", silence(2_000_000))
    write_wav(shared / "in/quick.wav", sine(1_000))
    (shared / "in/broken.wav").write_text("no audio")
    lead_nowhere(shared / "gone.wav")
    shared.etl("in", "gone.wav", ranks=2, threads=1, expect=1)
    return shared


def test_text_has_the_important_values(ran):
    printed = ran.run_mpietl("report", DEFAULT_REPORT).expect(0).stdout
    for word in ("MB/s", "files/s", "read", "transform", "write", "in/slow.wav", "in/broken.wav", "gone.wav",
                 why(errno.ENOENT)):
        assert word in printed, f"{word} is missing in\n{printed}"
    assert "\x1b" not in printed
    assert max(len(line) for line in printed.splitlines() if not line.startswith("command")) <= 120


def test_text_is_the_same_under_a_launcher_and_printed_once(ran):
    alone = ran.run_mpietl("report", DEFAULT_REPORT).expect(0).stdout
    assert ran.run_mpietl("report", DEFAULT_REPORT, ranks=1).expect(0).stdout == alone


def test_reading_changes_nothing(ran):
    before = (ran / DEFAULT_REPORT).read_bytes(), ran.tree()
    ran.run_mpietl("report", DEFAULT_REPORT).expect(0)
    assert before == ((ran / DEFAULT_REPORT).read_bytes(), ran.tree())


def make_runs(work, names):
    """A file of several runs, each the report."""
    with h5py.File(work / "runs.h5", "w") as file, h5py.File(work / DEFAULT_REPORT) as report:
        file.attrs.update(schema_version=1, mpietl_version="0.1.0", created="", command_line="by hand")
        runs = file.create_group("runs", track_order=True)
        for name in names:
            configuration, _, repetition = name.rpartition("_")
            report.copy("/", runs, name=name)
            runs[name].attrs.update(configuration=configuration, repetition=int(repetition))


def test_several_runs_are_a_table_and_each_is_shown_by_its_name(ran):
    names = ["two_1", "again_1", "two_2", "again_2"]
    make_runs(ran, names)
    printed = ran.run_mpietl("report", "runs.h5").expect(0).stdout
    rows = [line.split() for line in printed.splitlines() if line.startswith(("  two ", "  again "))]
    assert [row[:3] for row in rows] == [["two", "2", "1"], ["again", "2", "1"]]
    assert all("1.00–1.00" in row and "100.0%" in row for row in rows), printed
    alone = ran.run_mpietl("report", DEFAULT_REPORT).expect(0).stdout
    assert ran.run_mpietl("report", "runs.h5", "--run", "again_2").expect(0).stdout == alone


def test_an_unknown_run_is_refused_with_the_known_ones(ran):
    make_runs(ran, ["two_1", "again_1"])
    result = ran.run_mpietl("report", "runs.h5", "--run=one_1").expect(2)
    (error,) = result.errors
    assert has_all(error, "runs.h5", "'one_1'", "two_1", "again_1")
    assert has_all(ran.run_mpietl("report", DEFAULT_REPORT, "--run", "one_1").expect(2).stderr, DEFAULT_REPORT, "--run")
    assert "runs.h5" in ran.run_mpietl("verify", "runs.h5").expect(2).stderr


def make_others(work):
    """Files that are no reports, beside the true report."""
    report = (work / DEFAULT_REPORT).read_bytes()
    (work / "text.h5").write_text("no report\n" * 1000)
    (work / "empty.h5").touch()
    (work / "cut.h5").write_bytes(report[: len(report) // 2])
    (work / "spoilt.h5").write_bytes(report[:2000] + bytes(len(report) - 2000))
    (work / "folder.h5").mkdir(exist_ok=True)
    with h5py.File(work / "other.h5", "w") as file:
        file["numbers"] = [1, 2, 3]
    (work / "future.h5").write_bytes(report)
    (work / "no-table.h5").write_bytes(report)
    with h5py.File(work / "future.h5", "r+") as file:
        file.attrs["schema_version"] = 99
    with h5py.File(work / "no-table.h5", "r+") as file:
        del file["files"]


@pytest.mark.parametrize("name", ["text.h5", "empty.h5", "cut.h5", "spoilt.h5", "folder.h5", "other.h5", "future.h5",
                                  "no-table.h5", "missing.h5", "in/quick.wav"])
def test_other_files_are_refused(ran, name):
    make_others(ran)
    result = ran.run_mpietl("report", name)
    assert not crashed(result)
    result.expect(2)
    assert result.stdout == ""
    assert result.stderr.startswith("mpietl: ") and name in result.stderr
    assert len(result.stderr.splitlines()) <= 3, "the library's own stack of errors shows"


def test_report_needs_a_file(work):
    assert work.run_mpietl("report").expect(2).stderr.startswith("mpietl: ")


def test_schema_of_the_future_is_named(ran):
    make_others(ran)
    assert "99" in ran.run_mpietl("report", "future.h5").stderr
