"""One report of a real run in tools that are not ours: h5py, pandas, PyTables, R and h5dump read the same rows."""

import contextlib
import io
import math
import re
import subprocess
from pathlib import Path

import h5py
import pandas
import pytest
import tables

from sounds import sine, write_wav
from support import DEFAULT_REPORT

SOURCE = Path(__file__).parent
PAGE = SOURCE.parents[1] / "src/report/README.md"
FILES = 7


@pytest.fixture(scope="module")
def ran(shared):
    """A folder with the report of a few files, one of which is no audio."""
    for number in range(FILES):
        write_wav(shared / f"in/größe {number}.wav", sine(5_000 * (number + 1)))
    (shared / "in/text.wav").write_text("no audio")
    shared.etl("in", "--output-dir", "out", ranks=2, expect=1)
    return shared


@pytest.fixture(scope="module")
def rows(ran):
    """The rows of /files as h5py reads them."""
    with h5py.File(ran / DEFAULT_REPORT) as file:
        return file["files"][()]


def output_of(*command):
    """What a command prints."""
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def decoded(cells):
    """Text of any of these libraries."""
    return [cell.decode() if isinstance(cell, bytes) else cell for cell in cells]


def test_pandas(ran, rows):
    files = pandas.read_hdf(ran / DEFAULT_REPORT, "files")
    assert decoded(files.path) == decoded(rows["path"])
    assert files.total_seconds.sum() == pytest.approx(rows["total_seconds"].sum())
    assert files.peak_in.isna().tolist() == [math.isnan(peak) for peak in rows["peak_in"]]


def test_pytables(ran, rows):
    with tables.open_file(ran / DEFAULT_REPORT) as file:
        table = file.root.files
        assert decoded(table.col("path")) == decoded(rows["path"])
        assert [row["bytes_in"] for row in table.where("status == b'done'")] == rows["bytes_in"][:FILES].tolist()
        assert table.attrs.unit_bytes_in == "bytes" and table.attrs.missing_bytes_in == -1


def test_r(ran, rows):
    printed = output_of("Rscript", "--vanilla", SOURCE / "read_report.R", ran / DEFAULT_REPORT).splitlines()
    assert [float(line) for line in printed[:2]] == [rows["bytes_in"].sum(), pytest.approx(rows["total_seconds"].sum())]
    assert printed[2:] == [f"{row['status'].decode()} {row['path'].decode()}" for row in rows]


def test_h5dump(ran, rows):
    header = output_of("h5dump", "-A", ran / DEFAULT_REPORT)
    for word in ('ATTRIBUTE "schema_version"', 'ATTRIBUTE "unit_start"', 'DATASET "ranks"', '"open_seconds"'):
        assert word in header
    printed = output_of("h5dump", "-w", "0", "-d", "/files", ran / DEFAULT_REPORT)
    digests = re.findall(r'"([0-9a-f]{32})"', printed)
    assert {row["digest"].decode() for row in rows} - {""} <= set(digests)
    assert printed.count('"done\\000') == FILES and printed.count('"failed"') == 1


def test_times_are_absolute_times_after_one_line(ran):
    with h5py.File(ran / DEFAULT_REPORT) as file:
        began = pandas.Timestamp(file.attrs["created"])
        files = pandas.DataFrame({"start": file["files"]["start"]})
        line = re.search(r"`(pd\.to_datetime\(.*\))`", ran.run_mpietl("report", "--schema").expect(0).stdout)[1]
        times = eval(line, {"pd": pandas, "file": file, "files": files})  # pylint: disable=eval-used
    assert (abs(times - began) < pandas.Timedelta(seconds=60)).all()


def test_the_example_finds_the_slowest_host(ran, monkeypatch):
    """The example on the page of reports prints the bytes read per busy second of the slowest host."""
    section = PAGE.read_text(encoding="utf-8").split("\n## In pandas\n")[1].split("\n## ")[0]
    example = next(code for code in re.findall(r"```python\n(.*?)```", section, re.S) if "nsmallest" in code)
    monkeypatch.chdir(ran / ".")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(example, {})  # pylint: disable=exec-used
    files, ranks = (pandas.read_hdf(ran / DEFAULT_REPORT, table) for table in ("files", "ranks"))
    rate = files.bytes_in.clip(lower=0).sum() / files.total_seconds.sum()
    host, value = printed.getvalue().splitlines()[-2].split()
    assert host in decoded(ranks.host) and float(value) == pytest.approx(rate, rel=1e-3)
