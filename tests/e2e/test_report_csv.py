"""`mpietl report --csv`: each value of /files, as pandas, Python's csv and SQLite read it."""

import csv
import errno
import io
import os
import sqlite3
import subprocess

import h5py
import pandas
import pytest

from messages import has_all, why
from reports import table
from sounds import lead_nowhere, sine, write_wav
from support import DEFAULT_REPORT

NAMES = ["a.wav", "b,c.wav", 'say "d".wav', "new\nline.wav", "grüße 日本.wav", "=1+1.wav", "-x.wav", "@y.wav", " z ;.wav"]
ERRORS = ["two\nlines", "a return\r", "commas, commas", 'a "quote"', "'; DROP TABLE", "=HYPERLINK(1)", " "]


@pytest.fixture(scope="module")
def ran(shared):
    """Workspace with the report of files of awkward names, one of them no audio, and its table out.csv."""
    for name in NAMES:
        write_wav(shared / "in" / name, sine(2_000))
    (shared / "in/broken.wav").write_text("no audio")
    lead_nowhere(shared / "gone.wav")
    shared.etl("in", "gone.wav", ranks=2, threads=1, expect=1)
    with h5py.File(shared / DEFAULT_REPORT, "r+") as file:
        rows = file["files"][()]
        rows["error"][:len(ERRORS)] = [error.encode() for error in ERRORS]
        file["files"][...] = rows
    shared.run_mpietl("report", DEFAULT_REPORT, "--csv", "out.csv").expect(0)
    return shared


def expected(work):
    """Rows of /files as texts; missing values are empty."""
    with h5py.File(work / DEFAULT_REPORT) as file:
        rows = table(file["files"])
    return rows, [["" if value == -1 or value != value else value for value in row]
                  for row in rows.itertuples(index=False)]


def is_same(cell, value):
    """Whether the text of a cell is the value."""
    return float(cell) == value if isinstance(value, float) else cell == str(value)


def check(rows, work):
    """Each cell of `rows` of texts, the header first, against h5py."""
    frame, values = expected(work)
    assert rows[0] == list(frame.columns) and len(rows) == len(values) + 1
    for cells, row in zip(rows[1:], values):
        assert all(map(is_same, cells, row)), (cells, row)


def test_python_reads_every_value(ran):
    with open(ran / "out.csv", newline="", encoding="utf-8") as file:
        check(list(csv.reader(file, strict=True)), ran)


def test_pandas_reads_every_value(ran):
    frame, _ = expected(ran)
    kinds = {name: "string" for name in frame.columns if frame[name].dtype == object}
    read = pandas.read_csv(ran / "out.csv", dtype=kinds, float_precision="round_trip")
    assert list(read.columns) == list(frame.columns)
    for name in frame.columns:
        if name in kinds:
            assert read[name].fillna("").tolist() == frame[name].tolist(), name
        else:
            wanted = frame[name].where(frame[name] != -1)
            assert ((read[name] == wanted) | (read[name].isna() & wanted.isna())).all(), name


def test_sqlite_shell_reads_every_value(ran):
    read = ".mode csv\n.import out.csv files\n"
    subprocess.run(["sqlite3", "out.db"], input=read, text=True, check=True, cwd=ran.folder, timeout=60)
    with sqlite3.connect(ran / "out.db") as database:
        rows = database.execute("select * from files")
        check([[column[0] for column in rows.description], *map(list, rows)], ran)


def test_missing_values_are_empty_cells(ran):
    read = pandas.read_csv(ran / "out.csv").set_index("path").loc["gone.wav"]
    assert read.status == "failed" and read[["frames", "bytes_out", "peak_in", "digest"]].isna().all()


def test_standard_output(ran):
    printed = ran.run_mpietl("report", DEFAULT_REPORT, "--csv", "-").expect(0)
    assert printed.stdout == (ran / "out.csv").read_bytes().decode()
    check(list(csv.reader(io.StringIO(printed.stdout, newline=""))), ran)


def runs_of(work, names):
    """A file of several runs, each the report."""
    with h5py.File(work / "runs.h5", "w") as file, h5py.File(work / DEFAULT_REPORT) as report:
        file.attrs.update(schema_version=1, mpietl_version="0.1.0", created="", command_line="by hand")
        runs = file.create_group("runs", track_order=True)
        for name in names:
            report.copy("/", runs, name=name)
            runs[name].attrs.update(configuration=name[:-2], repetition=int(name[-1]))


def test_one_of_several_runs(ran):
    runs_of(ran, ["two_1", "two_2"])
    for option in ("--csv", "--trace"):
        (error,) = ran.run_mpietl("report", "runs.h5", option, "out.run").expect(2).errors
        assert has_all(error, "runs.h5", option, "--run", "two_1", "two_2")
    ran.run_mpietl("report", "runs.h5", "--run", "two_2", "--csv", "run.csv").expect(0)
    assert (ran / "run.csv").read_bytes() == (ran / "out.csv").read_bytes()


def test_several_reports_are_refused(ran):
    for option in ("--csv", "--trace"):
        result = ran.run_mpietl("report", DEFAULT_REPORT, DEFAULT_REPORT, option, "none.csv").expect(2)
        assert "--join" in result.stderr and not (ran / "none.csv").exists()


def test_a_failed_write_leaves_no_file(ran):
    before = ran.tree()
    for option in ("--csv", "--trace"):
        result = ran.run_mpietl("report", DEFAULT_REPORT, option, "no/such/folder/out").expect(2)
        assert "no/such/folder/out" in result.stderr and len(result.errors) == 1
        limit = ("bash", "-c", 'ulimit -f 1; exec "$@"', "limited")
        result = ran.run_mpietl("report", DEFAULT_REPORT, option, "full", prefix=limit)
        result.expect(2)
        assert "full" in result.stderr
        with open("/dev/full", "w", encoding="utf-8") as full:
            process = ran.start("report", DEFAULT_REPORT, option, "-", stdout=full)
            assert why(errno.ENOSPC).encode() in process.communicate(timeout=60)[1] and process.returncode == 1
    assert ran.tree() == before


def test_two_outputs_to_one_file_are_refused(ran):
    before = (ran / DEFAULT_REPORT).read_bytes()
    for words in (("--csv", "-", "--trace", "-"), ("--csv", "x", "--trace", "./x"), ("--csv", DEFAULT_REPORT)):
        result = ran.run_mpietl("report", DEFAULT_REPORT, *words).expect(2)
        assert result.stdout == "" and len(result.errors) == 1
    assert (ran / DEFAULT_REPORT).read_bytes() == before and not os.path.exists(ran / "x")
    ran.run_mpietl("report", DEFAULT_REPORT, "--csv", "both.csv", "--trace", "both.json").expect(0)
    assert (ran / "both.csv").read_bytes() == (ran / "out.csv").read_bytes()
    assert (ran / "both.json").read_bytes()
